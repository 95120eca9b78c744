/// What the columns of the tables do not carry of an offer, or of what is around and beside offers.
public struct RestRows: Sendable {
  /// A part that no column holds.
  struct Part: Sendable {
    /// The table of the row that it belongs to, by its number in `Table.all`; -1 where it belongs to no row.
    let table: Int
    /// Where its row's identifier, its way from there and its value end in `bytes`.
    let identifierEnd: Int
    let pathEnd: Int
    let valueEnd: Int
    /// The column of `organismes` that may hold it; -1 for none.
    let bodyColumn: Int
  }

  /// What an offer says of its body, in a column of `organismes`.
  struct BodyCell: Sendable {
    let column: Int
    /// Whether the cell gives back what the offer says.
    let comesBack: Bool
    /// Where the cell is in `bodyBytes`.
    let cell: Range<Int>
  }

  var bytes: [UInt8] = []
  var parts: [Part] = []
  /// The SIRET of the body whose row in `organismes` the offer relies on; empty for none.
  var siret: [UInt8] = []
  var bodyCells: [BodyCell] = []
  var bodyBytes: [UInt8] = []
}
