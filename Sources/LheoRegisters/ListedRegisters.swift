import LheoModel

/// Registers that are made in code, for examples and tests: what they hold is listed.
public struct ListedRegisters: Registers {
  /// What they are called.
  public var name: String
  /// What there is.
  public var editions: [RegisterEdition]
  /// The certifications, with their partners.
  public var certifications: [CertificationCode: CertificationSheet] = [:]
  /// The training bodies.
  public var organismes: [Organisme] = []
  /// The establishments.
  public var establishments: [Establishment] = []
  /// The codes of communes.
  public var communes: [PackedCode: CommuneSheet] = [:]
  /// The départements.
  public var departements: [Territory] = []
  /// The regions.
  public var regions: [Territory] = []
  /// The postcodes.
  public var postcodes: [PackedCode: PostcodeSheet] = [:]
  /// The occupations.
  public var occupations: [Occupation] = []
  /// The schools.
  public var schools: [School] = []
  /// The diplomas.
  public var diplomas: [Diploma] = []
  /// The descriptors of Formacode.
  public var formacodes: [Formacode] = []
  /// The codes of Certif Info.
  public var certifinfos: [CertifinfoCode] = []

  /// Registers with nothing in them.
  public init(name: String, editions: [RegisterEdition]) {
    self.name = name
    self.editions = editions
  }

  /// Answers from the lists.
  public func makeAnswers() -> any RegisterAnswers { ListedAnswers(self) }
}

private final class ListedAnswers: RegisterAnswers {
  private let list: ListedRegisters

  init(_ list: ListedRegisters) { self.list = list }

  func certification(_ code: CertificationCode) -> CertificationSheet? { list.certifications[code] }

  func hasNSF(_ code: PackedCode) -> Bool {
    list.certifications.values.contains { $0.hasCode(code, .nsf) }
  }

  func organismes(nda: PackedCode) -> [Organisme] {
    let current = list.organismes.filter { $0.nda == nda.description }
    return current.isEmpty ? list.organismes.filter { $0.formerNDAs.contains(nda.description) } : current
  }

  func organismes(siret: Siret) -> [Organisme] {
    let text = siret.description
    return list.organismes.filter { $0.siret == text }
  }

  func organismes(siren: UInt64) -> [Organisme] { list.organismes.filter { $0.siren == Siret.siren(siren) } }

  func establishment(_ siret: Siret) -> Establishment? {
    let text = siret.description
    return list.establishments.first { $0.siret == text }
  }

  func hasEstablishments(siren: UInt64) -> Bool {
    let text = Siret.siren(siren)
    return list.establishments.contains { $0.siret.hasPrefix(text) }
  }

  func commune(_ code: PackedCode) -> CommuneSheet? { list.communes[code] }

  func departement(_ code: PackedCode) -> Territory? { list.departements.first { $0.code == code.description } }

  func region(_ code: PackedCode) -> Territory? { list.regions.first { $0.code == code.description } }

  func postcode(_ code: PackedCode) -> PostcodeSheet? { list.postcodes[code] }

  func occupation(_ code: PackedCode) -> Occupation? { list.occupations.first { $0.code == code.description } }

  func school(_ code: PackedCode) -> School? { list.schools.first { $0.code == code.description } }

  func diplomas(of code: CertificationCode) -> [Diploma] { list.diplomas.filter { $0.certifications.contains(code) } }

  func formacodes(_ code: PackedCode) -> [Formacode] { list.formacodes.filter { $0.code == code.description } }

  var formacodeVersions: [Int] { Set(list.formacodes.map(\.version)).sorted() }

  func certifinfo(_ code: PackedCode) -> CertifinfoCode? { list.certifinfos.first { $0.code == code.description } }
}
