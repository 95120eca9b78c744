/// One of LHEO's elements, by number. The numbers follow the schema and may change between versions of the toolkit.
@frozen
public struct Element: RawRepresentable, Hashable, Sendable {
  /// The number, from 1.
  public let rawValue: UInt16

  /// The element of that number.
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The element of that name in XML.
  public init?(name: String) {
    guard let element = LheoSchema.elementsByName[name] else { return nil }
    self = element
  }

  /// The name in XML, such as `intitule-formation`.
  public var name: String { definition.name }

  /// The French label, such as « Intitulé de la formation ».
  public var label: String { definition.label }

  /// All that the schema says of it.
  public var definition: ElementDefinition { LheoSchema.definitions[Int(rawValue) - 1] }
}

/// What the schema says of an element.
public struct ElementDefinition: Sendable {
  /// A child in a sequence.
  public struct Particle: Sendable {
    /// The child element.
    public let element: Element
    /// How many times it must occur: 0 or 1.
    public let minimum: Int
    /// How many times it may occur; `nil` for any number.
    public let maximum: Int?
  }

  /// What may stand in an element.
  public enum Content: Sendable {
    /// Children in this order.
    case sequence([Particle])
    /// Any number of these children, in any order.
    case choice([Element])
    /// Anything.
    case any
    /// Text; its length in characters, white space included.
    case text(minimumLength: Int, maximumLength: Int?)
    /// A whole number that fits 64 bits.
    case number
    /// Eight digits; at each position one of these characters.
    case date(pattern: [String])
    /// A code of a table.
    case code(CodeTable)
    /// Exactly one of these children.
    case oneOf([Element])
    /// Digits after a prefix, which may be left out where `isOptional`; the length is that of all, in characters.
    case digits(prefix: String, isOptional: Bool, minimumLength: Int, maximumLength: Int)
  }

  /// The element.
  public let element: Element
  /// The name in XML.
  public let name: String
  /// The French label.
  public let label: String
  /// 1 for mandatory data, 2 for recommended data, 3 for extensions; `nil` where LHEO says nothing.
  public let circle: Int?
  /// A plausible content.
  public let example: String?
  /// What may stand in it.
  public let content: Content
  /// The attributes it may carry, in the schema's order.
  public let attributes: [KnownAttribute]
  /// Those of them that it must carry.
  public let requiredAttributes: [KnownAttribute]

  init(
    _ element: Element, _ name: String, _ label: String, circle: Int? = nil, example: String? = nil, _ content: Content,
    attributes: [AttributeGroup]
  ) {
    self.element = element
    self.name = name
    self.label = label
    self.circle = circle
    self.example = example
    self.content = content
    self.attributes = attributes.flatMap(\.attributes)
    requiredAttributes = []
  }

  /// What a dialect says of an element of LHEO.
  init(
    _ element: Element, example: String? = nil, _ content: Content, required: [KnownAttribute] = [],
    optional: [KnownAttribute] = []
  ) {
    let definition = element.definition
    self.element = element
    name = definition.name
    label = definition.label
    circle = definition.circle
    self.example = example ?? definition.example
    self.content = content
    attributes = required + optional
    requiredAttributes = required
  }

  /// The children that may stand in it, in the schema's order.
  public var particles: [Particle] {
    switch content {
    case .sequence(let particles): particles
    case .choice(let elements): elements.map { Particle(element: $0, minimum: 0, maximum: nil) }
    case .oneOf(let elements): elements.map { Particle(element: $0, minimum: 0, maximum: 1) }
    default: []
    }
  }

  /// Whether it holds text and no children.
  public var isLeaf: Bool {
    switch content {
    case .sequence, .choice, .oneOf, .any: false
    case .text, .number, .date, .code, .digits: true
    }
  }

  /// The code table of its content.
  public var codeTable: CodeTable? { if case .code(let table) = content { table } else { nil } }
}

/// LHEO 2.3 as a whole.
public enum LheoSchema {
  /// The version.
  public static let version = "2.3"
  /// The namespace of all elements.
  public static let namespace = "http://lheo.gouv.fr/2.3"
  /// The elements, in the order of the schema: the one of number n stands at n − 1.
  public static let definitions: [ElementDefinition] = allDefinitions
  /// For each element, by its code, whether the schema has nothing but elements in it; not so for what it does not know.
  package static let holdsElementsOnly: [Bool] = [false] + definitions.map { !$0.isLeaf && $0.element != .extra }
  /// The code tables, each once, in the order in which elements use them.
  public static let codeTables: [CodeTable] = definitions.compactMap(\.codeTable).reduce(into: []) { tables, table in
    if !tables.contains(where: { $0.name == table.name }) { tables.append(table) }
  }
  /// The elements that hold the given one as a child.
  public static let parents: [Element: [Element]] = definitions.reduce(into: [:]) { parents, definition in
    for particle in definition.particles { parents[particle.element, default: []].append(definition.element) }
  }

  static let elementsByName = Dictionary(uniqueKeysWithValues: definitions.map { ($0.name, $0.element) })
}
