import LheoModel

/// Who says what a rule checks.
public struct RuleSource: Sendable, Hashable {
  /// The heading of the guide; `nil` where it is not the guide that says so.
  let section: String?
  /// The lines of the guide's text.
  let lines: [ClosedRange<Int>]
  /// Words that stand in these lines, by which the place is found again.
  let words: [String]
  /// Who else says so.
  let other: Text?

  /// A place in OFeli's data-entry guide: the heading it stands under, its lines, and words of each of these places.
  static func guide(_ section: String, _ lines: ClosedRange<Int>..., words: String...) -> RuleSource {
    RuleSource(section: section, lines: lines, words: words, other: nil)
  }

  /// A single line of the guide.
  static func guide(_ section: String, _ line: Int, words: String...) -> RuleSource {
    RuleSource(section: section, lines: [line...line], words: words, other: nil)
  }

  /// The schema of LHEO, where it describes an element.
  static func lheo(_ element: Element) -> RuleSource {
    let name = element.name
    return other(
      Text("LHEO \(LheoSchema.version), élément <\(name)>", "LHEO \(LheoSchema.version), element <\(name)>"))
  }

  /// Somebody else, or common sense.
  static func other(_ text: Text) -> RuleSource { RuleSource(section: nil, lines: [], words: [], other: text) }

  /// The source in words, for people.
  public var text: Text {
    guard let section else { return other ?? Text(verbatim: "") }
    // Its lines are those of a text that only we have.
    return Text("Guide de saisie OFeli, « \(section) »", "OFeli data-entry guide, “\(section)”")
  }
}
