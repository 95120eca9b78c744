import LheoModel
import LheoParser

/// Checks offers against the rules that are switched on.
final class RuleEngine {
  private let rules: [Rule]
  private let severities: [Severity]
  private let language: Language
  private let context: RuleContext

  /// Sessions by whether a jobseeker can be positioned in them online.
  private(set) var positioning: [Positioning: Int] = [:]
  private let tellsPositioning: Bool
  private var pending: [PendingFinding] = []

  // The rules by what they look at.
  private var formationRules: [Int] = []
  private var actionRules: [Int] = []
  private var sessionRules: [Int] = []
  private var adresseRules: [Int] = []
  private var cycleRules: [Int] = []
  private var recrutementRules: [ModaliteRecrutement: [Int]] = [:]

  init(options: RuleOptions, language: Language) {
    let selected = options.selectedRules
    rules = selected.map(\.rule)
    severities = selected.map(\.severity)
    self.language = language
    tellsPositioning = options.profiles.contains(.franceTravail) && options.only.isEmpty
    context = RuleContext(asOf: options.asOf.dayNumber ?? 0, options: options, memory: FeedMemory())
    context.receive = { [unowned self] in pending.append($0) }
    for (index, rule) in rules.enumerated() {
      switch rule.check.level {
      case .formation: formationRules.append(index)
      case .action: actionRules.append(index)
      case .session: sessionRules.append(index)
      case .adresse: adresseRules.append(index)
      case .cycle: cycleRules.append(index)
      case .recrutement(let modalites):
        for modalite in modalites { recrutementRules[modalite, default: []].append(index) }
      }
    }
  }

  var isEmpty: Bool { rules.isEmpty }

  /// Checks an offer. Positions in the buffer must be different for all elements.
  func check(_ view: ElementView, path: String, report: (Finding) -> Void) {
    pending.removeAll(keepingCapacity: true)
    walk(Formation(decoding: view))
    if pending.isEmpty { return }
    pending.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
    for finding in pending { report(word(finding, in: view, path: path)) }
  }

  // MARK: Walking

  private func run(_ indices: [Int]) {
    for index in indices {
      context.ruleIndex = index
      rules[index].check.run(context)
    }
  }

  private func walk(_ formation: Formation) {
    context.enter(formation)
    run(formationRules)
    for contact in formation.contactsFormation { check(contact.coordonnees.adresse, .contact) }
    for action in formation.actions { walk(action) }
    let organisme = formation.organismeFormationResponsable
    check(organisme.coordonneesOrganisme.coordonnees.adresse, .contact)
    for contact in organisme.contactsOrganisme { check(contact.coordonnees.adresse, .contact) }
  }

  private func walk(_ action: Action) {
    context.enter(action)
    run(actionRules)
    for lieu in action.lieuxDeFormation { check(lieu.coordonnees.adresse, .lieu) }
    for session in action.sessions { walk(session) }
    check(action.adresseInformation?.adresse, .information)
    for organisme in action.organismesFormateurs {
      for contact in organisme.contactsFormateur { check(contact.coordonnees.adresse, .contact) }
    }
  }

  private func walk(_ session: Session) {
    context.enter(session)
    run(sessionRules)
    if !session.adresseInscription.adresse.isAbsent { check(session.adresseInscription.adresse, .inscription) }
    var slots = Positioning.Slots()
    for recrutement in session.recrutements {
      context.enter(recrutement)
      let before = pending.count
      if let rules = recrutementRules[context.modalite] { run(rules) }
      check(recrutement.adresse, .recrutement)
      if recrutement.isPositioning {
        let hasError = pending[before...].contains { ($0.severity ?? severities[$0.ruleIndex]) == .error }
        slots.note(isPast: (context.recrutementEnd ?? .max) < context.asOf, hasError: hasError)
      }
    }
    if tellsPositioning { positioning[Positioning(slots, context), default: 0] += 1 }
    for contact in session.contactsSession { check(contact.coordonnees.adresse, .contact) }
    for cycle in session.cycles {
      context.cycle = cycle
      run(cycleRules)
    }
  }

  private func check(_ adresse: Adresse?, _ place: RuleContext.AdressePlace) {
    guard let adresse else { return }
    context.adresse = adresse
    context.adressePlace = place
    run(adresseRules)
  }

  // MARK: Wording

  private func word(_ pending: PendingFinding, in root: ElementView, path: String) -> Finding {
    let rule = rules[pending.ruleIndex]
    let element = root.element(at: pending.position) ?? root
    let offer = OfferContext(around: element)
    var message = rule.message(language)
    let found = pending.found.map { language("trouvé : « \($0.shortened) »", "found: “\($0.shortened)”") }
    let expected = pending.expected.map { language("attendu : ", "expected: ") + $0(language) }
    let details = [found, expected].compactMap { $0 }.joined(separator: language(" ; ", "; "))
    if !details.isEmpty { message = (message.hasSuffix(".") ? String(message.dropLast()) : message) + " (\(details))." }
    return Finding(
      rule: rule.id, severity: pending.severity ?? severities[pending.ruleIndex], message: message,
      fix: rule.repair(language), value: pending.found?.shortened, expected: pending.expected?(language),
      element: pending.missing?.name ?? element.name.localName, path: element.path(from: path),
      line: Int(pending.position.line), column: Int(pending.position.column), formation: offer.formation,
      intitule: offer.intitule, action: offer.action, session: offer.session, source: rule.source)
  }
}

extension ElementView {
  /// The element in this one whose start tag stands at a position; elements are in the order of the feed.
  fileprivate func element(at position: SourcePosition) -> ElementView? {
    var low = index
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      let node = storage.pointee.nodes[middle]
      if (node.line, node.column) < (position.line, position.column) { low = middle + 1 } else { high = middle }
    }
    // Text among elements carries its parent's position: take the element.
    while low > index, low < endIndex, storage.pointee.nodes[low].code == ElementStorage.text { low -= 1 }
    guard low < endIndex else { return nil }
    let node = storage.pointee.nodes[low]
    return node.line == position.line && node.column == position.column
      ? ElementView(storage: storage, index: low) : nil
  }
}
