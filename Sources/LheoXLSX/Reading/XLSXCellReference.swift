/// Where a cell is.
public struct XLSXCellReference: Sendable, Hashable, CustomStringConvertible {
  /// The last row of a sheet.
  public static let lastRow = 1_048_576
  /// The last column of a sheet, `XFD`.
  public static let lastColumn = 16_384

  /// The row, from 1.
  public let row: Int
  /// The column, from 1.
  public let column: Int

  /// The cell of a row and a column.
  ///
  /// - Parameters:
  ///   - row: the row, from 1.
  ///   - column: the column, from 1.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads `C12`; `nil` if it is something else, or outside of what a sheet has.
  ///
  /// - Parameter text: the bytes of the reference.
  public init?(_ text: some Collection<UInt8>) {
    var (row, column) = (0, 0)
    for byte in text {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte - 0x40)
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0: row = row * 10 + Int(byte - 0x30)
      default: return nil
      }
      if row > Self.lastRow || column > Self.lastColumn { return nil }
    }
    if row == 0 { return nil }
    self.init(row: row, column: column)
  }

  /// The letters of the column: `C`.
  public var columnLetters: String {
    var (letters, rest) = ("", column)
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  /// The reference as spreadsheets write it: `C12`.
  public var description: String { columnLetters + String(row) }
}
