/// The language of messages.
public enum Language: String, Sendable, CaseIterable {
  /// French.
  case fr
  /// English.
  case en

  /// One of two sentences.
  public func callAsFunction(_ french: @autoclosure () -> French, _ english: @autoclosure () -> English) -> String {
    self == .fr ? french().text : english().text
  }

  /// A number and what is counted, which agree: `(s)` marks what several get, as in `offre(s) écrite(s)`.
  package func quantity(_ count: Int, _ noun: String) -> String { "\(count) \(agreed(noun, count))" }

  /// What is counted, without the number.
  package func agreed(_ noun: String, _ count: Int) -> String {
    let isPlural = self == .fr ? count > 1 : count != 1
    return noun.replacing("(s)", with: isPlural ? "s" : "").replacing("(x)", with: isPlural ? "x" : "")
  }

  /// A French sentence. Before `:`, `;`, `!`, `?`, `%` and inside « » it has the no-break spaces of printed French.
  public typealias French = Sentence<InFrench>
  /// An English sentence.
  public typealias English = Sentence<InEnglish>
}

/// A sentence as it is written in code: its words are set as its language wants them, what is interpolated stays as it
/// is, and `\(count, "offer(s)")` agrees.
public struct Sentence<Kind: SentenceLanguage>: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
  let text: String

  /// The sentence.
  public var description: String { text }

  /// A sentence that is always the same.
  public init(stringLiteral text: String) { self.text = Kind.set(text) }

  /// A sentence that names something.
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// The parts of a sentence.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    /// A sentence of that size.
    public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    /// Words.
    public mutating func appendLiteral(_ literal: String) { text += Kind.set(literal) }

    /// What is quoted.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += value.description }

    /// A number and what is counted.
    public mutating func appendInterpolation(_ count: Int, _ noun: String) {
      text += Kind.language.quantity(count, noun)
    }

    /// What is said in both languages.
    public mutating func appendInterpolation(_ words: Text) { text += words(Kind.language) }

    /// A date, as people write it.
    public mutating func appendInterpolation(_ date: PartialDate) { text += date.text(in: Kind.language) }

    /// A date of a feed, as people write it; as the feed has it where it is not a date.
    public mutating func appendInterpolation(_ leaf: DateLeaf) {
      text += leaf.date.map { $0.isUnknown ? leaf.trimmedText : $0.text(in: Kind.language) } ?? leaf.trimmedText
    }
  }
}

/// The language that a sentence is written in.
public protocol SentenceLanguage: Sendable {
  /// The language.
  static var language: Language { get }
  /// Words as the language wants them set.
  static func set(_ words: String) -> String
}

/// French sentences.
public enum InFrench: SentenceLanguage {
  /// French.
  public static var language: Language { .fr }

  /// With no-break spaces where French wants a space but no end of line.
  public static func set(_ words: String) -> String { words.withNoBreakSpaces }
}

/// English sentences.
public enum InEnglish: SentenceLanguage {
  /// English.
  public static var language: Language { .en }

  /// With English quotation marks around French words, too.
  public static func set(_ words: String) -> String {
    words.utf8.contains(0xC2) ? words.replacing("« ", with: "“").replacing(" »", with: "”") : words
  }
}

/// A sentence in both languages.
public struct Text: Sendable, Hashable {
  /// In French.
  public let french: String
  /// In English.
  public let english: String

  /// A sentence in both languages.
  public init(_ french: Language.French, _ english: Language.English) {
    self.init(french: french.text, english: english.text)
  }

  /// Two texts as they are.
  package init(french: String, english: String) {
    self.french = french
    self.english = english
  }

  /// A name, value or title that is the same in both languages.
  package init(verbatim text: String) { self.init(french: text, english: text) }

  /// The sentence in a language.
  public func callAsFunction(_ language: Language) -> String { language == .fr ? french : english }

  /// Nothing.
  package static let empty = Text(verbatim: "")

  /// One after the other.
  package static func + (left: Text, right: Text) -> Text {
    Text(french: left.french + right.french, english: left.english + right.english)
  }
}

extension String {
  /// The text with no-break spaces where French wants a space but no end of line.
  fileprivate var withNoBreakSpaces: String {
    guard mayNeedNoBreakSpaces else { return self }
    var text = self
    return text.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: 2 * bytes.count) { result in
        var count = 0
        for (index, byte) in bytes.enumerated() {
          if byte == UInt8(ascii: " "), bytes.bindsSpace(at: index) {
            result[count] = 0xC2
            result[count + 1] = 0xA0
            count += 2
          } else {
            result[count] = byte
            count += 1
          }
        }
        return count
      }
    }
  }

  /// Whether there is a space before one of the marks, or a quotation mark: most texts have neither.
  private var mayNeedNoBreakSpaces: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "%"):
        if previous == UInt8(ascii: " ") { return true }
      // The second byte of « and ».
      case 0xAB, 0xBB: if previous == 0xC2 { return true }
      default: break
      }
      previous = byte
    }
    return false
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a line may not end at a space: after « and before one of the marks.
  fileprivate func bindsSpace(at index: Int) -> Bool {
    if index >= 2, self[index - 2] == 0xC2, self[index - 1] == 0xAB { return true }
    guard index + 1 < count else { return false }
    switch self[index + 1] {
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "%"): return true
    case 0xC2: return index + 2 < count && self[index + 2] == 0xBB
    default: return false
    }
  }
}
