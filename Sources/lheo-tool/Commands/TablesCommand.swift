import ArgumentParser
import LheoModel
import LheoOutput
import LheoTables

enum DocumentationFormat: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

struct TablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract: "Lists the tables that convert writes, and their columns.",
    discussion: """
      EXAMPLES
        lheo-tool tables
        lheo-tool tables sessions
        lheo-tool tables sessions --format json
      """)

  @Argument(help: "A table; all of them without.", completion: .list(Table.all.map(\.name)))
  var table: String?

  @Option(help: "The format.")
  var format = DocumentationFormat.text

  func validate() throws {
    if let table { _ = try Table.named(option: table) }
  }

  func run() throws {
    try Outcome.run {
      let tables = table.flatMap(Table.named).map { [$0] } ?? Table.all
      let file = try OutputFile("-")
      switch format {
      case .json: json(tables, file.sink)
      case .markdown: for table in tables { markdown(table, file.sink) }
      case .text where table == nil:
        for table in tables {
          file.sink.append(
            "\(table.name.padded(16))\(String(table.columns.count).padded(4)) columns   \(table.summary)\n")
        }
      case .text: for table in tables { text(table, file.sink) }
      }
      try file.commit()
    }
  }

  private func text(_ table: Table, _ sink: ByteSink) {
    sink.append("\(table.name): each row is \(table.summary)\n\n")
    for column in table.columns {
      sink.append("\(column.name.padded(30))\(column.label)\n")
      sink.append("\("".padded(30))\(column.pathText) — \(column.typeName)\n")
    }
  }

  private func markdown(_ table: Table, _ sink: ByteSink) {
    sink.append(
      "## \(table.name)\n\nEach row is \(table.summary).\n\n| column | label | path | type |\n|---|---|---|---|\n")
    for column in table.columns {
      sink.append("| \(column.name) | \(column.label) | `\(column.pathText)` | \(column.typeName) |\n")
    }
    sink.append("\n")
  }

  private func json(_ tables: [Table], _ sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("version", 1)
      $0.key("tables")
      $0.list { list in
        for table in tables {
          list.object {
            $0.member("name", table.name)
            $0.member("summary", table.summary)
            $0.key("columns")
            $0.list { list in
              for column in table.columns {
                list.object {
                  $0.member("name", column.name)
                  $0.member("label", column.label)
                  $0.member("path", column.pathText)
                  $0.member("type", column.typeName)
                }
              }
            }
          }
        }
      }
    }
    json.newLine()
  }
}

extension Table {
  /// The table that an option names.
  static func named(option name: String) throws -> Table {
    if let table = named(name) { return table }
    throw ValidationError("There is no table '\(name)'." + Nearest.hint(name, in: all.map(\.name)))
  }
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
