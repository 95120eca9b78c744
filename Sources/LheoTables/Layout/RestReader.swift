import LheoModel

/// Finds what the columns of the tables do not carry of offers.
///
/// A column carries a text if its cell gives it back. Where it does not (` 12 `, `007`, a second town where one fits), all
/// texts of the column are kept beside it.
public struct RestReader {
  private let layouts: [TableLayout]
  /// That of `formations` for offers whose body has no row in `organismes`.
  private let formationsAlone: TableLayout
  private let condition: Condition?
  private let siret = PathReader(
    try! ColumnPath("formation/organisme-formation-responsable/SIRET-organisme-formation/SIRET"))

  /// For each element, the table of which it is a row; -1 for none.
  private let tables: [Int]
  /// For each element, the table whose rows it is around; -1 for none.
  private let containers: [Int]
  /// For each element, the children that an offer gets when they are missing.
  private static let completed: [[UInt16]] = [[]] + LheoSchema.definitions.map(\.completedChildren)

  private var regions: [RestRegion] = []
  private var items: [RestItem] = []
  /// How many values each home of the region has, and whether one of them does not come back.
  private var counts: [Int] = []
  private var fails: [Bool] = []
  private var numbers: [Int] = []
  private var layout: TableLayout
  private var rows = RestRows()

  /// A reader for tables whose cells are written so.
  public init(_ options: TableReader.Options) {
    condition = options.condition
    let bodies = Table.named("organismes")!.columns
    layouts = Table.all.enumerated().map { number, table in
      TableLayout(table, columns: table.columns, bodies: number == 0 ? bodies : [], form: options.form)
    }
    formationsAlone = TableLayout(Table.all[0], columns: Table.all[0].columns, form: options.form)
    layout = formationsAlone
    tables = Self.numbers { $0.holdsOffers ? $0.rowElements : [] }
    containers = Self.numbers { $0.container.map { [$0] } ?? [] }
  }

  private static func numbers(_ elements: (Table) -> Set<Element>) -> [Int] {
    var numbers = [Int](repeating: -1, count: Element.count + 1)
    for (number, table) in Table.all.enumerated() {
      for element in elements(table) { numbers[Int(element.rawValue)] = number }
    }
    return numbers
  }

  /// What no column carries of an offer. It may be looked for on any thread, each with a reader of its own.
  public mutating func rows(of offer: ElementBuffer) -> RestRows {
    rows = RestRows()
    regions.removeAll(keepingCapacity: true)
    let root = offer.root
    if condition?.holds(for: root) ?? true { regions.append(RestRegion(table: 0, row: 0, base: 0)) }
    var found: [UInt8] = []
    siret.forEachValue(from: root) { if found.isEmpty { found = Array($0) } }
    rows.siret = found
    var next = 0
    while next < regions.count {
      read(regions[next], of: root)
      next += 1
    }
    defer { rows = RestRows() }
    return rows
  }

  /// What is around and beside offers: none of it has a column.
  public mutating func rows(beside event: FeedEvent) -> RestRows {
    rows = RestRows()
    defer { rows = RestRows() }
    items.removeAll(keepingCapacity: true)
    switch event {
    case .end(let element): note(mark: "</\(element.name)>", "")
    case .begin(let buffer):
      note(mark: "<\(buffer.root.name.localName)>", "")
      flatten(buffer.root, of: buffer)
    case .element(let buffer):
      var name: [UInt8] = [UInt8(ascii: "/")]
      RestPath.appendName(of: buffer.root, to: &name)
      note(mark: String(decoding: name, as: UTF8.self), buffer.root.text)
      flatten(buffer.root, of: buffer)
    }
    return rows
  }

  /// Notes where a part beside offers starts.
  private mutating func note(mark: String, _ value: String) {
    rows.bytes += mark.utf8
    let pathEnd = rows.bytes.count
    rows.bytes += value.utf8
    rows.parts.append(
      RestRows.Part(table: -1, identifierEnd: 0, pathEnd: pathEnd, valueEnd: rows.bytes.count, bodyColumn: -1))
  }

  private mutating func flatten(_ root: ElementView, of buffer: ElementBuffer) {
    flatten(root)
    // The mark has its name and text.
    for item in items.dropFirst() {
      rows.append(item, of: RestRegion(table: -1, row: 0, base: 0), root, bodyColumn: -1)
    }
  }

  private mutating func read(_ region: RestRegion, of root: ElementView) {
    layout = region.table == 0 && rows.siret.isEmpty ? formationsAlone : layouts[region.table]
    counts.removeAll(keepingCapacity: true)
    counts.append(contentsOf: repeatElement(0, count: layout.homes.count))
    fails.removeAll(keepingCapacity: true)
    fails.append(contentsOf: repeatElement(false, count: layout.homes.count))
    items.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    let base = ElementView(storage: root.storage, index: region.base)
    read(base, layout.root(base.code), in: region)
    noteBodyCells(in: region, root)
    for item in items where item.home < 0 || fails[item.home] || layout.writings[item.home].isOfBody {
      let isOfBody = item.home >= 0 && layout.writings[item.home].isOfBody
      rows.append(item, of: region, root, bodyColumn: isOfBody ? layout.homes[item.home].column : -1)
    }
  }

  // MARK: Elements

  /// Looks at an element and what is in it.
  private mutating func read(_ view: ElementView, _ step: Int?, in region: RestRegion) {
    readText(view, step, in: region)
    if view.node.prefix != 0 { items.append(RestItem(index: view.index, kind: .prefix, home: -1)) }
    for number in 0..<view.attributeCount {
      let node = view.attributeNode(number)
      let home = step.flatMap { layout.steps[$0].attributes.first { $0.code == node.code }?.home }
      if let home { note(view.value(node), home) }
      items.append(RestItem(index: view.index, kind: .attribute(number), home: home ?? -1))
    }
    if view.endIndex > view.index + 1 { readChildren(of: view, step, in: region) }
    noteAbsent(in: view)
  }

  /// Looks at the text of an element before its first child, and at one that holds nothing.
  private mutating func readText(_ view: ElementView, _ step: Int?, in region: RestRegion) {
    let text = view.utf8
    let isLeaf = !LheoSchema.holdsElementsOnly[Int(view.code)]
    let home = isLeaf ? step.flatMap { layout.steps[$0].text } : nil
    if text.isEmpty {
      // A row is there without its text, and what holds something is there because of that.
      let isThereAnyway = !isLeaf && (view.endIndex > view.index + 1 || view.attributeCount > 0)
      if view.index == region.base || isThereAnyway { return }
    }
    if let home { note(text, home) }
    items.append(RestItem(index: view.index, kind: .text, home: home ?? -1))
  }

  /// Counts a value of a home.
  private mutating func note(_ value: UnsafeBufferPointer<UInt8>, _ number: Int) {
    let home = layout.writings[number]
    counts[number] += 1
    if fails[number] { return }
    for step in numbers.indices where numbers[step] != (home.repeatingStep == step ? counts[number] : 1) {
      fails[number] = true
    }
    if !CellText.comesBack(value, as: home.form, isDate: home.isDate, separator: home.separator) {
      fails[number] = true
    }
  }

  private mutating func readChildren(of view: ElementView, _ step: Int?, in region: RestRegion) {
    let isInOrder = isInOrder(view)
    var (lastCode, lastNumber): (UInt16, Int) = (0, 0)
    for child in view.children {
      let code = child.code
      guard !child.isText, Occurrence.place(of: code, in: view.code) != Occurrence.nowhere else {
        flatten(child)
        continue
      }
      let number = !isInOrder ? child.number : code == lastCode ? lastNumber + 1 : 1
      (lastCode, lastNumber) = (code, number)
      guard number == 1 || Occurrence.mayRepeat(code, in: view.code) else {
        flatten(child)
        continue
      }
      numbers.append(number)
      read(child: child, step, in: region)
      numbers.removeLast()
    }
    if !isInOrder { items.append(RestItem(index: view.index, kind: .order, home: -1)) }
  }

  private mutating func read(child: ElementView, _ step: Int?, in region: RestRegion) {
    let code = Int(child.code)
    if tables[code] >= 0 {
      if condition?.holds(for: child) ?? true {
        regions.append(RestRegion(table: tables[code], row: child.index, base: child.index))
      }
    } else if containers[code] >= 0, let row = firstRow(in: child, of: containers[code]) {
      // What is around rows belongs to the first of them.
      regions.append(RestRegion(table: containers[code], row: row, base: child.index))
    } else {
      read(child, layout.step(child.code, after: step), in: region)
    }
  }

  private func firstRow(in container: ElementView, of table: Int) -> Int? {
    for child in container.children where !child.isText && tables.indices.contains(Int(child.code)) {
      if tables[Int(child.code)] == table, child.isExpected, condition?.holds(for: child) ?? true { return child.index }
    }
    return nil
  }

  /// Notes an element that the schema has no place for, with all that is in it.
  private mutating func flatten(_ view: ElementView) {
    items.append(RestItem(index: view.index, kind: .text, home: -1))
    if view.isText { return }
    if view.node.code != ElementStorage.foreign, view.node.prefix != 0 {
      items.append(RestItem(index: view.index, kind: .prefix, home: -1))
    }
    for number in 0..<view.attributeCount {
      items.append(RestItem(index: view.index, kind: .attribute(number), home: -1))
    }
    for child in view.children { flatten(child) }
    guard view.node.code != ElementStorage.foreign else { return }
    if !isInOrder(view) { items.append(RestItem(index: view.index, kind: .order, home: -1)) }
    noteAbsent(in: view)
  }

  /// Whether children come in the schema's order, and all have a place there.
  private func isInOrder(_ view: ElementView) -> Bool {
    guard LheoSchema.holdsElementsOnly[Int(view.code)] else { return true }
    var last = -1
    for child in view.children {
      let place = child.isText ? Occurrence.nowhere : Occurrence.place(of: child.code, in: view.code)
      if place < last || place == Occurrence.nowhere { return false }
      last = place
    }
    return true
  }

  private mutating func noteAbsent(in view: ElementView) {
    for code in Self.completed[Int(view.code)] where !view.children.contains(where: { $0.code == code }) {
      items.append(RestItem(index: view.index, kind: .absent(code), home: -1))
    }
  }

  // MARK: Bodies

  /// What the offer says in columns of `organismes`.
  private mutating func noteBodyCells(in region: RestRegion, _ root: ElementView) {
    guard region.base == 0 else { return }
    let ofBody = items.filter { $0.home >= 0 && layout.writings[$0.home].isOfBody }
    for (number, writing) in layout.writings.enumerated() where writing.isOfBody {
      let start = rows.bodyBytes.count
      for item in ofBody where item.home == number {
        let value = ElementView(storage: root.storage, index: item.index).utf8
        CellText.appendNext(value, as: writing.form, to: &rows.bodyBytes, from: start)
      }
      rows.bodyCells.append(
        RestRows.BodyCell(
          column: layout.homes[number].column, comesBack: !fails[number], cell: start..<rows.bodyBytes.count))
    }
  }
}

extension ElementDefinition {
  /// Children that must be there and may be empty.
  var completedChildren: [UInt16] {
    guard case .sequence(let particles) = content else { return [] }
    return particles.filter { $0.minimum == 1 && $0.element.definition.mayBeEmpty }.map(\.element.rawValue)
  }

  private var mayBeEmpty: Bool {
    guard case .sequence(let particles) = content else { return false }
    return particles.allSatisfy { $0.minimum == 0 || $0.element.definition.mayBeEmpty }
  }
}
