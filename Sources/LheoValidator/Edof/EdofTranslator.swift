import LheoModel
import LheoSchema

/// Makes an offer of EDOF from one of LHEO. What is missing is not invented: it is a gap.
///
/// ```swift
/// let translation = EdofTranslator().translate(buffer)
/// if translation.isWritable { writer.write(translation.offer) }
/// for gap in translation.gaps(in: .fr) { print(gap.offer, gap.message, gap.provide) }
/// ```
public struct EdofTranslator: Sendable {
  private let options: EdofOptions

  /// A translator.
  ///
  /// - Parameter options: what may be filled in.
  public init(_ options: EdofOptions = EdofOptions()) { self.options = options }

  /// Translates an offer. One that is in EDOF already stays as it is.
  ///
  /// - Parameter buffer: the offer; it must not be empty.
  public func translate(_ buffer: ElementBuffer) -> EdofTranslation {
    let source = Formation(decoding: buffer)
    var work = EdofWork(options: options, source: source)
    let formation = buffer.dialect.isEdof ? work.kept() : work.formation()
    let encoded = ElementBuffer()
    encoded.dialect = .edof
    formation.encode(into: encoded)
    let fitted = work.fitted(encoded)
    work.checkNumbers(formation)
    work.checkSchema(fitted)
    work.checkRules(fitted)
    if !buffer.dialect.isEdof { work.dropped.merge(EdofDroppedElements.counts(in: buffer)) { $0 + $1 } }
    let siret = formation.organismeFormationResponsable.siretOrganismeFormation.siret.trimmedText
    return EdofTranslation(fitted, of: formation, siret: siret, notes: work.notes, dropped: work.dropped)
  }
}

/// The translation of one offer.
struct EdofWork {
  let options: EdofOptions
  let source: Formation
  private(set) var notes: [EdofGapNote] = []
  /// What is known to be blocking: an offer may have as many gaps as elements.
  private var blocked: Set<BlockedPlace> = []
  /// What has been left away, by name.
  var dropped: [String: Int] = [:]
  /// Phone numbers as they were found.
  var written: [SourcePosition: String] = [:]
  /// The numbers of actions and sessions that there are.
  var takenNumbers: [Element: Set<String>] = [:]
  var action: String?
  var session: String?
  /// How many persons and addresses have got a number.
  private var numbers: [Element: Int] = [:]

  init(options: EdofOptions, source: Formation) {
    self.options = options
    self.source = source
  }

  // MARK: Gaps

  /// Notes what is missing, or has been filled in.
  mutating func note(
    _ severity: EdofGap.Severity, at element: some AttributedElement, _ name: String? = nil, missing: Element? = nil,
    found: String? = nil, rule: String? = nil, _ message: Text, provide: Text
  ) {
    add(
      EdofGapNote(
        severity: severity, action: action, session: session, element: missing?.name ?? name ?? "",
        missing: missing, position: element.position, found: found, message: message, provide: provide, rule: rule))
  }

  mutating func add(_ note: EdofGapNote) {
    notes.append(note)
    guard note.severity == .blocking else { return }
    blocked.insert(BlockedPlace(position: note.position, element: note.element))
    if note.missing == nil { blocked.insert(BlockedPlace(position: note.position, element: nil)) }
  }

  /// Whether a gap blocks an element at a position; without an element, anything that is there.
  func isBlocked(_ element: String?, at position: SourcePosition) -> Bool {
    blocked.contains(BlockedPlace(position: position, element: element))
  }

  /// Where something blocks an offer; without an element it is what is there, and not something that is missing.
  private struct BlockedPlace: Hashable {
    let position: SourcePosition
    let element: String?
  }

  // MARK: Parts of all levels

  /// A leaf with the text only: EDOF's leaves have no attributes, and many have no room for white space around.
  func plain<Value>(_ leaf: Leaf<Value>) -> Leaf<Value> {
    Leaf(text: leaf.trimmedText, details: ElementDetails(), position: leaf.position)
  }

  /// A leaf that may be left out, and is where it is blank.
  func optional<Value>(_ leaf: Leaf<Value>?) -> Leaf<Value>? {
    leaf.flatMap { $0.trimmedText.isEmpty ? nil : plain($0) }
  }

  /// A leaf that must be there: one that is blank is missing.
  func needed<Value>(_ leaf: Leaf<Value>) -> Leaf<Value> { optional(leaf) ?? .absent }

  /// The attributes of an offer, an action or a session.
  mutating func details(of element: some DatedElement, suffix: String = "") -> ElementDetails {
    var details = ElementDetails()
    details[.numero] = element.numero.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed + suffix }
    for attribute in [KnownAttribute.datemaj, .datecrea] {
      if let date = element.details[attribute], !date.trimmed.isEmpty {
        details[attribute] = plainDate(date, attribute, of: element)
      } else if let date = options.date {
        details[attribute] = date.lheoText
        note(
          .defaulted, at: element, attribute.name,
          Text("\(attribute.name) manquait : \(date.lheoText).", "\(attribute.name) was missing: \(date.lheoText)."),
          provide: Text("Écrivez l'attribut \(attribute.name).", "Write the attribute \(attribute.name)."))
      }
    }
    return details
  }

  /// A day as EDOF has it: one that is written as 2026-09-01 is the same day.
  private mutating func plainDate(
    _ date: String, _ attribute: KnownAttribute, of element: some AttributedElement
  ) -> String {
    guard PartialDate(date.trimmed) == nil, let day = PartialDate(iso: date.trimmed), day.isComplete else {
      return date.trimmed
    }
    note(
      .defaulted, at: element, attribute.name, found: date,
      Text("« \(date.shortened) » est écrit \(day.lheoText).", "“\(date.shortened)” is written \(day.lheoText)."),
      provide: Text("Écrivez \(attribute.name) comme 20260901.", "Write \(attribute.name) like 20260901."))
    return day.lheoText
  }

  /// The number of a person or an address: its own, or one that is the same each time the offer is translated.
  mutating func numero(of element: some AttributedElement, _ kind: Element, prefix: String) -> ElementDetails {
    var details = ElementDetails()
    numbers[kind, default: 0] += 1
    let own = element.details[.numero].flatMap { $0.trimmed.isEmpty ? nil : $0 }
    details[.numero] = own ?? "\(prefix)\(numbers[kind]!)"
    return details
  }

  /// The extensions of EDOF that an element of LHEO has, in one container.
  func extras(_ source: [Extras], of level: Element, at position: SourcePosition) -> Extras {
    let infos = EdofVocabulary.infos(of: level)
    var extras = Extras(info: level.name)
    extras.position = position
    func add(_ item: Extras.Item) {
      switch item {
      case .extra(let extra): if infos[extra.info ?? ""] == false { extras.items.append(item) }
      case .extras(let group): if infos[group.info ?? ""] == true { extras.items.append(item) }
      }
    }
    for container in source {
      add(.extras(container))
      if infos[container.info ?? ""] == nil { container.items.forEach(add) }
    }
    return extras
  }
}

extension String {
  /// The text without white space at both ends.
  var trimmed: String { TextLeaf(self).trimmedText }
}
