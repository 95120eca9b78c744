import CXLSXWriter
import LheoModel
import LheoOutput
import LheoTables

/// What a workbook says of itself.
public struct XLSXDescription: Sendable {
  /// What made it, with its version; empty where that is not said.
  public var producer: String
  /// The day on which it was made.
  public var date: PartialDate?
  /// What its rows fulfil, as it was asked for.
  public var condition: String?
  /// The feeds it was made from, in their order.
  public internal(set) var sources: [String] = []

  /// A description.
  public init(producer: String = "", date: PartialDate? = nil, condition: String? = nil) {
    self.producer = producer
    self.date = date
    self.condition = condition
  }
}

/// The sheets around those of the tables: what the workbook is, the codes and the columns.
///
/// They are for those who open the workbook, and so in French like the labels of columns.
struct XLSXGuide {
  var description: XLSXDescription
  private let front: Int
  private var row: UInt32 = 0

  /// How many feeds are named.
  private static let namedSources = 100

  /// Adds the first sheet, which is written when all is known.
  init(_ description: XLSXDescription, _ writer: XLSXWriter) throws(OutputError) {
    self.description = description
    front = try writer.addSheet("Lisez-moi", hasHeader: false)
  }

  /// Writes the sheets.
  mutating func write(
    _ tables: [XLSXTableSheets], _ cuts: [XLSXWriter.Cut], to writer: XLSXWriter
  ) throws(OutputError) {
    try writeFront(tables, cuts, to: writer)
    let codes = TableDictionary.codes
    try Self.writeList("Codes", codes.columns.map { ($0.name, $0.label) }, codes.rows, to: writer)
    try Self.writeList(
      "Colonnes",
      [
        ("table", "Onglet"), ("colonne", "Colonne"), ("libelle", "Libellé"), ("type", "Type"),
        ("plusieurs", "Plusieurs valeurs"), ("chemin", "Chemin dans LHEO"),
      ],
      tables.flatMap { table in
        table.columns.map { column in
          [
            table.name, column.name, column.label, Self.type(of: column), column.mayHoldSeveral ? "oui" : "",
            column.path,
          ]
        }
      }, to: writer)
  }

  private static func type(of column: TableColumn) -> String {
    if case .code(let table) = column.valueType { return "code (\(table))" }
    return switch XLSXCell.Kind(column) {
    case .number: "nombre"
    case .date: "date"
    case .webAddress: "adresse web"
    case .mailAddress: "courriel"
    case .text: "texte"
    }
  }

  /// Writes a sheet of texts.
  private static func writeList(
    _ name: String, _ columns: [(name: String, label: String)], _ rows: [[String]], to writer: XLSXWriter
  ) throws(OutputError) {
    let index = try writer.addSheet(name)
    let sheet = writer.sheet(index)
    var layout = XLSXLayout(columns, widest: 90)
    try writer.writeHeader(columns, toSheet: index)
    for (row, cells) in rows.enumerated() {
      for (column, cell) in cells.enumerated() where !cell.isEmpty {
        layout.note(cell.utf8, in: column)
        try writer.check(worksheet_write_string(sheet, UInt32(row + 1), UInt16(column), cell, nil))
      }
      try writer.noteRow(ofSheet: index)
    }
    try writer.finish(layout, ofSheet: index, rows: UInt32(rows.count + 1))
  }
}

extension XLSXGuide {
  private mutating func writeFront(
    _ tables: [XLSXTableSheets], _ cuts: [XLSXWriter.Cut], to writer: XLSXWriter
  ) throws(OutputError) {
    let sheet = writer.sheet(front)
    for (column, width) in [22.0, 14, 30, 80].enumerated() {
      try writer.check(worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil))
    }
    try writer.check(worksheet_set_row(sheet, row, XLSXFormats.titleHeight, nil))
    try line("Offres de formation", format: writer.formats.title, to: writer)
    try line("Les offres d'un flux LHEO \(LheoSchema.version), en tables : un onglet par table.", to: writer)
    row += 1
    try writeOrigin(to: writer)
    row += 1
    try writeTables(tables, to: writer)
    row += 1
    for text in Self.advice { try line(text, to: writer) }
    for cut in cuts {
      try line(
        "Onglet \(cut.table), colonne \(cut.column) : \(cut.count) texte(s) coupé(s), car une cellule contient au plus "
          + "\(XLSXWriter.maximumCellLength) caractères.", to: writer)
    }
  }

  private static let advice = [
    "La première ligne de chaque onglet donne le libellé de la colonne et, en dessous, son nom.",
    "Les colonnes dont le nom finit par _id relient les onglets : session_id est le même dans sessions et recrutements.",
    "Plusieurs valeurs d'une cellule sont séparées ; l'onglet Colonnes dit lesquelles en ont.",
    "Une date dont le jour ou le mois n'est pas connu est un texte.",
    "L'onglet Codes donne la signification des codes.",
  ]

  private mutating func writeOrigin(to writer: XLSXWriter) throws(OutputError) {
    let sheet = writer.sheet(front)
    if let date = description.date, let year = date.year, let month = date.month, let day = date.day {
      var value = lxw_datetime(year: Int32(year), month: Int32(month), day: Int32(day), hour: 0, min: 0, sec: 0)
      try writer.check(worksheet_write_string(sheet, row, 0, "Produit le", writer.formats.strong))
      try writer.check(worksheet_write_datetime(sheet, row, 1, &value, writer.formats.leadingDate))
      try endRow(writer)
    }
    if !description.producer.isEmpty { try pair("Produit par", description.producer, to: writer) }
    for (number, source) in description.sources.prefix(Self.namedSources).enumerated() {
      try pair(number == 0 ? "Flux" : "", source, to: writer)
    }
    let others = description.sources.count - Self.namedSources
    if others > 0 { try pair("", "et \(others) autre\(others == 1 ? "" : "s")", to: writer) }
    if let condition = description.condition { try pair("Lignes retenues", condition, to: writer) }
  }

  private mutating func writeTables(_ tables: [XLSXTableSheets], to writer: XLSXWriter) throws(OutputError) {
    let sheet = writer.sheet(front)
    for (column, text) in ["Onglet", "Lignes", "Rattachées à", "Une ligne est"].enumerated() {
      try writer.check(worksheet_write_string(sheet, row, UInt16(column), text, writer.formats.header))
    }
    try endRow(writer)
    for table in tables {
      try writer.check(
        worksheet_write_url_opt(sheet, row, 0, "internal:\(table.name)!A1", writer.formats.link, table.name, nil))
      try writer.check(worksheet_write_number(sheet, row, 1, Double(table.rowCount), writer.formats.count))
      if let parent = table.table?.parent {
        try writer.check(worksheet_write_string(sheet, row, 2, "\(parent.table) (\(parent.column))", nil))
      }
      // Last, as it may be long.
      try writer.check(worksheet_write_string(sheet, row, 3, table.table?.label ?? "", nil))
      try endRow(writer)
    }
  }

  private mutating func line(
    _ text: String, format: XLSXFormats.Format? = nil, to writer: XLSXWriter
  ) throws(OutputError) {
    try writer.check(worksheet_write_string(writer.sheet(front), row, 0, text, format))
    try endRow(writer)
  }

  private mutating func pair(_ name: String, _ text: String, to writer: XLSXWriter) throws(OutputError) {
    let sheet = writer.sheet(front)
    if !name.isEmpty { try writer.check(worksheet_write_string(sheet, row, 0, name, writer.formats.strong)) }
    let text = text.prefix(utf16: XLSXWriter.maximumCellLength)
    try writer.check(worksheet_write_string(sheet, row, 1, text, nil))
    try endRow(writer)
  }

  private mutating func endRow(_ writer: XLSXWriter) throws(OutputError) {
    row += 1
    try writer.noteRow(ofSheet: front)
  }
}
