import LheoModel

/// Fills the elements of rows of one table: with their cells, and with what has no column.
final class RowFiller {
  private let table: StoredTable
  private let layout: TableLayout
  private let places: [HomePlace]
  /// Paths that have been read, by the element that they start at.
  private var paths: [UInt16: [ArraySlice<UInt8>: KnownPath]] = [:]
  private static let maximumPathCount = 20_000

  /// By home, the cell that would be made of what is kept beside the columns; `nil` where nothing is.
  private var derived: [[UInt8]?]
  /// The same with dates as in the feed.
  private var derivedAsIs: [[UInt8]]
  /// By home, whether what is kept beside the columns counts.
  private var counts: [Bool]
  private var cell: [UInt8] = []

  /// What is looked at of each home for each row.
  private struct HomePlace {
    let isOfContainer: Bool
    let isOfBody: Bool
    /// Whether it repeats what is known of the body.
    let repeatsBody: Bool
    let anchor: UInt16
    let column: Int
    /// The cell of the row, if there is one.
    let cell: Int?
  }

  /// A path, and what it means to a row.
  private struct KnownPath {
    let path: OfferPath
    /// The home of the text or attribute that it leads to.
    let home: Int?
    /// How many of its steps must be there: they are texts of columns.
    let neededSteps: Int
  }

  /// A filler of rows of offers whose body is in `organismes`, or is not.
  init(_ table: StoredTable, _ layout: TableLayout) {
    self.table = table
    self.layout = layout
    places = layout.homes.enumerated().map { number, home in
      HomePlace(
        isOfContainer: home.isOfContainer, isOfBody: home.writing.isOfBody,
        repeatsBody: table.hasRest && layout.isRepeated(number), anchor: home.path.anchor.element.rawValue,
        column: home.column, cell: home.writing.isOfBody ? nil : table.cells[home.column])
    }
    derived = Array(repeating: nil, count: layout.homes.count)
    derivedAsIs = Array(repeating: [], count: layout.homes.count)
    counts = Array(repeating: false, count: layout.homes.count)
  }

  /// Fills the element of a row.
  ///
  /// - Parameters:
  ///   - container: what is around the row, if the row is the first in it.
  ///   - first: the first of the parts without a column.
  func fill(
    _ node: Int, _ container: Int?, _ row: Int, _ rows: StoredRows, _ first: Int?, _ parts: RestParts,
    _ body: ((Int) -> ArraySlice<UInt8>)?, _ tree: inout OfferTree
  ) {
    let code = tree.nodes[node].code
    if first != nil { derive(from: first, parts, code) }
    for (number, home) in places.enumerated() {
      let start = home.isOfContainer ? container : node
      guard let start, home.isOfBody || home.anchor == tree.nodes[start].code else { continue }
      if home.isOfBody {
        guard let body else { continue }
        // What a user says of the body in the offer counts more.
        if !table.hasRest, tree.text(at: layout.homes[number], of: start) { continue }
        place(body(home.column), number, start, &tree)
      } else if let column = home.cell {
        // What is known of the body has its home there.
        if body != nil, home.repeatsBody { continue }
        if derived[number] == nil, rows.isEmpty(row, column) { continue }
        place(rows[row, column], number, start, &tree)
      } else {
        counts[number] = derived[number] != nil
      }
    }
    guard first != nil else { return }
    parts.forEach(from: first) { part in
      guard let known = path(part.path, code) else { return }
      guard let start = known.path.isOfContainer ? container : node else { return }
      apply(known, part.value, start, &tree)
    }
    for number in derived.indices where derived[number] != nil { derived[number] = nil }
    for number in counts.indices { counts[number] = false }
  }

  // MARK: Cells

  /// Puts a cell in its place, unless what is kept beside it counts.
  private func place(_ bytes: ArraySlice<UInt8>, _ number: Int, _ start: Int, _ tree: inout OfferTree) {
    let home = layout.homes[number]
    if let kept = derived[number] {
      counts[number] =
        home.writing.isOfBody || kept.elementsEqual(bytes) || home.isDeclared && bytes.isEmpty
        || home.writing.isDate && derivedAsIs[number].elementsEqual(bytes)
      if counts[number] { return }
    }
    if bytes.isEmpty { return }
    guard let separator = home.writing.separator, bytes.contains(separator) else {
      return set(bytes, home, occurrence: 1, start, &tree)
    }
    for (occurrence, value) in bytes.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
      set(value, home, occurrence: occurrence + 1, start, &tree)
    }
  }

  private func set(
    _ value: ArraySlice<UInt8>, _ home: TableLayout.Home, occurrence: Int, _ start: Int, _ tree: inout OfferTree
  ) {
    if value.isEmpty { return }
    var node = start
    if home.writing.isOfBody { node = tree.childOrNew(home.path.anchor.element.rawValue, number: 1, of: node) }
    let firstStep = home.writing.isOfBody ? 1 : 0
    for (number, step) in home.path.steps.enumerated() {
      let isRepeated = number + firstStep == home.writing.repeatingStep
      node = tree.child(step, number: isRepeated ? occurrence : 1, of: node)
    }
    if let attribute = home.path.attribute { return tree.set(.known(attribute), value, of: node) }
    guard home.writing.isDate else { return tree.setText(value, of: node) }
    cell.removeAll(keepingCapacity: true)
    value.withUnsafeBufferPointer { CellText.appendValue($0, isDate: true, to: &cell) }
    tree.setText(cell, of: node)
  }

  // MARK: What has no column

  /// Makes the cells that the parts would have.
  private func derive(from first: Int?, _ parts: RestParts, _ code: UInt16) {
    parts.forEach(from: first) { part in
      guard let known = path(part.path, code), let home = known.home else { return }
      if derived[home] == nil { (derived[home], derivedAsIs[home]) = ([], []) }
      if case .absent = known.path.end { return }
      part.value.withUnsafeBufferPointer { value in
        CellText.appendNext(value, as: layout.writings[home].form, to: &derived[home]!)
        CellText.appendNext(value, as: .asIs, to: &derivedAsIs[home])
      }
    }
  }

  private func apply(_ known: KnownPath, _ value: ArraySlice<UInt8>, _ start: Int, _ tree: inout OfferTree) {
    if let home = known.home, !counts[home] { return }
    // A cell that has been emptied takes with it what was said of its text.
    var node = start
    for step in known.path.steps.prefix(known.neededSteps) {
      guard let found = tree.existingChild(step, of: node) else { return }
      node = found
    }
    if case .absent = known.path.end, known.home != nil { return }
    tree.apply(known.path, value, to: start)
  }

  private func path(_ bytes: ArraySlice<UInt8>, _ code: UInt16) -> KnownPath? {
    if let known = paths[code]?[bytes] { return known }
    guard let path = OfferPath(bytes) else { return nil }
    let known = know(path, code)
    if paths[code, default: [:]].count > Self.maximumPathCount { paths[code] = nil }
    paths[code, default: [:]][ArraySlice(Array(bytes))] = known
    return known
  }

  private func know(_ path: OfferPath, _ code: UInt16) -> KnownPath {
    var parent = path.isOfContainer ? table.table.container?.rawValue ?? 0 : code
    var step = layout.root(parent)
    var needed = 0
    for (number, next) in path.steps.enumerated() {
      // What is there too often has no column.
      guard case .known(let code) = next.name, next.number == 1 || Occurrence.mayRepeat(code, in: parent),
        let found = layout.step(code, after: step)
      else {
        step = nil
        break
      }
      (step, parent) = (found, code)
      let isEnd = number == path.steps.count - 1
      if layout.steps[found].text != nil, !(isEnd && path.end.isOfText) { needed = number + 1 }
    }
    var home: Int?
    if let step {
      switch path.end {
      case .text, .absent: home = layout.steps[step].text
      case .attribute(.known(let known)):
        home = layout.steps[step].attributes.first { $0.code == UInt32(known.rawValue) }?.home
      default: break
      }
    }
    return KnownPath(path: path, home: home, neededSteps: needed)
  }
}

extension OfferPath.End {
  fileprivate var isOfText: Bool { if case .text = self { true } else { false } }
}

extension OfferTree {
  /// Whether there is a text where a column of bodies has its own.
  fileprivate func text(at home: TableLayout.Home, of start: Int) -> Bool {
    var node = start
    for code in ([home.path.anchor] + home.path.steps).map(\.element.rawValue) {
      guard let child = child(code, number: 1, of: node) else { return false }
      node = child
    }
    return !text(of: node).isEmpty
  }

  /// The child of that name and number, which is made where it is missing.
  mutating func childOrNew(_ code: UInt16, name: Int = 0, number: Int, of parent: Int) -> Int {
    child(code, name: name, number: number, of: parent)
      ?? add(code, name: name, number: number, to: parent, line: nodes[parent].line)
  }

  /// The child to which a step leads, which is made where it is missing.
  mutating func child(_ step: OfferStep, of parent: Int) -> Int {
    switch step.name {
    case .known(let code): childOrNew(code, number: step.number, of: parent)
    case .foreign(let name):
      childOrNew(ElementStorage.foreign, name: self.number(of: name), number: step.number, of: parent)
    }
  }

  /// Puts what a path leads to in an element.
  mutating func apply(_ path: OfferPath, _ value: ArraySlice<UInt8>, to start: Int) {
    var node = start
    if case .absent = path.end {
      guard let last = path.steps.last, case .known(let code) = last.name else { return }
      for step in path.steps.dropLast() { node = child(step, of: node) }
      return leaveOut(code, of: node)
    }
    for step in path.steps { node = child(step, of: node) }
    switch path.end {
    case .text: if !value.isEmpty { setText(value, of: node) }
    case .attribute(let name): set(name, value, of: node)
    case .prefix:
      let prefix = String(decoding: value, as: UTF8.self)
      if QualifiedName(prefix: prefix, localName: "a").isWellFormed { set(prefix: prefix, of: node) }
    case .order: set(order: OfferPath.split(value).compactMap { OfferStep.Name($0) }, of: node)
    case .absent: break
    }
  }

  /// The child to which a step leads, if it is there.
  mutating func existingChild(_ step: OfferStep, of parent: Int) -> Int? {
    switch step.name {
    case .known(let code): child(code, number: step.number, of: parent)
    case .foreign(let name): child(ElementStorage.foreign, name: number(of: name), number: step.number, of: parent)
    }
  }

  /// The child to which a step of a column leads, by its attribute where the step has a condition.
  mutating func child(_ step: SchemaPath.Step, number: Int, of parent: Int) -> Int {
    guard let condition = step.condition else { return childOrNew(step.element.rawValue, number: number, of: parent) }
    var found: Int?
    var count = 0
    forEachChild(of: parent) { child in
      guard nodes[child].code == step.element.rawValue else { return }
      count += 1
      if found == nil, value(of: condition.attribute, of: child)?.elementsEqual(condition.value.utf8) == true {
        found = child
      }
    }
    if let found { return found }
    let new = add(step.element.rawValue, number: count + 1, to: parent, line: nodes[parent].line)
    set(.known(condition.attribute), condition.value.utf8, of: new)
    return new
  }
}
