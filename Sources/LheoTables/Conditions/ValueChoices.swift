import LheoModel

/// What a value can be: the codes of a table, which people know by their meanings.
package struct ValueChoices: Sendable {
  private let name: String
  private let entries: [(code: String, label: String)]

  /// The choices at the end of a path; `nil` where it may be any text.
  init?(_ path: ColumnPath) {
    guard path.attribute == nil, path.derivation != .label, path.derivation != .region else { return nil }
    if path.derivation == .departement || path.element == .departement {
      self = .departements
    } else if let table = path.element.definition.codeTable {
      name = table.name
      entries = table.entries.map { ($0.code, $0.label) }
    } else {
      return nil
    }
  }

  private init(name: String, entries: [(code: String, label: String)]) {
    self.name = name
    self.entries = entries
  }

  /// The codes of a table.
  package init(_ table: CodeTable) { self.init(name: table.name, entries: table.entries.map { ($0.code, $0.label) }) }

  /// The departments.
  package static let departements = ValueChoices(name: "départements", entries: Departement.all)

  /// The code that a text means: it, its meaning, or words of a meaning that no other has; accents and case do not matter.
  ///
  /// - Throws: `ValueChoiceError` where it means none or several.
  package func code(_ text: String) throws(ValueChoiceError) -> String {
    let words = text.folded
    let isSame = { (code: String) in code.folded == words || Int(code) != nil && Int(code) == Int(text) }
    if let entry = entries.first(where: { $0.code == text }) ?? entries.first(where: { isSame($0.code) }) {
      return entry.code
    }
    let labelled = entries.filter { $0.label.folded == words }
    let found = labelled.isEmpty ? entries.filter { $0.label.folded.hasWords(words) } : labelled
    if found.count == 1 { return found[0].code }
    throw ValueChoiceError(
      message: found.isEmpty
        ? Text(
          "« \(text) » n'est ni un code ni un libellé de \(name).\(hint(text))",
          "'\(text)' is neither a code nor a meaning of \(name).\(hint(text))")
        : Text(
          "« \(text) » peut être \(Self.list(found)) dans \(name)", "'\(text)' may be \(Self.list(found)) of \(name)"))
  }

  private func hint(_ text: String) -> Text {
    let all = Text(" Il y a : \(Self.list(entries))", " There are: \(Self.list(entries))")
    if entries.count <= Self.longestList { return all }
    if let nearest = Nearest.match(text, in: entries.map(\.label) + entries.map(\.code)),
      let entry = entries.first(where: { $0.label == nearest || $0.code == nearest })
    {
      return Text(" Vouliez-vous dire \(Self.list([entry])) ?", " Did you mean \(Self.list([entry]))?")
    }
    return all
  }

  /// How many choices a message may list.
  private static let longestList = 12

  private static func list(_ entries: [(code: String, label: String)]) -> String {
    let shown = entries.prefix(longestList).map { entry in
      entry.label.count > 50 ? "\(entry.code) (\(entry.label.prefix(49))…)" : "\(entry.code) (\(entry.label))"
    }
    return shown.joined(separator: ", ") + (entries.count > longestList ? ", …" : "")
  }
}

/// A value that is none of those there are, or may be several of them.
public struct ValueChoiceError: WordedError, Sendable, Equatable {
  /// What is wrong, and what there is.
  public func description(in language: Language) -> String { message(language) }

  let message: Text
}

extension String {
  /// Whether these words stand in it, from the start of one.
  fileprivate func hasWords(_ words: String) -> Bool {
    guard !words.isEmpty else { return false }
    return ranges(of: words).contains { $0.lowerBound == startIndex || !self[index(before: $0.lowerBound)].isLetter }
  }
}
