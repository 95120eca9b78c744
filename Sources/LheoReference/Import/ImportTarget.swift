import GRDB
import LheoModel
import LheoRegisters

/// Where rows are put: the tables of a database that is being made.
final class ImportTarget {
  let database: Database
  /// The registers that are imported; rows of others are passed over.
  let registers: Set<Register>
  /// The companies (SIREN) whose establishments are wanted.
  let sirens: Set<UInt64>
  private(set) var tallies: [Register: Tally] = [:]
  /// The last day that rows speak of, in ISO 8601.
  private(set) var lastDay = ""
  /// Where the addresses of the file that is read are.
  var addresses: [AddressPlace: AddressBox] = [:]
  private var statements = [Statement?](repeating: nil, count: ReferenceTable.allCases.count)

  init(_ database: Database, registers: Set<Register>, sirens: Set<UInt64>) {
    self.database = database
    self.registers = registers
    self.sirens = sirens
  }

  /// Adds a row to a table; whether it was not there yet. What is part of a key must not be `nil`.
  @discardableResult
  func insert(_ table: ReferenceTable, _ values: (any DatabaseValueConvertible)?...) throws -> Bool {
    let index = ReferenceTable.allCases.firstIndex(of: table)!
    let statement: Statement
    if let made = statements[index] {
      statement = made
    } else {
      let marks = values.map { _ in "?" }.joined(separator: ", ")
      statement = try database.makeStatement(sql: "INSERT OR IGNORE INTO \(table.rawValue) VALUES (\(marks))")
      statements[index] = statement
    }
    try statement.execute(arguments: StatementArguments(values))
    return database.changesCount > 0
  }

  /// Counts a row.
  func count(_ result: RowResult, row: Int) {
    switch result {
    case .kept(let register):
      tallies[register, default: Tally()].read += 1
      tallies[register, default: Tally()].kept += 1
    case .refused(let reason, let register):
      tallies[register, default: Tally()].read += 1
      tallies[register, default: Tally()].refuse(reason, row: row)
    case .unwanted(let register): tallies[register, default: Tally()].read += 1
    case .skipped: break
    }
  }

  /// Counts something in a row that is not imported, though the row is.
  func refuse(_ reason: Refusal, _ register: Register, row: Int) {
    tallies[register, default: Tally()].refuse(reason, row: row)
  }

  /// Notes a day that a row speaks of.
  func note(day: String?) { if let day, day > lastDay { lastDay = day } }

  /// What has been counted since the last time.
  func takeTallies() -> [Register: Tally] {
    defer { tallies = [:] }
    return tallies
  }
}
