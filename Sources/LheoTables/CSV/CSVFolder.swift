import LheoModel

/// Offers put together from a folder of CSV files in the layout that `convert --all-tables` writes.
///
/// `formations.csv`, `actions.csv` and `sessions.csv` are needed; the other tables may be missing, and any table may
/// have the columns it needs only. Rows are joined by `formation_id`, `action_id` and `session_id`. The tables are held
/// in memory.
public final class CSVFolder {
  private typealias Row = OfferRows.Row

  private let readFile: (String) throws -> [UInt8]?
  private var rows: [String: [Row]] = [:]
  private var offers = OfferRows()
  private var next = 0

  /// Reads a folder's tables; `readFile` gives the bytes of a file, `nil` if it is not there.
  ///
  /// - Throws: `CSVFolderError` naming file, row and column.
  public init(readFile: @escaping (String) throws -> [UInt8]?) throws {
    self.readFile = readFile
    for table in Table.all { try read(table) }
    for name in OfferRows.neededTables where rows[name] == nil {
      throw CSVFolderError(
        "\(name).csv", "the file is missing.")
    }
    for table in Table.all {
      try checkIdentifiers(table)
      if let parent = table.parent { try checkKeys(table.name, parent.column, in: parent.table) }
    }
    for table in Table.all { offers.add(rows[table.name] ?? [], of: table) }
  }

  private func read(_ table: Table) throws {
    let file = "\(table.name).csv"
    guard let bytes = try readFile(file) else { return }
    var parser = CSVParser(bytes)
    guard let header = try parser.next(file: file) else { throw CSVFolderError(file, "the file is empty.") }
    let known = OfferRows.knownColumns(of: table)
    for name in header where !known.contains(name) {
      throw CSVFolderError(file, row: 1, column: name, "unknown column." + Nearest.hint(name, in: known))
    }
    for name in OfferRows.neededColumns(of: table) where !header.contains(name) {
      throw CSVFolderError(file, row: 1, column: name, "the column is missing: it joins the tables.")
    }
    var found: [Row] = []
    while let cells = try parser.next(file: file) {
      if cells == [""] { continue }
      guard cells.count == header.count else {
        throw CSVFolderError(file, row: parser.row, "\(cells.count) fields, the header has \(header.count).")
      }
      found.append(Row(number: parser.row, cells: Dictionary(zip(header, cells), uniquingKeysWith: { $1 })))
    }
    rows[table.name] = found
  }

  private func checkIdentifiers(_ table: Table) throws {
    guard OfferRows.neededTables.contains(table.name), let key = table.primaryKey else { return }
    var seen: Set<String> = []
    for row in rows[table.name] ?? [] where !seen.insert(row[key]).inserted {
      throw CSVFolderError("\(table.name).csv", row: row.number, column: key, "'\(row[key])' is there twice.")
    }
  }

  private func checkKeys(_ table: String, _ key: String, in parent: String) throws {
    let known = Set((rows[parent] ?? []).map { $0[key] })
    for row in rows[table] ?? [] where !known.contains(row[key]) {
      throw CSVFolderError("\(table).csv", row: row.number, column: key, "'\(row[key])' is not in \(parent).csv.")
    }
  }

  /// Puts the next offer into a buffer; whether there was one. The offer's line is its row in `formations.csv`.
  public func read(into buffer: ElementBuffer) -> Bool {
    guard let formations = rows["formations"], next < formations.count else { return false }
    next += 1
    offers.read(formations[next - 1], into: buffer)
    return true
  }
}
