import LheoModel

/// A column: its name and where its values are.
public struct Column: Sendable, Hashable {
  /// Where values are.
  enum Source: Sendable, Hashable {
    /// At the first of these paths that is there.
    case paths([ColumnPath])
    /// In the place of an element: `f3a1s2` is the second session of the first action of the third offer.
    case identifier(Element)
    /// In the name of the row's element.
    case rowName
    /// In the name of the element around the outermost `extras`.
    case parentName
    /// In the way from the row's offer, action or session down to what is around the row:
    /// `lieu-de-formation[2]/coordonnees/extras[1]`.
    case parentPlace
    /// In the place of the row's element, whatever it is.
    case rowIdentifier
    /// In the number of the row among its siblings of the same name.
    case rank
    /// In no element: what the table is made of.
    case made(label: String, ValueType)
    /// In the names of the groups around the row's own, outermost first.
    case outerGroups
  }

  /// The name in the header.
  public let name: String
  let source: Source

  /// Reads `name=path` or `path`; a path alone is its own name. `name=path|path` takes the first that is there.
  ///
  /// - Throws: `ColumnError`.
  public init(_ specification: String) throws(ColumnError) {
    let parts = specification.split(separator: "=", maxSplits: 1)
    var path = specification
    if parts.count == 2, !parts[0].contains("[") {
      name = String(parts[0])
      path = String(parts[1])
    } else {
      name = specification
    }
    if path == "#parent" {
      source = .parentName
    } else if path == "#place" {
      source = .parentPlace
    } else if path == "#id" {
      source = .rowIdentifier
    } else if path == "#rank" {
      source = .rank
    } else if path == "#groups" {
      source = .outerGroups
    } else if path == "#row" {
      source = .rowName
    } else if path.hasPrefix("#"), let element = Element(name: String(path.dropFirst())) {
      source = .identifier(element)
    } else {
      var paths: [ColumnPath] = []
      for alternative in path.split(separator: "|", omittingEmptySubsequences: false) {
        paths.append(try ColumnPath(String(alternative)))
      }
      source = .paths(paths)
    }
  }

  /// A column whose cells come from no element.
  init(_ name: String, label: Language.French, _ type: ValueType = .text) {
    self.name = name
    source = .made(label: label.description, type)
  }

  /// Reads a list of columns separated by commas; commas between quotes belong to a path.
  ///
  /// - Throws: `ColumnError`.
  public static func list(_ specification: String) throws(ColumnError) -> [Column] {
    var columns: [Column] = []
    for part in specifications(in: specification) {
      let column = try Column(part)
      if columns.contains(where: { $0.name == column.name }) { throw .duplicate(name: column.name) }
      columns.append(column)
    }
    return columns
  }

  /// The parts of a list of columns.
  static func specifications(in list: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var isQuoted = false
    for character in list + "," {
      if character == "'" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        let start = current.drop(while: \.isWhitespace)
        if !start.isEmpty { parts.append(String(start.reversed().drop(while: \.isWhitespace).reversed())) }
        current = ""
      } else {
        current.append(character)
      }
    }
    return parts
  }

  var paths: [ColumnPath] { if case .paths(let paths) = source { paths } else { [] } }

  /// Where its values are, as written.
  public var pathText: String {
    switch source {
    case .paths(let paths): paths.map(\.text).joined(separator: "|")
    case .identifier(let element): "#\(element.name)"
    case .rowName: "#row"
    case .parentName: "#parent"
    case .parentPlace: "#place"
    case .outerGroups: "#groups"
    case .rowIdentifier: "#id"
    case .rank: "#rank"
    case .made: ""
    }
  }

  /// What it holds, in French.
  public var label: String {
    switch source {
    case .paths(let paths): paths[0].label
    case .identifier(let element): ("Identifiant de ligne : \(element.label)" as Language.French).description
    case .rowName: "Élément de la ligne"
    case .parentName: "Élément qui porte l'extension"
    case .parentPlace: "Chemin de l'offre, l'action ou la session à ce qui contient la ligne"
    case .outerGroups: "Groupes autour du groupe"
    case .rowIdentifier: "Identifiant de ligne"
    case .rank: "Rang de la ligne parmi celles de même nature"
    case .made(let label, _): label
    }
  }

  /// The kinds of values.
  public enum ValueType: Sendable, Hashable {
    /// Any text.
    case text
    /// A whole number.
    case number
    /// A date.
    case date
    /// A code of a table.
    case code(String)
  }

  /// The kind of its values.
  public var valueType: ValueType {
    switch source {
    case .rank: return .number
    case .made(_, let type): return type
    default: break
    }
    guard case .paths(let paths) = source, paths[0].attribute == nil, paths[0].isStored else { return .text }
    switch paths[0].element.definition.content {
    case .number: return .number
    case .date: return .date
    case .code(let table): return .code(table.name)
    default: return .text
    }
  }

  /// Whether registers are needed for its values.
  public var needsRegisters: Bool { paths.contains { $0.register != nil } }

  /// Whether its values are dates.
  var isDate: Bool { valueType == .date }

  /// Whether a cell may hold several values, as something on the way to them may be there more than once.
  public var mayHoldSeveral: Bool { paths.contains { $0.repeatingStep != nil } }

  /// The kind of its values, in words.
  public var typeName: Text {
    switch valueType {
    case .text: Text("texte", "text")
    case .number: Text("nombre", "number")
    case .date: Text("date", "date")
    case .code(let table): Text("code (\(table))", "code (\(table))")
    }
  }
}
