import GRDB
import LheoModel
import LheoRegisters

/// Schools, diplomas, and which certification a diploma is.
extension TableLayout {
  static let education = [schoolsOfACCE, schoolsWithPositions, schoolsOfDirectory, diplomes, diplomesCertifications]

  // MARK: Schools

  private static let schoolsOfACCE = schools(
    Text("les établissements scolaires d'ACCE", "the schools of ACCE"),
    ["numero_uai", "etat_etablissement", "commune", "appellation_officielle"],
    siret: "numero_siren_siret_uai", closed: "date_fermeture", postcode: "code_postal_uai")

  private static let schoolsWithPositions = schools(
    Text("les positions des établissements scolaires", "the positions of schools"),
    ["numero_uai", "etat_etablissement", "code_commune", "appellation_officielle"],
    postcode: "code_postal_uai")

  private static let schoolsOfDirectory = schools(
    Text("l'annuaire de l'éducation", "the directory of schools"),
    ["identifiant_de_l_etablissement", "etat", "code_commune", "nom_etablissement"],
    siret: "siren_siret", postcode: "code_postal")

  /// A list of schools; what a list does not have is a column of no name.
  private static func schools(
    _ name: Text, _ needed: [String], siret: String = "", closed: String = "", postcode: String
  ) -> TableLayout {
    file(name, .uai, needed, [siret, closed, postcode, "denomination_principale"]) { row, target in
      let code = row.text(0).uppercased()
      guard code.isUAI else { return .code }
      // 1 to 3 are open or about to be, or to be closed.
      let isClosed = row.text(1) == "4" || row.text(1).foldedColumnName.hasPrefix("ferm")
      let isNew = try target.insert(
        .uai, code, (row.value(3) ?? row.text(7)).singleSpaced, !isClosed,
        row.value(4).flatMap { $0.isDigits(14) ? $0 : nil },
        row.value(2), row.value(6), row.day(5))
      return isNew ? nil : .duplicate
    }
  }

  // MARK: Diplomas

  private static let diplomes: TableLayout = {
    let successors = (1...7).map { "nouveau_diplome_\($0)" }
    var layout = file(
      Text("les diplômes de la BCN", "the diplomas of BCN"), .diplomes,
      ["formation_diplome", "libelle_long_200", "date_ouverture", "date_fermeture"],
      ["niveau_qualification_rncp", "date_premiere_session", "date_derniere_session"] + successors
    ) { row, target in
      let code = row.text(0)
      guard code.isDiplomaCode else { return .code }
      let level = Int(row.text(4)).flatMap { (3...8).contains($0) ? $0 : nil }
      let isNew = try target.insert(
        .diplome, code, row.text(1).singleSpaced, level, row.day(2), row.day(3), Int(row.text(5)), Int(row.text(6)))
      if !isNew { return .duplicate }
      for column in 7..<14 {
        let new = row.text(column)
        if new.isDiplomaCode { try target.insert(.diplome_link, code, new) }
      }
      return nil
    }
    layout.quotes = .none
    return layout
  }()

  /// The kit apprentissage, as France compétences published it until 2023 and as others have continued it.
  private static let diplomesCertifications = file(
    Text(
      "les diplômes et certifications du kit apprentissage", "the diplomas and certifications of the kit apprentissage"),
    .diplomesCertifications, ["code_diplome", "code_rncp"]
  ) { row, target in
    // A spreadsheet has taken the code for a number.
    let written = row.text(0)
    let code = written.utf8.count == 7 ? "0" + written : written
    guard code.isDiplomaCode, let certification = CertificationCode(row.text(1), in: .rncp) else { return .code }
    return try target.insert(.diplome_certification, code, "\(certification)") ? nil : .duplicate
  }
}

extension String {
  /// Whether it may be the number of a school: seven digits and a letter.
  var isUAI: Bool { utf8.count == 8 && String(dropLast()).isDigits(7) && (0x41...0x5A).contains(utf8.last!) }

  /// Whether it may be the code of a diploma: eight characters, digits in the middle.
  var isDiplomaCode: Bool {
    let bytes = Array(utf8)
    return bytes.count == 8 && bytes[3...5].allSatisfy { (0x30...0x39).contains($0) }
      && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }
}
