import ArgumentParser
import LheoFormats
import LheoWriter

extension FeedEncoding: ExpressibleByArgument {}

/// How LHEO is written.
struct WritingArguments: ParsableArguments {
  @Option(
    help: .said(
      "Espaces par niveau ; 0 pour des fins de ligne seulement, none pour une offre par ligne.",
      "Spaces for each level; 0 for line breaks only, none for one offer a line.", value: "n|none")
  )
  var indent = Indentation(width: 2)

  @Option(
    help: .said(
      "L'encodage. Par défaut : UTF-8, pour EDOF ISO-8859-1.",
      "The encoding. Default: UTF-8, for EDOF ISO-8859-1.", value: "encodage", "encoding"))
  var encoding: FeedEncoding?

  /// Whether any of them is given.
  var isGiven: Bool { indent.width != 2 || encoding != nil }

  /// Says that they are for feeds.
  func check(_ format: OutputFormat) throws {
    if isGiven, format.kind != .feed {
      throw UsageError("--indent et --encoding demandent --to lheo.", "--indent and --encoding require --to lheo.")
    }
  }

  var options: FeedWriter.Options { FeedWriter.Options(encoding: encoding, indent: indent.width) }
}

struct Indentation: ExpressibleByArgument {
  let width: Int?

  init(width: Int?) { self.width = width }

  init?(argument: String) {
    if argument == "none" {
      width = nil
    } else {
      guard let width = Int(argument), (0...16).contains(width) else { return nil }
      self.width = width
    }
  }

  var defaultValueDescription: String { width.map(String.init) ?? "none" }
}
