import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoReference
import LheoReports

struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    "reference", .reference, subcommands: [Import.self, List.self, Show.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct Import: ParsableCommand, WritesWords {
    static let configuration = CommandConfiguration("import", .referenceImport)

    @Argument(
      help: .said(
        "Des fichiers de référentiels, des archives zip, des dossiers ; - pour l'entrée standard.",
        "Files of registers, zip archives, folders; - for standard input.", value: "fichier", "file"),
      completion: .file(extensions: ["zip", "csv", "gz", "xml", "json"]))
    var files: [String]

    @OptionGroup var place: ReferenceOption

    @Option(
      parsing: .singleValue,
      help: .said(
        "Garder les établissements de Sirene que ce flux nomme, et les autres des mêmes entreprises. Peut être répété.",
        "Keep the establishments of Sirene that this feed names, and others of the same companies. May be repeated.",
        value: "flux", "feed"),
      completion: .file(extensions: ["xml", "gz", "zip"]))
    var siretFrom: [String] = []

    @Flag(
      help: .said(
        "Laisser des données plus anciennes remplacer les nouvelles.",
        "Let older data take the place of newer."))
    var allowOlder = false

    @Flag(
      name: .shortAndLong,
      help: .said(
        "Ne pas montrer l'avancement.",
        "No progress."))
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
