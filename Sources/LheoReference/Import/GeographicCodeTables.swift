import GRDB
import LheoModel
import LheoRegisters

/// The files of the official geographic code of INSEE.
extension TableLayout {
  static let geographicCode = [communes, mouvements, historique, departements, regions, overseas]

  /// A file whose first column is the first that it needs: cantons and arrondissements have the same ones behind theirs.
  private static func list(
    _ name: Text, _ register: Register, _ needed: [String], _ optional: [String],
    read: @escaping @Sendable (TableRow, ImportTarget) throws -> Refusal?
  ) -> TableLayout {
    var layout = file(name, register, needed, optional, read: read)
    layout.first = needed[0]
    return layout
  }

  private static let communes = list(
    Text("les communes de l'INSEE", "the communes of INSEE"), .communes, ["typecom", "com", "libelle", "dep", "reg"],
    ["ncc", "comparent", "can"]
  ) { row, target in
    let code = row.text(1)
    guard code.isCommuneCode, let type = row.value(0) else { return .code }
    let isNew = try target.insert(
      .commune, type, code, row.text(2), row.value(5), row.value(6), row.value(3), row.value(4))
    return isNew ? nil : .duplicate
  }

  private static let mouvements = list(
    Text("les mouvements de communes de l'INSEE", "the movements of communes of INSEE"), .mouvements,
    ["mod", "date_eff", "typecom_av", "com_av", "typecom_ap", "com_ap"], ["libelle_av", "libelle_ap"]
  ) { row, target in
    let (old, new) = (row.text(3), row.text(5))
    guard old.isCommuneCode, new.isCommuneCode, let day = row.day(1) else { return .code }
    target.note(day: day)
    let isNew = try target.insert(
      .commune_move, old, day, row.text(0), new, row.text(2), row.text(4), row.value(6), row.value(7))
    return isNew ? nil : .duplicate
  }

  private static let historique = list(
    Text("les communes depuis 1943 de l'INSEE", "the communes since 1943 of INSEE"), .historique,
    ["com", "libelle", "date_debut", "date_fin"], ["ncc", "nccenr"]
  ) { row, target in
    let code = row.text(0)
    guard code.isCommuneCode, let from = row.day(2) else { return .code }
    target.note(day: from)
    return try target.insert(.commune_period, code, from, row.text(1), row.day(3)) ? nil : .duplicate
  }

  private static let departements = list(
    Text("les départements de l'INSEE", "the départements of INSEE"), .departements,
    ["dep", "reg", "cheflieu", "libelle"], ["ncc", "nccenr"]
  ) { row, target in
    guard let code = row.value(0) else { return .code }
    return try target.insert(.departement, code, row.text(3), row.value(1), row.value(2)) ? nil : .duplicate
  }

  private static let regions = list(
    Text("les régions de l'INSEE", "the regions of INSEE"), .regions, ["reg", "cheflieu", "libelle"], ["ncc", "nccenr"]
  ) { row, target in
    guard let code = row.value(0) else { return .code }
    return try target.insert(.region, code, row.text(2), row.value(1)) ? nil : .duplicate
  }

  private static let overseas = list(
    Text("les communes d'outre-mer de l'INSEE", "the overseas communes of INSEE"), .outreMer,
    ["com_comer", "libelle", "comer"], ["ncc", "libelle_comer"]
  ) { row, target in
    let code = row.text(0)
    guard code.isCommuneCode else { return .code }
    return try target.insert(.commune, "COMER", code, row.text(1), row.value(3), nil, row.value(2), nil)
      ? nil : .duplicate
  }
}
