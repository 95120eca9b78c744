import LheoModel
import LheoValidator

/// Turns bytes into UTF-8 whose encoding is UTF-8, ISO-8859-1 or Windows-1252, or another of these than the feed says.
///
/// In a feed in UTF-8 a byte that is not UTF-8 is read as Windows-1252. In a feed in one of the others, bytes that are UTF-8
/// of a character which French texts have are read as that, as `texte/encodage` reads them in texts; and once there was
/// such a character, and no byte yet that is not UTF-8, so are those of any other character. All else is what the feed
/// says, but that ISO-8859-1 has the letters of Windows-1252 instead of control characters.
struct EncodingRepairer {
  /// What the feed says.
  enum Form {
    case utf8, latin1, windows1252

    /// The form of that name; `nil` for any other encoding.
    init?(_ encoding: String?) {
      switch encoding?.lowercased() {
      case nil: self = .utf8
      case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "cp819": self = .latin1
      case "windows-1252", "cp1252", "cp-1252": self = .windows1252
      default: return nil
      }
    }
  }

  private let form: Form
  private let isRepairing: Bool
  private var line = 1
  /// How far lines have been counted.
  private var counted = 0
  /// Whether UTF-8 has come that was certainly meant, and a byte that is not UTF-8.
  private var hasCertain = false
  private var hasLone = false

  /// - Parameter isRepairing: whether UTF-8 is repaired; anything else is for repairing only.
  init(_ form: Form, isRepairing: Bool) {
    self.form = form
    self.isRepairing = isRepairing
  }

  /// Decodes bytes that follow those before.
  ///
  /// - Returns: how many; the others begin a character that is not complete.
  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8], _ tally: inout ByteRepairTally
  ) -> Int {
    counted = 0
    var runStart = 0
    var index = bytes.endOfASCII(from: 0)
    while index < bytes.count {
      let sequence = bytes.sequence(at: index)
      if sequence == .torn, !isLast { break }
      let length = if case .whole(let length) = sequence { length } else { 0 }
      if form == .utf8, length > 0 || !isRepairing {
        index = bytes.endOfASCII(from: index + max(1, length))
        continue
      }
      output += bytes[runStart..<index]
      countLines(bytes, upTo: index)
      if form == .utf8 {
        append(bytes[index], into: &output, &tally)
      } else {
        appendForeign(UnsafeRawBufferPointer(rebasing: bytes[index..<index + max(1, length)]), into: &output, &tally)
      }
      runStart = index + max(1, length)
      index = bytes.endOfASCII(from: runStart)
    }
    output += bytes[runStart..<index]
    countLines(bytes, upTo: index)
    return index
  }

  private mutating func countLines(_ bytes: UnsafeRawBufferPointer, upTo end: Int) {
    var count = 0
    for index in counted..<end where bytes[index] == 0x0A { count &+= 1 }
    line += count
    counted = end
  }

  /// Decodes one byte, or those of a character in UTF-8, of a feed that says it is not UTF-8.
  private mutating func appendForeign(
    _ bytes: UnsafeRawBufferPointer, into output: inout [UInt8], _ tally: inout ByteRepairTally
  ) {
    if bytes.count == 1 {
      hasLone = true
      return append(bytes[0], into: &output, &tally)
    }
    let isCertain = Mojibake.isCertain(bytes.scalarValue)
    hasCertain = hasCertain || isCertain
    if isCertain || hasCertain && !hasLone {
      output += bytes
      tally.note(.encoding, line: line, Self.name(bytes), String(decoding: bytes, as: UTF8.self))
    } else {
      for byte in bytes { append(byte, into: &output, &tally) }
    }
  }

  /// Decodes a byte as Windows-1252.
  private func append(_ byte: UInt8, into output: inout [UInt8], _ tally: inout ByteRepairTally) {
    var scalar = Unicode.Scalar(byte)
    var isRepair = form == .utf8
    if byte < 0xA0 {
      let letter = Windows1252.letter(byte)
      // ISO-8859-1 has a character for each byte: one without a better meaning stays.
      if form != .latin1 { scalar = letter ?? "\u{FFFD}" } else if let letter { scalar = letter }
      isRepair = isRepair || (form == .latin1) == (letter != nil)
    }
    output += UTF8.encode(scalar).unsafelyUnwrapped
    if isRepair {
      tally.note(.encoding, line: line, withUnsafeBytes(of: byte) { Self.name($0) }, String(scalar))
    }
  }

  /// Bytes as people can look them up.
  private static func name(_ bytes: UnsafeRawBufferPointer) -> String {
    bytes.map { "0x" + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
  }
}

extension UnsafeRawBufferPointer {
  fileprivate enum Sequence: Equatable {
    /// A character of so many bytes.
    case whole(Int)
    /// The bytes end within a character.
    case torn
    case none
  }

  /// Where the first byte is that is not ASCII.
  fileprivate func endOfASCII(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      if loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { break }
      index &+= 8
    }
    while index < count, self[index] < 0x80 { index &+= 1 }
    return index
  }

  /// The character in UTF-8 whose first byte, which is not ASCII, is at a place.
  fileprivate func sequence(at start: Int) -> Sequence {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch self[start] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .none
    }
    for offset in 1..<length {
      guard start + offset < count else { return .torn }
      if !(offset == 1 ? second : 0x80...0xBF).contains(self[start + offset]) { return .none }
    }
    return .whole(length)
  }

  /// The number of the one character that these bytes are.
  fileprivate var scalarValue: UInt32 {
    dropFirst().reduce(UInt32(self[0]) & (0xFF >> UInt32(count + 1))) { $0 << 6 | UInt32($1 & 0x3F) }
  }
}
