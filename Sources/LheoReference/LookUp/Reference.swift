import LheoModel
import LheoParser
import LheoRegisters

/// The reference database: what official registers say, offline.
///
/// It may be asked from any thread; each thread at work has a connection of its own. Answers are kept in bounded memory, those
/// of certifications and of bodies by their establishment for all threads. What is asked of a register that has not been
/// imported has no answer: `day(of:)` says whether it has.
///
/// ```swift
/// let reference = try Reference(path: "reference.sqlite")
/// let certification = try reference.certification(code: "RNCP38381")
/// ```
///
/// All look-ups throw `ReferenceError` where the database cannot be read any more.
public final class Reference: Sendable {
  /// Where it is.
  public let path: String
  /// What has been imported, in the order of `Register`.
  public let sources: [ReferenceSource]
  private let days: [Register: PartialDate]
  /// The répertoires that have been imported without the partners of their certifications: who may train is not known.
  public let withoutPartners: Set<Register>
  /// The répertoires that have been imported without the blocs of their certifications; the RS has none.
  public let withoutBlocs: Set<Register>
  private let state: FileState?
  private let idle: Locked<[ReferenceSession]>
  private let firstFailure = Locked<ReferenceError?>(nil)
  private let specialities = Locked<Set<PackedCode>?>(nil)
  /// What rules ask for most often, for all threads.
  let sheets = SharedCache<CertificationCode, CertificationSheet?>(limit: 4096)
  let declared = SharedCache<Siret, [Organisme]>(limit: 8192)

  /// Opens a database.
  ///
  /// - Throws: `ReferenceError` where there is none, or something else.
  public init(path: String) throws(ReferenceError) {
    self.path = path
    state = FileState(path)
    let session = try ReferenceSession(ReferenceDatabase(path))
    sources = try session.database.sources()
    days = Dictionary(sources.map { ($0.register, $0.day) }, uniquingKeysWith: { first, _ in first })
    withoutPartners = try session.repertoires(without: .partenaire).intersection(days.keys)
    withoutBlocs = try session.repertoires(without: .bloc).intersection(days.keys).subtracting([.rs])
    idle = Locked([session])
  }

  /// The day of a register's data; `nil` where it has not been imported.
  public func day(of register: Register) -> PartialDate? { days[register] }

  /// The registers that have not been imported.
  public var missing: [Register] { Register.allCases.filter { days[$0] == nil } }

  /// Why answers for rules lack since some moment: the database could not be read any more. Whoever has used them should
  /// look here in the end.
  public var failure: ReferenceError? { firstFailure.withLock { $0 } }

  /// Makes sure that all answers so far could be looked for.
  ///
  /// - Throws: `ReferenceError`, the first failure.
  public func requireAnswers() throws { if let failure { throw failure } }

  /// Notes that the database could not be read.
  func note(_ error: ReferenceError) { firstFailure.withLock { $0 = $0 ?? error } }

  /// The groups of specialities (NSF) of all certifications; read once.
  func specialities(_ session: ReferenceSession) throws(ReferenceError) -> Set<PackedCode> {
    if let known = specialities.withLock({ $0 }) { return known }
    let found = Set(
      try session.rows("SELECT code FROM specialite") {
        PackedCode($0["code"] as String)
      }.compactMap { $0 })
    specialities.withLock { $0 = found }
    return found
  }

  /// A session that no other thread has until it is given back.
  ///
  /// - Throws: `ReferenceError` also where a new one is needed and another database has taken the place of this one: answers
  ///   of the two do not go together.
  func takeSession() throws(ReferenceError) -> ReferenceSession {
    if let waiting = idle.withLock({ $0.popLast() }) { return waiting }
    let session = try ReferenceSession(ReferenceDatabase(path))
    if FileState(path) != state { throw ReferenceError(.replaced, file: path) }
    return session
  }

  /// Lets others have a session.
  func giveBack(_ session: ReferenceSession) { idle.withLock { $0.append(session) } }

  /// Asks with a session that no other thread has meanwhile.
  func ask<Result>(_ body: (ReferenceSession) throws(ReferenceError) -> Result) throws(ReferenceError) -> Result {
    let session = try takeSession()
    defer { giveBack(session) }
    return try body(session)
  }
}

extension Reference {
  /// A certification by its number; `nil` where there is none.
  public func certification(_ code: CertificationCode) throws(ReferenceError) -> RegisteredCertification? {
    try ask { session throws(ReferenceError) in try session.certification(code) }
  }

  /// A certification by its number as a text: `RNCP38381`, `RNCP 38381`, `RS5080`.
  public func certification(code: String) throws(ReferenceError) -> RegisteredCertification? {
    guard let code = CertificationCode(code) else { return nil }
    return try certification(code)
  }

  /// The partners of a certification, by name.
  public func partenaires(of code: CertificationCode) throws(ReferenceError) -> [Partenaire] {
    try ask { session throws(ReferenceError) in try session.partenaires(of: code) }
  }

  /// The certifications that a body is a partner of, by its SIRET.
  public func partnerships(siret: String) throws(ReferenceError) -> [Partenaire] {
    try ask { session throws(ReferenceError) in try session.partnerships(siret) }
  }

  /// What an establishment may do for a certification; `nil` where the register does not name it there. The exact SIRET
  /// counts.
  public func habilitation(
    siret: String, for code: CertificationCode
  ) throws(ReferenceError) -> Habilitation? {
    try ask { session throws(ReferenceError) in try session.habilitation(siret, code) }
  }

  /// The certification of a bloc of competences, by the bloc's code.
  public func certifications(withBloc code: String) throws(ReferenceError) -> [CertificationCode] {
    try ask { session throws(ReferenceError) in try session.certifications(withBloc: code) }
  }

  /// The training body that declared an establishment; the first by number where there are several.
  public func organisme(siret: String) throws(ReferenceError) -> Organisme? {
    try organismes(siret: siret).first
  }

  func organismes(siret: String) throws(ReferenceError) -> [Organisme] {
    guard let siret = Siret(siret) else { return [] }
    return try ask { session throws(ReferenceError) in try session.findOrganismes(siret) }
  }

  /// A training body by its number, or one that it had before.
  public func organisme(nda: String) throws(ReferenceError) -> Organisme? {
    try ask { session throws(ReferenceError) in
      if let current = try session.organismes(by: .nda, nda).first { return current }
      return try session.organismes(by: .formerNDA, nda).first
    }
  }

  /// The training bodies of a company; one may have several numbers.
  public func organismes(siren: String) throws(ReferenceError) -> [Organisme] {
    try ask { session throws(ReferenceError) in try session.organismes(by: .siren, siren) }
  }

  /// A commune, or a part of one, by its code.
  public func commune(codeINSEE code: String) throws(ReferenceError) -> Commune? {
    try ask { session throws(ReferenceError) in try session.commune(code) }
  }

  /// What has become of a commune's code.
  public func fate(ofCommune code: String) throws(ReferenceError) -> CommuneFate {
    try ask { session throws(ReferenceError) in try session.fate(of: code) }
  }

  /// The communes that have a postcode, by code.
  public func communes(postcode: String) throws(ReferenceError) -> [Commune] {
    try ask { session throws(ReferenceError) in try session.communes(postcode: postcode) }
  }

  /// A département by its code.
  public func departement(code: String) throws(ReferenceError) -> Territory? {
    try ask { session throws(ReferenceError) in try session.territory(.departement, code) }
  }

  /// A region by its code.
  public func region(code: String) throws(ReferenceError) -> Territory? {
    try ask { session throws(ReferenceError) in try session.territory(.region, code) }
  }

  /// An establishment by its SIRET, among those that were imported.
  public func establishment(siret: String) throws(ReferenceError) -> Establishment? {
    try ask { session throws(ReferenceError) in try session.establishment(siret) }
  }

  /// An occupation by its code.
  public func occupation(code: String) throws(ReferenceError) -> Occupation? {
    try ask { session throws(ReferenceError) in try session.occupation(code) }
  }
}
