import LheoModel

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

  /// In order, each with the rights behind all of them.
  private let sirets: SheetNumbers
  /// Whether somebody may train whose SIRET the register does not have, so that nothing is known of others.
  public let isOpen: Bool

  init(_ sirets: SheetNumbers, isOpen: Bool) { (self.sirets, self.isOpen) = (sirets, isOpen) }

  /// How many establishments there are.
  public var count: Int { sirets.count }

  /// What an establishment may do; `nil` where the register does not name it.
  public subscript(siret: Siret) -> Rights? {
    let index = firstIndex(from: siret.number)
    return index < count && sirets[index] == siret.number ? rights(index) : nil
  }

  /// Another establishment of the same company that may train.
  public func trainer(ofCompanyOf siret: Siret) -> Siret? {
    var index = firstIndex(from: siret.siren * 100_000)
    while index < count, sirets[index] / 100_000 == siret.siren {
      if rights(index).mayTrain, sirets[index] != siret.number { return Siret(number: sirets[index]) }
      index += 1
    }
    return nil
  }

  private func rights(_ index: Int) -> Rights { Rights(rawValue: sirets.byte(index)) }

  private func firstIndex(from number: UInt64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if sirets[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension PartnerList {
  /// The partners of a certification and those who issue it, each once, in the order of their SIRETs.
  static func entries(
    _ partners: [(siret: Siret?, rights: Rights)], certificateurs: [RegisteredCertification.Certificateur]
  ) -> (rights: [(siret: UInt64, rights: Rights)], isOpen: Bool) {
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
    return (found.sorted { $0.key < $1.key }.map { (siret: $0.key, rights: $0.value) }, isOpen)
  }
}
