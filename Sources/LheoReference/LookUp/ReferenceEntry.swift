import LheoModel
import LheoRegisters

/// What a code stands for in the registers.
public enum ReferenceEntry: Sendable, Equatable {
  /// A certification and its partners.
  case certification(RegisteredCertification, partenaires: [Partenaire])
  /// A body, by its SIRET, its company or its number as a training body.
  case body(ReferenceBody)
  /// A commune of today or of the past; its name where it is none of today.
  case commune(code: String, name: String, CommuneFate)
  /// The communes of a postcode.
  case postcode(String, [Commune])
  /// A département.
  case departement(Territory)
  /// A region.
  case region(Territory)
  /// An occupation.
  case occupation(Occupation)
  /// A school.
  case school(School)
  /// A diploma.
  case diploma(Diploma)
}

/// What the registers say of a body.
public struct ReferenceBody: Sendable, Equatable {
  /// The code that was asked for: SIRET, SIREN or number as a training body.
  public let code: String
  /// Its entries in the list of training bodies.
  public let organismes: [Organisme]
  /// The establishment in Sirene.
  public let establishment: Establishment?
  /// The certifications that it issues.
  public let issues: [CertificationCode]
  /// The certifications that it is a partner of.
  public let partnerships: [Partenaire]
}

/// A code that there is, with what it stands for.
public struct ReferenceSuggestion: Sendable, Equatable {
  /// The code.
  public let code: String
  /// A name or title.
  public let name: String
}

extension Reference {
  /// All that a code stands for: the number of a certification (`RNCP38381`) or of one of its blocs, a SIRET, a SIREN, the
  /// number of a training body, the code of a commune, département, region, occupation, school or diploma, a postcode.
  public func entries(for code: String) throws(ReferenceError) -> [ReferenceEntry] {
    let code = code.uppercased().filter { !$0.isWhitespace }
    var entries: [ReferenceEntry] = []
    let numbers = if let number = CertificationCode(code) { [number] } else { try certifications(withBloc: code) }
    for number in numbers {
      guard let certification = try certification(number) else { continue }
      entries.append(.certification(certification, partenaires: try partenaires(of: number)))
    }
    if let body = try body(code) { entries.append(.body(body)) }
    if let commune = try commune(entry: code) { entries.append(commune) }
    let communes = try communes(postcode: code)
    if !communes.isEmpty { entries.append(.postcode(code, communes)) }
    if let departement = try departement(code: code) { entries.append(.departement(departement)) }
    if let region = try region(code: code) { entries.append(.region(region)) }
    if let occupation = try occupation(code: code) { entries.append(.occupation(occupation)) }
    if let school = try school(uai: code) { entries.append(.school(school)) }
    if let diploma = try diploma(code: code) { entries.append(.diploma(diploma)) }
    return entries
  }

  private func body(_ code: String) throws(ReferenceError) -> ReferenceBody? {
    let organismes: [Organisme]
    var partnerships: [Partenaire] = []
    var issues: [CertificationCode] = []
    if code.isDigits(14) {
      organismes = try self.organismes(siret: code)
      partnerships = try self.partnerships(siret: code)
      issues = try ask { session throws(ReferenceError) in
        try session.rows("SELECT certification FROM certificateur WHERE siret = ? ORDER BY certification", [code]) {
          CertificationCode($0["certification"])
        }
      }.compactMap { $0 }
    } else if code.isDigits(9) {
      organismes = try self.organismes(siren: code)
    } else if code.isNDA {
      organismes = try organisme(nda: code).map { [$0] } ?? []
    } else {
      return nil
    }
    let establishment = try establishment(siret: code)
    if organismes.isEmpty, establishment == nil, issues.isEmpty, partnerships.isEmpty { return nil }
    return ReferenceBody(
      code: code, organismes: organismes, establishment: establishment, issues: issues, partnerships: partnerships)
  }

  private func commune(entry code: String) throws(ReferenceError) -> ReferenceEntry? {
    let fate = try fate(ofCommune: code)
    if case .current(let commune) = fate { return .commune(code: code, name: commune.name, fate) }
    let former = try commune(codeINSEE: code)?.name
    let past = try ask { session throws(ReferenceError) in
      try session.rows(
        """
        SELECT name FROM (
          SELECT name, from_day AS day FROM commune_period WHERE code = ?1
          UNION ALL SELECT old_name, day FROM commune_move WHERE old = ?1 AND old_name IS NOT NULL
        ) ORDER BY day DESC LIMIT 1
        """, [code]
      ) { $0["name"] as String }
    }.first
    guard let name = former ?? past else { return nil }
    return .commune(code: code, name: name, fate)
  }
}
