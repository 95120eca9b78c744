import LheoModel
import LheoRegisters

/// Reads the cells of a column.
struct ColumnReader {
  private enum Source {
    case paths
    case identifier(UInt16)
    case rowName
    case parentName
    case parentPlace
    case outerGroups
    case rowIdentifier
    case rank
    case nothing
  }

  private let source: Source
  private let paths: [PathReader]
  private let form: CellText.Form
  private let join: [UInt8]
  /// Whether all paths start at the same element.
  private let hasOneAnchor: Bool
  /// The last cell that came from an element around the row: it is the same in all rows in there.
  private var outer: (offer: Int, anchor: Int, cell: [UInt8]) = (0, 0, [])

  init(_ column: Column, _ options: TableReader.Options) {
    paths = column.paths.map(PathReader.init)
    switch column.source {
    case .paths: source = .paths
    case .identifier(let element): source = .identifier(element.rawValue)
    case .rowName: source = .rowName
    case .parentName: source = .parentName
    case .parentPlace: source = .parentPlace
    case .outerGroups: source = .outerGroups
    case .rowIdentifier: source = .rowIdentifier
    case .rank: source = .rank
    case .made: source = .nothing
    }
    form = options.form(of: column)
    join = Array(options.join.utf8)
    hasOneAnchor = Set(column.paths.map(\.anchor.element)).count == 1
  }

  /// Appends the cell of a row. Rows of one offer have its number, whatever it is. Without answers of registers, what they
  /// would say is empty.
  mutating func append(
    _ row: ElementView, ofOffer offer: Int, to bytes: inout [UInt8], _ answers: (any RegisterAnswers)? = nil
  ) {
    switch source {
    case .paths: appendValues(row, offer, to: &bytes, answers)
    case .identifier(let code): Self.appendPlace(of: code, at: row, to: &bytes)
    case .rowName: bytes += row.name.localName.utf8
    case .parentName: bytes += Self.holder(of: row).name.localName.utf8
    case .parentPlace: if let parent = row.parent { bytes += Self.place(of: parent).utf8 }
    case .outerGroups: bytes += Self.outerGroups(of: row).joined(separator: "|").utf8
    case .rowIdentifier: RowIdentifier.append(row, to: &bytes)
    case .rank: Self.appendRank(of: row, to: &bytes)
    case .nothing: break
    }
  }

  /// The element that an extension belongs to.
  private static func holder(of row: ElementView) -> ElementView {
    var current = row
    while let parent = current.parent, current.element == .extra || current.element == .extras { current = parent }
    return current
  }

  /// The way to an element from its offer, action or session, whose identifiers have columns of their own.
  private static func place(of holder: ElementView) -> String {
    var steps: [String] = []
    var current = holder
    while let parent = current.parent, ![.formation, .action, .session].contains(current.element) {
      let isList = Occurrence.mayRepeat(current.code, in: parent.code)
      steps.append(current.name.localName + (isList ? "[\(current.number)]" : ""))
      current = parent
    }
    return steps.reversed().joined(separator: "/")
  }

  private static func outerGroups(of row: ElementView) -> [String] {
    var names: [String] = []
    var current = row.parent?.parent
    while let group = current, group.element == .extras {
      names.append(group.text(of: .info) ?? "")
      current = group.parent
    }
    return names.reversed()
  }

  private mutating func appendValues(
    _ row: ElementView, _ offer: Int, to bytes: inout [UInt8], _ answers: (any RegisterAnswers)?
  ) {
    guard hasOneAnchor, let anchor = paths[0].anchorIndex(of: row), anchor != row.index else {
      return appendValues(row, to: &bytes, answers)
    }
    if outer.offer == offer, outer.anchor == anchor {
      bytes += outer.cell
      return
    }
    let start = bytes.count
    appendValues(row, to: &bytes, answers)
    outer = (offer, anchor, Array(bytes[start...]))
  }

  /// The values of the first path that has any.
  private func appendValues(_ row: ElementView, to bytes: inout [UInt8], _ answers: (any RegisterAnswers)?) {
    let start = bytes.count
    for index in paths.indices {
      paths[index].forEachValue(from: row) { value in
        guard let register = paths[index].path.register else {
          if bytes.count > start { bytes += join }
          return CellText.append(value, as: form, to: &bytes)
        }
        guard let text = answers.flatMap({ register.text(of: value, in: paths[index].path.element, $0) }) else {
          return
        }
        if bytes.count > start { bytes += join }
        bytes += text.utf8
      }
      if bytes.count > start { break }
    }
  }

  /// The identifier of the element of that name at or around the row.
  private static func appendPlace(of code: UInt16, at row: ElementView, to bytes: inout [UInt8]) {
    var current = row
    while current.code != code {
      guard let parent = current.parent else { return }
      current = parent
    }
    RowIdentifier.append(current, to: &bytes)
  }

  /// The number among the siblings; that of an offer is not known yet.
  private static func appendRank(of row: ElementView, to bytes: inout [UInt8]) {
    if row.parent == nil { return bytes.append(RowIdentifier.offerPlaceholder) }
    bytes += String(row.number).utf8
  }
}
