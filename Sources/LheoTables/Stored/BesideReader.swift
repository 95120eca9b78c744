import LheoModel

/// Puts together what is around and beside offers.
final class BesideReader<Database: OfferDatabase> {
  private let cursor: OfferCursor<Database>
  private let path: Int?
  private let value: Int?
  private let after: Int?
  /// Where the last parts are, as a number of offers before them.
  private let lastPlace: Int
  private var row: StoredRows
  private var tree = OfferTree()

  init(_ cursor: OfferCursor<Database>, lastPlace: Database.Cursor) throws(Database.Failure) {
    self.cursor = cursor
    row = StoredRows(columnCount: cursor.table.columns.count)
    path = cursor.table.columns.firstIndex(of: "chemin")
    value = cursor.table.columns.firstIndex(of: "valeur")
    after = cursor.table.columns.firstIndex(of: "apres")
    self.lastPlace = try lastPlace.next() ? Int(lastPlace.text(0)) ?? 0 : 0
  }

  /// The next part that comes before an offer of that rank.
  ///
  /// What stood before all offers stays there, and what stood behind all, whatever ranks they have got; an end of what is
  /// around offers is behind them too where there were none.
  func next(beforeOfferOfRank rang: Int?) throws(Database.Failure) -> StoredPart? {
    guard let path, let after, try cursor.isThere() else { return nil }
    let place = Int(String(decoding: cursor.cell(after), as: UTF8.self)) ?? 0
    let isEnd = cursor.cell(path).starts(with: "</".utf8)
    if place == lastPlace, place > 0 || isEnd { return nil }
    return place <= 0 || place < rang ?? .max ? try next() : nil
  }

  /// The next part. What is left of one whose start somebody has deleted is of no use.
  func next() throws(Database.Failure) -> StoredPart? {
    guard let path else { return nil }
    while try cursor.isThere() {
      row.removeAll()
      try cursor.take(into: &row)
      let mark = row.text(0, path)
      if mark.hasPrefix("</") {
        if let element = Element(name: String(mark.dropFirst(2).dropLast())) { return .end(element) }
      } else if mark.hasPrefix("<") {
        return .begin(try readTree(String(mark.dropFirst().dropLast())))
      } else if mark.hasPrefix("/") {
        return .element(try readTree(String(mark.dropFirst())))
      }
    }
    return nil
  }

  /// Reads the part whose root has that name: its rows up to the mark of the next.
  private func readTree(_ name: String) throws(Database.Failure) -> StoredElement {
    tree.removeAll()
    let line = row.line(ofRow: 0)
    guard let name = OfferStep.Name(ArraySlice(name.utf8)) else {
      throw cursor.error(column: "chemin", Text("« \(name) » n'est pas un élément.", "'\(name)' is not an element."))
    }
    switch name {
    case .known(let code): tree.add(code, number: 1, to: -1, line: line)
    case .foreign(let foreign):
      tree.add(ElementStorage.foreign, name: tree.number(of: foreign), number: 1, to: -1, line: line)
    }
    tree.setText(row[0, value], of: 0)
    while try cursor.isThere(), let path, !isMark(cursor.cell(path)) {
      row.removeAll()
      try cursor.take(into: &row)
      if let path = OfferPath(row[0, path]) { tree.apply(path, row[0, value], to: 0) }
    }
    let buffer = ElementBuffer()
    tree.encode(into: buffer)
    return StoredElement(buffer: buffer)
  }

  private func isMark(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    path.first == UInt8(ascii: "/") || path.first == UInt8(ascii: "<")
  }
}
