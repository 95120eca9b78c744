import LheoModel
import LheoParser

/// Checks offers against the rules that are switched on.
final class RuleEngine {
  private let rules: [Rule]
  private let severities: [Severity]
  private let language: Language
  private let context: RuleContext

  /// Sessions by whether a jobseeker can be positioned in them online.
  var positioning: [Positioning: Int] {
    Positioning.allCases.reduce(into: [:]) {
      $0[$1] = positioningCounts[$1.rawValue] > 0 ? positioningCounts[$1.rawValue] : nil
    }
  }

  /// The sessions since the last call, by `Positioning`.
  func takePositioning() -> [Int] {
    let none = [Int](repeating: 0, count: positioningCounts.count)
    defer { positioningCounts = none }
    return positioningCounts
  }

  /// Adds sessions that another engine has looked at.
  func add(positioning: [Int]) {
    for (index, count) in positioning.enumerated() { positioningCounts[index] += count }
  }

  private var positioningCounts = [Int](repeating: 0, count: Positioning.allCases.count)
  private let tellsPositioning: Bool
  private var pending: [PendingFinding] = []

  // The rules by what they look at.
  private var formationRules: [Int] = []
  private var actionRules: [Int] = []
  private var sessionRules: [Int] = []
  private var adresseRules: [Int] = []
  private var cycleRules: [Int] = []
  /// By modality, 0 to 9.
  private var recrutementRules = [[Int]](repeating: [], count: 10)

  /// What the offers before have left.
  let memory: FeedMemory

  init(options: RuleOptions, language: Language, memory: FeedMemory = FeedMemory()) {
    self.memory = memory
    let selected = options.selectedRules
    rules = selected.map(\.rule)
    severities = selected.map(\.severity)
    self.language = language
    tellsPositioning = options.profiles.contains(.franceTravail) && options.only.isEmpty
    context = RuleContext(asOf: options.asOf.dayNumber ?? 0, options: options, memory: memory)
    context.receive = { [unowned self] in pending.append($0) }
    for (index, rule) in rules.enumerated() {
      switch rule.check.level {
      case .formation: formationRules.append(index)
      case .action: actionRules.append(index)
      case .session: sessionRules.append(index)
      case .adresse: adresseRules.append(index)
      case .cycle: cycleRules.append(index)
      case .recrutement(let modalites):
        for modalite in modalites { recrutementRules[modalite.digit!].append(index) }
      }
    }
  }

  var isEmpty: Bool { rules.isEmpty }

  /// Checks an offer. Positions in the buffer must be different for all elements.
  func check(_ view: ElementView, path: String, report: (Finding) -> Void) {
    pending.removeAll(keepingCapacity: true)
    withUnsafePointer(to: Formation(decoding: view), walk)
    if pending.isEmpty { return }
    pending.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
    let offer = OfferContext(around: view)
    for finding in pending { report(word(finding, in: view, offer, path: path)) }
  }

  // MARK: Walking

  private func run(_ indices: [Int]) {
    for index in indices {
      context.ruleIndex = index
      rules[index].check.run(context)
    }
  }

  private func walk(_ formation: UnsafePointer<Formation>) {
    context.enter(formation)
    run(formationRules)
    formation.pointee.contactsFormation.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
    formation.pointee.actions.forEachPointer(walk)
    let organisme = formation.field(\.organismeFormationResponsable)
    check(in: organisme.field(\.coordonneesOrganisme.coordonnees), .contact)
    organisme.pointee.contactsOrganisme.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
  }

  private func walk(_ action: UnsafePointer<Action>) {
    context.enter(action)
    run(actionRules)
    action.pointee.lieuxDeFormation.forEachPointer { check(in: $0.field(\.coordonnees), .lieu) }
    action.pointee.sessions.forEachPointer(walk)
    if let information = action.pointee.adresseInformation { check(information.adresse, .information) }
    for organisme in action.pointee.organismesFormateurs {
      organisme.contactsFormateur.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
    }
  }

  private func walk(_ session: UnsafePointer<Session>) {
    context.enter(session)
    run(sessionRules)
    if !session.pointee.adresseInscription.adresse.isAbsent {
      check(session.field(\.adresseInscription.adresse), .inscription)
    }
    var slots = Positioning.Slots()
    for recrutement in context.recrutements {
      context.enter(recrutement)
      let before = pending.count
      if let digit = recrutement.modalite.digit { run(recrutementRules[digit]) }
      let adresse = recrutement.pointer.field(\.adresse)
      if adresse.pointee != nil { check(adresse.wrapped(), .recrutement) }
      if recrutement.isPositioning {
        let hasError = pending[before...].contains { ($0.severity ?? severities[$0.ruleIndex]) == .error }
        slots.note(isPast: (recrutement.end ?? .max) < context.asOf, hasError: hasError)
      }
    }
    if tellsPositioning { positioningCounts[Positioning(slots, context).rawValue] += 1 }
    session.pointee.contactsSession.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
    session.pointee.cycles.forEachPointer { cycle in
      context.enter(cycle)
      run(cycleRules)
    }
  }

  private func check(in coordonnees: UnsafePointer<Coordonnees>, _ place: RuleContext.AdressePlace) {
    let adresse = coordonnees.field(\.adresse)
    if adresse.pointee != nil { check(adresse.wrapped(), place) }
  }

  private func check(_ adresse: Adresse, _ place: RuleContext.AdressePlace) {
    withUnsafePointer(to: adresse) { check($0, place) }
  }

  private func check(_ adresse: UnsafePointer<Adresse>, _ place: RuleContext.AdressePlace) {
    context.enter(adresse, place)
    run(adresseRules)
  }

  // MARK: Wording

  private func word(
    _ pending: PendingFinding, in root: ElementView, _ offer: OfferContext, path: String
  ) -> Finding {
    let rule = rules[pending.ruleIndex]
    let element = root.element(at: pending.position) ?? root
    let offer = OfferContext(around: element, in: offer)
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
      intitule: offer.intitule, action: offer.action, session: offer.session,
      organisme: offer.organisme, source: rule.source)
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

extension ModaliteRecrutement {
  /// The code as a number, if it is one of the table's.
  fileprivate var digit: Int? {
    switch self {
    case .inconnue: 0
    case .simulation: 1
    case .concours: 2
    case .dossier: 3
    case .testsPratiques: 4
    case .epreuvesEcrites: 5
    case .epreuvesOrales: 6
    case .candidature: 7
    case .rendezVousIndividuel: 8
    case .informationCollective: 9
    case .other: nil
    }
  }
}
