import LheoModel
import LheoTables

/// A column of the sheet of sessions.
public struct SheetColumn: Sendable {
  /// What a column says something of. A row is a session; what it says of the others may be left blank below.
  public enum Level: Int, Sendable, CaseIterable {
    /// The training body.
    case organisme
    /// The offer.
    case formation
    /// The action, with its place.
    case action
    /// The session.
    case session

    /// The name, for people.
    var label: String {
      switch self {
      case .organisme: "Organisme"
      case .formation: "Offre"
      case .action: "Action"
      case .session: "Session"
      }
    }
  }

  /// For whom a column must be filled in.
  public enum Need: Sendable {
    /// EDOF wants it.
    case mandatory
    /// EDOF wants one of several such columns.
    case oneOf
    /// It may be left blank.
    case optional
    /// EDOF does not have it; a feed of LHEO wants it.
    case lheo
  }

  /// What cells of a column hold.
  enum Kind: Sendable {
    case text
    /// Texts, each in a line of its cell.
    case lines
    /// Digits with which nobody counts, of which a spreadsheet drops leading zeros: so many are wanted, if that is known.
    case digits(Int?)
    case phone
    case date
    case dates
    case hours
    case amount
    case decimal
    /// A rate of VAT in percent.
    case rate
    case code(CodeTable)
    case codes(CodeTable)
    case mail
    case web
  }

  /// Where its values go.
  enum Target: Sendable {
    /// A column of a table, perhaps one that has to be declared by a path.
    case cell(table: String, String, path: String? = nil)
    /// A contact of the given kind.
    case contact(Element, String)
    /// What is said of the body.
    case body(String)
    /// An extension, in the container of its level, and perhaps in a group there.
    case extra(group: String? = nil, String)
    /// An extension of the address of the place.
    case extraOfPlace(String)
  }

  /// The name, which stands below the label: that of LHEO, behind that of what it belongs to where several have it.
  public let name: String
  /// What people call it, in French.
  public let label: String
  /// What it says something of.
  public let level: Level
  /// For whom it must be filled in.
  public let need: Need
  /// What to write, in French.
  public let help: String
  let kind: Kind
  let target: Target
  /// What the rows of the example say, one after the other.
  let examples: [String]
  /// How many characters EDOF takes.
  let maximumLength: Int?

  init(
    _ name: String, _ label: String? = nil, _ level: Level, _ need: Need, _ kind: Kind, _ target: Target,
    of element: Element? = nil, _ help: String, _ examples: String...
  ) {
    self.init(name, label, level, need, kind, target, of: element, help, examples: examples)
  }

  init(
    _ name: String, _ label: String? = nil, _ level: Level, _ need: Need, _ kind: Kind, _ target: Target,
    of element: Element? = nil, _ help: String, examples: [String]
  ) {
    let definition = element.flatMap { DialectSchema.edof.definition(of: $0) }
    self.name = name
    self.label = InFrench.set(label ?? element?.label ?? name)
    self.level = level
    self.need = need
    self.kind = kind
    self.target = target
    self.examples = examples
    if case .text(_, let maximum)? = definition?.content { maximumLength = maximum } else { maximumLength = nil }
    self.help = InFrench.set(help)
  }

  /// The codes that it takes.
  var codes: CodeTable? {
    switch kind {
    case .code(let table), .codes(let table): table
    default: nil
    }
  }

  /// Whether what tables put between several values would take a text apart.
  var isTakenApart: Bool {
    if holdsSeveral { return false }
    switch target {
    case .cell(let table, let name, let path):
      return path == nil && Self.mayHoldSeveral(name, in: table)
    case .contact(_, let name): return Self.mayHoldSeveral(name, in: "contacts")
    case .body(let name): return Self.mayHoldSeveral(name, in: "organismes")
    case .extra, .extraOfPlace: return false
    }
  }

  private static func mayHoldSeveral(_ name: String, in table: String) -> Bool {
    Table.named(table)?.columns.first { $0.name == name }?.mayHoldSeveral ?? false
  }

  /// Refuses a value that tables would take apart.
  func check(_ value: String) throws(SheetMistake) {
    guard value.utf8.contains(UInt8(ascii: "|")), isTakenApart else { return }
    throw SheetMistake(
      "le signe | n'est pas admis dans cette colonne", "the sign | is not allowed in this column",
      Text("remplacez-le", "replace it"))
  }

  /// The header: the label, marked where it must be filled in, and the name below it.
  var header: String { label + mark + "\n" + name }

  /// How the header shows for whom it must be filled in.
  private var mark: String {
    switch need {
    case .mandatory: " *"
    case .oneOf: " (*)"
    case .optional, .lheo: ""
    }
  }

  /// How a code is chosen: « 1 – ouvert ».
  static func choice(_ entry: CodeTable.Entry) -> String {
    entry.label.isEmpty || entry.label == entry.code ? entry.code : "\(entry.code) – \(entry.label)"
  }
}
