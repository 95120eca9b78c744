import LheoModel

/// Hands over what the columns of the other tables do not carry.
final class RestFeeder {
  /// The columns as they are written.
  let columns: [TableColumn]
  /// Which feed rows are from, for the column `source`.
  var source = ""

  private let sink: any TableSink
  private let hasSource: Bool
  private let tables = Table.all.map { Array($0.name.utf8) }
  private let organismes = Table.named("organismes")!
  private var offerNumber = 0
  /// How many parts of the offer, and of what is beside all offers, have been written.
  private var partNumber = 0
  private var besideNumber = 0
  private var cells: [[UInt8]]

  init(hasSource: Bool, into sink: any TableSink) {
    self.sink = sink
    self.hasSource = hasSource
    columns = (hasSource ? [.source] : []) + Table.rest.columns.map { TableColumn($0, in: .rest) }
    cells = [[UInt8]](repeating: [], count: columns.count)
  }

  func begin() throws { try sink.begin(.rest, columns: columns) }

  /// Hands over what belongs to the next offer, whose body has a row in `organismes` with these cells.
  func write(_ rows: RestRows, body: ((_ column: Int) -> ArraySlice<UInt8>)?) throws {
    offerNumber += 1
    var left: Set<Int> = []
    var absent: [Int] = []
    for cell in rows.bodyCells {
      let ofBody = body?(cell.column) ?? []
      if cell.comesBack, cell.cell[...] == ofBody {
        left.insert(cell.column)
      } else if cell.cell.isEmpty, !ofBody.isEmpty {
        absent.append(cell.column)
      }
    }
    partNumber = 0
    try write(rows, apres: nil, leaving: left)
    for column in absent {
      let path = "\(organismes.columns[column].paths[0].text)/\(RestPath.absent)"
      try write(table: 0, [RowIdentifier.offerPlaceholder], apres: nil, path.utf8, [])
    }
  }

  /// Hands over what stands around and beside offers.
  func write(beside rows: RestRows) throws {
    partNumber = besideNumber
    try write(rows, apres: offerNumber, leaving: [])
    besideNumber = partNumber
  }

  private func write(_ rows: RestRows, apres: Int?, leaving left: Set<Int>) throws {
    var start = 0
    for part in rows.parts {
      defer { start = part.valueEnd }
      if part.bodyColumn >= 0, left.contains(part.bodyColumn) { continue }
      try write(
        table: part.table, rows.bytes[start..<part.identifierEnd], apres: apres,
        rows.bytes[part.identifierEnd..<part.pathEnd], rows.bytes[part.pathEnd..<part.valueEnd])
    }
  }

  private func write(
    table: Int, _ identifier: some Collection<UInt8>, apres: Int?, _ path: some Collection<UInt8>,
    _ value: some Collection<UInt8>
  ) throws {
    for cell in cells.indices { cells[cell].removeAll(keepingCapacity: true) }
    let first = hasSource ? 1 : 0
    if hasSource { cells[0] += source.utf8 }
    if let apres {
      cells[first + 1] += Table.besideOffers.utf8
      cells[first + 3] += String(apres).utf8
    } else {
      let number = Array(String(offerNumber).utf8)
      cells[first].append(RowIdentifier.offerLetter)
      cells[first] += number
      cells[first + 1] += tables[table]
      cells[first + 2] += cells[first]
      cells[first + 2] += identifier.dropFirst()
    }
    partNumber += 1
    cells[first + 4] += String(partNumber).utf8
    cells[first + 5] += path
    cells[first + 6] += value
    try sink.write(cells)
  }
}
