import LheoModel
import LheoRegisters

/// Where a rule stands while it checks: the element it looks at, those around it, and what is known of them. Dates are
/// days since 1 January 1970, so that they compare and subtract.
final class RuleContext {
  /// An address and where it stands.
  enum AdressePlace { case lieu, inscription, information, recrutement, contact }

  let asOf: Int
  let options: RuleOptions
  let memory: FeedMemory
  /// What the registers answer; `nil` without any.
  let answers: (any RegisterAnswers)?
  /// The registers that there are.
  let editions: [RegisterEdition]
  /// The identifiers of the rules that are asked for.
  let checkedRules: Set<String>
  /// What they say of the offer and its addresses, asked for once.
  var registered = RegisteredFacts()
  /// Whether it is of use to report that data is old, which is said once a feed.
  var reportsOldData = true
  /// What is looked at of what registers know: a certification, whether it may be trained for, and blocs of a session.
  var certification: OfferCertification?
  var habilitation: HabilitationVerdict?
  var blocs: SessionBlocs?
  /// Receives findings.
  var receive: (PendingFinding) -> Void = { _ in }
  /// The rule that is being checked.
  var ruleIndex = 0

  // The elements by address: rules look at them in place, without copies. They are valid while the engine walks.
  private(set) var formationPointer = UnsafePointer<Formation>(bitPattern: 8)!
  private(set) var actionPointer = UnsafePointer<Action>(bitPattern: 8)!
  private(set) var sessionPointer = UnsafePointer<Session>(bitPattern: 8)!
  private(set) var adressePointer = UnsafePointer<Adresse>(bitPattern: 8)!
  private(set) var cyclePointer = UnsafePointer<Cycle>(bitPattern: 8)!

  /// The elements of the offer, where it is one of EDOF.
  var edofRoot: ElementView?
  // The offer.
  var formation: Formation { _read { yield formationPointer.pointee } }
  /// Whether the title says so, or a session that is not over.
  private(set) var isApprentissage = false
  /// Whether the title says « (en apprentissage) ».
  private(set) var saysApprentissage = false
  /// What the sessions that are not over are for.
  private(set) var dispositifs = Dispositifs()
  /// The first session that has no place in a course for apprentices.
  private(set) var firstOther: UnsafePointer<Session>?
  /// Whether the number of the offer is that of an offer before.
  var hasKnownNumero = false
  /// Whether the number of the session is that of a session before.
  var hasKnownSessionNumero = false
  /// The title of an apprenticeship in lower case without accents, and the years that it names.
  private(set) var foldedTitle = ""
  private(set) var titleYears = TitleYears("")
  private var foundTexts: [OfferText]?
  var action: Action { _read { yield actionPointer.pointee } }
  /// Whether the action has sessions, and all are over.
  private(set) var actionIsOver = false
  private var actionDispositif = Dispositif.autre
  var session: Session { _read { yield sessionPointer.pointee } }
  var recrutement: Recrutement { _read { yield facts!.pointer.pointee } }
  var adresse: Adresse { _read { yield adressePointer.pointee } }
  var adressePlace = AdressePlace.contact
  private(set) var codePostal = LocationCode()
  private(set) var codeINSEE = LocationCode()
  private var foundPoint: AdressePoint??
  var cycle: Cycle { _read { yield cyclePointer.pointee } }

  // What is known of the session.
  /// First and last day; `nil` where they are unknown or no dates, or where the last comes before the first.
  var sessionStart: Int?
  var sessionEnd: Int?
  var sessionIsOver = false
  var etat: EtatRecrutement?
  /// What the session is for.
  private(set) var dispositif = Dispositif.autre
  /// Whether France Travail takes the applications, appointments and meetings of the session.
  private(set) var slotsAreTaken = true
  private(set) var recrutements: [RecrutementFacts] = []
  /// The value that is looked at, and its element. They are valid while the engine walks.
  private(set) var value: (text: UnsafeBufferPointer<UInt8>, view: ElementView)?
  /// What the schema refuses in the offer.
  var refusals = SchemaRefusals()
  /// What an offer of LHEO lacks for EDOF; `nil` for one of EDOF.
  var gaps: [EdofGapNote]?

  // What is known of the recruitment.
  private var facts: RecrutementFacts?
  var modalite: ModaliteRecrutement { facts!.modalite }
  var places: Int? { facts!.places }
  var recrutementStart: Int? { facts!.start }
  var recrutementEnd: Int? { facts!.end }
  /// Whether the recruitment has a period, in order, that has ended.
  var recrutementIsPast: Bool {
    guard let start = recrutementStart, let end = recrutementEnd else { return false }
    return start <= end && end < asOf
  }
  var isADistance: Bool { facts!.isADistance }
  /// Whether the recruitment has an address. An address is not copied to be asked for.
  var hasAdresse: Bool { facts!.hasAdresse }

  init(options: RuleOptions, checkedRules: Set<String>, memory: FeedMemory) {
    asOf = options.asOf.dayNumber ?? 0
    self.options = options
    self.checkedRules = checkedRules
    self.memory = memory
    answers = options.reference?.makeAnswers()
    editions = options.reference?.editions ?? []
  }

  /// Reports that the rule is broken.
  ///
  /// - Parameters:
  ///   - element: the element it is about; for a missing one, its parent.
  ///   - missing: the missing child.
  ///   - found: what was found, as the feed has it.
  ///   - shown: what was found, as people write it, where that differs.
  ///   - expected: what is expected; for a missing child, the child.
  ///   - severity: how bad it is, where that differs from the rule's own severity.
  ///   - register: the register that says so.
  ///   - isToldElsewhere: whether another rule reports it.
  func report(
    at element: some AttributedElement, missing: Element? = nil, found: String? = nil, shown: Text? = nil,
    expected: Text? = nil, severity: Severity? = nil, from register: Register? = nil, isToldElsewhere: Bool = false
  ) {
    receive(
      PendingFinding(
        ruleIndex: ruleIndex, position: element.position, missing: missing, found: found,
        shown: shown ?? found.map { Text(verbatim: $0) },
        expected: expected ?? missing.map { Text(verbatim: "<\($0.name)>") }, severity: severity, register: register,
        isOutdated: register.map { isOutdated($0) } ?? false, isToldElsewhere: isToldElsewhere))
  }

  /// Reports an element as it is in the buffer.
  func report(at view: ElementView, found: String, expected: Text) {
    receive(
      PendingFinding(
        ruleIndex: ruleIndex, position: view.position, found: found, shown: Text(verbatim: found), expected: expected))
  }

  /// Notes the number of an element; the number, and where it was seen before, if that harms.
  func seen(
    _ numero: String?, of kind: FeedMemory.Kind, at element: some AttributedElement, isLive: Bool
  ) -> (numero: String, place: FeedMemory.Place)? {
    guard let numero, !numero.isBlank else { return nil }
    return memory.note(numero.stripped, of: kind, line: element.position.line, isLive: isLive).map { (numero, $0) }
  }

  /// Reports a number that was seen before.
  func report(
    at element: some AttributedElement, _ seen: (numero: String, place: FeedMemory.Place),
    _ word: Text = Text("déjà vu", "seen already"), expected: Text = Text("un numéro unique", "a unique number")
  ) {
    report(at: element, found: seen.numero, shown: seen.place.shown(seen.numero, word), expected: expected)
  }

  /// Reports a date.
  func report(at date: DateLeaf, expected: Text, severity: Severity? = nil, from register: Register? = nil) {
    report(
      at: date, found: date.trimmedText, shown: Text("\(date)", "\(date)"), expected: expected, severity: severity,
      from: register)
  }

  /// Reports a period.
  func report(at periode: Periode, expected: Text, severity: Severity? = nil) {
    report(at: periode, found: periode, expected: expected, severity: severity)
  }

  /// Reports an element by its period.
  func report(
    at element: some AttributedElement, found periode: Periode, expected: Text, severity: Severity? = nil
  ) {
    report(
      at: element, found: "\(periode.debut.trimmedText) – \(periode.fin.trimmedText)", shown: periode.text,
      expected: expected, severity: severity)
  }

  /// Whether the schema refuses the value of an element: rules then have nothing to say about it.
  func isRefused(_ element: some AttributedElement) -> Bool { refusals.hasValue(at: element.position) }

  func enter(_ pointer: UnsafePointer<Formation>) {
    formationPointer = pointer
    let title = pointer.pointee.intituleFormation.text
    let mayHaveMention = title.withBytes { $0.contains(UInt8(ascii: "(")) }
    foldedTitle = mayHaveMention ? title.folded : ""
    saysApprentissage = mayHaveMention && foldedTitle.saysApprentissage
    dispositifs = Dispositifs(pointer) { isOver($0) }
    isApprentissage = saysApprentissage || dispositifs.apprentissage > 0
    firstOther = dispositifs.firstOther(inApprentissage: saysApprentissage)
    hasKnownNumero = false
    if !isApprentissage { foldedTitle = "" } else if !mayHaveMention { foldedTitle = title.folded }
    titleYears = TitleYears(foldedTitle)
    foundTexts = nil
    registered.forgetOffer()
    (certification, habilitation, blocs) = (nil, nil, nil)
  }

  func enter(_ pointer: UnsafePointer<Action>) {
    actionPointer = pointer
    let sessions = pointer.field(\.sessions)
    actionIsOver = !sessions.pointee.isEmpty && !sessions.pointee.containsPointer { !isOver($0) }
    actionDispositif = pointer.pointee.extras.isEmpty ? .autre : Dispositif(pointer)
  }

  /// Whether the last day of a session is past. One whose last day is not known is not over, nor one that has yet to
  /// start: then its last day is a mistake.
  func isOver(_ session: UnsafePointer<Session>) -> Bool {
    guard let end = session.pointee.periode.fin.day, end < asOf else { return false }
    return (session.pointee.periode.debut.day ?? .min) < asOf
  }

  /// Whether the course is for apprentices, but not all of its sessions.
  var isMixed: Bool { firstOther != nil }

  /// How many sessions of the action are not over.
  var sessionsToCome: Int {
    var count = 0
    action.sessions.forEachPointer { if !isOver($0) { count += 1 } }
    return count
  }

  func enter(_ pointer: UnsafePointer<Session>) {
    sessionPointer = pointer
    sessionStart = pointer.pointee.periode.debut.day
    sessionEnd = pointer.pointee.periode.fin.day
    sessionIsOver = isOver(pointer)
    // An end before the start is a mistake, and says nothing of when the session ends.
    if !sessionIsOver, let start = sessionStart, let end = sessionEnd, end < start { sessionEnd = nil }
    etat = pointer.pointee.etatRecrutement?.code
    dispositif = Dispositif(pointer, in: actionDispositif)
    if dispositif == .autre, saysApprentissage, dispositifs.apprentissage == 0 { dispositif = .apprentissage }
    hasKnownSessionNumero = false
    slotsAreTaken = etat != .ferme && dispositif.isInKairos
    recrutements.removeAll(keepingCapacity: true)
    pointer.pointee.recrutements.forEachPointer { recrutements.append(RecrutementFacts($0)) }
    recrutements.noteOverlaps(asOf: asOf)
  }

  /// The texts of the offer that people read and in which rules may find something; looked for once an offer.
  var texts: [OfferText] {
    if let foundTexts { return foundTexts }
    let texts = findTexts()
    foundTexts = texts
    return texts
  }

  /// The coordinates of the address, read once.
  var point: AdressePoint? {
    if let foundPoint { return foundPoint }
    let point = AdressePoint(adressePointer)
    foundPoint = .some(point)
    return point
  }

  func enter(_ recrutement: RecrutementFacts) { facts = recrutement }

  func enter(_ text: UnsafeBufferPointer<UInt8>, of view: ElementView) { value = (text, view) }

  func enter(_ pointer: UnsafePointer<Cycle>) { cyclePointer = pointer }

  func enter(_ pointer: UnsafePointer<Adresse>, _ place: AdressePlace) {
    adressePointer = pointer
    adressePlace = place
    foundPoint = nil
    registered.forgetAdresse()
    codePostal = LocationCode(pointer.pointee.codepostal.text)
    codeINSEE = pointer.pointee.codeINSEECommune.map { LocationCode($0.text) } ?? LocationCode()
  }
}

extension Periode {
  /// Both days, as people write them.
  var text: Text {
    if debut.trimmedText == fin.trimmedText { return Text("\(debut)", "\(debut)") }
    return Text("du \(debut) au \(fin)", "\(debut) to \(fin)")
  }
}

/// A finding before it is worded: which rule, where.
struct PendingFinding {
  var ruleIndex: Int
  var position: SourcePosition
  var missing: Element?
  var found: String?
  var shown: Text?
  var expected: Text?
  var severity: Severity?
  /// The register that says so, and whether its data is old.
  var register: Register?
  var isOutdated = false
  /// What an offer lacks for EDOF.
  var gap: EdofGapNote?
  /// Whether another rule reports it: it only stands in the way of sessions.
  var isToldElsewhere = false
}
