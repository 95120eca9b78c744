import ArgumentParser
import LheoModel
import LheoOutput
import LheoReports
import LheoTables

enum DocumentationFormat: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

struct TablesCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("tables", .tables)

  @Argument(
    help: .said(
      "Une table ; sans elle, toutes.",
      "A table; all of them without.", value: "table"), completion: .list(Table.all.map(\.name)))
  var table: String?

  @Option(
    help: .said(
      "Le format.",
      "The format.", value: "format"))
  var format = DocumentationFormat.text

  @OptionGroup var speech: LanguageOption

  func validate() throws {
    if let table { _ = try Table.named(option: table) }
  }

  func run() throws {
    try Outcome.run {
      let tables = table.flatMap(Table.named).map { [$0] } ?? Table.all
      let file = try OutputFile("-")
      let documentation = TableDocumentation(language: speech.language)
      switch format {
      case .json: documentation.json(tables, to: file.sink)
      case .markdown: for table in tables { documentation.markdown(table, to: file.sink) }
      case .text where table == nil: documentation.list(tables, to: file.sink)
      case .text: for table in tables { documentation.text(table, to: file.sink) }
      }
      try file.commit()
    }
  }
}

extension Table {
  /// The table that an option names.
  static func named(option name: String) throws -> Table {
    if let table = named(name) { return table }
    throw UsageError.missing(Text("table", "table"), name, in: all.map(\.name))
  }
}
