import LheoModel

/// A commune's code with what has become of it, made ready for questions about addresses.
public final class CommuneSheet: Sendable {
  /// The commune or part of one that has the code; `nil` where the code is none of today.
  public let commune: Commune?
  /// What has become of the code.
  public let fate: CommuneFate
  /// The commune of today.
  public let current: Commune?
  /// The postcodes of the commune, and of the one that it is part of.
  public let postcodes: Set<String>
  /// The names by which addresses may call it.
  package let names: [TownName]

  /// A code and what is known of it.
  ///
  /// - Parameters:
  ///   - commune: what has the code today.
  ///   - fate: what has become of the code.
  ///   - parts: communes that are part of it, or that it is part of.
  ///   - formerNames: names that it had before.
  public init(commune: Commune?, fate: CommuneFate, parts: [Commune] = [], formerNames: [String] = []) {
    self.commune = commune
    self.fate = fate
    current =
      switch fate {
      case .current(let commune), .replaced(let commune, _): commune
      case .split, .unknown: nil
      }
    let all = [commune, current].compactMap { $0 } + parts
    postcodes = Set(all.flatMap(\.postcodes))
    names = Array(Set((all.map(\.name) + formerNames).map { TownName($0) })).filter { !$0.words.isEmpty }
  }

  /// Where the commune of today is.
  public var position: Commune.Position? { current?.position ?? commune?.position }
}

/// A postcode and the communes that have it.
public final class PostcodeSheet: Sendable {
  /// A commune and what addresses call it there.
  public struct Place: Sendable, Equatable {
    /// The commune's code.
    public let commune: String
    /// Its names there: of the commune, of a part of it, as letters are addressed.
    public let names: [String]

    /// A commune and its names.
    public init(commune: String, names: [String]) {
      self.commune = commune
      self.names = names
    }
  }

  /// The communes, by code.
  public let places: [Place]
  package let names: Set<TownName>

  /// A postcode with its communes.
  public init(_ places: [Place]) {
    self.places = places
    names = Set(places.flatMap(\.names).map { TownName($0) })
  }

  /// The commune of a town's name; `nil` where there is none or several.
  public func commune(named town: String) -> String? {
    let name = TownName(town)
    let found = Set(places.filter { $0.names.contains { TownName($0) == name } }.map(\.commune))
    return found.count == 1 ? found.first : nil
  }
}
