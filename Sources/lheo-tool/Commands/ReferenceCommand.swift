import ArgumentParser
import LheoOutput
import LheoReference
import LheoReports

struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    "reference", .reference, subcommands: [Import.self, List.self, Show.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct List: ParsableCommand, WritesWords {
    static let configuration = CommandConfiguration("list", .referenceList)

    @OptionGroup var place: ReferenceOption

    @Option(
      help: .said(
        "Le format.",
        "The format.", value: "format"))
    var format = Format.text

    @Option(
      help: .said(
        "Le jour de référence, AAAA-MM-JJ.",
        "The day seen from, AAAA-MM-JJ.", value: "jour", "day"))
    var asOf = Day.today

    @OptionGroup var speech: LanguageOption

    func run() throws {
      try Outcome.run {
        let reference = try Reference(path: place.path())
        let file = try OutputFile("-")
        let listing = ReferenceListing(language: speech.language, today: asOf.date)
        switch format {
        case .text: listing.text(reference, to: file.sink)
        case .json: listing.json(reference, to: file.sink)
        }
        try file.commit()
      }
    }
  }

  struct Show: ParsableCommand, WritesWords {
    static let configuration = CommandConfiguration("show", .referenceShow)

    @Argument(
      help: .said(
        "Un code, ou une partie d'un nom.",
        "A code, or part of a name.", value: "code"))
    var code: String

    @OptionGroup var place: ReferenceOption

    @Option(
      help: .said(
        "Le format.",
        "The format.", value: "format"))
    var format = Format.text

    @OptionGroup var speech: LanguageOption

    func run() throws {
      try Outcome.run {
        let reference = try Reference(path: place.path())
        let entries = try reference.entries(for: code)
        let suggestions = entries.isEmpty ? try reference.suggestions(for: code) : []
        let file = try OutputFile("-")
        let cards = ReferenceCards(reference, language: speech.language)
        switch format {
        case .text: try cards.text(entries, to: file.sink)
        case .json: cards.json(entries, suggestions: suggestions, to: file.sink)
        }
        try file.commit()
        if !entries.isEmpty { return }
        Terminal.say(
          "lheo-tool: "
            + speech.language(
              "« \(code) » n'est pas dans la base de référence.", "'\(code)' is not in the reference database."))
        for suggestion in suggestions { Terminal.say("  \(suggestion.code)  \(suggestion.name)") }
        throw Outcome.findings
      }
    }
  }
}
