/// A text in which `*` stands for anything; letters' case does not matter.
package struct Wildcard: Sendable {
  private let pattern: [Character]

  /// Reads a pattern.
  package init(_ pattern: some StringProtocol) { self.pattern = Array(pattern.lowercased()) }

  /// Whether a text fits.
  package func matches(_ text: String) -> Bool {
    var text = Array(text.lowercased())[...]
    var pattern = pattern[...]
    // Where to go on if what follows the last * does not fit.
    var retry: (text: ArraySlice<Character>, pattern: ArraySlice<Character>)?
    while true {
      if pattern.first == "*" {
        pattern = pattern.dropFirst()
        retry = (text, pattern)
      } else if let expected = pattern.first, expected == text.first {
        text = text.dropFirst()
        pattern = pattern.dropFirst()
      } else if text.isEmpty, pattern.isEmpty {
        return true
      } else if let last = retry, !last.text.isEmpty {
        retry = (last.text.dropFirst(), last.pattern)
        text = last.text.dropFirst()
        pattern = last.pattern
      } else {
        return false
      }
    }
  }
}
