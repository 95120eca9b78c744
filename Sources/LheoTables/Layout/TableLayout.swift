import LheoModel

/// Which parts of the elements around and in a row the columns of its table hold, so that offers can be made of rows again.
///
/// Each part of an offer has one home. A column that repeats what is at home elsewhere, such as the town of a place in
/// `sessions`, is for reading.
struct TableLayout: Sendable {
  /// How the values of a home are written, which is looked at for each of them.
  struct Writing: Sendable {
    let form: CellText.Form
    let isDate: Bool
    /// What separates values of one cell, where it may hold several.
    let separator: UInt8?
    /// The step of the path that leads to several elements.
    let repeatingStep: Int?
    /// Whether it is a column of `organismes`, which holds what offers say of the body with that SIRET.
    let isOfBody: Bool
  }

  /// A column that is the home of a part. An object, as copies of its path would take more time than looking at it.
  final class Home: Sendable {
    /// Its number among the columns of its table.
    let column: Int
    let path: ColumnPath
    let writing: Writing
    /// Whether the path starts at what is around rows that belong together, such as `extras`.
    let isOfContainer: Bool
    /// Whether a user has declared it.
    let isDeclared: Bool

    init(
      _ number: Int, _ column: Column, _ path: ColumnPath, _ form: CellText.Form, isOfBody: Bool = false,
      isOfContainer: Bool = false, isDeclared: Bool = false
    ) {
      self.column = number
      self.path = path
      writing = Writing(
        form: form, isDate: column.isDate, separator: column.mayHoldSeveral ? TableLayout.separator : nil,
        // Those of bodies are looked for from the offer.
        repeatingStep: path.repeatingStep.map { isOfBody ? $0 + 1 : $0 }, isOfBody: isOfBody)
      self.isOfContainer = isOfContainer
      self.isDeclared = isDeclared
    }
  }

  /// An element on the way to what columns hold.
  struct Step: Sendable {
    var children: [(code: UInt16, step: Int)] = []
    /// The home of its text.
    var text: Int?
    /// The homes of attributes.
    var attributes: [(code: UInt32, home: Int)] = []
  }

  /// What separates values in a cell.
  static let separator = UInt8(ascii: "|")

  /// The columns that are homes, those of `organismes` behind the table's own.
  private(set) var homes: [Home] = []
  /// How the values of each home are written.
  private(set) var writings: [Writing] = []
  private(set) var steps: [Step] = []
  /// The steps that start at elements that are rows or around rows.
  private var roots: [(code: UInt16, step: Int)] = []
  private var repeated: Set<Int> = []

  /// - Parameters:
  ///   - columns: the columns of the table, and how their cells are written.
  ///   - declared: how many of them, at the end, a user has declared.
  ///   - bodies: the columns of `organismes` that hold what is said of bodies, if they do.
  init(
    _ table: Table, columns: [Column], declared: Int = 0, bodies: [Column] = [],
    form: (Column) -> CellText.Form
  ) {
    for (number, column) in columns.enumerated() {
      for path in column.paths
      where table.rowElements.contains(path.anchor.element) || table.container == path.anchor.element {
        guard path.isStored, !path.entersRows else { continue }
        add(
          Home(
            number, column, path, form(column), isOfContainer: table.container == path.anchor.element,
            isDeclared: number >= columns.count - declared))
      }
    }
    for (number, column) in bodies.enumerated() where number > 0 {
      for path in column.paths where path.anchor.element == .organismeFormationResponsable {
        add(Home(number, column, path, form(column), isOfBody: true))
      }
    }
    writings = homes.map(\.writing)
  }

  /// Whether a column repeats what another is the home of.
  func isRepeated(_ home: Int) -> Bool { repeated.contains(home) }

  /// The step at which the paths of an element start.
  func root(_ code: UInt16) -> Int? { roots.first { $0.code == code }?.step }

  /// The step of a child.
  func step(_ code: UInt16, after step: Int?) -> Int? {
    guard let step else { return nil }
    for child in steps[step].children where child.code == code { return child.step }
    return nil
  }

  /// The home that comes last holds what several have.
  private mutating func add(_ home: Home) {
    var codes = ([home.path.anchor] + home.path.steps).map(\.element.rawValue)
    if home.writing.isOfBody { codes.insert(Element.formation.rawValue, at: 0) }
    // A path with conditions is found by them.
    guard (home.path.steps + [home.path.anchor]).allSatisfy({ $0.condition == nil }) else { return homes.append(home) }
    var step =
      root(codes[0])
      ?? {
        steps.append(Step())
        roots.append((codes[0], steps.count - 1))
        return steps.count - 1
      }()
    for code in codes.dropFirst() {
      if let next = self.step(code, after: step) {
        step = next
      } else {
        steps.append(Step())
        steps[step].children.append((code, steps.count - 1))
        step = steps.count - 1
      }
    }
    if let attribute = home.path.attribute {
      steps[step].attributes.removeAll { $0.code == UInt32(attribute.rawValue) }
      steps[step].attributes.append((UInt32(attribute.rawValue), homes.count))
    } else {
      if let other = steps[step].text { repeated.insert(other) }
      steps[step].text = homes.count
    }
    homes.append(home)
  }
}

extension ColumnPath {
  /// Whether it leads through elements whose home is another table.
  var entersRows: Bool { steps.contains { Table.rowElements.contains($0.element) } }
}
