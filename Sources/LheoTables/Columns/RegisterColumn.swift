import LheoModel
import LheoRegisters

/// What a register says of a code, as the end of a path: `code-RNCP:titre`, `code-INSEE-commune:commune`, `SIRET:etat`.
enum RegisterColumn: String, CaseIterable, Sendable {
  /// Of a certification.
  case titre, niveau, fin
  /// Of a certification or an establishment.
  case etat
  /// Of a commune's code.
  case commune, departement, region

  /// What an element holds that registers know.
  private enum Subject { case rncp, rs, commune, siret }

  private static func subject(of element: Element) -> Subject? {
    switch element {
    case .codeRNCP, .referenceCodeRNCP: .rncp
    case .codeRS, .referenceCodeRS: .rs
    case .codeINSEECommune: .commune
    case .siret: .siret
    default: nil
    }
  }

  /// Whether registers say it of what an element holds.
  func isSaid(of element: Element) -> Bool {
    switch Self.subject(of: element) {
    case .rncp, .rs: [.titre, .niveau, .fin, .etat].contains(self)
    case .commune: [.commune, .departement, .region].contains(self)
    case .siret: self == .etat
    case nil: false
    }
  }

  /// What it is, in French.
  var label: String {
    switch self {
    case .titre: "Titre de la certification, selon France compétences"
    case .niveau: "Niveau de la certification, selon France compétences"
    case .fin: "Fin d'enregistrement de la certification"
    case .etat: "État, selon le référentiel"
    case .commune: "Nom de la commune, selon l'INSEE"
    case .departement: "Nom du département"
    case .region: "Nom de la région"
    }
  }

  /// What registers say of a code; `nil` where they do not know it.
  func text(of code: UnsafeBufferPointer<UInt8>, in element: Element, _ answers: any RegisterAnswers) -> String? {
    switch Self.subject(of: element) {
    case .rncp: certification(code, .rncp, answers)
    case .rs: certification(code, .rs, answers)
    case .commune: PackedCode(code).flatMap { answers.commune($0)?.current }.flatMap { place($0, answers) }
    case .siret:
      Siret(code).flatMap { answers.establishment($0) }.map { $0.isOpen ? "ouvert" : "fermé" }
    case nil: nil
    }
  }

  private func certification(
    _ code: UnsafeBufferPointer<UInt8>, _ repertoire: CertificationCode.Repertoire, _ answers: any RegisterAnswers
  ) -> String? {
    let text = String(decoding: code, as: UTF8.self)
    guard let sheet = CertificationCode(text, in: repertoire).flatMap({ answers.certification($0) }) else { return nil }
    return switch self {
    case .titre: sheet.title
    case .niveau: sheet.level.map(String.init)
    case .fin: sheet.endDate?.isoText
    case .etat: sheet.isActive.map { $0 ? "active" : "inactive" }
    case .commune, .departement, .region: nil
    }
  }

  private func place(_ commune: Commune, _ answers: any RegisterAnswers) -> String? {
    switch self {
    case .commune: commune.name
    case .departement: commune.departement.flatMap { PackedCode($0) }.flatMap { answers.departement($0)?.name }
    case .region: commune.region.flatMap { PackedCode($0) }.flatMap { answers.region($0)?.name }
    case .titre, .niveau, .fin, .etat: nil
    }
  }
}

extension Table {
  /// The table with what registers say of its codes, in columns behind its own.
  public var withRegisterColumns: Table {
    guard let added = Self.registerColumns[name] else { return self }
    return appending(added.map { try! Column($0) })
  }

  private static func certification(_ path: String) -> [String] {
    ["titre", "niveau", "etat", "fin"].map { "certification_\($0)=\(path)/code-RNCP:\($0)|\(path)/code-RS:\($0)" }
  }

  private static func commune(_ prefix: String, _ path: String) -> [String] {
    ["commune", "departement", "region"].map { "\(prefix)\($0)_nom=\(path)/code-INSEE-commune:\($0)" }
  }

  private static let registerColumns: [String: [String]] = [
    "formations": certification("formation/certification"),
    "sessions": certification("formation/certification")
      + commune("lieu_", "action/lieu-de-formation/coordonnees/adresse"),
    "actions": commune("lieu_", "action/lieu-de-formation/coordonnees/adresse"),
    "certifications": certification("certification"),
    "lieux": commune("", "lieu-de-formation/coordonnees/adresse") + [
      "siret_etat=lieu-de-formation/SIRET-lieu-formation/SIRET:etat"
    ],
    "organismes": [
      "siret_etat=organisme-formation-responsable/SIRET-organisme-formation/SIRET:etat"
        + "|organisme-formateur/SIRET-formateur/SIRET:etat"
    ] + commune("", "organisme-formation-responsable/coordonnees-organisme/coordonnees/adresse"),
  ]
}
