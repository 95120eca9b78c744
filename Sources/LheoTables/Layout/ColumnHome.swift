import LheoModel

extension Table {
  /// The column that says what another of the table only repeats, as `lieux.ville`: who wants to change it changes it there.
  /// `nil` for a column that is at home where it is, a key, or made of an address.
  public func home(of column: Column) -> String? {
    guard column.name != primaryKey, let path = column.paths.first, path.register == nil,
      path.derivation == nil || path.derivation == .label
    else { return nil }
    let chain = [path.anchor] + path.steps
    let candidates = Self.allHomes.filter { $0.attribute == path.attribute && $0.chain.last == chain.last }
    // The home whose path starts innermost counts, or else one whose path starts further out.
    let home =
      candidates.filter { chain.reversed().starts(with: $0.chain.reversed()) }.min { $0.chain.count < $1.chain.count }
      ?? candidates.first { $0.chain.reversed().starts(with: chain.reversed()) }
    return home.flatMap { $0.name == "\(name).\(column.name)" ? nil : $0.name }
  }

  /// The columns that are homes, those of bodies in `organismes` first.
  private static let allHomes: [HomeColumn] = {
    let bodies = named("organismes")!
    // The SIRET by which a body is looked up is the offer's own.
    let ofBodies = bodies.columns.dropFirst().flatMap { column in
      column.paths.filter { $0.anchor.element == .organismeFormationResponsable }.map { HomeColumn(bodies, column, $0) }
    }
    let ofOffers = all.filter(\.holdsOffers).flatMap { table in
      table.homes.map { HomeColumn(table, $0.column, $0.path) }
    }
    return ofBodies + ofOffers
  }()

  /// The columns of the table that are the home of what their path leads to.
  var homes: [(column: Column, path: ColumnPath)] {
    let layout = TableLayout(self, columns: columns) { _ in .asIs }
    return layout.homes.enumerated().filter { !layout.isRepeated($0.offset) }
      .map { (columns[$0.element.column], $0.element.path) }
  }
}

/// A column that is the home of what its path leads to.
private struct HomeColumn: Sendable {
  /// With its table.
  let name: String
  let chain: [SchemaPath.Step]
  let attribute: KnownAttribute?

  init(_ table: Table, _ column: Column, _ path: ColumnPath) {
    name = "\(table.name).\(column.name)"
    chain = [path.anchor] + path.steps
    attribute = path.attribute
  }
}
