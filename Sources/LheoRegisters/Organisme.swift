import LheoModel

/// A body of the public list of training bodies. The list has only those whose yearly report is in order: that a body is
/// not there proves nothing.
public struct Organisme: Sendable, Equatable {
  /// For which actions it has the quality certificate Qualiopi; `nil` where the list does not say.
  public struct Qualiopi: Sendable, Equatable {
    /// Training.
    public let formation: Bool?
    /// Skills assessments.
    public let bilan: Bool?
    /// Validation of experience.
    public let vae: Bool?
    /// Apprenticeship.
    public let apprentissage: Bool?

    /// From its parts.
    public init(formation: Bool? = nil, bilan: Bool? = nil, vae: Bool? = nil, apprentissage: Bool? = nil) {
      self.formation = formation
      self.bilan = bilan
      self.vae = vae
      self.apprentissage = apprentissage
    }

    /// Whether it has it for anything.
    public var isThere: Bool { [formation, bilan, vae, apprentissage].contains(true) }
  }

  /// Its number (numéro de déclaration d'activité): 11 characters, mostly digits.
  public let nda: String
  /// The numbers that it had before.
  public let formerNDAs: [String]
  /// The company, 9 digits.
  public let siren: String?
  /// The establishment that is declared, 14 digits.
  public let siret: String?
  /// Its name.
  public let name: String
  /// Street and number.
  public let street: String?
  /// The postcode.
  public let postcode: String?
  /// The town.
  public let town: String?
  /// The region's code.
  public let region: String?
  /// Its quality certificate.
  public let qualiopi: Qualiopi
  /// When it made its last yearly report.
  public let lastDeclaration: PartialDate?

  /// From its parts.
  public init(
    nda: String, formerNDAs: [String] = [], siren: String? = nil, siret: String? = nil, name: String,
    street: String? = nil, postcode: String? = nil, town: String? = nil, region: String? = nil, qualiopi: Qualiopi,
    lastDeclaration: PartialDate? = nil
  ) {
    self.nda = nda
    self.formerNDAs = formerNDAs
    self.siren = siren
    self.siret = siret
    self.name = name
    self.street = street
    self.postcode = postcode
    self.town = town
    self.region = region
    self.qualiopi = qualiopi
    self.lastDeclaration = lastDeclaration
  }
}

/// An establishment of Sirene.
public struct Establishment: Sendable, Equatable {
  /// Its number, 14 digits.
  public let siret: String
  /// Whether it is open.
  public let isOpen: Bool
  /// Since when it is what it is; the day of closing where it is closed.
  public let since: PartialDate?
  /// Its sign.
  public let name: String?
  /// The postcode; `nil` where the address is not public.
  public let postcode: String?
  /// The commune's code.
  public let commune: String?
  /// Whether it is the seat of its company.
  public let isSeat: Bool?

  /// From its parts.
  public init(
    siret: String, isOpen: Bool, since: PartialDate? = nil, name: String? = nil, postcode: String? = nil,
    commune: String? = nil, isSeat: Bool? = nil
  ) {
    self.siret = siret
    self.isOpen = isOpen
    self.since = since
    self.name = name
    self.postcode = postcode
    self.commune = commune
    self.isSeat = isSeat
  }
}

/// An occupation of ROME.
public struct Occupation: Sendable, Equatable {
  /// A letter and four digits.
  public let code: String
  /// What it is called.
  public let title: String
  /// The occupation that it is part of, if it is another.
  public let parent: String?

  /// From its parts.
  public init(code: String, title: String, parent: String? = nil) {
    self.code = code
    self.title = title
    self.parent = parent
  }
}
