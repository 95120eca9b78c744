import LheoModel
import LheoOutput

/// Something in a CSV file cannot be used.
public struct CSVFolderError: WordedError, Sendable {
  /// The file.
  public let file: String
  /// The row, the header being row 1; `nil` for the file as a whole.
  public let row: Int?
  /// The column's name.
  public let column: String?
  /// What is wrong.
  public let message: Text

  package init(_ file: String, row: Int? = nil, column: String? = nil, _ message: Text) {
    self.file = file
    self.row = row
    self.column = column
    self.message = message
  }

  /// The place and what is wrong.
  public func description(in language: Language) -> String {
    let row = row.map { Text(", ligne \($0)", ", row \($0)") } ?? .empty
    let column = column.map { Text(", colonne « \($0) »", ", column '\($0)'") } ?? .empty
    return language("\(file)\(row)\(column) : \(message)", "\(file)\(row)\(column): \(message)")
  }
}

/// Reads CSV (RFC 4180) as tables are written: comma, semicolon or tab, whichever the header has; quotes; a byte order mark; any
/// line end.
package final class CSVParser {
  /// A row may have several fields of the size that SQLite takes.
  private static let longestRow = 1 << 30

  private let file: String
  private let rows: DelimitedReader

  /// - Parameters:
  ///   - file: the name that errors use.
  ///   - read: what reads the file.
  package init(_ file: String, _ read: @escaping DelimitedReader.Read) {
    self.file = file
    rows = DelimitedReader(separator: nil, quotes: .standard, longestRow: Self.longestRow, read)
  }

  /// The number of the row that has been read last.
  package var row: Int { rows.row }

  /// How many fields the row has.
  package var fieldCount: Int { rows.count }

  /// Whether the row is an empty line.
  package var isEmptyLine: Bool { rows.isEmptyLine }

  /// A field of the row, valid until the next one; without the `'` that keeps it from being a formula.
  package func field(_ number: Int) -> UnsafeBufferPointer<UInt8> {
    let field = rows.field(number)
    let isKept = field.first != 0x27 || !ByteSink.startsFormula(Array(field))
    return isKept ? field : UnsafeBufferPointer(rebasing: field.dropFirst())
  }

  /// Goes to the next row; whether there is one.
  ///
  /// - Throws: `CSVFolderError` where a quoted field does not end or is not UTF-8, or what reading throws.
  package func next() throws -> Bool {
    do {
      guard try rows.next() else { return false }
    } catch let error as DelimitedReader.RowTooLong {
      throw CSVFolderError(file, row: error.row, Text("la ligne ne finit pas.", "the row does not end."))
    }
    if rows.isUnfinished {
      throw CSVFolderError(
        file, row: row, Text("un champ entre guillemets ne finit pas.", "a quoted field does not end."))
    }
    for number in 0..<rows.count {
      let field = rows.field(number)
      guard field.allSatisfy({ $0 < 0x80 }) || String(validating: field, as: UTF8.self) != nil else {
        throw CSVFolderError(
          file, row: row,
          Text(
            "un champ n'est pas en UTF-8. Enregistrez le fichier en UTF-8.",
            "a field is not UTF-8. Save the file as UTF-8."))
      }
    }
    return true
  }
}
