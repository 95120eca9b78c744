import LheoParser
import LheoValidator

/// Repairs characters, ampersands and entities in the text of a feed, as it comes piece by piece.
///
/// It follows the markup only as far as it must to know where an ampersand begins a reference: in texts and in the values
/// of attributes. What is not well-formed for another reason passes as it is.
struct MarkupRepairer {
  private let kinds: (characters: Bool, ampersands: Bool, entities: Bool)
  private var place = MarkupPlace.text
  /// How much of what ends a place, or names it, has come.
  private var mark: UInt64 = 0
  /// What follows an ampersand, as long as it may be a reference.
  private var reference: [UInt8] = []
  private var isInReference = false
  /// The first half of a character that is written as two references, as UTF-16 has it: its reference, and on which line.
  private var firstHalf: (reference: [UInt8], number: UInt32, line: Int)?
  private var line = 1

  init(_ kinds: Set<ByteRepair.Kind>) {
    self.kinds = (kinds.contains(.characters), kinds.contains(.ampersands), kinds.contains(.entities))
  }

  /// Repairs a piece, which tears no character.
  mutating func repair(
    _ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8], _ tally: inout ByteRepairTally
  ) {
    var index = 0
    while index < bytes.count {
      if !isInReference, place.interest != 0 {
        let end = bytes.endOfRun(from: index, place.interest)
        if end > index {
          dropFirstHalf(&tally)
          output += UnsafeBufferPointer(rebasing: bytes[index..<end])
          mark = 0
          index = end
          if index == bytes.count { return }
        }
      }
      let byte = bytes[index]
      if kinds.characters, let (number, length) = bytes.forbiddenCharacter(at: index) {
        tally.note(.characters, line: line, Self.name(number), nil)
        index += length
      } else if isInReference {
        if continueReference(byte, into: &output, &tally) { index += 1 }
      } else {
        if byte != 0x26 { dropFirstHalf(&tally) }
        take(byte, into: &output)
        index += 1
      }
    }
  }

  /// There are no more bytes.
  mutating func finish(into output: inout [UInt8], _ tally: inout ByteRepairTally) {
    dropFirstHalf(&tally)
    if isInReference { endBareAmpersand(into: &output, &tally) }
  }

  // MARK: Places

  private mutating func take(_ byte: UInt8, into output: inout [UInt8]) {
    if byte == 0x0A { line += 1 }
    if byte == 0x26, place.hasReferences {
      isInReference = true
      reference.removeAll(keepingCapacity: true)
      return
    }
    output.append(byte)
    switch place {
    case .text: if byte == 0x3C { place = .opening }
    case .opening:
      mark = 0
      switch byte {
      case 0x21: place = .exclamation
      case 0x3F: place = .instruction
      default: takeInTag(byte)
      }
    case .exclamation: name(byte)
    case .tag: takeInTag(byte)
    case .quoted: if byte == 0x22 { place = .tag }
    case .singleQuoted: if byte == 0x27 { place = .tag }
    case .comment: follow(byte, 0x2D, count: 2)
    case .characterData: follow(byte, 0x5D, count: 2)
    case .instruction: follow(byte, 0x3F, count: 1)
    case .documentType: break
    }
  }

  private mutating func takeInTag(_ byte: UInt8) {
    switch byte {
    case 0x3E: place = .text
    case 0x22: place = .quoted
    case 0x27: place = .singleQuoted
    default: place = .tag
    }
  }

  /// Takes the next byte of what `<!` begins.
  private mutating func name(_ byte: UInt8) {
    mark = mark << 8 | UInt64(byte)
    if mark == MarkupPlace.commentName {
      (place, mark) = (.comment, 0)
    } else if mark == MarkupPlace.characterDataName {
      (place, mark) = (.characterData, 0)
    } else if !MarkupPlace.isNameStart(mark) {
      place = .documentType
    }
  }

  /// A place ends with `>` after so many of a character.
  private mutating func follow(_ byte: UInt8, _ character: UInt8, count: UInt64) {
    if byte == character {
      mark += 1
    } else {
      if byte == 0x3E, mark >= count { place = .text }
      mark = 0
    }
  }

  // MARK: References

  /// Longer than that, it is not the name of an entity.
  private static let longestReference = 64

  /// Whether a byte after an ampersand belongs to it; if not, the ampersand is done with.
  private mutating func continueReference(
    _ byte: UInt8, into output: inout [UInt8], _ tally: inout ByteRepairTally
  ) -> Bool {
    if byte == 0x3B, reference.isReference {
      endReference(into: &output, &tally)
      return true
    }
    if reference.count < Self.longestReference, reference.mayGoOn(with: byte) {
      reference.append(byte)
      return true
    }
    dropFirstHalf(&tally)
    if reference.first == 0x23, reference.count == Self.longestReference {
      // The number of a character may have any number of zeros before it.
      passReference(into: &output)
    } else {
      endBareAmpersand(into: &output, &tally)
    }
    return false
  }

  private mutating func endReference(into output: inout [UInt8], _ tally: inout ByteRepairTally) {
    if let number = reference.characterNumber {
      if kinds.characters, !number.isCharacterOfXML {
        isInReference = false
        return endForbidden(number, into: &output, &tally)
      }
    } else if kinds.entities, let character = HTMLEntities.character(named: reference), !character.isASCII {
      dropFirstHalf(&tally)
      isInReference = false
      output += UTF8.encode(character).unsafelyUnwrapped
      return tally.note(
        .entities, line: line, Self.quoted(reference), String(character))
    }
    dropFirstHalf(&tally)
    passReference(into: &output)
    output.append(0x3B)
  }

  /// Joins the two halves of a character, and removes what is none.
  private mutating func endForbidden(
    _ number: UInt32, into output: inout [UInt8], _ tally: inout ByteRepairTally
  ) {
    if let half = firstHalf, 0xDC00...0xDFFF ~= number {
      firstHalf = nil
      let scalar = Unicode.Scalar(0x1_0000 + (half.number & 0x3FF) << 10 + number & 0x3FF).unsafelyUnwrapped
      output += UTF8.encode(scalar).unsafelyUnwrapped
      return tally.note(
        .characters, line: half.line, Self.quoted(half.reference) + Self.quoted(reference), String(scalar))
    }
    dropFirstHalf(&tally)
    if 0xD800...0xDBFF ~= number {
      firstHalf = (reference, number, line)
    } else {
      tally.note(.characters, line: line, Self.quoted(reference), nil)
    }
  }

  /// No second half has followed.
  private mutating func dropFirstHalf(_ tally: inout ByteRepairTally) {
    guard let half = firstHalf else { return }
    firstHalf = nil
    tally.note(.characters, line: half.line, Self.quoted(half.reference), nil)
  }

  private static func quoted(_ reference: [UInt8]) -> String { "&" + String(decoding: reference, as: UTF8.self) + ";" }

  private mutating func passReference(into output: inout [UInt8]) {
    isInReference = false
    output.append(0x26)
    output += reference
  }

  private mutating func endBareAmpersand(into output: inout [UInt8], _ tally: inout ByteRepairTally) {
    guard kinds.ampersands else { return passReference(into: &output) }
    isInReference = false
    output += [0x26, 0x61, 0x6D, 0x70, 0x3B]
    output += reference
    func quoted(_ ampersand: String) -> String { ampersand + String(decoding: reference, as: UTF8.self) }
    tally.note(.ampersands, line: line, quoted("&"), quoted("&amp;"))
  }

  private static func name(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
