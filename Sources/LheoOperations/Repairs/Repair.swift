import LheoModel
import LheoRegisters
import LheoValidator

/// A repair that a program can make without asking: its name is that of the rule whose findings it removes.
public struct Repair: Sendable {
  /// What becomes of a leaf.
  enum LeafEdit {
    case same
    case text(String)
    case removed
  }

  enum Work: Sendable {
    /// Looks at each leaf: the element and its text so far.
    case leaf(@Sendable (ElementView, String) -> LeafEdit)
    /// Looks at the whole offer, and says what it changed.
    case offer(@Sendable (inout Formation, PartialDate) -> [RepairNote])
    /// Looks at the whole offer with what registers answer, which it needs, and says what it changed.
    case registers(Set<RuleNeed>, @Sendable (inout Formation, any RegisterAnswers) -> [RepairNote])
    /// Looks at the bytes of the feed, before they are read as XML.
    case bytes(ByteRepair.Kind)
  }

  /// The rule, such as `texte/html`; a repair without a rule has a name of its own in the family `ordre`,
  /// or `xml` where it is one of bytes that would not be read otherwise.
  public let rule: String
  /// What it does.
  public let title: Text
  /// Whether a person should look at the result: it may change what is meant.
  public let isUnsafe: Bool
  let work: Work

  /// The registers without which it is not made.
  public var needs: Set<RuleNeed> { if case .registers(let needs, _) = work { needs } else { [] } }

  init(
    _ rule: String, _ french: Language.French, _ english: Language.English, isUnsafe: Bool = false, _ work: Work
  ) {
    self.rule = rule
    title = Text(french, english)
    self.isUnsafe = isUnsafe
    self.work = work
  }

  /// All repairs, in the order in which they are made: bytes first, then texts, totals after the hours, the date of change
  /// last.
  public static let all: [Repair] = [
    xmlEncoding, xmlCharacters, xmlAmpersands, xmlEntities, trimmed, encoding, whiteSpace, characters, html,
    sentenceCase, shortened, dates, hours, postcode, inseeCode,
    zeroDuration, missingTotal, formacodeVersion,
    mergedCommune, partOfCommune, communeOfPostcode, swappedCoordinates, swappedRepertoire, missingLevel, otherLevel,
    blocTitles, dateOfChange,
  ]

  /// The repair of that name.
  public static func named(_ rule: String) -> Repair? { all.first { $0.rule == rule } }
}
