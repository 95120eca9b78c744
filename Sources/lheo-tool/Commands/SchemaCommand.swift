import ArgumentParser
import LheoModel
import LheoOutput
import LheoReports

struct SchemaCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("schema", .schema)

  @Argument(
    help: .said(
      "Un élément ; sans lui, tous.",
      "An element; all of them without.", value: "élément", "element"),
    completion: .list(LheoSchema.definitions.map(\.name)))
  var element: String?

  @Option(
    help: .said(
      "Le format.",
      "The format.", value: "format"))
  var format = DocumentationFormat.text

  @OptionGroup var speech: LanguageOption

  func validate() throws {
    if let element, Element(name: element) == nil {
      let names = LheoSchema.definitions.map(\.name)
      let hint = Nearest.hint(
        element, in: names, list: Text("lheo-tool schema les liste.", "lheo-tool schema lists them."))
      throw UsageError(
        "LHEO n'a pas d'élément « \(element) ».\(hint)", "LHEO has no element '\(element)'.\(hint)")
    }
  }

  func run() throws {
    try Outcome.run {
      let file = try OutputFile("-")
      let definitions =
        element.flatMap { Element(name: $0) }.map { [$0.definition] }
        ?? LheoSchema.definitions.sorted { $0.name.lowercased() < $1.name.lowercased() }
      let documentation = SchemaDocumentation(language: speech.language)
      switch format {
      case .json: documentation.json(definitions, to: file.sink)
      case .markdown: for definition in definitions { documentation.markdown(definition, to: file.sink) }
      case .text where element == nil: documentation.list(definitions, to: file.sink)
      case .text: for definition in definitions { documentation.text(definition, to: file.sink) }
      }
      try file.commit()
    }
  }
}
