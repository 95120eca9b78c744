import LheoModel

/// A pattern of rule identifiers: an identifier, or one in which `*` stands for anything, such as `adresse/*` or
/// `recrutement/rdvi-*`.
struct RulePattern: Sendable {
  let text: String
  /// `nil` for an identifier.
  private let wildcard: Wildcard?

  init(_ text: String) {
    // A rule is meant by any name that it ever had.
    self.text = Rule.aliases[text] ?? text
    wildcard = self.text.contains("*") ? Wildcard(self.text) : nil
  }

  func matches(_ id: String) -> Bool { wildcard?.matches(id) ?? (text == id) }

  /// How precise it is: a pattern is more specific than another one if more of it is not `*`, and an identifier is
  /// more specific than any pattern.
  var specificity: Int { wildcard == nil ? .max : text.utf8.count { $0 != UInt8(ascii: "*") } }
}

extension [RulePattern] {
  /// How precisely a rule is named; `nil` if it is not.
  func specificity(for id: String) -> Int? { filter { $0.matches(id) }.map(\.specificity).max() }
}
