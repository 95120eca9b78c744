/// What has no column in an offer, by the rows that it belongs to.
struct RestParts {
  /// A part.
  struct Part {
    let path: ArraySlice<UInt8>
    let value: ArraySlice<UInt8>
  }

  private var parts: [Part] = []
  private var next: [Int] = []
  private var ends: [ArraySlice<UInt8>: (first: Int, last: Int)] = [:]
  private var key: [UInt8] = []

  mutating func removeAll() {
    parts.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Takes the rows of an offer, in their order.
  mutating func read(_ rows: StoredRows, of table: StoredTable) {
    removeAll()
    let columns = table.columns
    guard let tableCell = columns.firstIndex(of: "ligne_table"), let row = columns.firstIndex(of: "ligne_id"),
      let path = columns.firstIndex(of: "chemin"), let value = columns.firstIndex(of: "valeur")
    else { return }
    for number in 0..<rows.count {
      parts.append(Part(path: rows[number, path], value: rows[number, value]))
      next.append(-1)
      let key = ArraySlice(rows[number, tableCell] + [0] + rows[number, row])
      if let known = ends[key] {
        next[known.last] = number
        ends[key]!.last = number
      } else {
        ends[key] = (number, number)
      }
    }
  }

  /// The first part of a row, if there is one.
  mutating func of(_ table: String, _ row: ArraySlice<UInt8>) -> Int? {
    if ends.isEmpty { return nil }
    key.removeAll(keepingCapacity: true)
    key += table.utf8
    key.append(0)
    key += row
    return ends[key[...]]?.first
  }

  /// Calls `body` with all parts of a row.
  func forEach(from first: Int?, _ body: (Part) -> Void) {
    var current = first ?? -1
    while current >= 0 {
      body(parts[current])
      current = next[current]
    }
  }
}
