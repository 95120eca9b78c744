import LheoModel
import LheoOutput

/// Describes a folder of CSV files as a Frictionless data package: types, labels, keys between the tables.
public enum DataPackage {
  /// Writes `datapackage.json` for tables written with these columns, and so.
  public static func write(
    _ tables: [(table: Table, columns: [TableColumn])], usesISODates: Bool,
    _ writing: CSVWriter.Options = CSVWriter.Options(), to sink: ByteSink
  ) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("profile", "tabular-data-package")
      $0.member("name", "lheo")
      $0.member("title", "Offres de formation LHEO")
      $0.key("resources")
      $0.list { list in
        for (table, columns) in tables {
          list.object { $0.resource(table, columns, usesISODates, writing, among: tables.map(\.table.name)) }
        }
      }
    }
    json.newLine()
  }
}

extension JSONWriter {
  /// What readers would not expect of CSV.
  private mutating func dialect(_ writing: CSVWriter.Options) {
    if writing.delimiter == 0x2C, writing.hasHeader { return }
    key("dialect")
    object {
      $0.member("delimiter", String(Unicode.Scalar(writing.delimiter)))
      if !writing.hasHeader {
        $0.key("header")
        $0.bool(false)
      }
    }
  }

  fileprivate mutating func resource(
    _ table: Table, _ columns: [TableColumn], _ usesISODates: Bool, _ writing: CSVWriter.Options, among tables: [String]
  ) {
    member("name", table.name)
    member("path", "\(table.name).\(writing.fileExtension)")
    member("profile", "tabular-data-resource")
    member("description", table.summary(.fr))
    member("encoding", "utf-8")
    dialect(writing)
    key("schema")
    object {
      $0.key("fields")
      $0.list { list in
        for column in columns {
          list.object {
            $0.member("name", column.name)
            $0.member("title", column.label)
            $0.member("type", column.typeName(usesISODates))
            if column.valueType == .date, !usesISODates { $0.member("lheo:type", "date AAAAMMJJ") }
            if !column.path.isEmpty { $0.member("lheo:path", column.path) }
            $0.member("lheo:repeats", column.home)
            if case .code(let codes) = column.valueType { $0.member("lheo:table", codes) }
            $0.constraints(of: column, isMandatory: table.mandatoryColumns.contains(column.name))
          }
        }
      }
      if let key = table.primaryKey { $0.member("primaryKey", key) }
      if let parent = table.parent, tables.contains(parent.table), columns.contains(where: { $0.name == parent.column })
      {
        $0.key("foreignKeys")
        $0.list { list in
          list.object {
            $0.member("fields", parent.column)
            $0.key("reference")
            $0.object {
              $0.member("resource", parent.table)
              $0.member("fields", parent.column)
            }
          }
        }
      }
    }
  }
}

extension JSONWriter {
  /// What a cell of a column must fulfil.
  fileprivate mutating func constraints(of column: TableColumn, isMandatory: Bool) {
    var codes: CodeTable?
    if case .code(let name) = column.valueType, !column.mayHoldSeveral {
      codes = LheoSchema.codeTables.first { $0.name == name }
    }
    guard isMandatory || codes != nil else { return }
    key("constraints")
    object {
      if isMandatory {
        $0.key("required")
        $0.bool(true)
      }
      if let codes {
        $0.key("enum")
        $0.list { list in for entry in codes.entries { list.string(entry.code) } }
      }
    }
  }
}

extension TableColumn {
  /// The type of a field; what may hold several values is text.
  fileprivate func typeName(_ usesISODates: Bool) -> String {
    switch valueType {
    case .number where !mayHoldSeveral: "integer"
    case .date where !mayHoldSeveral && usesISODates: "date"
    default: "string"
    }
  }
}
