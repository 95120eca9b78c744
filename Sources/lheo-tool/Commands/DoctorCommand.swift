import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoReports
import LheoFormats
import LheoValidator

struct DoctorCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("doctor", .doctor)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var place: ReferenceOption

  @Option(
    help: .said(
      "Le format.",
      "The format.", value: "format"))
  var format = Format.text

  @OptionGroup var speech: LanguageOption

  func run() throws {
    try Outcome.run {
      // What is wrong in lheo.toml is among the problems.
      let registers = RegisterFacts((try? place.path()) ?? ReferenceOption.usualPath)
      let facts = Self.facts + registers.facts
      let problems = Self.problems + registers.problems
      let file = try OutputFile("-")
      switch format {
      case .text: writeText(facts, problems, file.sink)
      case .json: writeJSON(facts, problems, file.sink)
      }
      try file.commit()
      if !problems.isEmpty { throw Outcome.failure }
    }
  }

  private static var facts: [(name: String, value: String)] {
    let limits = ParserLimits()
    return [("lheo-tool", LheoTool.version), ("LHEO", LheoSchema.version)]
      + (ParserLibraries.versions + OutputFormat.libraryVersions).map {
        ($0.name, $0.version.isEmpty ? "-" : $0.version)
      } + [
        ("rules", String(RuleSheet.all.count)),
        ("day", Day.today.date.isoText),
        ("cores", String(ProcessInfo.coreCount)),
        ("configuration", Configuration.isInCurrentFolder ? Configuration.fileName : "-"),
        ("limit-depth", String(limits.depth)),
        ("limit-text-bytes", String(limits.textLength)),
        ("limit-attributes", String(limits.attributeCount)),
        ("limit-offer-bytes", String(limits.offerSize)),
      ]
  }

  /// What facts are called for people.
  private static let labels = [
    "rules": Text("règles", "rules"), "day": Text("jour", "day"), "cores": Text("cœurs", "cores"),
    "limit-depth": Text("profondeur maximale", "limit-depth"),
    "limit-text-bytes": Text("octets d'un texte, au plus", "limit-text-bytes"),
    "limit-attributes": Text("attributs d'un élément, au plus", "limit-attributes"),
    "limit-offer-bytes": Text("octets d'une offre, au plus", "limit-offer-bytes"),
  ]

  private static var problems: [String] {
    var problems: [String] = []
    do throws(OutputError) {
      // An output is a temporary file beside its target first.
      try OutputFile("lheo-tool-doctor").discard()
    } catch {
      problems.append(
        Speech.language(
          "Le dossier courant ne peut pas être écrit (\(error.text)).",
          "The current folder cannot be written to (\(error.text))."))
    }
    do {
      _ = try Configuration.read(nil)
    } catch let error as UsageError {
      problems.append(error.text(Speech.language))
    } catch {
      problems.append("\(error)")
    }
    return problems
  }

  private func writeText(_ facts: [(name: String, value: String)], _ problems: [String], _ sink: ByteSink) {
    let facts = facts.map { (name: Self.labels[$0.name].map { $0(Speech.language) } ?? $0.name, value: $0.value) }
    let width = facts.map(\.name.count).max() ?? 0
    for fact in facts {
      sink.append("\(fact.name)\(String(repeating: " ", count: width - fact.name.count + 2))\(fact.value.visible)\n")
    }
    for problem in problems {
      sink.append(Speech.language("PROBLÈME : \(problem.visible)\n", "PROBLEM: \(problem.visible)\n"))
    }
    // Registers that are missing or old are among the facts: whoever needs none lacks none.
    if problems.isEmpty {
      sink.append(Speech.language("Aucun problème : l'outil peut travailler.\n", "No problem: the tool can work.\n"))
    }
  }

  private func writeJSON(_ facts: [(name: String, value: String)], _ problems: [String], _ sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object { json in
      json.member("version", 1)
      json.key("facts")
      json.object { for fact in facts { $0.member(fact.name, fact.value) } }
      json.key("problems")
      json.list { list in for problem in problems { list.string(problem) } }
    }
    json.newLine()
  }
}
