import LheoOutput

/// Something in a CSV folder cannot be used.
public struct CSVFolderError: Error, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The row, the header being row 1; `nil` for the file as a whole.
  public let row: Int?
  /// The column's name.
  public let column: String?
  /// What is wrong.
  public let message: String

  init(_ file: String, row: Int? = nil, column: String? = nil, _ message: String) {
    self.file = file
    self.row = row
    self.column = column
    self.message = message
  }

  /// The place and what is wrong.
  public var description: String {
    file + (row.map { ", row \($0)" } ?? "") + (column.map { ", column '\($0)'" } ?? "") + ": \(message)"
  }
}

/// Reads CSV (RFC 4180): comma, semicolon or tab, whichever the header has; quotes; a byte order mark; any line end.
struct CSVParser {
  private let bytes: [UInt8]
  private var position = 0
  private let separator: UInt8
  private(set) var row = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let header = bytes.prefix { $0 != 0x0A }
    let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { mark in
      (mark, header.count { $0 == mark })
    }
    separator = counts.max { $0.1 < $1.1 }!.0
  }

  /// The next row, or `nil` at the end; `row` is its number.
  ///
  /// - Throws: `CSVFolderError` where a quoted field does not end.
  mutating func next(file: String) throws(CSVFolderError) -> [String]? {
    guard position < bytes.count else { return nil }
    row += 1
    var fields: [String] = []
    while true {
      fields.append(try field(file))
      guard position < bytes.count else { return fields }
      let end = bytes[position]
      position += 1
      if end == separator { continue }
      if end == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      return fields
    }
  }

  private mutating func field(_ file: String) throws(CSVFolderError) -> String {
    var value: [UInt8] = []
    if position < bytes.count, bytes[position] == 0x22 {
      position += 1
      while true {
        guard position < bytes.count else { throw CSVFolderError(file, row: row, "a quoted field does not end.") }
        let byte = bytes[position]
        position += 1
        if byte != 0x22 {
          value.append(byte)
        } else if position < bytes.count, bytes[position] == 0x22 {
          value.append(0x22)
          position += 1
        } else {
          break
        }
      }
    }
    while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A, bytes[position] != 0x0D {
      value.append(bytes[position])
      position += 1
    }
    if value.first == 0x27, ByteSink.startsFormula(value) { value.removeFirst() }
    guard let text = String(validating: value, as: UTF8.self) else {
      throw CSVFolderError(file, row: row, "a field is not UTF-8. Save the file as UTF-8.")
    }
    return text
  }
}
