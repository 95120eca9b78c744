import LheoModel

/// A certification of the RNCP or the répertoire spécifique.
public struct RegisteredCertification: Sendable, Equatable {
  /// A code with its label.
  public struct Labelled: Sendable, Equatable {
    /// The code.
    public let code: String
    /// What it stands for, if the register says it.
    public let label: String?

    /// From its parts.
    public init(code: String, label: String? = nil) {
      self.code = code
      self.label = label
    }
  }

  /// A body that issues the certification.
  public struct Certificateur: Sendable, Equatable {
    /// Its SIRET, 14 digits; about a third have none.
    public let siret: String?
    /// Its name.
    public let name: String
    /// Whether it still issues it, as the register says.
    public let state: String?

    /// From its parts.
    public init(siret: String? = nil, name: String, state: String? = nil) {
      self.siret = siret
      self.name = name
      self.state = state
    }
  }

  /// A way to the certification.
  public enum Voie: String, Sendable, CaseIterable, Codable {
    /// As a pupil or student.
    case formationInitiale = "FI"
    /// In an apprenticeship.
    case apprentissage = "CA"
    /// After continuing training.
    case formationContinue = "FC"
    /// In a contrat de professionnalisation.
    case professionnalisation = "CQ"
    /// As a candidate without training.
    case candidatureIndividuelle = "CL"
    /// By experience.
    case experience = "VAE"
  }

  /// Its number.
  public let code: CertificationCode
  /// What it is called.
  public let title: String
  /// The kind of diploma: `BTS`, `TP`, `CAP`…; about half have none.
  public let kind: Labelled?
  /// The level from 3 to 8; `nil` where it has none, as all of the RS.
  public let level: Int?
  /// Whether it is active; a certification is until the end of its registration.
  public let isActive: Bool?
  /// The state of its sheet (`Publiée`…), which the XML says only.
  public let state: String?
  /// The last day of its registration; old ones by right have none.
  public let endDate: PartialDate?
  /// The first day of one by right.
  public let effectDate: PartialDate?
  /// The day on which one on request was decided.
  public let decisionDate: PartialDate?
  /// The last day on which it may be issued, which the XML says only.
  public let deliveryDate: PartialDate?
  /// Whether it is registered by right, not on request.
  public let isByRight: Bool?
  /// Whether there are partners, which the XML says only.
  public let hasPartners: Bool?
  /// The ways to it.
  public let voies: [Voie]
  /// Its blocs of competences.
  public let blocs: [Labelled]
  /// Who issues it.
  public let certificateurs: [Certificateur]
  /// The occupations (ROME) that it leads to.
  public let rome: [Labelled]
  /// What it is about (NSF): three digits, with a letter for the function in some.
  public let nsf: [Labelled]
  /// What it is about (Formacode).
  public let formacodes: [Labelled]
  /// The certifications that it took the place of.
  public let predecessors: [String]
  /// The certifications that take its place.
  public let successors: [String]

  /// From its parts.
  public init(
    code: CertificationCode, title: String, kind: Labelled? = nil, level: Int? = nil, isActive: Bool? = nil,
    state: String? = nil, endDate: PartialDate? = nil, effectDate: PartialDate? = nil, decisionDate: PartialDate? = nil,
    deliveryDate: PartialDate? = nil, isByRight: Bool? = nil, hasPartners: Bool? = nil, voies: [Voie] = [],
    blocs: [Labelled] = [], certificateurs: [Certificateur] = [], rome: [Labelled] = [], nsf: [Labelled] = [],
    formacodes: [Labelled] = [], predecessors: [String] = [], successors: [String] = []
  ) {
    self.code = code
    self.title = title
    self.kind = kind
    self.level = level
    self.isActive = isActive
    self.state = state
    self.endDate = endDate
    self.effectDate = effectDate
    self.decisionDate = decisionDate
    self.deliveryDate = deliveryDate
    self.isByRight = isByRight
    self.hasPartners = hasPartners
    self.voies = voies
    self.blocs = blocs
    self.certificateurs = certificateurs
    self.rome = rome
    self.nsf = nsf
    self.formacodes = formacodes
    self.predecessors = predecessors
    self.successors = successors
  }
}

/// A body's partnership for a certification.
public struct Partenaire: Sendable, Equatable {
  /// The certification.
  public let certification: CertificationCode
  /// The body's SIRET; `nil` where the register has none.
  public let siret: String?
  /// The body's name.
  public let name: String
  /// Whether it may train.
  public let trains: Bool
  /// Whether it may assess.
  public let assesses: Bool
  /// `Actif`, `Inactif` (as the sheet) or `Supprimé`, which the XML says only.
  public let state: String?

  /// From its parts.
  public init(
    certification: CertificationCode, siret: String? = nil, name: String, trains: Bool, assesses: Bool,
    state: String? = nil
  ) {
    self.certification = certification
    self.siret = siret
    self.name = name
    self.trains = trains
    self.assesses = assesses
    self.state = state
  }

  /// Whether the partnership has been withdrawn.
  public var isWithdrawn: Bool { state?.hasPrefix("Suppr") ?? false }
}

/// What an establishment may do for a certification.
public struct Habilitation: Sendable, Equatable {
  /// Whether it issues the certification itself.
  public let isCertificateur: Bool
  /// Whether it may train.
  public let trains: Bool
  /// Whether it may assess.
  public let assesses: Bool
  /// Whether it was a partner, and is none any more.
  public let isWithdrawn: Bool

  /// From its parts.
  public init(isCertificateur: Bool, trains: Bool, assesses: Bool, isWithdrawn: Bool) {
    self.isCertificateur = isCertificateur
    self.trains = trains
    self.assesses = assesses
    self.isWithdrawn = isWithdrawn
  }

  /// What rights are.
  package init(_ rights: PartnerList.Rights) {
    self.init(
      isCertificateur: rights.contains(.issues), trains: rights.mayTrain,
      assesses: !rights.isDisjoint(with: [.assesses, .issues]), isWithdrawn: rights == .withdrawn)
  }
}
