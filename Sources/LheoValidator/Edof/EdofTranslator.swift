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
    let formation = buffer.dialect.isEdof ? source : work.formation()
    let encoded = ElementBuffer()
    encoded.dialect = .edof
    formation.encode(into: encoded)
    let fitted = work.fitted(encoded)
    work.checkSchema(fitted)
    let siret = formation.organismeFormationResponsable.siretOrganismeFormation.siret.trimmedText
    return EdofTranslation(
      fitted, of: formation, siret: siret, notes: work.notes,
      dropped: buffer.dialect.isEdof ? [:] : EdofDroppedElements.counts(in: buffer))
  }
}

/// The translation of one offer.
struct EdofWork {
  let options: EdofOptions
  let source: Formation
  private(set) var notes: [EdofGapNote] = []
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
    found: String? = nil, _ message: Text, provide: Text
  ) {
    notes.append(
      EdofGapNote(
        severity: severity, action: action, session: session, element: missing?.name ?? name ?? "",
        missing: missing, position: element.position, found: found, message: message, provide: provide))
  }

  // MARK: Parts of all levels

  /// A leaf with the text only: EDOF's leaves have no attributes.
  func plain<Value>(_ leaf: Leaf<Value>) -> Leaf<Value> {
    Leaf(text: leaf.text, details: ElementDetails(), position: leaf.position)
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
    details[.numero] = element.numero.flatMap { $0.trimmed.isEmpty ? nil : $0 + suffix }
    for attribute in [KnownAttribute.datemaj, .datecrea] {
      if let date = element.details[attribute], !date.trimmed.isEmpty {
        details[attribute] = date
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

  // MARK: At the end

  /// The offer with characters that ISO-8859-1 has; others are gaps.
  mutating func fitted(_ buffer: ElementBuffer) -> ElementBuffer {
    var found: [(ElementView, String, changed: [Character], misfits: [Character])] = []
    func fit(_ text: String, _ view: ElementView, _ name: String) -> String {
      if text.utf8.allSatisfy({ $0 < 0xC4 }) { return text }
      let (fitted, changed, misfits) = EdofCharacters.fitted(text, transliterates: options.transliterates)
      if !changed.isEmpty || !misfits.isEmpty { found.append((view, name, changed, misfits)) }
      return fitted
    }
    let copy = ElementBuffer()
    copy.dialect = .edof
    var current = buffer.root
    copy.append(
      buffer.root,
      text: { view in
        current = view
        return fit(view.text, view, view.isText ? view.parent?.name.description ?? "" : view.name.description)
      },
      attribute: { attribute in
        var attribute = attribute
        attribute.value = fit(attribute.value, current, attribute.name.description)
        return attribute
      })
    let contexts = OfferContexts()
    for (view, name, changed, misfits) in found {
      let offer = contexts.context(around: view)
      let shown = (misfits.isEmpty ? changed : misfits).map(\.shownWithNumber).joined(separator: ", ")
      notes.append(
        EdofGapNote(
          severity: misfits.isEmpty ? .defaulted : .blocking, action: offer.action, session: offer.session,
          element: name, missing: nil, position: view.position, found: shown,
          message: misfits.isEmpty
            ? Text("Caractères remplacés : \(shown).", "Characters replaced: \(shown).")
            : Text(
              "Caractères que l'ISO-8859-1 n'a pas : \(shown).", "Characters that ISO-8859-1 does not have: \(shown)."),
          provide: Text(
            "Remplacez-les, ou demandez la translittération.", "Replace them, or ask for transliteration.")))
    }
    return copy
  }

  /// Notes what EDOF's schema refuses all the same.
  mutating func checkSchema(_ buffer: ElementBuffer) {
    var checker = SchemaChecker(.edof)
    checker.check(buffer, path: "/lheo/offres/formation[1]") { violation in
      let texts = (
        SchemaTexts(violation: violation, language: .fr), SchemaTexts(violation: violation, language: .en)
      )
      var missing: Element?
      if case .missing(let element) = violation.kind { missing = element }
      // What has a gap of its own is not said again.
      if notes.contains(where: {
        $0.severity == .blocking && $0.position == violation.position
          && ($0.element == violation.elementName || missing == nil && $0.missing == nil)
      }) {
        return
      }
      var attribute: String?
      if case .missingAttribute(let known) = violation.kind { attribute = known.name }
      notes.append(
        EdofGapNote(
          severity: .blocking, action: violation.offer.action, session: violation.offer.session,
          element: attribute ?? violation.elementName, missing: missing, position: violation.position,
          found: violation.found, message: Text(french: texts.0.message, english: texts.1.message),
          provide: Text(french: texts.0.fix, english: texts.1.fix)))
    }
  }
}

extension String {
  /// The text without white space at both ends.
  fileprivate var trimmed: String { TextLeaf(self).trimmedText }
}
