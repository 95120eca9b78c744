import LheoModel
import LheoOutput
import LheoTables

/// Puts what tables hold into words.
public struct TableDocumentation {
  private let language: Language

  /// Documentation in a language.
  public init(language: Language) { self.language = language }

  /// A line for each table.
  public func list(_ tables: [Table], to sink: ByteSink) {
    for table in tables {
      let count = String(table.columns.count).padded(4) + language(" colonnes", " columns")
      sink.append("\(table.name.padded(16))\(count)   \(table.summary(language))\n")
    }
  }

  /// A table in full, for people at a terminal.
  public func text(_ table: Table, to sink: ByteSink) {
    sink.append(
      language(
        "\(table.name) : chaque ligne est \(table.summary)\n\n", "\(table.name): each row is \(table.summary)\n\n"))
    for column in table.columns {
      sink.append("\(column.name.padded(30))\(column.label)\n")
      let home = table.home(of: column).map { language(" — répète \($0)", " — repeats \($0)") } ?? ""
      sink.append("\("".padded(30))\(column.pathText) — \(column.typeName(language))\(home)\n")
    }
  }

  /// A table in Markdown.
  public func markdown(_ table: Table, to sink: ByteSink) {
    sink.append(
      language(
        "## \(table.name)\n\nChaque ligne est \(table.summary).\n\n| colonne | libellé | chemin | type | répète |\n",
        "## \(table.name)\n\nEach row is \(table.summary).\n\n| column | label | path | type | repeats |\n"))
    sink.append("|---|---|---|---|---|\n")
    for column in table.columns {
      let home = table.home(of: column).map { "`\($0)`" } ?? ""
      sink.append(
        "| \(column.name) | \(column.label) | `\(column.pathText)` | \(column.typeName(language)) | \(home) |\n")
    }
    sink.append("\n")
  }

  /// Tables for programs: one document, version 1.
  public func json(_ tables: [Table], to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("version", 1)
      $0.key("tables")
      $0.list { list in
        for table in tables {
          list.object {
            $0.member("name", table.name)
            $0.member("summary", table.summary(language))
            $0.key("columns")
            $0.list { list in
              for column in table.columns {
                list.object {
                  $0.member("name", column.name)
                  $0.member("label", column.label)
                  $0.member("path", column.pathText)
                  $0.member("type", column.typeName.english)
                  $0.member("repeats", table.home(of: column))
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

extension String {
  /// The text in a column of so many characters.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
