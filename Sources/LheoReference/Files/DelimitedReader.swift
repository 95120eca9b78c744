import LheoParser

/// Reads the rows of a file whose fields are separated, one at a time, in the memory of one row.
final class DelimitedReader {
  /// How quotation marks are used.
  enum Quotes {
    /// A quoted field may go on over lines.
    case spanningLines
    /// A row is a line; a quotation mark inside a quoted field may be there once instead of twice.
    case inLine
    /// They are characters like any other.
    case none
  }

  private static let longestRow = 16 << 20

  private let source: any ByteSource
  private let name: String
  private let separator: UInt8
  private let quotes: Quotes
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 18
  private var position = 0
  private var end = 0
  private var isAtEnd = false
  /// Where the fields of the row begin and end, and whether quotation marks in them are doubled.
  private var fields: [(start: Int, end: Int, isDoubled: Bool)] = []
  /// The number of the row, the header being row 1.
  private(set) var row = 0
  /// How many bytes have been read.
  private(set) var bytesRead = 0

  init(_ input: FeedInput, separator: UInt8, quotes: Quotes) throws(ReferenceError) {
    name = input.name
    self.separator = separator
    self.quotes = quotes
    do throws(FeedError.Problem) {
      source = try input.open()
    } catch {
      throw ReferenceError(FeedError(error, file: input.name))
    }
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// How many fields the row has.
  var count: Int { fields.count }

  /// A field, without white space around it.
  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    return UnsafeBufferPointer(start: bytes + field.start, count: field.end - field.start)
  }

  /// Goes to the next row that is not empty; whether there is one.
  func next() throws(ReferenceError) -> Bool {
    while true {
      fields.removeAll(keepingCapacity: true)
      guard let next = scan() else {
        try fill()
        continue
      }
      if next == position { return false }
      position = next
      if row == 0, bytes[fields[0].start] == 0xEF, count > 0 { dropByteOrderMark() }
      if count == 1, fields[0].start == fields[0].end { continue }
      row += 1
      for index in fields.indices { finish(index) }
      return true
    }
  }

  private func dropByteOrderMark() {
    let field = field(0)
    guard field.count >= 3, field[1] == 0xBB, field[2] == 0xBF else { return }
    fields[0].start += 3
    if field.count >= 5, field[3] == 0x22, field.last == 0x22 {
      fields[0].start += 1
      fields[0].end -= 1
    }
  }

  /// Reads on; what has not been returned yet moves to the start.
  private func fill() throws(ReferenceError) {
    if position > 0 {
      bytes.update(from: bytes + position, count: end - position)
      end -= position
      position = 0
    }
    if end == capacity {
      guard capacity < Self.longestRow else {
        throw ReferenceError(.unreadable("row \(row + 1) does not end."), file: name)
      }
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: bytes, count: end)
      bytes.deallocate()
      bytes = larger
      capacity *= 2
    }
    do throws(FeedError.Problem) {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(start: bytes + end, count: capacity - end))
      end += count
      bytesRead += count
      isAtEnd = count == 0
    } catch {
      throw ReferenceError(FeedError(error, file: name))
    }
  }

  /// Finds the fields of the row at `position` and returns where the next one begins; `nil` where more bytes are needed.
  private func scan() -> Int? {
    var index = position
    while true {
      if quotes != .none, index < end, bytes[index] == 0x22 {
        guard let after = scanQuoted(index) else { return nil }
        index = after
      } else {
        let start = index
        while index < end, bytes[index] != separator, bytes[index] != 0x0A { index += 1 }
        if index == end, !isAtEnd { return nil }
        fields.append((start, index, false))
      }
      if index == end { return end }
      index += 1
      if bytes[index - 1] == 0x0A { return index }
      if index == end, !isAtEnd { return nil }
    }
  }

  /// Finds the end of a quoted field and returns where its separator is; `nil` where more bytes are needed.
  private func scanQuoted(_ quote: Int) -> Int? {
    var index = quote + 1
    var isDoubled = false
    while true {
      while index < end, bytes[index] != 0x22, quotes == .spanningLines || bytes[index] != 0x0A { index += 1 }
      if index + 3 > end, !isAtEnd { return nil }
      // A field that does not end, or not on its line.
      if index == end || bytes[index] == 0x0A {
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

  /// Takes white space from around a field, and makes one quotation mark of two.
  private func finish(_ index: Int) {
    var (start, end, isDoubled) = fields[index]
    while start < end, Self.isSpace(bytes[start]) { start += 1 }
    while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    if isDoubled {
      var target = start
      var place = start
      while place < end {
        bytes[target] = bytes[place]
        place += bytes[place] == 0x22 && place + 1 < end && bytes[place + 1] == 0x22 ? 2 : 1
        target += 1
      }
      end = target
    }
    fields[index] = (start, end, false)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
}
