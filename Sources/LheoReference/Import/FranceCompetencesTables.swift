import GRDB
import LheoModel
import LheoRegisters

/// The files of the CSV export of France compétences.
extension TableLayout {
  static let franceCompetences = [
    standard, blocs, certificateurs, partenaires, voies, links,
    codes("Rome", kind: "rome", ["numero_fiche", "codes_rome_code"], ["codes_rome_libelle"]),
    codes("Nsf", kind: "nsf", ["numero_fiche", "nsf_code"], ["nsf_intitule"]),
    codes("Formacode", kind: "formacode", ["numero_fiche", "formacode_code"], ["formacode_libelle"]),
    // Collective agreements: nothing asks for them.
    file("CCN", ["numero_fiche", "ccn_1_numero"], ["ccn_1_libelle", "ccn_2_numero", "ccn_2_libelle"]) { _, _, _ in nil
    },
  ]

  /// A file of the export; `read` says why a row of a certification is refused, `nil` if it is kept.
  private static func file(
    _ name: String, part: Part = .detail, _ needed: [String], _ optional: [String] = [],
    read: @escaping @Sendable (TableRow, CertificationCode, ImportTarget) throws -> Refusal?
  ) -> TableLayout {
    TableLayout(
      name: Text("le fichier \(name) de France compétences", "the file \(name) of France compétences"),
      registers: [.rncp, .rs], needed: needed, optional: optional,
      quotes: .spanningLines, part: part
    ) { row, target in
      guard let code = CertificationCode(row.text(0)) else { return .refused(.code, .rncp) }
      let register = code.repertoire.register
      guard target.registers.contains(register) else { return .skipped }
      return try read(row, code, target).map { .refused($0, register) } ?? .kept(register)
    }
  }

  private static let standard = file(
    "Standard", part: .main,
    [
      "numero_fiche", "intitule", "nomenclature_europe_niveau", "date_fin_enregistrement", "type_enregistrement",
      "actif",
    ], ["abrege_libelle", "abrege_intitule", "date_decision", "date_effet"]
  ) { row, code, target in
    let isNew = try target.insert(
      .certification, "\(code)", row.text(1).singleSpaced, row.value(6), row.value(7), FicheValue.level(row.text(2)),
      FicheValue.isActive(row.text(5)), nil, row.day(3), row.day(9), row.day(8), nil, FicheValue.isByRight(row.text(4)),
      nil)
    return isNew ? nil : .duplicate
  }

  private static let blocs = file(
    "Blocs_De_Compétences", ["numero_fiche", "bloc_competences_code"], ["bloc_competences_libelle"]
  ) { row, code, target in
    guard let bloc = row.value(1) else { return .code }
    return try target.insert(.bloc, "\(code)", bloc, row.text(2).singleSpaced) ? nil : .duplicate
  }

  private static let certificateurs = file(
    "Certificateurs", ["numero_fiche", "siret_certificateur"], ["nom_certificateur"]
  ) { row, code, target in
    try target.insert(.certificateur, "\(code)", row.text(1), row.text(2).singleSpaced, nil) ? nil : .duplicate
  }

  private static let partenaires = file(
    "Partenaires", ["numero_fiche", "siret_partenaire", "habilitation_partenaire"], ["nom_partenaire"]
  ) { row, code, target in
    let rights = FicheValue.rights(row.text(2))
    return try target.insert(
      .partenaire, "\(code)", row.text(1), rights.trains, rights.assesses, "", row.text(3).singleSpaced)
      ? nil : .duplicate
  }

  private static let voies = file("VoixdAccès", ["numero_fiche", "si_jury"]) { row, code, target in
    guard let voie = FicheValue.voie(row.text(1)) else { return .code }
    return try target.insert(.voie, "\(code)", voie) ? nil : .duplicate
  }

  private static let links = file(
    "Ancienne_Nouvelle_Certification", ["numero_fiche", "ancienne_certification", "nouvelle_certification"]
  ) { row, code, target in
    var isNew = false
    if let old = CertificationCode(row.text(1)) {
      isNew = try target.insert(.certification_link, "\(old)", "\(code)", "\(code)")
    }
    if let new = CertificationCode(row.text(2)) {
      isNew = try target.insert(.certification_link, "\(code)", "\(new)", "\(code)") || isNew
    }
    return isNew ? nil : .duplicate
  }

  private static func codes(_ name: String, kind: String, _ needed: [String], _ optional: [String]) -> TableLayout {
    file(name, needed, optional) { row, code, target in
      guard let value = row.value(1) else { return .code }
      let label = FicheValue.label(row.text(2), of: value)
      return try target.insert(.certification_code, "\(code)", kind, value, label) ? nil : .duplicate
    }
  }
}

/// Values of the exports of France compétences.
enum FicheValue {
  /// 3 to 8 for `NIV3` to `NIV8`; `nil` for what has no level.
  static func level(_ text: String) -> Int? {
    guard text.hasPrefix("NIV"), let level = Int(text.dropFirst(3)), (1...8).contains(level) else { return nil }
    return level
  }

  /// The CSV says `ACTIVE`, the XML `Oui`.
  static func isActive(_ text: String) -> Bool? {
    switch text.uppercased() {
    case "ACTIVE", "OUI": true
    case "INACTIVE", "NON": false
    default: nil
    }
  }

  static func isByRight(_ text: String) -> Bool? {
    text.hasSuffix("de droit") ? true : text.hasSuffix("sur demande") ? false : nil
  }

  /// What a partner may do. `ORGANISER` is about the examination only.
  static func rights(_ text: String) -> (trains: Bool, assesses: Bool) {
    switch text {
    case "HABILITATION_ORGA_FORM", "HABILITATION_ORGA_FORMER": (true, true)
    case "HABILITATION_FORMER": (true, false)
    case "HABILITATION_ORGANISER": (false, true)
    default: (false, false)
    }
  }

  /// The way to a certification that a label of the CSV means, as the XML names it.
  static func voie(_ label: String) -> String? {
    let label = label.foldedColumnName
    let marks = [
      ("apprentissage", "CA"), ("professionnalisation", "CQ"), ("continue", "FC"), ("statut", "FI"),
      ("candidature", "CL"), ("experience", "VAE"),
    ]
    return marks.first { label.contains($0.0) }?.1
  }

  /// A label without the code that the export repeats in it, and with one apostrophe for two.
  static func label(_ text: String, of code: String) -> String? {
    var label = text.singleSpaced.replacing("''", with: "'")
    if label.hasPrefix("\(code) : ") { label = String(label.dropFirst(code.count + 3)) }
    return label.isEmpty ? nil : label
  }
}
