import LheoModel
import LheoRegisters

/// What registers say of the offer and of the address that is looked at, asked for once.
struct RegisteredFacts {
  var certifications: OfferCertifications?
  var sheets: [CertificationSheet]?
  fileprivate var habilitations: [HabilitationVerdict]?
  fileprivate var organismes: [Organisme]?
  fileprivate var newestChange: Int??
  fileprivate var commune: CommuneSheet??
  fileprivate var postcode: PostcodeSheet??
  /// Names of towns that have been read lately.
  fileprivate var towns: [String: TownName] = [:]
  /// The session whose certifications were asked for last, and these.
  var sessionSheets: (session: UnsafePointer<Session>, sheets: SessionSheets?)?
  var offerSheets: SessionSheets??
  fileprivate var mentions: [Register: Text] = [:]

  mutating func forgetOffer() {
    certifications = nil
    sessionSheets = nil
    offerSheets = nil
    habilitations = nil
    organismes = nil
    sheets = nil
    newestChange = nil
  }

  mutating func forgetAdresse() {
    commune = nil
    postcode = nil
  }
}

extension RuleContext {
  // MARK: Registers

  /// The edition of a register; `nil` where it is not there.
  func edition(of register: Register) -> RegisterEdition? { editions.first { $0.register == register } }

  /// What a finding says of the register that it comes from: « selon le RNCP du 23/11/2026 ».
  func mention(of register: Register) -> Text? {
    if let known = registered.mentions[register] { return known }
    guard let edition = edition(of: register) else { return nil }
    let name = register.shortName
    let mention = Text(
      "selon \(name.french), données du \(edition.day)", "according to \(name.english) of \(edition.day)")
    registered.mentions[register] = mention
    return mention
  }

  /// How many days newer than a register an offer may be: exports come daily, offers all day long.
  private static let graceDays = 7

  /// Whether the data of a register is older than it should be, or than the offer by more than a week.
  func isOutdated(_ register: Register) -> Bool {
    guard let edition = edition(of: register), let day = edition.day.dayNumber else { return false }
    if asOf - day > register.lifetime { return true }
    // Registers that come once or twice a year are nearly always older than offers, and right for all that. So is
    // yesterday's export for what has been changed, or repaired, today.
    return register.lifetime < 100 && newestChange.map { $0 - day > Self.graceDays } ?? false
  }

  /// The last day on which the offer, one of its actions or one of its sessions was changed.
  var newestChange: Int? {
    if let known = registered.newestChange { return known }
    var (newest, newestText) = (nil as Int?, 0)
    func note(_ text: String?) {
      // Most have one and the same day: digits are compared before they are taken for a date.
      guard let digits = text?.withBytes({ $0.firstDigits(8) }), digits > newestText,
        let day = text.flatMap({ PartialDate(String($0.prefix(8))) })?.dayNumber
      else { return }
      (newest, newestText) = (day, digits)
    }
    note(formationPointer.pointee.datemaj)
    formationPointer.pointee.actions.forEachPointer { action in
      note(action.pointee.datemaj)
      action.pointee.sessions.forEachPointer { note($0.pointee.datemaj) }
    }
    registered.newestChange = .some(newest)
    return newest
  }

  // MARK: Certifications and bodies

  /// Calls `body` with each session that is not over.
  func forEachSessionToCome(_ body: (UnsafePointer<Action>, UnsafePointer<Session>) -> Void) {
    formationPointer.pointee.actions.forEachPointer { action in
      action.pointee.sessions.forEachPointer { session in
        if !isOver(session) { body(action, session) }
      }
    }
  }

  /// Whether the offer has a session that is not over.
  var hasSessionsToCome: Bool { dispositifs.count > 0 }

  /// Whether the body may train for each certification that needs it, as `certifications` has them.
  var habilitations: [HabilitationVerdict] {
    if let known = registered.habilitations { return known }
    let found = HabilitationVerdict.all(in: self)
    registered.habilitations = found
    return found
  }

  /// The responsible body in the list of training bodies, by its SIRET, or else its company.
  var organisme: Organisme? { organismes.first }

  /// Whether the list has the responsible body.
  var hasOrganisme: Bool { !organismes.isEmpty }

  /// What the responsible body is certified for, without a copy of all else; `nil` where the list does not have it.
  var qualiopi: Organisme.Qualiopi? { organismes.isEmpty ? nil : organismes[0].qualiopi }

  private var organismes: [Organisme] {
    if let known = registered.organismes { return known }
    let found = findOrganismes()
    registered.organismes = found
    return found
  }

  private func findOrganismes() -> [Organisme] {
    let responsable = formationPointer.field(\.organismeFormationResponsable)
    guard let answers, let siret = Siret(responsable.pointee.siretOrganismeFormation.siret.text) else { return [] }
    let declared = answers.organismes(siret: siret)
    return declared.isEmpty ? answers.organismes(siren: siret.siren) : declared
  }

  // MARK: Addresses

  /// What is known of the commune's code; `nil` where there is no such code.
  var commune: CommuneSheet? {
    if let known = registered.commune { return known }
    let field = adressePointer.field(\.codeINSEECommune)
    let found =
      field.pointee == nil
      ? nil : PackedCode(field.wrapped().pointee.text).flatMap { answers?.commune($0) }
    registered.commune = .some(found)
    return found
  }

  /// The communes of the postcode; `nil` where La Poste has no such postcode.
  var postcode: PostcodeSheet? {
    if let known = registered.postcode { return known }
    let found = PackedCode(adressePointer.pointee.codepostal.text).flatMap { answers?.postcode($0) }
    registered.postcode = .some(found)
    return found
  }

  /// The name of a town, read once.
  func town(_ text: String) -> TownName {
    if let known = registered.towns[text] { return known }
    let name = TownName(text)
    if registered.towns.count >= 2048 { registered.towns.removeAll(keepingCapacity: true) }
    registered.towns[text] = name
    return name
  }
}

extension ReferenceCertification {
  /// The code in the RNCP or the RS, if it has one that is one.
  package var certificationCode: CertificationCode? {
    referenceCodeRNCP.flatMap { CertificationCode($0.text, in: .rncp) }
      ?? referenceCodeRS.flatMap { CertificationCode($0.text, in: .rs) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The number that the first digits are, if there are so many.
  fileprivate func firstDigits(_ count: Int) -> Int? {
    guard self.count >= count else { return nil }
    var number = 0
    for byte in self[..<count] {
      guard byte.isDigit else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }
}
