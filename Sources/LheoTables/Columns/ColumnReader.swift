import LheoModel
import LheoRegisters

/// Reads the cells of a column. An object, as copies of it would take more time than reading a cell.
final class ColumnReader: Sendable {
  /// Where the last cell is that came from an element at or around the row: it is the same in all rows in there.
  struct OuterCell {
    fileprivate var offer = 0
    fileprivate var anchor = 0
    fileprivate var cell = 0..<0
  }

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
  /// The path of a column that has one, which stays in the list: counting a reference for each cell takes time.
  private let onlyPath: Unmanaged<PathReader>?
  private let form: CellText.Form
  private let join: [UInt8]
  /// The element at which all paths start, if there is one.
  private let anchor: UInt16?

  init(_ column: Column, _ options: TableReader.Options) {
    paths = column.paths.map(PathReader.init)
    onlyPath = paths.count == 1 ? Unmanaged.passUnretained(paths[0]) : nil
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
    let anchors = Set(column.paths.map(\.anchor.element.rawValue))
    anchor = anchors.count == 1 ? anchors.first : nil
  }

  /// Appends the cell of a row. Without answers of registers, what they would say is empty.
  ///
  /// - Parameters:
  ///   - offer: the number of its offer, whatever it is. The rows of an offer have one list of bytes.
  ///   - outer: the column's last cell that may come again.
  func append(
    _ row: ElementView, ofOffer offer: Int, to bytes: inout [UInt8], outer: inout OuterCell,
    _ answers: (any RegisterAnswers)? = nil
  ) {
    switch source {
    case .paths: appendValues(row, offer, to: &bytes, &outer, answers)
    case .identifier(let code): appendPlace(of: code, at: row, offer, to: &bytes, &outer)
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

  private func appendValues(
    _ row: ElementView, _ offer: Int, to bytes: inout [UInt8], _ outer: inout OuterCell,
    _ answers: (any RegisterAnswers)?
  ) {
    guard let code = anchor, let anchor = row.indexAround(code), anchor != row.index else {
      return appendValues(row, to: &bytes, answers)
    }
    if outer.offer == offer, outer.anchor == anchor {
      bytes.appendCopy(of: outer.cell)
      return
    }
    let start = bytes.count
    appendValues(row, to: &bytes, answers)
    outer = OuterCell(offer: offer, anchor: anchor, cell: start..<bytes.count)
  }

  /// The values of the first path that has any.
  private func appendValues(_ row: ElementView, to bytes: inout [UInt8], _ answers: (any RegisterAnswers)?) {
    if let onlyPath {
      return onlyPath._withUnsafeGuaranteedRef { appendValues(of: $0, row, to: &bytes, answers) }
    }
    let start = bytes.count
    for path in paths where bytes.count == start { appendValues(of: path, row, to: &bytes, answers) }
  }

  private func appendValues(
    of path: PathReader, _ row: ElementView, to bytes: inout [UInt8], _ answers: (any RegisterAnswers)?
  ) {
    let start = bytes.count
    path.forEachValue(from: row) { value in
      guard path.asksRegister, let register = path.path.register else {
        if bytes.count > start { bytes += join }
        return CellText.append(value, as: form, to: &bytes)
      }
      guard let text = answers.flatMap({ register.text(of: value, in: path.path.element, $0) }) else { return }
      if bytes.count > start { bytes += join }
      bytes += text.utf8
    }
  }

  /// The identifier of the element of that name at or around the row.
  private func appendPlace(
    of code: UInt16, at row: ElementView, _ offer: Int, to bytes: inout [UInt8], _ outer: inout OuterCell
  ) {
    guard let anchor = row.indexAround(code) else { return }
    if outer.offer == offer, outer.anchor == anchor { return bytes.appendCopy(of: outer.cell) }
    let start = bytes.count
    RowIdentifier.append(ElementView(storage: row.storage, index: anchor), to: &bytes)
    outer = OuterCell(offer: offer, anchor: anchor, cell: start..<bytes.count)
  }

  /// The number among the siblings; that of an offer is not known yet.
  private static func appendRank(of row: ElementView, to bytes: inout [UInt8]) {
    if row.parent == nil { return bytes.append(RowIdentifier.offerPlaceholder) }
    bytes += String(row.number).utf8
  }
}

extension [UInt8] {
  /// Appends what stands elsewhere in it.
  fileprivate mutating func appendCopy(of range: Range<Int>) {
    let start = count
    append(contentsOf: repeatElement(0, count: range.count))
    withUnsafeMutableBytes { bytes in
      UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }
}
