/// Reads the rows of a text whose fields are separated, one at a time, in the memory of one row. A byte order mark is left out.
package final class DelimitedReader {
  /// Reads more bytes; 0 at the end.
  package typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

  /// How quotation marks are used, and what else is not the same everywhere.
  package enum Quotes: Sendable {
    /// As RFC 4180 has it: a quoted field may go on over lines. A line may also end with CR alone; white space and empty lines
    /// count.
    case standard
    /// A quoted field may go on over lines; a quotation mark inside it may be there once instead of twice.
    case spanningLines
    /// A row is a line; a quotation mark inside a quoted field may be there once instead of twice.
    case inLine
    /// They are characters like any other.
    case none
  }

  /// A row has more bytes or fields than rows may have.
  package struct RowTooLong: Error {
    /// Its number, that of the header being 1.
    package let row: Int
  }

  /// How many fields a row may have.
  private static let mostFields = 1 << 16

  private let read: Read
  private let quotes: Quotes
  private let longestRow: Int
  private var separator: UInt8
  private let findsSeparator: Bool
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 18
  private var position = 0
  private var end = 0
  private var isStarted = false
  private var isAtEnd = false
  private var lastByte: UInt8 = 0x0A
  /// Where the fields of the row begin and end, and whether quotation marks in them are to be taken out.
  private var fields: [(start: Int, end: Int, isDoubled: Bool)] = []
  /// The number of the row, that of the header being 1.
  package private(set) var row = 0
  /// How many bytes have been read.
  package private(set) var bytesRead = 0
  /// Whether the last field of the row is quoted, and the text is over before it is.
  package private(set) var isUnfinished = false

  /// - Parameters:
  ///   - separator: what stands between fields; `nil` for what the first row has most of: comma, semicolon or tab.
  ///   - quotes: how quotation marks are used.
  ///   - longestRow: how many bytes a row may have.
  ///   - read: what reads the text.
  package init(separator: UInt8?, quotes: Quotes, longestRow: Int = 1 << 24, _ read: @escaping Read) {
    self.separator = separator ?? 0x2C
    findsSeparator = separator == nil
    self.quotes = quotes
    self.longestRow = longestRow
    self.read = read
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// Whether the row is the last one, and the text is over before its line ends.
  package var isCutOff: Bool { isAtEnd && position == end && (isUnfinished || lastByte != 0x0A && lastByte != 0x0D) }

  /// How many fields the row has.
  package var count: Int { fields.count }

  /// Whether the row is an empty line, or one empty field.
  package var isEmptyLine: Bool { fields.count == 1 && fields[0].start == fields[0].end }

  /// A field; unless quotes are standard, without white space around it. It is valid until the next row.
  package func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    return UnsafeBufferPointer(start: bytes + field.start, count: field.end - field.start)
  }

  /// What separates the fields of a header: what it has most of. How often it has it, too.
  package static func separator(of header: some Collection<UInt8>) -> (mark: UInt8, count: Int) {
    [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")].map { mark in (mark, header.count { $0 == mark }) }
      .max { $0.1 < $1.1 }!
  }

  /// Goes to the next row; unless quotes are standard, to the next that is not empty. Whether there is one.
  ///
  /// - Throws: `RowTooLong`, or what reading throws.
  package func next() throws -> Bool {
    if !isStarted { try start() }
    while true {
      fields.removeAll(keepingCapacity: true)
      let found = scan()
      if fields.count > Self.mostFields { throw RowTooLong(row: row + 1) }
      guard let next = found else {
        try fill()
        continue
      }
      if next == position { return false }
      position = next
      if quotes != .standard, isEmptyLine { continue }
      row += 1
      for index in fields.indices { finish(index) }
      return true
    }
  }

  private func start() throws {
    isStarted = true
    try fill()
    let text = UnsafeBufferPointer(start: bytes, count: end)
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if findsSeparator { separator = Self.separator(of: text.prefix { $0 != 0x0A }).mark }
  }

  /// Reads on, as much as there is room for; what has not been returned yet moves to the start.
  private func fill() throws {
    if position > 0 {
      bytes.update(from: bytes + position, count: end - position)
      end -= position
      position = 0
    }
    if end == capacity {
      guard capacity < longestRow else { throw RowTooLong(row: row + 1) }
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: bytes, count: end)
      bytes.deallocate()
      bytes = larger
      capacity *= 2
    }
    while end < capacity, !isAtEnd {
      let count = try read(UnsafeMutableRawBufferPointer(start: bytes + end, count: capacity - end))
      end += count
      bytesRead += count
      isAtEnd = count == 0
      if count > 0 { lastByte = bytes[end - 1] }
    }
  }

  /// Finds the fields of the row at `position` and returns where the next one begins; `nil` where more bytes are needed.
  private func scan() -> Int? {
    var index = position
    while fields.count <= Self.mostFields {
      if quotes != .none, index < end, bytes[index] == 0x22 {
        guard let after = quotes == .standard ? scanStandard(index) : scanQuoted(index) else { return nil }
        index = after
      } else {
        guard let after = plainEnd(index) else { return nil }
        fields.append((index, after, false))
        index = after
      }
      if index == end { return end }
      index += 1
      if bytes[index - 1] == 0x0A { return index }
      if index == end, !isAtEnd { return nil }
      if bytes[index - 1] != separator { return index < end && bytes[index] == 0x0A ? index + 1 : index }
    }
    return nil
  }

  /// Where a field that is not quoted ends; `nil` where more bytes are needed.
  private func plainEnd(_ start: Int) -> Int? {
    var index = start
    let lineEnd: UInt8 = quotes == .standard ? 0x0D : 0x0A
    while index < end, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != lineEnd { index += 1 }
    return index == end && !isAtEnd ? nil : index
  }

  /// Finds the end of a quoted field and returns where its separator is; `nil` where more bytes are needed. What stands
  /// between the second quotation mark and the separator belongs to the field, too.
  private func scanStandard(_ quote: Int) -> Int? {
    var index = quote + 1
    var isDoubled = false
    while true {
      while index < end, bytes[index] != 0x22 { index += 1 }
      if index + 1 >= end, !isAtEnd { return nil }
      if index == end {
        isUnfinished = true
        fields.append((quote + 1, index, isDoubled))
        return index
      }
      if index + 1 < end, bytes[index + 1] == 0x22 {
        isDoubled = true
        index += 2
        continue
      }
      guard let after = plainEnd(index + 1) else { return nil }
      let isWhole = after == index + 1
      fields.append((quote + 1, isWhole ? index : after, isDoubled || !isWhole))
      return after
    }
  }

  /// The same where one quotation mark may stand for two: a field is over only before a separator or the end of a line.
  private func scanQuoted(_ quote: Int) -> Int? {
    var index = quote + 1
    var isDoubled = false
    while true {
      while index < end, bytes[index] != 0x22, quotes == .spanningLines || bytes[index] != 0x0A { index += 1 }
      if index + 3 > end, !isAtEnd { return nil }
      // A field that does not end, or not on its line.
      if index == end || bytes[index] == 0x0A {
        isUnfinished = index == end
        fields.append((quote + 1, index, isDoubled))
        return index
      }
      if isEnd(index + 1) {
        fields.append((quote + 1, index, isDoubled))
        return skipToEnd(index + 1)
      }
      if bytes[index + 1] == 0x22 {
        if quotes == .inLine, isEnd(index + 2) {
          fields.append((quote + 1, index + 1, isDoubled))
          return skipToEnd(index + 2)
        }
        isDoubled = true
        index += 1
      }
      index += 1
    }
  }

  /// Whether a field is over at this place, where there are at least two bytes or no more.
  private func isEnd(_ index: Int) -> Bool {
    if index == end { return true }
    let byte = bytes[index]
    return byte == separator || byte == 0x0A || byte == 0x0D && (index + 1 == end || bytes[index + 1] == 0x0A)
  }

  private func skipToEnd(_ index: Int) -> Int { index < end && bytes[index] == 0x0D ? index + 1 : index }

  /// Takes from a field what does not belong to it: white space around it, and quotation marks that stand for none.
  private func finish(_ index: Int) {
    var (start, end, isDoubled) = fields[index]
    if quotes != .standard {
      while start < end, Self.isSpace(bytes[start]) { start += 1 }
      while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    }
    if isDoubled {
      var (target, place, isOver) = (start, start, false)
      while place < end {
        let isQuote = bytes[place] == 0x22 && !isOver
        let isPair = isQuote && place + 1 < end && bytes[place + 1] == 0x22
        if isQuote, !isPair, quotes == .standard {
          isOver = true
          place += 1
          continue
        }
        bytes[target] = bytes[place]
        place += isPair ? 2 : 1
        target += 1
      }
      end = target
    }
    fields[index] = (start, end, false)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
}
