import LheoModel

/// Official registers that are at hand, for any number of threads.
public protocol Registers: Sendable {
  /// What the whole is called: the file of a database.
  var name: String { get }
  /// What there is, in the order of `Register`, one edition each.
  var editions: [RegisterEdition] { get }
  /// Answers for one thread at a time, with a bounded memory of their own.
  func makeAnswers() -> any RegisterAnswers
  /// Makes sure that all answers so far could be looked for. What has been made of answers is in doubt where this fails, and
  /// takes no place.
  ///
  /// - Throws: why answers lack since some moment, such as a database that could not be read any more.
  func requireAnswers() throws
}

extension Registers {
  /// What is in memory always answers.
  public func requireAnswers() throws {}
}

/// A register as it was on a day.
public struct RegisterEdition: Sendable, Hashable {
  /// The register.
  public let register: Register
  /// The day of its data.
  public let day: PartialDate
  /// Whether it says of each partner whether the habilitation is in force.
  public let hasStates: Bool
  /// Whether it has the partners of its certifications: exports of France compétences come in parts.
  public let hasPartners: Bool
  /// Whether it has the blocks of its certifications.
  public let hasBlocs: Bool

  /// An edition of a register.
  public init(
    _ register: Register, day: PartialDate, hasStates: Bool = false, hasPartners: Bool = true, hasBlocs: Bool = true
  ) {
    self.register = register
    self.day = day
    self.hasStates = hasStates
    self.hasPartners = hasPartners
    self.hasBlocs = hasBlocs
  }

  /// Whether the data is older than it should be.
  public func isOld(asOf today: PartialDate) -> Bool {
    guard let day = day.dayNumber, let today = today.dayNumber else { return false }
    return today - day > register.lifetime
  }
}

/// What registers answer, for one thread at a time. Where a register is not there, or cannot be read any more, there is no
/// answer.
public protocol RegisterAnswers: AnyObject {
  /// A certification with its partners.
  func certification(_ code: CertificationCode) -> CertificationSheet?
  /// Whether a group of specialities (NSF), three digits, is that of some certification.
  func hasNSF(_ code: PackedCode) -> Bool
  /// The training body that has a number, or, if none has it, those that had it before.
  func organismes(nda: PackedCode) -> [Organisme]
  /// The training bodies that declared an establishment.
  func organismes(siret: Siret) -> [Organisme]
  /// The training bodies of a company.
  func organismes(siren: UInt64) -> [Organisme]
  /// An establishment of Sirene.
  func establishment(_ siret: Siret) -> Establishment?
  /// Whether establishments of a company have been imported from Sirene.
  func hasEstablishments(siren: UInt64) -> Bool
  /// A commune's code.
  func commune(_ code: PackedCode) -> CommuneSheet?
  /// A département.
  func departement(_ code: PackedCode) -> Territory?
  /// A region.
  func region(_ code: PackedCode) -> Territory?
  /// A postcode, as La Poste has it.
  func postcode(_ code: PackedCode) -> PostcodeSheet?
  /// An occupation of ROME.
  func occupation(_ code: PackedCode) -> Occupation?
  /// A school.
  func school(_ code: PackedCode) -> School?
  /// The diplomas that a certification is.
  func diplomas(of code: CertificationCode) -> [Diploma]
  /// A descriptor of Formacode in each version that has it.
  func formacodes(_ code: PackedCode) -> [Formacode]
  /// The versions of Formacode that there are.
  var formacodeVersions: [Int] { get }
  /// A code of Certif Info.
  func certifinfo(_ code: PackedCode) -> CertifinfoCode?
}

/// A descriptor of Formacode, in one of its versions.
public struct Formacode: Sendable, Equatable {
  /// The version.
  public let version: Int
  /// Five digits.
  public let code: String
  /// What it is about.
  public let title: String
  /// The code that takes its place in a later version.
  public let successor: String?

  /// From its parts.
  public init(version: Int, code: String, title: String, successor: String? = nil) {
    self.version = version
    self.code = code
    self.title = title
    self.successor = successor
  }
}

/// A code of Certif Info, the Carif-Oref's list of certifications.
public struct CertifinfoCode: Sendable, Equatable {
  /// Its number.
  public let code: String
  /// The certifications of the RNCP and the RS that it stands for.
  public let certifications: [CertificationCode]
  /// Whether it is used no more.
  public let isArchived: Bool
  /// The codes that take its place.
  public let successors: [String]

  /// From its parts.
  public init(code: String, certifications: [CertificationCode], isArchived: Bool = false, successors: [String] = []) {
    self.code = code
    self.certifications = certifications
    self.isArchived = isArchived
    self.successors = successors
  }
}
