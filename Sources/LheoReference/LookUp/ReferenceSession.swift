import LheoModel
import LheoRegisters

/// A connection to the database and what it has answered lately, for one thread at a time.
///
/// Sendable as `Reference` hands it from thread to thread, never to two at once.
final class ReferenceSession: @unchecked Sendable {
  let database: ReferenceDatabase
  var organismes = BoundedCache<OrganismeKey, [Organisme]>()
  var communes = BoundedCache<String, Commune?>()
  var fates = BoundedCache<String, CommuneFate>()
  var postcodes = BoundedCache<String, [String]>()
  var occupations = BoundedCache<String, Occupation?>()
  var schools = BoundedCache<String, School?>()
  var diplomas = BoundedCache<String, Diploma?>()

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
    try findSheet(code)?.certification
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
    guard let siret = Siret(siret), let rights = try findSheet(code)?.partners[siret] else { return nil }
    return Habilitation(rights)
  }
}

extension AnswerRow {
  /// A day in ISO 8601.
  func day(_ column: String) -> PartialDate? { (self[column] as String?).flatMap { PartialDate(iso: $0) } }
}

extension String {
  var orNil: String? { isEmpty ? nil : self }
}
