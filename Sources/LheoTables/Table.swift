import LheoModel

/// A column: its name and where its values are.
public struct Column: Sendable, Hashable {
  /// The name in the header.
  public let name: String
  /// Where its values are.
  public let path: ColumnPath

  /// Reads `name=path` or `path`; a path alone is its own name.
  ///
  /// - Throws: `ColumnError`.
  public init(_ specification: String) throws(ColumnError) {
    let parts = specification.split(separator: "=", maxSplits: 1)
    if parts.count == 2, !parts[0].contains("[") {
      name = String(parts[0])
      path = try ColumnPath(String(parts[1]))
    } else {
      name = specification
      path = try ColumnPath(specification)
    }
  }

  /// Reads a list of columns separated by commas; commas between quotes belong to a path.
  ///
  /// - Throws: `ColumnError`.
  public static func list(_ specification: String) throws(ColumnError) -> [Column] {
    var columns: [Column] = []
    var current = ""
    var isQuoted = false
    for character in specification + "," {
      if character == "'" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        let start = current.drop(while: \.isWhitespace)
        let trimmed = start.reversed().drop(while: \.isWhitespace).reversed()
        if !start.isEmpty { columns.append(try Column(String(trimmed))) }
        current = ""
      } else {
        current.append(character)
      }
    }
    return columns
  }
}

/// A flat view of the offers: one row for each element of a kind.
public struct Table: Sendable {
  /// The name, such as `sessions`.
  public let name: String
  /// What a row is, in English.
  public let summary: String
  /// The elements that are rows.
  let rows: Set<Element>
  /// The elements that are around every row, and the row itself.
  let anchors: [Element]
  /// The columns.
  public let columns: [Column]

  init(_ name: String, _ summary: String, rows: Element..., around: [Element], columns: [String]) {
    self.name = name
    self.summary = summary
    self.rows = Set(rows)
    anchors = around + rows
    self.columns = columns.map { try! Column($0) }
  }

  private init(_ table: Table, columns: [Column]) {
    name = table.name
    summary = table.summary
    rows = table.rows
    anchors = table.anchors
    self.columns = columns
  }

  /// The table with other columns.
  ///
  /// - Throws: `ColumnError` where a path starts neither at the row nor around it.
  public func with(columns: [Column]) throws(ColumnError) -> Table {
    for column in columns where !anchors.contains(column.path.anchor.element) {
      throw .notAround(path: column.path.text, table: name, anchors: anchors.map(\.name))
    }
    return Table(self, columns: columns)
  }

  /// Calls `body` with each row's element in an offer, in the order of the feed.
  func forEachRow(in offer: ElementView, _ body: (ElementView) -> Void) {
    var isRow = [Bool](repeating: false, count: Element.count + 1)
    for element in rows { isRow[Int(element.rawValue)] = true }
    let nodes = offer.storage.pointee.nodes
    var index = offer.index
    while index < offer.endIndex {
      let code = Int(nodes[index].code)
      if code == Int(ElementStorage.text) {
        index += 1
        continue
      }
      if isRow[code] { body(ElementView(storage: offer.storage, index: index)) }
      // What is in an extension is not part of the offer.
      index = code == Int(Element.extras.rawValue) ? Int(nodes[index].end) : index + 1
    }
  }
}

extension Column {
  /// What its values are, in words: a text, a number, a date, or codes of a table.
  public var typeName: String {
    if path.attribute != nil || path.wantsLabel { return "text" }
    switch path.element.definition.content {
    case .number: return "number"
    case .date: return "date"
    case .code(let table): return "code (\(table.name))"
    default: return "text"
    }
  }
}
