import struct Foundation.Data
import GRDB
import LheoModel
import LheoRegisters

/// The tables of what rules ask most often: sheets of certifications, and of the bodies of an establishment, as bytes that
/// are ready to be compared with. They are made of the other tables, when all their rows are there.
enum SheetTable: Int, CaseIterable {
  case certification, organisme

  /// What it is called in the database.
  var name: String {
    switch self {
    case .certification: "sheet"
    case .organisme: "organisme_sheet"
    }
  }

  /// Where the sheet of a certification is.
  static func id(_ code: CertificationCode) -> Int64 {
    Int64(code.number) * 2 + (code.repertoire == .rncp ? 0 : 1)
  }

  /// Where the bodies of an establishment are.
  static func id(_ siret: Siret) -> Int64 { Int64(siret.number) }

  static func createAll(in database: Database, file: String) throws {
    guard let connection = database.sqliteConnection else { preconditionFailure("the database is open") }
    let questions = Questions(connection, file: file)
    for table in allCases {
      try database.execute(sql: "CREATE TABLE \(table.name) (id INTEGER PRIMARY KEY, content BLOB NOT NULL)")
      let insert = try database.makeStatement(sql: "INSERT INTO \(table.name) VALUES (?, ?)")
      let add = { (id: Int64, bytes: [UInt8]) in try insert.execute(arguments: [id, Data(bytes)]) }
      switch table {
      case .certification: try questions.forEachCertification(add)
      case .organisme: try questions.forEachEstablishment(add)
      }
    }
  }
}

extension Questions {
  fileprivate func forEachCertification(_ body: (Int64, [UInt8]) throws -> Void) throws {
    let codes = try rows("SELECT code FROM certification") { CertificationCode($0[0] as String) }
    for code in codes.compactMap({ $0 }).sorted(by: { SheetTable.id($0) < SheetTable.id($1) }) {
      guard let certification = try certification(code) else { continue }
      let sheet = CertificationSheet(certification, rights: try partnerRights(of: code))
      try body(SheetTable.id(code), sheet.bytes)
    }
  }

  /// Real establishments have at most seven bodies; others are made up.
  private static let bodyLimit = 64

  fileprivate func forEachEstablishment(_ body: (Int64, [UInt8]) throws -> Void) throws {
    var (current, organismes) = (nil as Siret?, [] as [Organisme])
    func finish() throws {
      if let current, !organismes.isEmpty { try body(SheetTable.id(current), OrganismeSheet.bytes(of: organismes)) }
      organismes.removeAll()
    }
    try ask("SELECT \(Organisme.columns) FROM organisme WHERE siret > '' ORDER BY siret, nda", []) { row in
      let organisme = Organisme(row)
      guard let siret = organisme.siret.flatMap({ Siret($0) }), organisme.siret == siret.description else { return }
      if siret != current { try finish() }
      current = siret
      if organismes.count < Self.bodyLimit { organismes.append(organisme) }
    }
    try finish()
  }

  /// A certification as the tables have it.
  fileprivate func certification(_ code: CertificationCode) throws(ReferenceError) -> RegisteredCertification? {
    let key = "\(code)"
    var (codes, blocs) = ([:] as [String: [RegisteredCertification.Labelled]], [] as [RegisteredCertification.Labelled])
    var certificateurs: [RegisteredCertification.Certificateur] = []
    var (voies, predecessors, successors) = ([] as [RegisteredCertification.Voie?], Set<String>(), Set<String>())
    // One question for all that has rows of its own: asking costs more than reading.
    try ask(Self.details, [key]) { row in
      let (kind, first, second) = (row[0] as String, row[1] as String, row[2] as String?)
      switch kind {
      case "bloc": blocs.append(RegisteredCertification.Labelled(code: first, label: second))
      case "certificateur":
        certificateurs.append(
          RegisteredCertification.Certificateur(siret: first.orNil, name: second ?? "", state: row[3]))
      case "voie": voies.append(RegisteredCertification.Voie(rawValue: first))
      case "old": predecessors.insert(first)
      case "new": successors.insert(first)
      default: codes[kind, default: []].append(RegisteredCertification.Labelled(code: first, label: second))
      }
    }
    return try rows("SELECT * FROM certification WHERE code = ?", [key]) { row in
      let kind = row["short_code"] as String?
      return RegisteredCertification(
        code: code, title: row["title"],
        kind: kind.map { RegisteredCertification.Labelled(code: $0, label: row["short_title"]) },
        level: row["level"], isActive: row["active"], state: row["state"], endDate: row.day("end_date"),
        effectDate: row.day("effect_date"), decisionDate: row.day("decision_date"),
        deliveryDate: row.day("delivery_date"), isByRight: row["by_right"], hasPartners: row["has_partners"],
        voies: voies.compactMap { $0 }, blocs: blocs, certificateurs: certificateurs, rome: codes["rome"] ?? [],
        nsf: codes["nsf"] ?? [],
        formacodes: codes["formacode"] ?? [], predecessors: predecessors.sorted(), successors: successors.sorted())
    }.first
  }

  private static let details = """
    SELECT kind, code, label, NULL FROM certification_code WHERE certification = ?1
    UNION ALL SELECT 'bloc', code, title, NULL FROM bloc WHERE certification = ?1
    UNION ALL SELECT 'certificateur', siret, name, state FROM certificateur WHERE certification = ?1
    UNION ALL SELECT 'voie', voie, NULL, NULL FROM voie WHERE certification = ?1
    UNION ALL SELECT 'old', old, NULL, NULL FROM certification_link WHERE new = ?1
    UNION ALL SELECT 'new', new, NULL, NULL FROM certification_link WHERE old = ?1
    """

  /// What establishments may do for a certification.
  fileprivate func partnerRights(
    of code: CertificationCode
  ) throws(ReferenceError) -> [(siret: Siret?, rights: PartnerList.Rights)] {
    try rows("SELECT siret, trains, assesses, state FROM partenaire WHERE certification = ?", ["\(code)"]) { row in
      let isWithdrawn = row.bytes(3).starts(with: [0x53, 0x75, 0x70, 0x70, 0x72])
      return (
        Siret(row.bytes(0)), PartnerList.Rights(trains: row[1], assesses: row[2], isWithdrawn: isWithdrawn)
      )
    }
  }
}

extension ReferenceSession {
  /// A sheet, without keeping it.
  func findSheet(_ code: CertificationCode) throws(ReferenceError) -> CertificationSheet? {
    // No register has others.
    guard (1...999_999_999).contains(code.number) else { return nil }
    guard let bytes = try database.questions.sheet(at: SheetTable.id(code), in: .certification) else { return nil }
    guard let sheet = CertificationSheet(bytes: bytes), sheet.code == code else {
      throw ReferenceError(.damaged, file: database.path)
    }
    return sheet
  }

  /// The bodies that declare an establishment, by number, without keeping them.
  func findOrganismes(_ siret: Siret) throws(ReferenceError) -> [Organisme] {
    guard let bytes = try database.questions.sheet(at: SheetTable.id(siret), in: .organisme) else { return [] }
    guard let organismes = OrganismeSheet.organismes(of: bytes),
      organismes.allSatisfy({ $0.siret == siret.description })
    else { throw ReferenceError(.damaged, file: database.path) }
    return organismes
  }
}
