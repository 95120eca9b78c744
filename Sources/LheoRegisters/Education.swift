import LheoModel

/// A school, a CFA among them.
public struct School: Sendable, Equatable {
  /// Its number (UAI): seven digits and a letter.
  public let code: String
  /// Its name.
  public let name: String
  /// Whether it is open.
  public let isOpen: Bool
  /// Its SIRET, 14 digits.
  public let siret: String?
  /// The commune's code.
  public let commune: String?
  /// The postcode.
  public let postcode: String?
  /// When it was closed.
  public let closed: PartialDate?

  /// From its parts.
  public init(
    code: String, name: String, isOpen: Bool, siret: String? = nil, commune: String? = nil, postcode: String? = nil,
    closed: PartialDate? = nil
  ) {
    self.code = code
    self.name = name
    self.isOpen = isOpen
    self.siret = siret
    self.commune = commune
    self.postcode = postcode
    self.closed = closed
  }
}

/// A diploma of the ministries, by its code (code formation diplôme).
public struct Diploma: Sendable, Equatable {
  /// Eight characters.
  public let code: String
  /// What it is called.
  public let title: String
  /// The level, 3 to 8.
  public let level: Int?
  /// The first day of the code.
  public let opened: PartialDate?
  /// The last day of the code.
  public let closed: PartialDate?
  /// The year of the first examination.
  public let firstSession: Int?
  /// The year of the last examination.
  public let lastSession: Int?
  /// The diplomas that take its place.
  public let successors: [String]
  /// The certifications that it is.
  public let certifications: [CertificationCode]

  /// From its parts.
  public init(
    code: String, title: String, level: Int? = nil, opened: PartialDate? = nil, closed: PartialDate? = nil,
    firstSession: Int? = nil, lastSession: Int? = nil, successors: [String] = [],
    certifications: [CertificationCode] = []
  ) {
    self.code = code
    self.title = title
    self.level = level
    self.opened = opened
    self.closed = closed
    self.firstSession = firstSession
    self.lastSession = lastSession
    self.successors = successors
    self.certifications = certifications
  }
}
