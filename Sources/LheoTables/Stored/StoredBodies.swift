import LheoModel
import LheoOutput
import Synchronization

/// The rows of `organismes`, by SIRET.
package struct StoredBodies: Sendable {
  private let table: StoredTable
  private let rows: RowFile
  private var places: [String: RowFile.Place] = [:]
  private let failure = Failure()

  /// Why a row could not be read back, on any thread.
  private final class Failure: Sendable {
    let error = Mutex<OutputError?>(nil)
  }

  package init(_ table: StoredTable) {
    self.table = table
    rows = RowFile(columnCount: table.columns.count)
  }

  /// Adds a row; the first of a SIRET counts.
  package mutating func add(_ more: StoredRows) throws(OutputError) {
    for row in 0..<more.count {
      let siret = more.text(row, table.key)
      if siret.isEmpty || places[siret] != nil { continue }
      places[siret] = try rows.keep(table.columns.indices.lazy.map { more[row, $0] })
    }
  }

  /// - Throws: why a row could not be read back, where one could not.
  func requireAnswers() throws(OutputError) {
    if let error = failure.error.withLock({ $0 }) { throw error }
  }

  /// The row of a body, alone.
  private func row(of siret: ArraySlice<UInt8>) -> StoredRows? {
    guard let place = places[String(decoding: siret, as: UTF8.self)] else { return nil }
    do {
      return try rows.row(at: place)
    } catch {
      failure.error.withLock { $0 = error }
      return nil
    }
  }

  /// The cells of the body of an offer, by column of `organismes`; `nil` where it is not known.
  func cells(siretOf row: Int, _ formations: StoredTable, _ offers: StoredRows) -> ((Int) -> ArraySlice<UInt8>)? {
    guard let column = formations.columns.firstIndex(of: "organisme_siret"),
      let body = self.row(of: offers[row, column])
    else { return nil }
    return { body[0, table.cells[$0]] }
  }

  /// Adds what is known of a body to its element.
  func describe(_ node: Int, _ element: Element, siret: ArraySlice<UInt8>, in tree: inout OfferTree) {
    guard let row = row(of: siret) else { return }
    // Where several columns have one path, the last is at home there.
    for (column, definition) in table.table.columns.enumerated().dropFirst().reversed() {
      let value = row[0, table.cells[column]]
      guard !value.isEmpty, let path = definition.paths.first(where: { $0.anchor.element == element }) else { continue }
      var current = node
      for step in path.steps { current = tree.child(step, number: 1, of: current) }
      if tree.text(of: current).isEmpty { tree.setText(value, of: current) }
    }
  }
}
