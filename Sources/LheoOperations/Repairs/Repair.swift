import LheoModel
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
  }

  /// The rule, such as `texte/html`; a repair without a rule has a name of its own in the family `ordre`.
  public let rule: String
  /// What it does.
  public let title: Text
  /// Whether a person should look at the result: it may change what is meant.
  public let isUnsafe: Bool
  let work: Work

  init(
    _ rule: String, _ french: Language.French, _ english: Language.English, isUnsafe: Bool = false, _ work: Work
  ) {
    self.rule = rule
    title = Text(french, english)
    self.isUnsafe = isUnsafe
    self.work = work
  }

  /// All repairs, in the order in which they are made: texts first, totals after the hours, the date of change last.
  public static let all: [Repair] = [
    trimmed, whiteSpace, characters, html, sentenceCase, shortened, hours, postcode, inseeCode, zeroDuration,
    totalDuration, formacodeVersion, dateOfChange,
  ]

  /// The repair of that name.
  public static func named(_ rule: String) -> Repair? { all.first { $0.rule == rule } }
}

/// What a repair changed.
public struct RepairNote: Sendable, Hashable {
  /// The rule it is named after.
  public var rule = ""
  /// The offer.
  public var formation: String?
  /// The line of the element, from 1; 0 where it is new.
  public var line: Int
  /// The element.
  public var element: Element
  /// What was there.
  public var before: String
  /// What is there now; `nil` if the element is gone.
  public var after: String?
}

/// Makes the chosen repairs in offers.
public struct OfferRepairer {
  private var leafRepairs: [(rule: String, edit: (ElementView, String) -> Repair.LeafEdit)] = []
  private var offerRepairs: [(rule: String, edit: (inout Formation, PartialDate) -> [RepairNote])] = []
  private let date: PartialDate

  /// A repairer.
  ///
  /// - Parameters:
  ///   - repairs: the repairs; they are made in the order of `Repair.all`.
  ///   - date: the day that changed offers are dated with.
  public init(_ repairs: [Repair], date: PartialDate) {
    let chosen = Set(repairs.map(\.rule))
    self.date = date
    for repair in Repair.all where chosen.contains(repair.rule) {
      switch repair.work {
      case .leaf(let edit): leafRepairs.append((repair.rule, edit))
      case .offer(let edit): offerRepairs.append((repair.rule, edit))
      }
    }
  }

  /// Repairs an offer.
  ///
  /// - Returns: what takes its place, and what was changed; nothing was if there are no notes.
  public func repair(_ buffer: ElementBuffer) -> (edit: OfferEdit, notes: [RepairNote]) {
    let root = buffer.root
    let numero = root.text(of: .numero)
    var texts: [Int: String] = [:]
    var removed: Set<Int> = []
    var notes: [RepairNote] = []
    for leaf in root.elements where leaf.element?.definition.isLeaf ?? false {
      var text = leaf.text
      for repair in leafRepairs {
        var after: String?
        switch repair.edit(leaf, text) {
        case .same: continue
        case .text(let new):
          if new == text { continue }
          after = new
        case .removed: removed.insert(leaf.index)
        }
        notes.append(
          RepairNote(
            rule: repair.rule, formation: numero, line: Int(leaf.position.line), element: leaf.element!, before: text,
            after: after))
        guard let after else { break }
        text = after
        texts[leaf.index] = after
      }
    }
    let copy = ElementBuffer()
    if !notes.isEmpty { copy.append(root, text: { texts[$0.index] }, isRemoved: { removed.contains($0.index) }) }
    var formation = Formation(decoding: notes.isEmpty ? buffer : copy)
    var isEdited = false
    for repair in offerRepairs {
      // The date of change changes only with something else.
      if repair.rule == Repair.dateOfChange.rule, notes.isEmpty { continue }
      for var note in repair.edit(&formation, date) {
        note.rule = repair.rule
        note.formation = numero
        notes.append(note)
        isEdited = true
      }
    }
    if notes.isEmpty { return (.keep, []) }
    return (isEdited ? .replace(formation) : .rewrite(copy), notes)
  }
}
