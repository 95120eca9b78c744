/// A code of one of LHEO's tables. Each table is an enum; a code that the table lacks is kept as `other`.
public protocol CodeTableValue: RawRepresentable<String>, Hashable, Sendable {
  /// The table.
  static var table: CodeTable { get }
  /// The code from its text; any text is accepted.
  init(rawValue: String)
}

extension CodeTableValue {
  /// What the code means, in French; `nil` if the table lacks it.
  public var label: String? { Self.table.label(of: rawValue) }

  /// Whether the table has the code.
  public var isKnown: Bool { label != nil }
}

/// A table of codes and their meanings.
public struct CodeTable: Sendable {
  /// A code and its meaning.
  public struct Entry: Sendable {
    /// The code as it stands in feeds.
    public let code: String
    /// What it means, in French.
    public let label: String
  }

  /// The name in LHEO, such as `dict-niveaux`.
  public let name: String
  /// The title, in French.
  public let label: String
  /// The codes, in LHEO's order.
  public let entries: [Entry]

  init(name: String, label: String, entries: [(code: String, label: String)]) {
    self.name = name
    self.label = label
    self.entries = entries.map { Entry(code: $0.code, label: $0.label) }
  }

  /// The table with only these of its codes.
  func only(_ codes: String...) -> CodeTable {
    CodeTable(
      name: name, label: label, entries: entries.filter { codes.contains($0.code) }.map { ($0.code, $0.label) })
  }

  /// The meaning of a code in a few words, in French: of a long one the first sentence.
  package func shortLabel(of code: String) -> String? {
    guard let label = label(of: code), label.utf8.count > 100, let end = label.firstRange(of: ". ") else {
      return label(of: code)
    }
    return String(label[..<end.lowerBound])
  }

  /// The meaning of a code, in French.
  public func label(of code: String) -> String? { entries.first { $0.code == code }?.label }
}
