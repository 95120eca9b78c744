import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoReference
import LheoReports

struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract:
      "Imports official registers (certifications, training bodies, communes…) and looks codes up in them, offline.",
    subcommands: [Import.self, List.self, Show.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct Import: ParsableCommand, WritesWords {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Imports files of official registers, as they are downloaded.",
      discussion: """
        Files are recognised by their content: zip archives, gzip, or what was unpacked from them. The database is
        replaced when all files have been read; registers that are not imported stay as they are.

        EXAMPLES
          lheo-tool reference import export-fiches-rncp-v4-1-2026-11-24.zip export-fiches-rs-v4-1-2026-11-24.zip
          lheo-tool reference import downloads/
          lheo-tool reference import StockEtablissement_utf8.zip --siret-from feed.xml
        """)

    @Argument(
      help: ArgumentHelp("Files of registers, zip archives, folders; - for standard input.", valueName: "file"),
      completion: .file(extensions: ["zip", "csv", "gz", "xml", "json"]))
    var files: [String]

    @OptionGroup var place: ReferenceOption

    @Option(
      parsing: .singleValue,
      help: ArgumentHelp(
        "Keep the establishments of Sirene that this feed names, and others of the same companies. May be repeated.",
        valueName: "feed"),
      completion: .file(extensions: ["xml", "gz", "zip"]))
    var siretFrom: [String] = []

    @Flag(help: "Let older data take the place of newer.")
    var allowOlder = false

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    @OptionGroup var speech: LanguageOption

    func validate() throws {
      if (files + siretFrom).contains("") {
        throw UsageError(
          "Le nom d'un fichier est vide.",
          "The name of a file is empty.")
      }
    }

    func run() throws {
      try Outcome.run {
        var work = ReferenceImport(today: Day.today.date)
        work.allowsOlder = allowOlder
        work.sirets = try SiretCollection.all(in: siretFrom)
        let shown = FollowedImport(isQuiet: quiet)
        work.progress = shown.update
        let summary: ReferenceImport.Summary
        do {
          defer { shown.finish() }
          summary = try work.run(files, into: place.pathToWrite())
        } catch let error as ReferenceError {
          throw advised(error)
        }
        let file = try OutputFile("-")
        ReferenceListing(language: speech.language, today: Day.today.date).text(summary, to: file.sink)
        try file.commit()
      }
    }

    /// An error with what to do on the command line.
    private func advised(_ error: ReferenceError) -> any Error {
      switch error.problem {
      case .needsSirets:
        return UsageError(
          Text("\(error.text) Nommez-en un par --siret-from.", "\(error.text) Name one with --siret-from."))
      case .older:
        Terminal.say(
          "lheo-tool: "
            + Speech.language(
              "\(error.text) --allow-older le prend tout de même.", "\(error.text) --allow-older takes it all the same."
            ))
        return Outcome.failure
      default: return error
      }
    }
  }

  struct List: ParsableCommand, WritesWords {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Says which registers are there, of which day, from which files.")

    @OptionGroup var place: ReferenceOption

    @Option(help: "The format.")
    var format = Format.text

    @Option(help: "The day seen from, AAAA-MM-JJ.")
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
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows what a code stands for: a certification, a body, a commune, a postcode, an occupation.",
      discussion: """
        Without a match it names codes that may have been meant, and ends with code 1.

        EXAMPLES
          lheo-tool reference show RNCP38381
          lheo-tool reference show 14118 --format json
          lheo-tool reference show Caen
        """)

    @Argument(help: ArgumentHelp("A code, or part of a name.", valueName: "code"))
    var code: String

    @OptionGroup var place: ReferenceOption

    @Option(help: "The format.")
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

/// Shows how far an import is.
private final class FollowedImport {
  private let isQuiet: Bool
  private var shown: Progress?

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  func update(_ progress: ReferenceImport.Progress) {
    if shown == nil { shown = Progress("reference", total: progress.total, isQuiet: isQuiet) }
    shown?.update(progress.bytesRead)
  }

  func finish() { shown?.finish() }
}
