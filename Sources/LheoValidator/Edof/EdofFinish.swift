import LheoModel
import LheoSchema

// What is done to an offer of EDOF before it is written, whatever it comes from.

extension EdofWork {
  /// An offer that is in EDOF already, with its days as EDOF has them.
  mutating func kept() -> Formation {
    var formation = source
    func date(_ element: inout some DatedElement) {
      let details = self.details(of: element)
      for attribute in [KnownAttribute.datemaj, .datecrea] where details[attribute] != nil {
        element.details[attribute] = details[attribute]
      }
    }
    date(&formation)
    for index in formation.actions.indices {
      action = formation.actions[index].numero
      date(&formation.actions[index])
      for place in formation.actions[index].sessions.indices {
        session = formation.actions[index].sessions[place].numero
        date(&formation.actions[index].sessions[place])
      }
      session = nil
    }
    action = nil
    return formation
  }

  /// The offer with characters that ISO-8859-1 has, and without white space where the portal's schema refuses it; other
  /// characters are gaps.
  mutating func fitted(_ buffer: ElementBuffer) -> ElementBuffer {
    var found: [(ElementView, String, changed: [Character], misfits: [Character])] = []
    func fit(_ text: String, _ view: ElementView, _ name: String) -> String {
      if EdofCharacters.fit(text) { return text }
      let (fitted, changed, misfits) = EdofCharacters.fitted(text, transliterates: options.transliterates)
      if !changed.isEmpty || !misfits.isEmpty { found.append((view, name, changed, misfits)) }
      return fitted
    }
    let copy = ElementBuffer()
    copy.dialect = .edof
    copy.append(
      buffer.root,
      text: { view in
        let text = view.isText || !view.holdsNoBlanks ? view.text : view.trimmedText ?? ""
        return fit(text, view, view.isText ? view.parent?.edofName ?? "" : view.edofName)
      },
      attribute: { view, attribute in
        var attribute = attribute
        attribute.value = fit(attribute.value, view, attribute.name.description)
        return attribute
      })
    let contexts = OfferContexts()
    for (view, name, changed, misfits) in found {
      note(changed, misfits, at: view, name, contexts.context(around: view))
    }
    return copy
  }

  private mutating func note(
    _ changed: [Character], _ misfits: [Character], at view: ElementView, _ name: String, _ offer: OfferContext
  ) {
    let shown = (misfits.isEmpty ? changed : misfits).map(\.shownWithNumber).joined(separator: ", ")
    add(
      EdofGapNote(
        severity: misfits.isEmpty ? .defaulted : .blocking, action: offer.action, session: offer.session,
        element: name, missing: nil, position: view.position, found: shown,
        message: misfits.isEmpty
          ? Text("Caractères remplacés : \(shown).", "Characters replaced: \(shown).")
          : Text(
            "Caractères que l'ISO-8859-1 n'a pas : \(shown).", "Characters that ISO-8859-1 does not have: \(shown)."),
        provide: misfits.isEmpty
          ? Text("Vérifiez le texte.", "Check the text.")
          : Text("Remplacez-les, ou demandez la translittération.", "Replace them, or ask for transliteration."),
        rule: misfits.isEmpty ? nil : Rule.edofCaracteres.id))
  }

  /// Notes numbers that are there twice: an action in an offer, a session in an action.
  mutating func checkNumbers(_ formation: Formation) {
    var actions: Set<String> = []
    for action in formation.actions {
      self.action = action.numero
      checkNumber(action, Element.action, &actions)
      var sessions: Set<String> = []
      for session in action.sessions {
        self.session = session.numero
        checkNumber(session, Element.session, &sessions)
      }
      session = nil
    }
    action = nil
  }

  private mutating func checkNumber(_ element: some DatedElement, _ kind: Element, _ seen: inout Set<String>) {
    guard let numero = element.numero?.trimmed, !numero.isEmpty, !seen.insert(numero).inserted else { return }
    note(
      .blocking, at: element, "numero", found: numero, rule: Rule.edofNumeros.id,
      Text(
        "Le numéro « \(numero.shortened) » est déjà celui d'une autre \(kind.name) ici.",
        "The number “\(numero.shortened)” is that of another \(kind.name) here already."),
      provide: Text("Donnez à chacune son numéro.", "Give each a number of its own."))
  }

  /// Notes what EDOF's schema refuses all the same.
  mutating func checkSchema(_ buffer: ElementBuffer) {
    var checker = SchemaChecker(.edof)
    checker.check(buffer, path: "/lheo/offres/formation[1]") { violation in
      var violation = violation
      if let written = written[violation.position] { violation.found = written }
      var missing: Element?
      if case .missing(let element) = violation.kind { missing = element }
      var attribute: String?
      if case .missingAttribute(let known) = violation.kind { attribute = known.name }
      // What has a gap of its own is not said again: what is there as a whole, or what is missing by its name.
      let isThere = missing == nil && attribute == nil && isBlocked(nil, at: violation.position)
      if isThere || isBlocked(attribute ?? violation.elementName, at: violation.position) { return }
      add(EdofGapNote(.blocking, violation, element: attribute, missing: missing))
    }
  }

  /// Notes what the certain rules of EDOF refuse in what the schema lets pass: what is written has no error.
  mutating func checkRules(_ buffer: ElementBuffer) {
    let rules = Self.certainRules
    let context = RuleContext(
      options: RuleOptions(asOf: PartialDate(year: 2026, month: 1, day: 1)!), checkedRules: [],
      memory: FeedMemory(isDeferred: true))
    var pending: [PendingFinding] = []
    context.receive = { pending.append($0) }
    context.edofRoot = buffer.root
    withUnsafePointer(to: Formation(decoding: buffer)) {
      context.enter($0)
      for (index, rule) in rules.enumerated() {
        context.ruleIndex = index
        rule.check.run(context)
      }
    }
    pending.removeAll { ($0.severity ?? .error) != .error }
    if pending.isEmpty { return }
    let (contexts, elements) = (OfferContexts(), ElementsByPosition(buffer.root))
    for finding in pending where !isBlocked(finding.missing?.name, at: finding.position) {
      let view = elements.element(of: finding) ?? buffer.root
      add(note(finding, of: rules[finding.ruleIndex], at: view, contexts.context(around: view)))
    }
  }

  private func note(
    _ finding: PendingFinding, of rule: Rule, at view: ElementView, _ offer: OfferContext
  ) -> EdofGapNote {
    func message(_ language: Language) -> String {
      let sentence = rule.message(language)
      guard let shown = finding.shown?(language).shortened else { return sentence }
      return sentence.dropLast() + language(" : « \(shown) ».", ": “\(shown)”.")
    }
    return EdofGapNote(
      severity: .blocking, action: offer.action, session: offer.session,
      element: finding.missing?.name ?? attribute(of: finding, view) ?? view.edofName, missing: finding.missing,
      position: finding.position,
      found: finding.found, message: Text(french: message(.fr), english: message(.en)), provide: rule.repair,
      rule: rule.id)
  }

  /// The attribute that a finding on an offer, an action or a session is about.
  private func attribute(of finding: PendingFinding, _ view: ElementView) -> String? {
    guard [.formation, .action, .session].contains(view.element) else { return nil }
    let dates: [AttributeName] = [.known(.datecrea), .known(.datemaj)]
    return view.attributes.first { dates.contains($0.name) && $0.value == finding.found }?.name.description
  }

  private static let certainRules = Rule.all.filter { $0.profile == .edof && $0.severity == .error }
}

/// The elements of an offer. They have the positions of those that they come from, which are in another order, and may be
/// those of several: of extensions, the text says which.
private struct ElementsByPosition {
  private struct ExtraPlace: Hashable {
    let position: SourcePosition
    let text: String
  }

  private var elements: [SourcePosition: ElementView] = [:]
  private var extras: [ExtraPlace: ElementView] = [:]

  init(_ root: ElementView) {
    for view in root.elements {
      if elements[view.position] == nil { elements[view.position] = view }
      guard view.element == .extra else { continue }
      let place = ExtraPlace(position: view.position, text: view.text)
      if extras[place] == nil { extras[place] = view }
    }
  }

  /// The element that a finding is about.
  func element(of finding: PendingFinding) -> ElementView? {
    finding.found.flatMap { extras[ExtraPlace(position: finding.position, text: $0)] } ?? elements[finding.position]
  }
}

extension ElementView {
  /// The name by which people look for it: an extension is known by its `info`.
  var edofName: String {
    element == .extra ? attributes.first { $0.name == .known(.info) }?.value ?? name.description : name.description
  }

  /// Whether white space around its text is refused by the portal's schema, or by a program that checks with it.
  fileprivate var holdsNoBlanks: Bool {
    switch element.flatMap({ DialectSchema.edof.definition(of: $0)?.content }) {
    case .number?, .date?, .code?, .digits?: true
    case .text(let minimum, let maximum)?: minimum == maximum
    default: false
    }
  }
}
