import GRDB
import LheoModel
import LheoRegisters

extension TableLayout {
  /// All layouts that are recognised.
  static let all =
    franceCompetences + [organismes] + geographicCode + [codesPostaux, establishments, occupations]
    + education + plain + [adresses]

  /// The columns that one layout has only, which tell layouts apart.
  static let uniqueColumns: Set<String> = {
    var counts: [String: Int] = [:]
    for layout in all { for column in Set(layout.columns) { counts[column, default: 0] += 1 } }
    return Set(counts.filter { $0.value == 1 }.keys)
  }()

  /// A file whose rows all belong to one register; `read` says why a row is refused, `nil` if it is kept.
  static func file(
    _ name: Text, _ register: Register, _ needed: [String], _ optional: [String] = [],
    read: @escaping @Sendable (TableRow, ImportTarget) throws -> Refusal?
  ) -> TableLayout {
    TableLayout(name: name, registers: [register], needed: needed, optional: optional) { row, target in
      try read(row, target).map { .refused($0, register) } ?? .kept(register)
    }
  }

  /// The public list of training bodies, as the ministry publishes it or as Opendatasoft copies it.
  private static let organismes = file(
    Text("la liste publique des organismes de formation", "the public list of training bodies"), .organismes,
    [
      "numerodeclarationactivite", "denomination", "siren", "siretetablissementdeclarant",
      "certifications_actionsdeformation", "certifications_bilansdecompetences", "certifications_vae",
      "certifications_actionsdeformationparapprentissage",
    ],
    [
      "numerosdeclarationactiviteprecedent", "adressephysiqueorganismeformation_voie",
      "adressephysiqueorganismeformation_codepostal", "adressephysiqueorganismeformation_ville",
      "adressephysiqueorganismeformation_coderegion", "informationsdeclarees_datedernieredeclaration",
    ]
  ) { row, target in
    let nda = row.text(0)
    guard nda.isNDA else { return .code }
    let declared = row.day(13)
    target.note(day: declared)
    // The copy has lost the zeros of postcodes.
    let postcode = row.value(10).flatMap { $0.utf8.count == 5 ? $0 : nil }
    let former = Set(row.text(8).split(separator: ",").map { $0.filter { $0 != " " } }).subtracting([""]).sorted()
    let isNew = try target.insert(
      .organisme, nda, former.joined(separator: ","), row.value(2), row.value(3), row.text(1).singleSpaced,
      row.value(9), postcode, row.value(11),
      row.value(12), row.flag(4), row.flag(5), row.flag(6), row.flag(7), declared)
    if !isNew { return .duplicate }
    for former in former { try target.insert(.organisme_former, former, nda) }
    return nil
  }

  private static let codesPostaux = file(
    Text("les codes postaux de La Poste", "the postcodes of La Poste"), .codesPostaux,
    ["code_commune_insee", "code_postal"],
    ["nom_de_la_commune", "libelle_d_acheminement", "ligne_5"]
  ) { row, target in
    let (commune, postcode) = (row.text(0), row.text(1))
    guard commune.isCommuneCode, postcode.isDigits(5) else { return .code }
    let isNew = try target.insert(.postcode, commune, postcode, row.value(2), row.value(3), row.text(4))
    return isNew ? nil : .duplicate
  }

  private static let establishments = TableLayout(
    name: Text("les établissements de Sirene", "the establishments of Sirene"), registers: [.sirene],
    needed: ["siret", "etatadministratifetablissement", "datedebut", "codecommuneetablissement"],
    optional: [
      "codepostaletablissement", "etablissementsiege", "statutdiffusionetablissement", "enseigne1etablissement",
      "datederniertraitementetablissement",
    ]
  ) { row, target in
    guard let siret = row.bytes(0).siretNumber else { return .refused(.code, .sirene) }
    guard target.sirens.contains(siret / 100_000) else { return .unwanted(.sirene) }
    target.note(day: row.day(8))
    let isNew = try target.insert(
      .establishment, row.text(0), row.value(1), row.day(2), row.value(7),
      row.value(4).flatMap { $0.isDigits(5) ? $0 : nil }, row.value(3), row.flag(5), row.value(6))
    return isNew ? .kept(.sirene) : .refused(.duplicate, .sirene)
  }

  private static let occupations = file(
    Text("les métiers du ROME", "the occupations of ROME"), .rome, ["code_rome", "libelle_rome", "code_fiche_metier"],
    ["code_rome_parent"]
  ) { row, target in
    let code = row.text(0)
    guard code.isROME else { return .code }
    return try target.insert(.rome, code, row.text(1).singleSpaced, row.value(3)) ? nil : .duplicate
  }
}

extension String {
  /// Whether it is that many digits.
  func isDigits(_ count: Int) -> Bool { utf8.count == count && utf8.allSatisfy { (0x30...0x39).contains($0) } }

  /// Whether it may be the number of a training body: 11 digits, one of which may be a letter for public bodies.
  var isNDA: Bool {
    utf8.count == 11 && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  /// Whether it may be the code of a commune: five digits, the second an `A` or `B` in Corsica.
  var isCommuneCode: Bool {
    let bytes = Array(utf8)
    return bytes.count == 5
      && bytes.indices.allSatisfy {
        (0x30...0x39).contains(bytes[$0]) || $0 == 1 && bytes[0] == 0x32 && [0x41, 0x42].contains(bytes[1])
      }
  }

  /// Whether it may be a code of ROME: a letter and four digits.
  var isROME: Bool {
    utf8.count == 5 && (0x41...0x5A).contains(utf8.first!) && String(dropFirst()).isDigits(4)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The number of 14 digits.
  fileprivate var siretNumber: UInt64? {
    guard count == 14 else { return nil }
    var number: UInt64 = 0
    for byte in self {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + UInt64(byte - 0x30)
    }
    return number
  }
}
