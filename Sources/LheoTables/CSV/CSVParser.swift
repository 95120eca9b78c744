import LheoOutput

/// Something in a CSV file cannot be used.
public struct CSVFolderError: Error, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The row, the header being row 1; `nil` for the file as a whole.
  public let row: Int?
  /// The column's name.
  public let column: String?
  /// What is wrong.
  public let message: String

  package init(_ file: String, row: Int? = nil, column: String? = nil, _ message: String) {
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

/// Reads CSV (RFC 4180) a row at a time: comma, semicolon or tab, whichever the header has; quotes; a byte order mark; any line
/// end.
package final class CSVParser {
  /// Reads more bytes; 0 at the end.
  package typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

  private let file: String
  private let read: Read
  private var chunk: [UInt8]
  private var position = 0
  private var count = 0
  private var separator: UInt8 = 0x2C
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The number of the row that has been read last.
  package private(set) var row = 0

  /// - Parameter file: the name that errors use.
  package init(_ file: String, _ read: @escaping Read) throws {
    self.file = file
    self.read = read
    chunk = [UInt8](repeating: 0, count: 1 << 16)
    try fill()
    if chunk[..<count].starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let header = chunk[..<count].prefix { $0 != 0x0A }
    let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { mark in
      (mark, header.count { $0 == mark })
    }
    separator = counts.max { $0.1 < $1.1 }!.0
  }

  /// How many fields the row has.
  package var fieldCount: Int { ends.count }

  /// Whether the row is an empty line.
  package var isEmptyLine: Bool { ends == [0] }

  /// A field of the row.
  package func field(_ number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }

  /// Goes to the next row; whether there is one.
  ///
  /// - Throws: `CSVFolderError` where a quoted field does not end or is not UTF-8, or what reading throws.
  package func next() throws -> Bool {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard try current() != nil else { return false }
    row += 1
    while true {
      try readField()
      guard let end = try current() else { return true }
      position += 1
      if end == separator { continue }
      if end == 0x0D, try current() == 0x0A { position += 1 }
      return true
    }
  }

  private func fill() throws {
    position = 0
    count = try chunk.withUnsafeMutableBytes { try read($0) }
  }

  @inline(__always)
  private func current() throws -> UInt8? {
    if position == count {
      if count == 0 { return nil }
      try fill()
      if count == 0 { return nil }
    }
    return chunk[position]
  }

  private func readField() throws {
    let start = bytes.count
    if try current() == 0x22 {
      position += 1
      try readQuoted()
    }
    while let byte = try current(), byte != separator, byte != 0x0A, byte != 0x0D {
      bytes.append(byte)
      position += 1
    }
    if start < bytes.count, bytes[start] == 0x27, ByteSink.startsFormula(Array(bytes[start...])) {
      bytes.remove(at: start)
    }
    ends.append(bytes.count)
    let isASCII = bytes[start...].allSatisfy { $0 < 0x80 }
    guard isASCII || String(validating: bytes[start...], as: UTF8.self) != nil else {
      throw CSVFolderError(file, row: row, "a field is not UTF-8. Save the file as UTF-8.")
    }
  }

  private func readQuoted() throws {
    while true {
      guard let byte = try current() else { throw CSVFolderError(file, row: row, "a quoted field does not end.") }
      position += 1
      if byte != 0x22 {
        bytes.append(byte)
      } else if try current() == 0x22 {
        bytes.append(0x22)
        position += 1
      } else {
        return
      }
    }
  }
}
