import LheoModel
import LheoValidator

/// What an element or attribute holds.
enum UsageValue {
  /// Something.
  case filled
  /// Nothing, or white space.
  case empty
  /// What stands for nothing: « néant », a dash, an unknown date.
  case placeholder

  /// Longer texts are not looked at: what fills a field is short.
  private static let maximumLength = 20

  private static let fillers = Set(FillerWords.all.map(FNV.hash))

  /// What an element without children holds.
  init(of view: ElementView, _ text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty {
      self = .empty
      return
    }
    switch view.element?.definition.content {
    case .date: self = text.allSatisfy { $0 == 0x30 } || text.allSatisfy { $0 == 0x39 } ? .placeholder : .filled
    case .number, .code: self = .filled
    default: self.init(text: text)
    }
  }

  /// What a text says.
  init(text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty {
      self = .empty
    } else {
      self = text.count < Self.maximumLength && Self.fillers.contains(Self.foldedHash(text)) ? .placeholder : .filled
    }
  }

  /// The hash of a text without case, accents, signs, and white space at both ends.
  private static func foldedHash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = FNV()
    var isEmpty = true
    var spaces = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let next = index + 1 < text.count ? text[index + 1] : 0
      index += length
      let letter: UInt8
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        spaces += 1
        continue
      case 0xC2 where next == 0xA0:
        spaces += 1
        continue
      case 0x41...0x5A: letter = byte + 0x20
      case 0x30...0x39, 0x61...0x7A: letter = byte
      case 0xC3: letter = plainLetter(next)
      // Signs, such as an ellipsis.
      case 0xE2 where next == 0x80, 0x00..<0x80: continue
      // No such letter is in a filler.
      default: letter = 0
      }
      if !isEmpty { for _ in 0..<spaces { hash.combine(0x20 as UInt8) } }
      spaces = 0
      isEmpty = false
      hash.combine(letter)
    }
    hash.end()
    return hash.value
  }

  /// The letter of a Latin-1 letter with an accent, by the second byte of its UTF-8.
  private static func plainLetter(_ byte: UInt8) -> UInt8 {
    switch byte | 0x20 {
    case 0xA0...0xA5: UInt8(ascii: "a")
    case 0xA7: UInt8(ascii: "c")
    case 0xA8...0xAB: UInt8(ascii: "e")
    case 0xAC...0xAF: UInt8(ascii: "i")
    case 0xB2...0xB6: UInt8(ascii: "o")
    case 0xB9...0xBC: UInt8(ascii: "u")
    default: 0
    }
  }
}
