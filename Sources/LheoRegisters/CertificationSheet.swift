import LheoModel

/// A certification with its partners, made ready for questions about it.
public final class CertificationSheet: Sendable {
  /// The certification.
  public let certification: RegisteredCertification
  /// Who may train for it.
  public let partners: PartnerList
  /// Whether the register names partners at all.
  public let hasPartners: Bool
  /// The codes of its blocs, in capitals.
  public let blocs: [String]
  /// The words of its title and of the short one, without accents, that mean something.
  public let words: Set<String>
  /// The last day of its registration, counted from 1 January 1970.
  package let endDay: Int?
  /// The first day of one by right.
  package let effectDay: Int?
  /// The last day on which it may be issued.
  package let deliveryDay: Int?

  /// A sheet.
  ///
  /// - Parameters:
  ///   - certification: the certification.
  ///   - partenaires: its partners.
  public convenience init(_ certification: RegisteredCertification, partenaires: [Partenaire] = []) {
    self.init(
      certification,
      rights: partenaires.map { partenaire in
        (
          partenaire.siret.flatMap { Siret($0) },
          PartnerList.Rights(
            trains: partenaire.trains, assesses: partenaire.assesses, isWithdrawn: partenaire.isWithdrawn)
        )
      })
  }

  /// A sheet.
  ///
  /// - Parameters:
  ///   - certification: the certification.
  ///   - rights: what its partners may do.
  package init(_ certification: RegisteredCertification, rights: [(siret: Siret?, rights: PartnerList.Rights)]) {
    self.certification = certification
    partners = PartnerList(rights, certificateurs: certification.certificateurs)
    hasPartners = !rights.isEmpty
    blocs = certification.blocs.map { $0.code.uppercased() }
    words = [certification.title, certification.kind?.label, certification.kind?.code].compactMap { $0 }
      .reduce(into: []) { $0.formUnion(MeaningfulWords.of($1)) }
    endDay = certification.endDate?.dayNumber
    effectDay = certification.effectDate?.dayNumber
    deliveryDay = certification.deliveryDate?.dayNumber
  }

  /// Its number.
  public var code: CertificationCode { certification.code }

  /// Whether a ministry of education issues it, which keeps no list of who may train.
  public var isOfEducation: Bool {
    certification.isByRight == true
      && certification.certificateurs.contains { body in
        if let siret = body.siret { return siret == "11004301500012" || siret == "11004401300040" }
        let name = body.name.folded
        return name.contains("education nationale") || name.contains("enseignement superieur")
      }
  }

  /// Whether it may be trained for by authorised bodies only.
  public var needsHabilitation: Bool {
    if isOfEducation { return false }
    let isTitle = ["TP", "TITRE"].contains(certification.kind?.code.uppercased() ?? "")
    return isTitle || certification.isByRight == false
  }
}

/// What establishments may do for a certification, by their SIRET.
public struct PartnerList: Sendable {
  /// What an establishment may do.
  public struct Rights: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Rights from their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// It may train.
    public static let trains = Rights(rawValue: 1)
    /// It may assess.
    public static let assesses = Rights(rawValue: 2)
    /// It issues the certification, and may train and assess.
    public static let issues = Rights(rawValue: 4)
    /// It was a partner, and is none any more.
    public static let withdrawn = Rights(rawValue: 8)

    /// The rights of a partner; one that is none any more has no others.
    package init(trains: Bool, assesses: Bool, isWithdrawn: Bool) {
      self = isWithdrawn ? .withdrawn : []
      if trains, !isWithdrawn { insert(.trains) }
      if assesses, !isWithdrawn { insert(.assesses) }
    }

    /// Whether it may train.
    public var mayTrain: Bool { !isDisjoint(with: [.trains, .issues]) }
  }

  private let sirets: [UInt64]
  private let rights: [Rights]
  /// Whether somebody may train whose SIRET the register does not have, so that nothing is known of others.
  public let isOpen: Bool

  /// The partners of a certification and those who issue it.
  init(_ partners: [(siret: Siret?, rights: Rights)], certificateurs: [RegisteredCertification.Certificateur]) {
    var found: [UInt64: Rights] = Dictionary(minimumCapacity: partners.count + certificateurs.count)
    var isOpen = false
    for (siret, rights) in partners {
      if let siret {
        found[siret.number, default: []].formUnion(rights)
      } else {
        isOpen = isOpen || rights.contains(.trains)
      }
    }
    for certificateur in certificateurs {
      guard let siret = certificateur.siret.flatMap({ Siret($0) }) else {
        isOpen = isOpen || partners.isEmpty
        continue
      }
      found[siret.number, default: []].insert(.issues)
    }
    let sorted = found.sorted { $0.key < $1.key }
    sirets = sorted.map(\.key)
    rights = sorted.map(\.value)
    self.isOpen = isOpen
  }

  /// How many establishments there are.
  public var count: Int { sirets.count }

  /// What an establishment may do; `nil` where the register does not name it.
  public subscript(siret: Siret) -> Rights? {
    let index = firstIndex(from: siret.number)
    return index < sirets.count && sirets[index] == siret.number ? rights[index] : nil
  }

  /// Another establishment of the same company that may train.
  public func trainer(ofCompanyOf siret: Siret) -> Siret? {
    var index = firstIndex(from: siret.siren * 100_000)
    while index < sirets.count, sirets[index] / 100_000 == siret.siren {
      if rights[index].mayTrain, sirets[index] != siret.number { return Siret(number: sirets[index]) }
      index += 1
    }
    return nil
  }

  private func firstIndex(from number: UInt64) -> Int {
    var (low, high) = (0, sirets.count)
    while low < high {
      let middle = (low + high) / 2
      if sirets[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
