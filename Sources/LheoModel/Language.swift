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
    return noun.replacing("(s)", with: isPlural ? "s" : "")
  }

  /// A French sentence: what is written in code gets the no-break spaces that French wants before `:`, `;`, `!`, `?`, `%`
  /// and inside « »; what is interpolated stays as it is. `\(count, "offre(s)")` agrees.
  public struct French: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
    let text: String

    /// The sentence.
    public var description: String { text }

    /// A sentence that is always the same.
    public init(stringLiteral text: String) { self.text = text.withNoBreakSpaces }

    /// A sentence that names something.
    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// The parts of the sentence.
    public struct Interpolation: StringInterpolationProtocol {
      fileprivate var text = ""

      public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

      public mutating func appendLiteral(_ literal: String) { text += literal.withNoBreakSpaces }

      public mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += value.description }

      public mutating func appendInterpolation(_ count: Int, _ noun: String) {
        text += Language.fr.quantity(count, noun)
      }
    }
  }

  /// An English sentence. `\(count, "offer(s)")` agrees.
  public struct English: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
    let text: String

    /// The sentence.
    public var description: String { text }

    /// A sentence that is always the same.
    public init(stringLiteral text: String) { self.text = text }

    /// A sentence that names something.
    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// The parts of the sentence.
    public struct Interpolation: StringInterpolationProtocol {
      fileprivate var text = ""

      public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

      public mutating func appendLiteral(_ literal: String) { text += literal }

      public mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += value.description }

      public mutating func appendInterpolation(_ count: Int, _ noun: String) {
        text += Language.en.quantity(count, noun)
      }
    }
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
}

extension String {
  /// The text with no-break spaces where French wants a space but no end of line.
  fileprivate var withNoBreakSpaces: String {
    var text = ""
    text.unicodeScalars.reserveCapacity(unicodeScalars.count)
    var isAfterQuote = false
    var hasSpace = false
    for scalar in unicodeScalars {
      if hasSpace {
        let isBound = isAfterQuote || ":;!?%»".unicodeScalars.contains(scalar)
        text.unicodeScalars.append(isBound ? "\u{A0}" : " ")
        isAfterQuote = false
      }
      hasSpace = scalar == " "
      if !hasSpace {
        text.unicodeScalars.append(scalar)
        isAfterQuote = scalar == "«"
      }
    }
    if hasSpace { text.unicodeScalars.append(isAfterQuote ? "\u{A0}" : " ") }
    return text
  }
}
