import LheoModel
import LheoOperations
import LheoOutput
import LheoValidator

/// A form in which gaps on the way to EDOF are listed.
public enum EdofGapFormat: String, Sendable, CaseIterable {
  /// For people, on a terminal.
  case text
  /// One gap a row.
  case csv
  /// One gap a row, as Excel reads it in France.
  case csvExcel = "csv-excel"
  /// One document.
  case json
  /// A page to be sent round.
  case html
}

/// Lists what offers lack for EDOF.
public protocol EdofGapReport {
  /// Lists the gaps of an offer.
  mutating func add(_ note: EdofConversion.Note)
  /// Lists the totals: all offers have come.
  ///
  /// - Parameters:
  ///   - summary: the totals.
  ///   - fileCount: how many catalogues are written.
  mutating func end(_ summary: EdofSummary, fileCount: Int)
}

extension EdofGapFormat {
  /// A list into a sink.
  ///
  /// - Parameters:
  ///   - sink: where it goes.
  ///   - language: the language of headings; gaps are worded already.
  ///   - isForLHEO: whether they are on the way from EDOF to LHEO.
  ///   - labels: of offers in a sheet, how people call its columns, by the names of elements.
  public func makeReport(
    _ sink: ByteSink, _ language: Language, isForLHEO: Bool = false, labels: [String: String]? = nil
  ) -> any EdofGapReport {
    switch self {
    case .text: EdofGapText(sink: sink, language: language, labels: labels)
    case .csv: EdofGapCSV(sink)
    case .csvExcel: EdofGapCSV(sink, forExcelIn: language)
    case .json: EdofGapJSON(sink)
    case .html: EdofGapHTML(sink, language, isForLHEO: isForLHEO, labels: labels)
    }
  }
}

extension EdofSummary {
  /// The totals, as sentences.
  func sentences(_ language: Language, fileCount: Int) -> [String] {
    if let wanted = gapCounts[.wanted], wanted > 0 {
      return [
        language(
          "\(writtenCount, "offre(s) écrite(s)") en LHEO ; \(wanted, "donnée(s)") à fournir pour que le flux soit valide.",
          "\(writtenCount, "offer(s)") written in LHEO; \(wanted, "thing(s)") to provide for the feed to be valid.")
      ]
    }
    var lines = [
      language(
        "\(writtenCount, "offre(s) écrite(s)") dans \(fileCount, "fichier(s)"), \(leftOutCount, "offre(s) laissée(s)") de côté.",
        "\(writtenCount, "offer(s)") written in \(fileCount, "file(s)"), \(leftOutCount, "offer(s)") left out."),
      language(
        "\(gapCounts[.blocking] ?? 0, "donnée(s) manquante(s)"), \(gapCounts[.defaulted] ?? 0, "donnée(s) complétée(s)").",
        "\(gapCounts[.blocking] ?? 0, "thing(s)") missing, \(gapCounts[.defaulted] ?? 0, "thing(s)") filled in."),
    ]
    if !dropped.isEmpty {
      let list = droppedElements.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
      lines.append(language("Sans place dans EDOF : \(list).", "Without a place in EDOF: \(list)."))
    }
    return lines
  }
}

extension EdofGap.Severity {
  /// What becomes of the offer, in a word.
  func label(_ language: Language) -> String {
    switch self {
    case .blocking: language("bloquant", "blocking")
    case .defaulted: language("complété", "defaulted")
    case .wanted: language("à fournir", "wanted")
    }
  }
}

extension EdofGap {
  /// Action, session and element, which in a sheet is a column.
  ///
  /// - Parameter labels: how people call the columns of a sheet.
  func place(_ language: Language, _ labels: [String: String]? = nil) -> String {
    var parts: [String] = []
    if let action { parts.append(language("action \(action)", "action \(action)")) }
    if let session { parts.append(language("session \(session)", "session \(session)")) }
    parts.append(labels?[element].map { language("« \($0) » (\(element))", "“\($0)” (\(element))") } ?? element)
    if line > 0, labels != nil {
      parts.append(language("ligne \(line) de l'onglet", "row \(line) of the sheet"))
    } else if line > 0 {
      parts.append(language("ligne \(line)", "line \(line)"))
    }
    return parts.joined(separator: ", ")
  }
}

private struct EdofGapText: EdofGapReport {
  let sink: ByteSink
  let language: Language
  let labels: [String: String]?

  func add(_ note: EdofConversion.Note) {
    guard let first = note.gaps.first else { return }
    let number = first.offer.isEmpty ? "?" : first.offer
    let fate = note.isWritten ? language("écrite", "written") : language("laissée de côté", "left out")
    sink.append("\(number.visible) \(first.intitule.visible) (\(fate))\n")
    for gap in note.gaps {
      sink.append("  \(gap.severity.label(language)), \(gap.place(language, labels).visible)\n")
      sink.append("    \(gap.message.visible) \(gap.provide.visible)\n")
    }
  }

  func end(_ summary: EdofSummary, fileCount: Int) {
    for sentence in summary.sentences(language, fileCount: fileCount) { sink.append(sentence + "\n") }
  }
}

private struct EdofGapCSV: EdofGapReport {
  let sink: ByteSink
  /// The language of the words of a list for Excel.
  let language: Language?

  init(_ sink: ByteSink, forExcelIn language: Language? = nil) {
    self.sink = sink
    self.language = language
    if language != nil { sink.append("\u{FEFF}" as StaticString) }
    sink.csvRow(
      ["severity", "formation", "intitule", "action", "session", "element", "line", "message", "provide"],
      isForExcel: language != nil)
  }

  func add(_ note: EdofConversion.Note) {
    for gap in note.gaps {
      sink.csvRow(
        [
          language.map { gap.severity.label($0) } ?? gap.severity.rawValue, gap.offer, gap.intitule, gap.action,
          gap.session,
          gap.element, gap.line > 0 ? String(gap.line) : nil, gap.message, gap.provide,
        ], isForExcel: language != nil)
    }
  }

  func end(_ summary: EdofSummary, fileCount: Int) {}
}

private struct EdofGapJSON: EdofGapReport {
  private let sink: ByteSink
  private var json: JSONWriter

  init(_ sink: ByteSink) {
    self.sink = sink
    json = JSONWriter(sink)
    json.begin("{")
    json.key("version")
    json.number(1)
    json.key("gaps")
    json.begin("[")
  }

  mutating func add(_ note: EdofConversion.Note) {
    for gap in note.gaps {
      json.object { json in
        func member(_ key: String, _ value: String?) {
          guard let value else { return }
          json.key(key)
          json.string(value)
        }
        member("severity", gap.severity.rawValue)
        member("formation", gap.offer)
        member("intitule", gap.intitule)
        member("action", gap.action)
        member("session", gap.session)
        member("element", gap.element)
        if gap.line > 0 {
          json.key("line")
          json.number(gap.line)
        }
        member("message", gap.message)
        member("provide", gap.provide)
      }
    }
  }

  mutating func end(_ summary: EdofSummary, fileCount: Int) {
    json.end("]")
    let counts = [
      ("written", summary.writtenCount), ("leftOut", summary.leftOutCount), ("files", fileCount),
      ("blocking", summary.gapCounts[.blocking] ?? 0), ("defaulted", summary.gapCounts[.defaulted] ?? 0),
    ]
    for (key, count) in counts {
      json.key(key)
      json.number(count)
    }
    json.key("dropped")
    json.object { json in
      for (name, count) in summary.droppedElements {
        json.key(name)
        json.number(count)
      }
    }
    json.end("}")
    sink.append(0x0A)
  }
}
