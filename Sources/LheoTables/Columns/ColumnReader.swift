import LheoModel

/// Reads the cells of a column.
struct ColumnReader {
  /// What stands at the start of an identifier until the offer's number in the feed is known.
  static let numberPlaceholder: UInt8 = 0

  private enum Source {
    case paths
    case identifier(UInt16)
    case rowName
    case parentName
    case parentPlace
    case outerGroups
  }

  private let source: Source
  private let paths: [PathReader]
  private let isDate: Bool
  private let usesISODates: Bool
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
    }
    isDate = column.valueType == .date
    usesISODates = options.usesISODates
    join = Array(options.join.utf8)
    hasOneAnchor = Set(column.paths.map(\.anchor.element)).count == 1
  }

  /// Appends the cell of a row. Rows of one offer have its number, whatever it is.
  mutating func append(_ row: ElementView, ofOffer offer: Int, to bytes: inout [UInt8]) {
    switch source {
    case .paths: appendValues(row, offer, to: &bytes)
    case .identifier(let code): Self.appendPlace(of: code, at: row, to: &bytes)
    case .rowName: bytes += row.name.localName.utf8
    case .parentName: bytes += Self.holder(of: row).name.localName.utf8
    case .parentPlace: bytes += Self.place(of: Self.holder(of: row)).utf8
    case .outerGroups: bytes += Self.outerGroups(of: row).joined(separator: "|").utf8
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

  private mutating func appendValues(_ row: ElementView, _ offer: Int, to bytes: inout [UInt8]) {
    guard hasOneAnchor, let anchor = paths[0].anchorIndex(of: row), anchor != row.index else {
      return appendValues(row, to: &bytes)
    }
    if outer.offer == offer, outer.anchor == anchor {
      bytes += outer.cell
      return
    }
    let start = bytes.count
    appendValues(row, to: &bytes)
    outer = (offer, anchor, Array(bytes[start...]))
  }

  /// The values of the first path that has any.
  private func appendValues(_ row: ElementView, to bytes: inout [UInt8]) {
    let start = bytes.count
    for index in paths.indices {
      paths[index].forEachValue(from: row) { value in
        if bytes.count > start { bytes += join }
        if isDate && usesISODates {
          bytes += (PartialDate(utf8: value)?.isoText ?? String(decoding: value, as: UTF8.self)).utf8
        } else {
          bytes += value
        }
      }
      if bytes.count > start { break }
    }
  }

  /// The place of the element of that name at or around the row: the offer's number, then the number of each action,
  /// session and so on among its siblings of the same name.
  private static func appendPlace(of code: UInt16, at row: ElementView, to bytes: inout [UInt8]) {
    var current = row
    while current.code != code {
      guard let parent = current.parent else { return }
      current = parent
    }
    bytes.append(numberPlaceholder)
    appendNumbers(to: current, &bytes)
  }

  private static func appendNumbers(to view: ElementView, _ bytes: inout [UInt8]) {
    guard let parent = view.parent else { return }
    appendNumbers(to: parent, &bytes)
    // An element that stands alone says nothing of the place.
    guard Occurrence.mayRepeat(view.code, in: parent.code) else { return }
    bytes.append(0x2E)
    bytes += String(view.number).utf8
  }
}
