/// A form of LHEO that feeds come in. All of them are read as LHEO 2.3.
public struct Dialect: Sendable, Hashable {
  /// What a dialect is to LHEO 2.3.
  private enum Kind: Sendable { case current, earlier, edof }

  /// The version, such as `2.2`; of EDOF its name.
  public let version: String
  /// The namespace that its elements are in.
  public let namespace: String
  private let kind: Kind

  private init(version: String, namespace: String, _ kind: Kind) {
    self.version = version
    self.namespace = namespace
    self.kind = kind
  }

  /// LHEO 2.3.
  public static let current = Dialect(version: LheoSchema.version, namespace: LheoSchema.namespace, .current)

  /// EDOF, in which training bodies hand their offers to Mon Compte Formation. Its elements are some of LHEO's, and most
  /// are stricter.
  public static let edof = Dialect(version: "EDOF", namespace: DialectSchema.edofNamespace, .edof)

  /// Versions that have nothing which 2.3 does not have, so that only the namespace tells them apart.
  private static let earlierVersions = ["2.2", "2.2.1"]

  /// The dialect that a namespace is that of; `nil` if there is none that can be read.
  public init?(namespace: String) {
    if namespace == LheoSchema.namespace {
      self = .current
    } else if namespace == Dialect.edof.namespace {
      self = .edof
    } else if let version = Self.version(in: namespace), Self.earlierVersions.contains(version) {
      self.init(version: version, namespace: namespace, .earlier)
    } else {
      return nil
    }
  }

  /// Whether it is LHEO 2.3.
  public var isCurrent: Bool { kind == .current }

  /// Whether it is an earlier version of LHEO. What is written of it is LHEO 2.3.
  public var isEarlier: Bool { kind == .earlier }

  /// Whether it is EDOF.
  public var isEdof: Bool { kind == .edof }

  /// The dialect in which is written what was read in this one.
  public var written: Dialect { isEarlier ? .current : self }

  /// The name with the version, such as « LHEO 2.3 ».
  public var name: String { isEdof ? version : "LHEO \(version)" }

  /// What it allows; an earlier version is judged as LHEO 2.3.
  public var schema: DialectSchema { isEdof ? .edof : .current }

  /// The elements that a feed may start with.
  public var rootElements: Set<Element> { isEdof ? [.lheo] : FeedEvent.rootElements }

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

/// What a dialect says of each element of LHEO.
public struct DialectSchema: Sendable {
  /// The elements by number, from 1; `nil` for those that the dialect does not have.
  private let definitionsByNumber: [ElementDefinition?]
  /// The elements of the dialect, in the order of LHEO's schema.
  public let definitions: [ElementDefinition]

  init(_ definitions: [ElementDefinition]) {
    var byNumber = [ElementDefinition?](repeating: nil, count: Element.count)
    for definition in definitions { byNumber[Int(definition.element.rawValue) - 1] = definition }
    definitionsByNumber = byNumber
    self.definitions = byNumber.compactMap(\.self)
  }

  /// What LHEO 2.3 says.
  public static let current = DialectSchema(LheoSchema.definitions)
  /// What EDOF says.
  public static let edof = DialectSchema(edofDefinitions)

  /// What the dialect says of an element; `nil` if it does not have it.
  public func definition(of element: Element) -> ElementDefinition? { definitionsByNumber[Int(element.rawValue) - 1] }
}
