import LheoModel
import LheoOutput
import LheoReference
import LheoRegisters

/// Says what is in the reference database: of which day, from which file, and what is missing.
public struct ReferenceListing {
  private let language: Language
  private let today: PartialDate

  /// A listing that is read on a day.
  public init(language: Language, today: PartialDate) {
    self.language = language
    self.today = today
  }

  /// For people: a line for each register, then what is missing and what licences ask to be said.
  public func text(_ reference: Reference, to sink: ByteSink) {
    sink.append("\(reference.path.visible)\n\n")
    let rows = Register.allCases.compactMap { register in row(register, reference) }
    let header = [
      language("registre", "register"), language("jour", "day"), language("lignes", "rows"),
      language("refusées", "refused"), language("fichier", "file"),
    ]
    sink.table([header] + rows, rightAligned: [2, 3])
    let gaps = reference.gaps.filter { !$0.registers.isEmpty }
    if !gaps.isEmpty { sink.append("\n") }
    for gap in gaps {
      sink.append(gap.title(language) + language(" : ", ": ") + gap.registers.joined(separator: ", ") + "\n")
    }
    var mentions: [String] = []
    for source in reference.sources {
      let licence = source.register.licence.map { " (\($0))" } ?? ""
      let mention = source.register.mention(day: source.day)(language) + licence
      if !mentions.contains(mention) { mentions.append(mention) }
    }
    sink.append("\n\(mentions.joined(separator: "\n"))\n")
  }

  private func row(_ register: Register, _ reference: Reference) -> [String]? {
    let sources = reference.sources.filter { $0.register == register }
    guard let main = sources.first else { return nil }
    let age = main.isOld(asOf: today) ? language(" (ancien)", " (old)") : ""
    return [
      register.rawValue, main.day.text(in: language) + age, String(main.kept),
      String(sources.reduce(0) { $0 + $1.refusedCount }), main.file.visible,
    ]
  }

  /// For programs: one document, version 1.
  public func json(_ reference: Reference, to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object { json in
      json.member("version", 1)
      json.member("file", reference.path)
      json.key("registers")
      json.list { list in
        for register in Register.allCases where reference.day(of: register) != nil {
          write(register, reference.sources.filter { $0.register == register }, to: &list)
        }
      }
      for gap in reference.gaps {
        json.key(gap.key)
        json.list { list in for register in gap.registers { list.string(register) } }
      }
    }
    json.newLine()
  }

  private func write(_ register: Register, _ sources: [ReferenceSource], to list: inout JSONWriter) {
    list.object { json in
      json.member("register", register.rawValue)
      json.member("title", register.title(language))
      json.member("publisher", register.publisher)
      json.member("dataset", register.dataset)
      json.member("licence", register.licence)
      json.member("day", sources[0].day.isoText)
      json.member("dayFrom", sources[0].dayFrom.rawValue)
      json.key("isOld")
      json.bool(sources[0].isOld(asOf: today))
      json.member("mention", register.mention(day: sources[0].day)(language))
      json.key("sources")
      json.list { list in for source in sources { write(source, to: &list) } }
    }
  }

  private func write(_ source: ReferenceSource, to list: inout JSONWriter) {
    list.object { json in
      json.member("file", source.file)
      json.member("member", source.member)
      json.member("sha256", source.sha256)
      json.member("imported", source.imported.isoText)
      json.member("read", source.read)
      json.member("kept", source.kept)
      json.member("refused", source.refusedCount)
      json.key("refusals")
      json.list { list in
        for refused in source.refused {
          list.object { json in
            json.member("reason", refused.reason.rawValue)
            json.member("count", refused.count)
            json.member("firstRow", refused.firstRow)
          }
        }
      }
    }
  }

  /// What an import has done: a line for each register, and for each file that was left out.
  public func text(_ summary: ReferenceImport.Summary, to sink: ByteSink) {
    for source in summary.sources {
      sink.append(
        language(
          "\(source.register.rawValue) : \(source.day), \(source.kept, "ligne(s)") sur \(source.read), \(source.member.visible)",
          "\(source.register.rawValue): \(source.day), \(source.kept) of \(source.read, "row(s)"), \(source.member.visible)"
        ))
      sink.append("\n")
      for refused in source.refused {
        sink.append(
          language(
            "  \(refused.count, "refusée(s)") : \(refused.reason.text(.fr)) (la première : \(refused.firstRow))",
            "  \(refused.count) refused: \(refused.reason.text(.en)) (first: \(refused.firstRow))"))
        sink.append("\n")
      }
    }
    for skipped in summary.skipped where skipped.reason == .betterIsThere {
      let file = skipped.file.visible
      sink.append(
        language(
          "\(file) : laissé de côté, un fichier plus récent ou plus complet est là.",
          "\(file): left out, there is a newer or fuller file."))
      sink.append("\n")
    }
    let unknown = summary.skipped.filter { $0.reason == .unknown }
    if !unknown.isEmpty {
      let names = unknown.prefix(5).map(\.file.visible).joined(separator: ", ") + (unknown.count > 5 ? ", …" : "")
      sink.append(
        language(
          "\(unknown.count, "fichier(s) laissé(s)") de côté, d'aucun référentiel connu : \(names)",
          "\(unknown.count, "file(s)") of no register that is known, left out: \(names)"))
      sink.append("\n")
    }
  }

  /// What registers lack that have just been imported.
  public func text(gapsOf summary: ReferenceImport.Summary, in reference: Reference, to sink: ByteSink) {
    let imported = Set(summary.sources.map(\.register))
    for register in imported.intersection(reference.withoutPartners).sorted() {
      sink.append(
        language(
          "\(register.rawValue) : cet export n'a pas de partenaires ; les règles d'habilitation ne seront pas vérifiées.",
          "\(register.rawValue): this export has no partners; who may train will not be checked."))
      sink.append("\n")
    }
    for register in imported.intersection(reference.withoutBlocs).sorted() {
      sink.append(
        language(
          "\(register.rawValue) : cet export n'a pas de blocs de compétences ; ceux des offres ne seront pas vérifiés.",
          "\(register.rawValue): this export has no blocks of competences; those of offers will not be checked."))
      sink.append("\n")
    }
  }
}

/// What a reference database lacks, and of which registers.
package struct ReferenceGap {
  /// What it is called in a list of facts, and as a member of a JSON document.
  package let name, key: String
  /// What people call it.
  package let title: Text
  /// The names of the registers.
  package let registers: [String]

  fileprivate init(_ name: String, _ key: String, _ title: Text, of registers: Set<Register>) {
    (self.name, self.key, self.title) = (name, key, title)
    self.registers = registers.sorted().map(\.rawValue)
  }
}

extension Reference {
  /// All that a database may lack.
  package var gaps: [ReferenceGap] {
    [
      ReferenceGap("missing", "missing", Text("Manquent", "Missing"), of: Set(missing)),
      ReferenceGap(
        "without-partners", "withoutPartners", Text("Sans partenaires", "Without partners"), of: withoutPartners),
      ReferenceGap(
        "without-blocs", "withoutBlocs", Text("Sans blocs de compétences", "Without blocks of competences"),
        of: withoutBlocs),
    ]
  }
}

extension ByteSink {
  /// Columns of text, two spaces apart.
  func table(_ rows: [[String]], rightAligned: Set<Int> = []) {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    for row in rows {
      let cells = row.enumerated().map { column, cell -> String in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        if rightAligned.contains(column) { return padding + cell }
        return column == row.count - 1 ? cell : cell + padding
      }
      append(cells.joined(separator: "  ") + "\n")
    }
  }
}
