/// A form of LHEO that feeds come in. All of them are read as LHEO 2.3.
public struct Dialect: Sendable, Hashable {
  /// The version, such as `2.2`.
  public let version: String
  /// The namespace that its elements are in.
  public let namespace: String

  private init(version: String, namespace: String) {
    self.version = version
    self.namespace = namespace
  }

  /// LHEO 2.3.
  public static let current = Dialect(version: LheoSchema.version, namespace: LheoSchema.namespace)

  /// Versions that have nothing which 2.3 does not have, so that only the namespace tells them apart.
  private static let earlierVersions = ["2.2", "2.2.1"]

  /// The dialect that a namespace is that of; `nil` if there is none that can be read.
  public init?(namespace: String) {
    if namespace == LheoSchema.namespace {
      self = .current
    } else if let version = Self.version(in: namespace), Self.earlierVersions.contains(version) {
      self.init(version: version, namespace: namespace)
    } else {
      return nil
    }
  }

  /// Whether it is LHEO 2.3.
  public var isCurrent: Bool { self == .current }

  /// The version in a namespace such as `http://www.lheo.org/2.2` or `http://lheo.gouv.fr/2.2`, whether it can be read or
  /// not.
  package static func version(in namespace: String) -> String? {
    let parts = namespace.lowercased().split { $0 == "/" || $0.isWhitespace }
    guard let last = parts.last, parts.dropLast().contains(where: { $0.contains("lheo") }),
      last.allSatisfy({ $0.isNumber || $0 == "." }), last.contains(where: \.isNumber)
    else { return nil }
    return String(last)
  }
}
