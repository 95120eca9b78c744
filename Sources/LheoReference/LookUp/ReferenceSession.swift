import LheoModel
import LheoRegisters

/// A connection to the database and what it has answered lately, for one thread at a time.
///
/// Sendable as `Reference` hands it from thread to thread, never to two at once.
final class ReferenceSession: @unchecked Sendable {
  let database: ReferenceDatabase
  private var certifications = BoundedCache<CertificationCode, RegisteredCertification?>(limit: 2048)
  private var habilitations = BoundedCache<HabilitationKey, Habilitation?>()
  var organismes = BoundedCache<OrganismeKey, [Organisme]>()
  var communes = BoundedCache<String, Commune?>()
  var fates = BoundedCache<String, CommuneFate>()
  var postcodes = BoundedCache<String, [String]>()
  var occupations = BoundedCache<String, Occupation?>()
  var schools = BoundedCache<String, School?>()
  var diplomas = BoundedCache<String, Diploma?>()

  private struct HabilitationKey: Hashable {
    let siret: String
    let certification: CertificationCode
  }

  init(_ database: ReferenceDatabase) throws(ReferenceError) {
    self.database = database
    try database.keepReading()
  }

  /// What `body` makes of the rows that a question finds.
  func rows<Result>(
    _ sql: String, _ arguments: [String?] = [], _ body: (AnswerRow) throws -> Result
  ) throws(ReferenceError) -> [Result] {
    try database.questions.rows(sql, arguments, body)
  }

  // MARK: Certifications

  func certification(_ code: CertificationCode) throws(ReferenceError) -> RegisteredCertification? {
    try certifications.value(code) { () throws(ReferenceError) in try findSheet(code)?.certification }
  }

  func certifications(withBloc code: String) throws(ReferenceError) -> [CertificationCode] {
    try rows("SELECT certification FROM bloc WHERE code = ?", [code]) { CertificationCode($0["certification"]) }
      .compactMap { $0 }
  }

  /// The répertoires of which a table of certifications has nothing.
  func repertoires(without table: ReferenceTable) throws(ReferenceError) -> Set<Register> {
    var found: Set<Register> = []
    for repertoire in CertificationCode.Repertoire.allCases {
      // The character after 9 is a colon.
      let range = ["\(repertoire.rawValue)0", "\(repertoire.rawValue):"]
      let rows = try rows("SELECT 1 FROM \(table) WHERE certification >= ? AND certification < ? LIMIT 1", range) {
        $0[0] as Int
      }
      if rows.isEmpty { found.insert(repertoire.register) }
    }
    return found
  }

  // MARK: Partners

  func partenaires(of code: CertificationCode) throws(ReferenceError) -> [Partenaire] {
    try rows("SELECT * FROM partenaire WHERE certification = ? ORDER BY name, siret", ["\(code)"], Self.partenaire)
      .compactMap { $0 }
  }

  func partnerships(_ siret: String) throws(ReferenceError) -> [Partenaire] {
    try rows("SELECT * FROM partenaire WHERE siret = ? ORDER BY certification", [siret], Self.partenaire)
      .compactMap { $0 }
  }

  private static func partenaire(_ row: AnswerRow) -> Partenaire? {
    CertificationCode(row["certification"]).map {
      Partenaire(
        certification: $0, siret: (row["siret"] as String).orNil, name: row["name"], trains: row["trains"],
        assesses: row["assesses"], state: (row["state"] as String).orNil)
    }
  }

  func habilitation(_ siret: String, _ code: CertificationCode) throws(ReferenceError) -> Habilitation? {
    try habilitations.value(HabilitationKey(siret: siret, certification: code)) { () throws(ReferenceError) in
      let found = try rows(
        "SELECT * FROM partenaire WHERE certification = ? AND siret = ?", ["\(code)", siret], Self.partenaire
      ).compactMap { $0 }
      let issues = try !rows("SELECT 1 FROM certificateur WHERE certification = ? AND siret = ?", ["\(code)", siret]) {
        $0[0] as Int
      }.isEmpty
      if found.isEmpty && !issues { return nil }
      let valid = found.filter { !$0.isWithdrawn }
      return Habilitation(
        isCertificateur: issues, trains: issues || valid.contains(where: \.trains),
        assesses: issues || valid.contains(where: \.assesses), isWithdrawn: !issues && valid.isEmpty)
    }
  }
}

extension AnswerRow {
  /// A day in ISO 8601.
  func day(_ column: String) -> PartialDate? { (self[column] as String?).flatMap { PartialDate(iso: $0) } }
}

extension String {
  var orNil: String? { isEmpty ? nil : self }
}
