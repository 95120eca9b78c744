import LheoModel

/// The schema in the form in which it is checked fastest: arrays indexed by element numbers.
final class SchemaTables: @unchecked Sendable {
  private static let current = SchemaTables(.current)
  private static let edof = SchemaTables(.edof)

  /// The tables of a dialect; an earlier version is judged as LHEO 2.3.
  static func of(_ dialect: Dialect) -> SchemaTables { dialect.isEdof ? edof : current }

  enum Kind: UInt8 {
    case lax, sequence, choice, oneOf, any, text, number, date, code, digits
  }

  /// A row for each element, and one for elements outside LHEO at 0. Elements that the dialect does not have are as
  /// those outside LHEO.
  struct Row {
    var kind = Kind.lax
    /// The first of its particles in `particles`; particle 0 stands for "before all".
    var firstParticle = 0
    var particleCount = 0
    var minimumLength = 0
    var maximumLength = Int.max
    /// Attributes it may have, a bit each.
    var attributes: UInt32 = 0
    /// Those of them that it must have.
    var requiredAttributes: UInt32 = 0
    var firstCode = 0
    var codeCount = 0
    /// The number of what stands before digits; rows have no arrays, which would be counted with every copy.
    var prefix = 0
    var prefixIsOptional = false
  }

  struct Particle {
    var element: UInt16
    var minimum: Int
    var maximum: Int
    /// How many mandatory particles there are up to this one.
    var mandatoryUpTo: Int
  }

  let rows: UnsafeMutablePointer<Row>
  let particles: UnsafeMutablePointer<Particle>
  /// For parent and child, the number of the particle from 1; 0 where the child may not stand.
  let positions: UnsafeMutablePointer<UInt8>
  /// Codes of up to eight bytes, packed.
  let codes: UnsafeMutablePointer<UInt64>
  /// What stands before digits.
  let prefixes: [[UInt8]]
  /// At each position of a date, the allowed digits, a bit each.
  let datePattern: [UInt16]

  static let width = Element.count + 1

  /// What the dialect says.
  let schema: DialectSchema
  let dialect: Dialect

  /// The elements that may stand in another.
  func allowed(in code: UInt16) -> [Element] {
    code == 0 ? [] : schema.definition(of: Element(rawValue: code))?.particles.map(\.element) ?? []
  }

  private init(_ dialect: Dialect) {
    self.dialect = dialect
    schema = dialect.schema
    rows = .allocate(capacity: Self.width)
    rows.initialize(repeating: Row(), count: Self.width)
    positions = .allocate(capacity: Self.width * Self.width)
    positions.initialize(repeating: 0, count: Self.width * Self.width)
    var allParticles: [Particle] = []
    var allCodes: [UInt64] = []
    var allPrefixes: [[UInt8]] = []
    var pattern: [UInt16] = []
    for definition in schema.definitions {
      let code = Int(definition.element.rawValue)
      var row = Row()
      row.attributes = definition.attributes.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
      row.requiredAttributes = definition.requiredAttributes.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
      switch definition.content {
      case .sequence(let sequence):
        row.kind = .sequence
        row.firstParticle = allParticles.count
        row.particleCount = sequence.count
        var mandatory = 0
        allParticles.append(Particle(element: 0, minimum: 0, maximum: 0, mandatoryUpTo: 0))
        for (index, particle) in sequence.enumerated() {
          mandatory += particle.minimum
          allParticles.append(
            Particle(
              element: particle.element.rawValue, minimum: particle.minimum, maximum: particle.maximum ?? Int.max,
              mandatoryUpTo: mandatory))
          positions[code * Self.width + Int(particle.element.rawValue)] = UInt8(index + 1)
        }
      case .choice(let elements):
        row.kind = .choice
        for element in elements { positions[code * Self.width + Int(element.rawValue)] = 1 }
      case .oneOf(let elements):
        row.kind = .oneOf
        for element in elements { positions[code * Self.width + Int(element.rawValue)] = 1 }
      case .any: row.kind = .any
      case .text(let minimum, let maximum):
        row.kind = .text
        row.minimumLength = minimum
        row.maximumLength = maximum ?? Int.max
      case .number: row.kind = .number
      case .date(let digits):
        row.kind = .date
        pattern = digits.map { $0.utf8.reduce(0) { $0 | 1 << UInt16($1 - 0x30) } }
      case .code(let table):
        row.kind = .code
        row.firstCode = allCodes.count
        row.codeCount = table.entries.count
        for entry in table.entries { allCodes.append(entry.code.utf8.reduce(0) { $0 << 8 | UInt64($1) }) }
      case .digits(let prefix, let isOptional, let minimum, let maximum):
        row.kind = .digits
        row.minimumLength = minimum
        row.maximumLength = maximum
        row.prefix = allPrefixes.count
        allPrefixes.append(Array(prefix.utf8))
        row.prefixIsOptional = isOptional
      }
      rows[code] = row
    }
    particles = .allocate(capacity: allParticles.count)
    particles.initialize(from: allParticles, count: allParticles.count)
    codes = .allocate(capacity: allCodes.count)
    codes.initialize(from: allCodes, count: allCodes.count)
    datePattern = pattern
    prefixes = allPrefixes
  }
}
