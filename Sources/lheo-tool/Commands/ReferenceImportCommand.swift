import ArgumentParser
import LheoModel
import LheoOutput
import LheoReference
import LheoReports

extension ReferenceCommand {
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
        let path = try place.pathToWrite()
        do {
          defer { shown.finish() }
          summary = try work.run(files, into: path)
        } catch let error as ReferenceError {
          throw advised(error)
        }
        let file = try OutputFile("-")
        let listing = ReferenceListing(language: speech.language, today: Day.today.date)
        listing.text(summary, to: file.sink)
        if !summary.sources.isEmpty {
          listing.text(gapsOf: summary, in: try Reference(path: path), to: file.sink)
        }
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
