import LheoModel
import LheoParser
import LheoSchema

/// Checks offers against the rules that are switched on.
final class RuleEngine {
  let rules: [Rule]
  let severities: [Severity]
  let isConfigured: [Bool]
  let language: Language
  let context: RuleContext
  private let options: RuleOptions
  private let selection: Selection
  /// The rules of EDOF, for its files; and for other feeds, where they are asked for.
  private lazy var edof = RuleEngine(
    Selection(options.forEdof, isForEdof: true), options: options, language: language, memory: memory)
  private lazy var edofForOthers = selection.edofForOthers.map {
    RuleEngine($0, options: options, language: language, memory: memory)
  }

  /// The sessions since the last call.
  func takeVerdicts() -> Verdicts {
    defer { verdicts = Verdicts() }
    return verdicts
  }

  private var verdicts = Verdicts()
  private var obstacles: SessionObstacles

  /// Rules from here on are not asked for: they run only to say who shows a session.
  private let reportedCount: Int
  private var pending: [PendingFinding] = []
  /// The sessions of the offer that are over, in order.
  private var pastSessions: [SourcePosition] = []
  private var refused = RefusedElements()

  let levels: RuleLevels
  private var cleanAdresses = CleanElements<AdresseKey>()
  private var cleanOrganismes = CleanElements<OrganismeKey>()

  /// Where the rules come from, in words; made once.
  var sources: [String?] = []

  /// What the offers before have left.
  let memory: FeedMemory

  convenience init(options: RuleOptions, language: Language, memory: FeedMemory = FeedMemory()) {
    self.init(Selection(options), options: options, language: language, memory: memory)
  }

  init(_ selection: Selection, options: RuleOptions, language: Language, memory: FeedMemory = FeedMemory()) {
    self.memory = memory
    self.options = options
    self.selection = selection
    rules = selection.rules
    severities = selection.severities
    isConfigured = selection.isConfigured
    levels = RuleLevels(selection.rules)
    reportedCount = selection.reportedCount
    self.language = language
    context = RuleContext(
      options: options, checkedRules: Set(rules[..<reportedCount].map(\.id)), memory: memory)
    obstacles = SessionObstacles(selection.rules)
    context.receive = { [unowned self] in pending.append($0) }
  }

  var isEmpty: Bool { rules.isEmpty }

  /// What is reported once a feed has been.
  func forgetOncePerFeed() { context.reportsOldData = false }

  /// Checks an offer. Positions in the buffer must be different for all elements.
  ///
  /// - Parameters:
  ///   - view: the offer.
  ///   - refusals: what the schema says of it.
  ///   - path: the path of the offer in its feed.
  ///   - report: receives the findings, in the order of the feed.
  func check(
    _ view: ElementView, refusals: SchemaRefusals = SchemaRefusals(), path: String, report: (Finding) -> Void
  ) {
    if view.storage.pointee.dialect?.isEdof ?? false {
      edof.checkEdof(view, view, nil, refusals, path, report)
      verdicts += edof.takeVerdicts()
      return
    }
    if let edofForOthers {
      let buffer = ElementBuffer()
      buffer.append(view)
      let translation = EdofTranslator(.assumingAnswers).translate(buffer)
      withExtendedLifetime(translation.offer) { offer in
        edofForOthers.checkEdof(view, offer.root, translation.notes, refusals, path, report)
      }
    }
    pending.removeAll(keepingCapacity: true)
    context.refusals = refusals
    refused = RefusedElements(refusals, in: view)
    pastSessions.removeAll(keepingCapacity: true)
    withUnsafePointer(to: Formation(decoding: view), walk)
    if !levels.value.isEmpty { PaddedValues(in: view, besides: pastSessions).forEach(check) }
    reportPending(in: view, refusals, path, report)
  }

  /// Checks an offer in its form for EDOF, the elements of which have the positions of those in the feed.
  private func checkEdof(
    _ view: ElementView, _ root: ElementView, _ gaps: [EdofGapNote]?, _ refusals: SchemaRefusals, _ path: String,
    _ report: (Finding) -> Void
  ) {
    pending.removeAll(keepingCapacity: true)
    context.refusals = refusals
    (context.gaps, context.edofRoot) = (gaps, root)
    defer { context.edofRoot = nil }
    let formation = Formation(decoding: root)
    withUnsafePointer(to: formation) {
      context.enter($0)
      run(levels.formation)
    }
    // What an offer lacks before it becomes EDOF says nothing of what is on the portal.
    if gaps == nil {
      verdicts += EdofVerdict(
        pending.filter { ($0.severity ?? .error) == .error }.map { (rules[$0.ruleIndex], $0.position) }, refusals,
        in: view
      ).verdicts(on: formation, asOf: context.asOf)
    }
    reportPending(in: view, refusals, path, report)
  }

  /// Words what has been found, in the order of the feed.
  private func reportPending(
    in view: ElementView, _ refusals: SchemaRefusals, _ path: String, _ report: (Finding) -> Void
  ) {
    pending.removeAll {
      $0.ruleIndex >= reportedCount || $0.isToldElsewhere || refusals.covers($0, in: view)
    }
    if pending.isEmpty { return }
    pending.sort {
      ($0.position.line, $0.position.column, $0.ruleIndex) < ($1.position.line, $1.position.column, $1.ruleIndex)
    }
    let contexts = OfferContexts()
    for finding in pending { report(word(finding, in: view, contexts, path: path)) }
  }

  // MARK: Walking

  func run(_ steps: [RuleLevels.Step]) {
    for step in steps {
      context.ruleIndex = step.ruleIndex
      step.run(context)
    }
  }

  /// Runs rules that ask registers, unless they have found nothing in such an element before.
  private func run<Key: RegisterKey>(
    _ steps: [RuleLevels.Step], on element: UnsafePointer<Key.Element>, besides clean: inout CleanElements<Key>,
    isWhole: @autoclosure () -> Bool = true
  ) {
    if steps.isEmpty || clean.contains(element) { return }
    let before = pending.count
    run(steps)
    // Of what the schema refuses, and of postcodes of a CEDEX, registers say less than they know.
    if pending.count == before, context.refusals.isEmpty, isWhole() { clean.insert(element) }
  }

  /// Runs the rules that look at a session that is over, or at what is in one.
  private func runPast(_ steps: [RuleLevels.Step]) {
    for step in steps where step.includesPast {
      context.ruleIndex = step.ruleIndex
      step.run(context)
    }
  }

  /// Checks an element; what its findings, and what the schema refuses in it, stand in the way of.
  private func notes(at position: SourcePosition, _ check: () -> Void) -> [SessionObstacles.Note] {
    let before = pending.count
    check()
    if pending.count == before { return refused[position] }
    return obstacles.notes(of: pending[before...], covering: refused.obstacle) + refused[position]
  }

  private func walk(_ formation: UnsafePointer<Formation>) {
    context.enter(formation)
    obstacles.formation = notes(at: formation.pointee.position) {
      run(levels.formation)
      checkCertifications()
      let organisme = formation.field(\.organismeFormationResponsable)
      run(levels.organisme, on: organisme, besides: &cleanOrganismes)
      formation.pointee.contactsFormation.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
      check(in: organisme.field(\.coordonneesOrganisme.coordonnees), .contact)
      organisme.pointee.contactsOrganisme.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
    }
    formation.pointee.actions.forEachPointer(walk)
  }

  private func walk(_ action: UnsafePointer<Action>) {
    context.enter(action)
    if context.actionIsOver {
      action.pointee.sessions.forEachPointer(walk)
      return
    }
    obstacles.action = notes(at: action.pointee.position) {
      run(levels.action)
      action.pointee.lieuxDeFormation.forEachPointer { check(in: $0.field(\.coordonnees), .lieu) }
      if let information = action.pointee.adresseInformation { check(information.adresse, .information) }
      for organisme in action.pointee.organismesFormateurs {
        organisme.contactsFormateur.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
      }
    }
    action.pointee.sessions.forEachPointer(walk)
  }

  private func walk(_ session: UnsafePointer<Session>) {
    context.enter(session)
    if context.sessionIsOver {
      walkPast()
      return
    }
    obstacles.session = notes(at: session.pointee.position) {
      run(levels.session)
      checkBlocs(of: session)
      if !session.pointee.adresseInscription.adresse.isAbsent {
        check(session.field(\.adresseInscription.adresse), .inscription)
      }
      session.pointee.contactsSession.forEachPointer { check(in: $0.field(\.coordonnees), .contact) }
    }
    let slots = walkRecrutements()
    session.pointee.cycles.forEachPointer { cycle in
      context.enter(cycle)
      obstacles.add(notes(at: cycle.pointee.position) { run(levels.cycle) })
    }
    count(Positioning(slots, context, obstacles))
  }

  /// Runs what has to be known of a session that is over.
  private func walkPast() {
    pastSessions.append(context.session.position)
    runPast(levels.session)
    for recrutement in context.recrutements {
      context.enter(recrutement)
      if let digit = recrutement.modalite.digit { runPast(levels.recrutement[digit]) }
    }
    verdicts.positioning[.sessionIsOver] += 1
  }

  private func walkRecrutements() -> Positioning.Slots {
    var slots = Positioning.Slots()
    obstacles.beginSlots()
    for recrutement in context.recrutements {
      context.enter(recrutement)
      let notes = notes(at: recrutement.pointer.pointee.position) {
        if let digit = recrutement.modalite.digit { run(levels.recrutement[digit]) }
        let adresse = recrutement.pointer.field(\.adresse)
        if adresse.pointee != nil { check(adresse.wrapped(), .recrutement) }
      }
      // One whose modality cannot be read may well be a slot.
      if recrutement.isPositioning || (!refused.isEmpty && context.isUnreadable(recrutement)) {
        let isPast = (recrutement.end ?? .max) < context.asOf
        let isRefused = obstacles.noteSlot(isPast: isPast, overlaps: recrutement.overlaps, notes)
        slots.note(isPast: isPast, isRefused: isRefused)
      }
    }
    return slots
  }

  private func count(_ positioning: Positioning) {
    verdicts.positioning[positioning] += 1
    verdicts.count(obstacles.ways(out: positioning), for: .franceTravail)
    for partner in Partner.allCases where partner != .franceTravail && partner.shows(context.dispositif) {
      let obstacles = obstacles.obstacles(for: partner)
      verdicts.count(obstacles.isEmpty ? [] : [obstacles], for: partner)
    }
  }

  private func check(in coordonnees: UnsafePointer<Coordonnees>, _ place: RuleContext.AdressePlace) {
    let adresse = coordonnees.field(\.adresse)
    if adresse.pointee != nil { check(adresse.wrapped(), place) }
  }

  private func check(_ adresse: Adresse, _ place: RuleContext.AdressePlace) {
    withUnsafePointer(to: adresse) { check($0, place) }
  }

  private func check(_ text: UnsafeBufferPointer<UInt8>, of view: ElementView) {
    context.enter(text, of: view)
    run(levels.value)
  }

  private func check(_ adresse: UnsafePointer<Adresse>, _ place: RuleContext.AdressePlace) {
    context.enter(adresse, place)
    run(levels.adresse)
    run(levels.registeredAdresse, on: adresse, besides: &cleanAdresses, isWhole: !context.hasCedex)
  }
}
