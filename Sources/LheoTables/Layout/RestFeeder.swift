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
  private var row = TableRow()
  /// For each column of `organismes`, whether it holds what the offer says there.
  private var left: [Bool]

  init(hasSource: Bool, into sink: any TableSink) {
    self.sink = sink
    self.hasSource = hasSource
    left = organismes.columns.map { _ in false }
    columns = (hasSource ? [.source] : []) + Table.rest.columns.map { TableColumn($0, in: .rest) }
  }

  func begin() throws { try sink.begin(.rest, columns: columns) }

  /// Hands over what belongs to the next offer, whose body has a row in `organismes` with these cells.
  func write(_ rows: RestRows, body: ((_ column: Int) -> ArraySlice<UInt8>)?) throws {
    offerNumber += 1
    for column in left.indices { left[column] = false }
    var absent: [Int] = []
    for cell in rows.bodyCells {
      let ofBody = body?(cell.column) ?? []
      if cell.comesBack, rows.bodyBytes[cell.cell] == ofBody {
        left[cell.column] = true
      } else if cell.cell.isEmpty, !ofBody.isEmpty {
        absent.append(cell.column)
      }
    }
    partNumber = 0
    try writeParts(of: rows, apres: nil)
    for column in absent {
      let path = "\(organismes.columns[column].paths[0].text)/\(RestPath.absent)"
      try write(table: 0, [RowIdentifier.offerPlaceholder], apres: nil, path.utf8, [])
    }
  }

  /// Hands over what stands around and beside offers.
  func write(beside rows: RestRows) throws {
    partNumber = besideNumber
    try writeParts(of: rows, apres: offerNumber)
    besideNumber = partNumber
  }

  private func writeParts(of rows: RestRows, apres: Int?) throws {
    var start = 0
    for part in rows.parts {
      defer { start = part.valueEnd }
      if part.bodyColumn >= 0, left[part.bodyColumn] { continue }
      try write(
        table: part.table, rows.bytes[start..<part.identifierEnd], apres: apres,
        rows.bytes[part.identifierEnd..<part.pathEnd], rows.bytes[part.pathEnd..<part.valueEnd])
    }
  }

  private func write(
    table: Int, _ identifier: some Collection<UInt8>, apres: Int?, _ path: some Collection<UInt8>,
    _ value: some Collection<UInt8>
  ) throws {
    row.removeAll()
    if hasSource { row.add(source.utf8) }
    if let apres {
      for text in ["", Table.besideOffers, "", String(apres)] { row.add(text.utf8) }
    } else {
      let offer = Array("f\(offerNumber)".utf8)
      row.add(offer)
      row.add(tables[table])
      row.append(offer)
      row.append(identifier.dropFirst())
      row.endCell()
      row.add([])
    }
    partNumber += 1
    row.add(String(partNumber).utf8)
    row.add(path)
    row.add(value)
    try sink.write(row)
  }
}
