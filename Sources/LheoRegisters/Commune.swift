import LheoModel

/// A commune, or a part of one, of the official geographic code.
public struct Commune: Sendable, Equatable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// A commune.
    case commune = "COM"
    /// An arrondissement of Paris, Lyon or Marseille.
    case arrondissement = "ARM"
    /// A former commune, part of another one: déléguée.
    case deleguee = "COMD"
    /// A former commune, part of another one: associée.
    case associee = "COMA"
    /// A commune of the overseas collectivities.
    case outreMer = "COMER"

    /// Whether it is part of a commune that has taken its place.
    public var isFormer: Bool { self == .deleguee || self == .associee }
  }

  /// Where it is.
  public struct Position: Sendable, Equatable {
    /// Degrees north of its centre.
    public let latitude: Double
    /// Degrees east of its centre.
    public let longitude: Double
    /// The smallest box around it, if it is known.
    public let box: Box?

    /// From its parts.
    public init(latitude: Double, longitude: Double, box: Box? = nil) {
      self.latitude = latitude
      self.longitude = longitude
      self.box = box
    }
  }

  /// A part of the earth, in degrees north and east.
  public struct Box: Sendable, Equatable {
    /// From south to north.
    public let latitudes: ClosedRange<Double>
    /// From west to east.
    public let longitudes: ClosedRange<Double>

    /// From its parts.
    public init(latitudes: ClosedRange<Double>, longitudes: ClosedRange<Double>) {
      self.latitudes = latitudes
      self.longitudes = longitudes
    }
  }

  /// Its code: five characters.
  public let code: String
  /// What it is.
  public let kind: Kind
  /// Its name.
  public let name: String
  /// The commune that it is part of.
  public let parent: String?
  /// The département's code; that of the collectivity overseas.
  public let departement: String?
  /// The region's code.
  public let region: String?
  /// Its postcodes; not those of CEDEX addresses.
  public let postcodes: [String]
  /// Where it is, if the register of positions is there.
  public let position: Position?

  /// From its parts.
  public init(
    code: String, kind: Kind, name: String, parent: String? = nil, departement: String? = nil, region: String? = nil,
    postcodes: [String] = [], position: Position? = nil
  ) {
    self.code = code
    self.kind = kind
    self.name = name
    self.parent = parent
    self.departement = departement
    self.region = region
    self.postcodes = postcodes
    self.position = position
  }
}

/// What has become of a commune's code.
public enum CommuneFate: Sendable, Equatable {
  /// It is the code of a commune of today.
  case current(Commune)
  /// The commune is part of another one now, since a day if it is known.
  case replaced(by: Commune, since: PartialDate?)
  /// It has become several communes.
  case split([Commune])
  /// There is no such code, or the registers of communes are not there.
  case unknown
}

/// A département or a region.
public struct Territory: Sendable, Equatable {
  /// Its code: two or three characters.
  public let code: String
  /// Its name.
  public let name: String
  /// The region of a département.
  public let region: String?
  /// The code of its chef-lieu.
  public let chefLieu: String?

  /// From its parts.
  public init(code: String, name: String, region: String? = nil, chefLieu: String? = nil) {
    self.code = code
    self.name = name
    self.region = region
    self.chefLieu = chefLieu
  }
}
