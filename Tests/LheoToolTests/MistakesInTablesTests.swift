import Foundation
import LheoTables
import TestSupport
import Testing

/// What is wrong in a cell is reported with the table and the row that it is in.
@Suite struct MistakesInTablesTests {
  let tool = Tool()

  /// A cell that holds what its column does not allow.
  struct Cell {
    var table: String
    var column: String
    /// The header is row 1.
    var row: Int
    var rows: [[String]]
  }

  /// The rows of a file.
  private func rows(_ name: String) throws -> [[String]] {
    var bytes = ArraySlice(try tool.read(name).utf8)
    let parser = CSVParser(name) { buffer in
      let part = bytes.prefix(buffer.count)
      buffer.copyBytes(from: part)
      bytes = bytes.dropFirst(part.count)
      return part.count
    }
    var rows: [[String]] = []
    while try parser.next() {
      rows.append((0..<parser.fieldCount).map { String(decoding: parser.field($0), as: UTF8.self) })
    }
    return rows
  }

  private func write(_ rows: [[String]], to name: String) throws {
    let lines = rows.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    try tool.write(lines.joined(separator: "\n"), to: name)
  }

  /// The last row of each column of dates and codes that says something.
  private func cells() throws -> [Cell] {
    try Table.layout.flatMap { table throws -> [Cell] in
      let name = "t/\(table.name).csv"
      guard tool.exists(name) else { return [] }
      let rows = try rows(name)
      return table.columns.compactMap { column in
        switch column.valueType {
        case .date, .code: break
        default: return nil
        }
        guard let number = rows[0].firstIndex(of: column.name),
          let row = rows.indices.dropFirst().last(where: { !rows[$0][number].isEmpty })
        else { return nil }
        var changed = rows
        changed[row][number] = "@@"
        return Cell(table: table.name, column: column.name, row: row + 1, rows: changed)
      }
    }
  }

  @Test func aCellThatIsNotAllowedIsFound() throws {
    let feed = Tool.fixture("valid/regional.xml")
    #expect(try tool.run("convert", feed, "--to", "csv", "--all-tables", "-o", "t").status == 0)
    var tables: Set<String> = []
    for cell in try cells() {
      let name = "t/\(cell.table).csv"
      let original = try tool.read(name)
      try write(cell.rows, to: name)
      let result = try tool.run("export", "t", "--profile", "none", "--lang", "en", "-o", "o.xml")
      try tool.write(original, to: name)
      let places = result.errors.matches(of: /ERROR (\S+\.csv), row (\d+)/).map { ("\($0.1)", Int($0.2)!) }
      if places.isEmpty { continue }
      tables.insert(cell.table)
      #expect(
        places.allSatisfy { $0 == ("\(cell.table).csv", cell.row) },
        "\(cell.table), \(cell.column), row \(cell.row): \(result.errors)")
      #expect(result.errors.contains("@@"))
    }
    #expect(
      tables.isSuperset(of: ["formations", "actions", "sessions", "recrutements", "financeurs", "cycles", "blocs"]),
      "only in \(tables.sorted())")
  }

  @Test(.needs("sqlite3")) func aDatabaseNamesTheKey() throws {
    let feed = Tool.fixture("valid/regional.xml")
    #expect(try tool.run("convert", feed, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let change = """
      UPDATE recrutements SET debut = '@@' WHERE recrutement_id = 'f1a1s1r2';
      UPDATE organismes SET nom = '' WHERE siret = (SELECT organisme_siret FROM formations WHERE formation_id = 'f2');
      """
    _ = Program.run(try #require(Program.find("sqlite3")), [tool.path("a.sqlite"), change])
    let result = try tool.run("export", "a.sqlite", "--lang", "en", "-o", "o.xml")
    #expect(result.status == 1 && !tool.exists("o.xml"))
    #expect(result.errors.contains("ERROR recrutements, key f1a1s1r2, action"), "\(result.errors)")
  }

  /// An offer of many rows, each of which is at fault: a search for each row in all others would take minutes.
  @Test func manyMistakesInOneOfferAreFound() throws {
    #expect(try tool.run("export", "--example", "csv", "-o", "t").status == 0)
    var sessions = try rows("t/sessions.csv")
    let (debut, id) = (sessions[0].firstIndex(of: "debut")!, sessions[0].firstIndex(of: "session_id")!)
    for number in 0..<20_000 {
      var row = sessions[1]
      row[debut] = "@@"
      row[id] = "s\(number)"
      sessions.append(row)
    }
    try write(sessions, to: "t/sessions.csv")
    let result = try tool.run("export", "t", "--profile", "none", "--lang", "en", "-o", "o.xml")
    #expect(result.status == 1 && result.errors.contains("ERROR sessions.csv, row 3,"), "\(result.errors.prefix(2000))")
  }
}
