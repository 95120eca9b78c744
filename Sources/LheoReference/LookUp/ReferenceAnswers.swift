import LheoModel
import LheoRegisters

extension Reference: Registers {
  /// The path of the database.
  public var name: String { path }

  /// What has been imported.
  public var editions: [RegisterEdition] {
    var editions: [RegisterEdition] = []
    for source in sources where editions.last?.register != source.register {
      editions.append(
        RegisterEdition(
          source.register, day: source.day, hasStates: source.hasStates,
          hasPartners: !withoutPartners.contains(source.register), hasBlocs: !withoutBlocs.contains(source.register)))
    }
    return editions
  }

  /// Answers for one thread, with a connection that no other thread uses meanwhile.
  public func makeAnswers() -> any RegisterAnswers { ReferenceAnswers(self) }
}

/// What rules ask of the database: answers that are ready to be compared with, kept while they are wanted. Where the database
/// cannot be read any more, there is no answer, and the reference knows why.
final class ReferenceAnswers: RegisterAnswers {
  private let reference: Reference
  private var opened: ReferenceSession?
  private var organismes = BoundedCache<PackedCode, [Organisme]>(limit: 8192)
  private var companies = BoundedCache<UInt64, [Organisme]>()
  private var establishments = BoundedCache<Siret, Establishment?>(limit: 8192)
  private var imported = BoundedCache<UInt64, Bool>()
  private var communes = BoundedCache<PackedCode, CommuneSheet?>(limit: 8192)
  private var departements = BoundedCache<PackedCode, Territory?>(limit: 256)
  private var regions = BoundedCache<PackedCode, Territory?>(limit: 256)
  private var postcodes = BoundedCache<PackedCode, PostcodeSheet?>(limit: 8192)
  private var occupations = BoundedCache<PackedCode, Occupation?>()
  private var schools = BoundedCache<PackedCode, School?>()
  private var diplomas = BoundedCache<CertificationCode, [Diploma]>(limit: 2048)
  private var formacodes = BoundedCache<PackedCode, [Formacode]>()
  private var versions: [Int]?
  private var specialities: Set<PackedCode>?
  private var certifinfos = BoundedCache<PackedCode, CertifinfoCode?>()

  init(_ reference: Reference) { self.reference = reference }

  deinit { if let opened { reference.giveBack(opened) } }

  /// What a session finds; `nothing` where it cannot.
  private func find<Result>(
    or nothing: Result, _ body: (ReferenceSession) throws(ReferenceError) -> Result
  ) -> Result {
    do throws(ReferenceError) {
      let session: ReferenceSession
      if let opened { session = opened } else { session = try reference.takeSession() }
      opened = session
      return try body(session)
    } catch {
      reference.note(error)
      return nothing
    }
  }

  // MARK: Certifications

  func certification(_ code: CertificationCode) -> CertificationSheet? {
    reference.sheets.value(code) {
      find(or: nil) { session throws(ReferenceError) in try session.findSheet(code) }
    }
  }

  func hasNSF(_ code: PackedCode) -> Bool {
    if let specialities { return specialities.contains(code) }
    let found = find(or: nil) { session throws(ReferenceError) in try reference.specialities(session) }
    specialities = found
    return found?.contains(code) ?? true
  }

  func diplomas(of code: CertificationCode) -> [Diploma] {
    diplomas.value(code) {
      find(or: []) { session throws(ReferenceError) in
        let codes = try session.rows("SELECT diplome FROM diplome_certification WHERE certification = ?", ["\(code)"]) {
          $0["diplome"] as String
        }
        var found: [Diploma] = []
        for code in codes { if let diploma = try session.diploma(code) { found.append(diploma) } }
        return found
      }
    }
  }

  func certifinfo(_ code: PackedCode) -> CertifinfoCode? {
    certifinfos.value(code) {
      find(or: nil) { session throws(ReferenceError) in
        let key = code.description
        let certifications = try session.rows(
          "SELECT certification FROM certifinfo_certification WHERE code = ?", [key]
        ) {
          CertificationCode($0["certification"] as String)
        }.compactMap { $0 }
        let successors = try session.rows("SELECT new FROM certifinfo_link WHERE old = ?", [key]) {
          $0["new"] as String
        }
        let archived = try session.rows("SELECT archived FROM certifinfo WHERE code = ?", [key]) {
          $0["archived"] as Bool
        }
        if archived.isEmpty, successors.isEmpty { return nil }
        return CertifinfoCode(
          code: key, certifications: certifications, isArchived: archived.first ?? false, successors: successors)
      }
    }
  }

  // MARK: Bodies

  func organismes(nda: PackedCode) -> [Organisme] {
    organismes.value(nda) {
      find(or: []) { session throws(ReferenceError) in
        let current = try session.findOrganismes(by: .nda, nda.description, limit: 8)
        return current.isEmpty ? try session.findOrganismes(by: .formerNDA, nda.description, limit: 8) : current
      }
    }
  }

  func organismes(siret: Siret) -> [Organisme] {
    reference.declared.value(siret) {
      find(or: []) { session throws(ReferenceError) in try session.findOrganismes(siret) }
    }
  }

  func organismes(siren: UInt64) -> [Organisme] {
    companies.value(siren) {
      find(or: []) { session throws(ReferenceError) in
        try session.findOrganismes(by: .siren, Siret.siren(siren), limit: 8)
      }
    }
  }

  func establishment(_ siret: Siret) -> Establishment? {
    establishments.value(siret) {
      find(or: nil) { session throws(ReferenceError) in try session.establishment(siret.description) }
    }
  }

  func hasEstablishments(siren: UInt64) -> Bool {
    imported.value(siren) {
      find(or: false) { session throws(ReferenceError) in
        let first = Siret.siren(siren)
        return try !session.rows(
          "SELECT 1 AS found FROM establishment WHERE siret BETWEEN ? AND ? LIMIT 1",
          [first + "00000", first + "99999"]
        ) { $0["found"] as Int }.isEmpty
      }
    }
  }

  // MARK: Places

  func commune(_ code: PackedCode) -> CommuneSheet? {
    communes.value(code) {
      find(or: nil) { session throws(ReferenceError) in try session.communeSheet(code.description) }
    }
  }

  func departement(_ code: PackedCode) -> Territory? {
    departements.value(code) {
      find(or: nil) { session throws(ReferenceError) in try session.territory(.departement, code.description) }
    }
  }

  func region(_ code: PackedCode) -> Territory? {
    regions.value(code) {
      find(or: nil) { session throws(ReferenceError) in try session.territory(.region, code.description) }
    }
  }

  func postcode(_ code: PackedCode) -> PostcodeSheet? {
    postcodes.value(code) {
      find(or: nil) { session throws(ReferenceError) in
        var names: [String: [String]] = [:]
        _ = try session.rows(
          "SELECT commune, name, label, line5 FROM postcode WHERE postcode = ? ORDER BY commune", [code.description]
        ) { row in
          let found = [row["name"] as String?, row["label"] as String?, (row["line5"] as String?)?.orNil]
          names[row["commune"], default: []] += found.compactMap { $0 }
        }
        if names.isEmpty { return nil }
        var places: [PostcodeSheet.Place] = []
        for (commune, labels) in names.sorted(by: { $0.key < $1.key }) {
          let official = try session.commune(commune)?.name
          places.append(PostcodeSheet.Place(commune: commune, names: [official].compactMap { $0 } + labels))
        }
        return PostcodeSheet(places)
      }
    }
  }

  // MARK: Lists of codes

  func occupation(_ code: PackedCode) -> Occupation? {
    occupations.value(code) {
      find(or: nil) { session throws(ReferenceError) in try session.occupation(code.description) }
    }
  }

  func school(_ code: PackedCode) -> School? {
    schools.value(code) { find(or: nil) { session throws(ReferenceError) in try session.school(code.description) } }
  }

  func formacodes(_ code: PackedCode) -> [Formacode] {
    formacodes.value(code) {
      find(or: []) { session throws(ReferenceError) in
        try session.rows("SELECT * FROM formacode WHERE code = ? ORDER BY version", [code.description]) {
          Formacode(version: $0["version"], code: $0["code"], title: $0["title"], successor: $0["successor"])
        }
      }
    }
  }

  var formacodeVersions: [Int] {
    if let versions { return versions }
    let found = find(or: []) { session throws(ReferenceError) in
      try session.rows("SELECT DISTINCT version FROM formacode ORDER BY version") { $0["version"] as Int }
    }
    versions = found
    return found
  }
}

extension ReferenceSession {
  /// A commune's code with its fate, its parts and the names that it had; `nil` where there is no such code.
  func communeSheet(_ code: String) throws(ReferenceError) -> CommuneSheet? {
    let found = try commune(code)
    let fate = try fate(of: code)
    if found == nil, fate == .unknown { return nil }
    let today: String? =
      switch fate {
      case .current(let commune), .replaced(let commune, _): commune.code
      case .split, .unknown: nil
      }
    var parts: [Commune] = []
    for part in try rows("SELECT code FROM commune WHERE parent = ?", [today], { $0["code"] as String }) {
      if let part = try commune(part) { parts.append(part) }
    }
    if let parent = found?.parent, let commune = try commune(parent) { parts.append(commune) }
    let names = try rows(
      """
      SELECT name FROM commune_period WHERE code = ?1 OR code = ?2
      UNION SELECT old_name FROM commune_move WHERE old = ?1 AND old_name IS NOT NULL
      UNION SELECT old_name FROM commune_move WHERE new = ?2 AND old_name IS NOT NULL
      UNION SELECT name FROM commune WHERE code = ?1 OR parent = ?2
      """, [code, today]
    ) { $0["name"] as String }
    return CommuneSheet(commune: found, fate: fate, parts: parts, formerNames: names)
  }
}
