import LheoModel
import LheoTables
import LheoValidator

/// Words that all stand in a text, whatever their case and accents.
public struct TextSearch: Sendable {
  private let words: [String]

  /// A search for the words of a text.
  public init(_ text: String) {
    words = text.folded.split { $0.isWhitespace }.map(String.init)
  }

  /// Whether all words stand in one text or the other.
  public func matches(_ texts: [String]) -> Bool {
    let folded = texts.map(\.folded)
    return words.allSatisfy { word in folded.contains { $0.contains(word) } }
  }
}

/// Texts with `*` for anything, several of them between `;`.
public struct Pattern: Sendable {
  private let alternatives: [Wildcard]

  /// Reads `14_*;15_123S`.
  public init(_ text: String) {
    alternatives = text.split(separator: ";").map { part in Wildcard(part.filter { !$0.isWhitespace }) }
  }

  /// Whether a text fits one of them; no text fits none.
  public func matches(_ text: String?) -> Bool {
    text.map { text in alternatives.contains { $0.matches(text) } } ?? false
  }
}
