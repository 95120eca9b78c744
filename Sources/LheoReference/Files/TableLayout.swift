import LheoModel
import LheoRegisters
import LheoTables

/// The layout of a file whose fields are separated: its columns, and what becomes of a row.
struct TableLayout: Sendable {
  /// What messages call such a file.
  let name: Text
  /// What its rows belong to.
  let registers: [Register]
  /// The columns without which a file is of no use, by their folded names.
  let needed: [String]
  /// The other columns that are read.
  let optional: [String]
  /// The first column, where files of other kinds have the same columns behind another one.
  var first: String?
  var quotes = DelimitedReader.Quotes.inLine
  /// Whether it is one file of an export that is imported as a whole, and then whether the export is of use without it.
  var part = Part.whole
  /// What becomes of a row.
  let read: @Sendable (TableRow, ImportTarget) throws -> RowResult

  /// What is left to do after the last row.
  var finish: @Sendable (ImportTarget) throws -> Void = { _ in }

  /// A piece is one of several files with the same columns, such as one for each département.
  enum Part { case whole, main, detail, piece }

  /// The columns that are read, in the order in which rows know them.
  var columns: [String] { needed + optional }
}

/// What becomes of a row.
enum RowResult {
  case kept(Register)
  case refused(Refusal, Register)
  /// It is not one of those that are wanted.
  case unwanted(Register)
  /// It is for a register that another file is imported for.
  case skipped
}

/// The names of the columns of a file.
struct TableHeader {
  let names: [String]
  let separator: UInt8

  /// The header that stands in the first line of a file; `nil` where that is no text in columns.
  init?(_ start: [UInt8]) {
    var line = start.prefix { $0 != 0x0A }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    guard line.count < start.count || start.count < 1 << 16, !line.contains(0), line.count > 1 else { return nil }
    let (separator, count) = DelimitedReader.separator(of: line)
    guard count > 0 else { return nil }
    self.separator = separator
    var names = line.split(separator: separator, omittingEmptySubsequences: false).map {
      let name = String(registerText: Array($0)).foldedColumnName
      return Self.otherNames[name] ?? name
    }
    while names.last == "" { names.removeLast() }
    self.names = names
  }

  /// Names of columns that editions of the same file have.
  private static let otherNames = [
    "codediplome": "code_diplome", "coderncp": "code_rncp", "ficherncp": "code_rncp", "fiche_rncp": "code_rncp",
  ]

  /// How well a layout fits: the part of its columns that are there.
  func fit(_ layout: TableLayout) -> Double {
    if let first = layout.first, names.first != first { return 0 }
    return Double(layout.columns.count { names.contains($0) }) / Double(layout.columns.count)
  }

  /// The columns that a layout needs and that are not there.
  func missing(_ layout: TableLayout) -> [String] { layout.needed.filter { !names.contains($0) } }
}

/// A row of a file, by the columns of its layout.
struct TableRow {
  let reader: DelimitedReader
  /// Where the columns of the layout are; -1 where they are not.
  let places: [Int]

  /// The bytes of a column; none where there is no such column.
  func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[column]
    return place < 0 || place >= reader.count ? UnsafeBufferPointer(start: nil, count: 0) : reader.field(place)
  }

  /// The text of a column, empty where there is none.
  func text(_ column: Int) -> String { String(registerText: bytes(column)) }

  /// The text of a column; `nil` where it is empty.
  func value(_ column: Int) -> String? {
    let text = text(column)
    return text.isEmpty ? nil : text
  }

  /// The day of a column, in ISO 8601.
  func day(_ column: Int) -> String? { PartialDate(register: text(column))?.isoText }

  /// `true`, `Oui`, `O` or `1`, or their opposites.
  func flag(_ column: Int) -> Bool? {
    switch text(column).lowercased() {
    case "true", "oui", "o", "1": true
    case "false", "non", "n", "0": false
    default: nil
    }
  }
}

extension String {
  /// UTF-8; where it is not, the encoding of Windows.
  init(registerText bytes: UnsafeBufferPointer<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self) { self = text; return }
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      let letter = (0x80...0x9F).contains(byte) ? Windows1252.letter(byte) : UnicodeScalar(byte)
      scalars.append(letter ?? "\u{FFFD}")
    }
    self = String(scalars)
  }

  init(registerText bytes: [UInt8]) { self = bytes.withUnsafeBufferPointer { String(registerText: $0) } }

  /// The name of a column without what differs between publishers: small letters without accents, `_` for all else.
  var foldedColumnName: String {
    var name = ""
    for scalar in lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": name.unicodeScalars.append(scalar)
      case "à", "â", "ä": name += "a"
      case "é", "è", "ê", "ë": name += "e"
      case "î", "ï": name += "i"
      case "ô", "ö": name += "o"
      case "ù", "û", "ü": name += "u"
      case "ç": name += "c"
      case "\u{300}"..."\u{36F}": break
      default: if !name.isEmpty, name.last != "_" { name += "_" }
      }
    }
    while name.last == "_" { name.removeLast() }
    return name
  }

  /// The text with one space for all white space between words.
  var singleSpaced: String {
    utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 } || contains("  ")
      ? split(whereSeparator: \.isWhitespace).joined(separator: " ") : self
  }
}
