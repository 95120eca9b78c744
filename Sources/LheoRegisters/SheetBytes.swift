import LheoModel

/// Writes the bytes of a sheet: numbers with the least byte first, texts and lists after their length.
struct SheetWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ text: String?) {
    guard var text else {
      write(Int32(-1))
      return
    }
    text.withUTF8 { utf8 in
      write(Int32(clamping: utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func write(_ date: PartialDate?) {
    write(Int32((date?.year ?? 0) << 9 | (date?.month ?? 0) << 5 | (date?.day ?? 0)))
  }

  mutating func write<Element>(_ list: [Element], _ body: (inout SheetWriter, Element) -> Void) {
    write(UInt32(clamping: list.count))
    for element in list { body(&self, element) }
  }
}

extension PartialDate {
  /// A date as `SheetWriter` writes it.
  init?(packed: Int32) {
    let (year, month, day) = (Int(packed) >> 9, Int(packed) >> 5 & 0xF, Int(packed) & 0x1F)
    if packed <= 0 { return nil }
    self.init(year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day)
  }
}

/// Reads what `SheetWriter` has written. What is not there is read as nothing: a damaged database stops no program.
struct SheetReader {
  private let bytes: [UInt8]
  private(set) var offset: Int
  /// Whether something was not there, or not what it should be.
  private(set) var isDamaged = false

  init(_ bytes: [UInt8], from offset: Int = 0) { (self.bytes, self.offset) = (bytes, offset) }

  mutating func number<Number: FixedWidthInteger>() -> Number? {
    let start = offset
    return skip(MemoryLayout<Number>.size) ? bytes.number(at: start) : nil
  }

  mutating func text() -> String? { textBytes().map { String(decoding: $0, as: UTF8.self) } }

  mutating func textBytes() -> ArraySlice<UInt8>? {
    guard let count: Int32 = number(), count >= 0 else { return nil }
    let start = offset
    return skip(Int(count)) ? bytes[start..<offset] : nil
  }

  mutating func list<Element>(_ body: (inout SheetReader) -> Element?) -> [Element] {
    var elements: [Element] = []
    for _ in 0..<(number() as UInt32? ?? 0) {
      let start = offset
      guard let element = body(&self), offset > start else {
        isDamaged = true
        break
      }
      elements.append(element)
    }
    return elements
  }

  /// Goes on behind bytes; whether they are there.
  mutating func skip(_ count: Int) -> Bool {
    guard bytes.count - offset >= count else {
      isDamaged = true
      return false
    }
    offset += count
    return true
  }

  mutating func skipTexts(_ count: UInt32) {
    for _ in 0..<count {
      guard let length: Int32 = number(), skip(max(0, Int(length))) else { return }
    }
  }

  /// Goes on behind a list of numbers, and so many bytes for each; where the list is, if it is there.
  mutating func skipNumbers(with size: Int = 0) -> UInt32? {
    let start = offset
    guard let count: UInt32 = number(), skip((8 + size) * Int(count)) else { return nil }
    return UInt32(start)
  }
}

/// A list of numbers in the bytes of a sheet.
struct SheetNumbers: Sendable {
  private let bytes: [UInt8]
  private let start: Int
  let count: Int

  /// The list must be there.
  init(_ bytes: [UInt8], at place: UInt32) {
    self.bytes = bytes
    start = Int(place) + 4
    count = Int(bytes.number(at: Int(place)) as UInt32)
  }

  subscript(index: Int) -> UInt64 { bytes.number(at: start + 8 * index) }

  /// The byte behind the numbers that goes with one of them.
  func byte(_ index: Int) -> UInt8 { bytes[start + 8 * count + index] }

  func contains(_ number: UInt64) -> Bool {
    for index in 0..<count where self[index] == number { return true }
    return false
  }
}

extension [UInt8] {
  /// The number at a place, which must be there.
  func number<Number: FixedWidthInteger>(at place: Int) -> Number {
    precondition(place >= 0 && place + MemoryLayout<Number>.size <= count)
    return withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self)) }
  }
}
