import ArgumentParser
import LheoFormats
import LheoModel
import LheoTables

/// What of the offers goes into tables, and how.
struct TableArguments: ParsableArguments {
  enum Dates: String, ExpressibleByArgument, CaseIterable { case feed, iso }

  @Option(
    help: .said(
      "La table (csv, tsv), ou la seule (xlsx). Par défaut : sessions ; xlsx les a toutes.",
      "The table (csv, tsv), or the only one (xlsx). Default: sessions; xlsx has all.", value: "table"),
    completion: .list(Table.all.map(\.name)))
  var table: String?

  @Flag(
    help: .said(
      "Toutes les tables, dans un dossier avec un datapackage.json (csv, tsv).",
      "All tables, in a folder with a datapackage.json (csv, tsv)."))
  var allTables = false

  @Option(
    help: .said(
      "D'autres colonnes d'une table (csv, tsv, xlsx) : ses noms, des chemins, ou nom=chemin, séparés par des virgules.",
      "Other columns of one table (csv, tsv, xlsx): its names, paths, or name=path, separated by commas.",
      value: "colonnes", "spec"))
  var columns: String?

  @Option(
    help: .said(
      "Au plus ce nombre de lignes ; ou d'offres, s'il n'y a pas qu'une table.",
      "At most so many rows; where there is not one table, so many offers.", value: "n"))
  var limit: Int?

  @Option(
    help: .said(
      "Ce qui joint plusieurs valeurs d'une cellule.",
      "What joins several values of a cell.", value: "texte", "text"))
  var join = "|"

  @Option(
    help: .said(
      "Les dates en ISO 8601 (2026-09-01) ou comme dans le flux (20260901).",
      "Dates in ISO 8601 (2026-09-01) or as in the feed (20260901).", value: "dates"))
  var dates = Dates.iso

  @Flag(
    help: .said(
      "Points-virgules, marque d'ordre des octets et CRLF, pour un Excel français.",
      "Semicolons, byte order mark and CRLF, for a French Excel."))
  var excel = false

  @Flag(
    help: .said(
      "Laisser telles quelles les valeurs qui commencent comme une formule, sans ' devant.",
      "Leave values that start like a formula as they are, without a leading '."))
  var raw = false

  @Flag(
    name: .customLong("no-header"),
    help: .said(
      "Écrire les tables sans les noms des colonnes.",
      "Leave out the names of the columns."))
  var noHeader = false

  /// Whether any of them is given.
  var isGiven: Bool {
    table != nil || allTables || columns != nil || limit != nil || join != "|" || dates != .iso || excel || raw
      || noHeader
  }

  func validate() throws {
    if let limit, limit < 1 {
      throw UsageError(
        "--limit prend un nombre à partir de 1.",
        "--limit takes a number from 1.")
    }
  }

  /// The table that is meant: the names in a condition are first those of its columns.
  func namedTable() throws -> Table { try Table.named(option: table ?? "sessions") }

  /// Whether one table is written, and not all.
  func isOneTable(_ format: OutputFormat) -> Bool {
    !allTables && (format.kind == .table || format.canChooseTables && (table != nil || columns != nil))
  }

  /// A table with the columns that are asked for.
  func chosenColumns(of table: Table) throws -> Table {
    guard let columns else { return table }
    do {
      return try table.with(columns: columns)
    } catch {
      throw UsageError(Text("--columns, \(error.text)", "--columns, \(error.text)"))
    }
  }

  /// Puts what is asked for into the options of an output; without a place of the registers, none are opened.
  ///
  /// - Throws: `ValidationError` where columns ask registers and there is no database.
  func apply(to options: inout OutputFormat.Options, for format: OutputFormat, _ place: ReferenceOption? = nil) throws {
    options.table = try chosenColumns(of: namedTable())
    if place?.reference != nil, columns == nil { options.table = options.table.withRegisterColumns }
    if let place, options.table.columns.contains(where: \.needsRegisters) {
      guard let reference = try place.open() else {
        throw UsageError(
          "Ces colonnes interrogent les référentiels officiels, et il n'y a pas de base : nommez-la par --reference.",
          "These columns ask official registers, and there is no database: name it with --reference.")
      }
      options.reading.reference = reference
    }
    if isOneTable(format) {
      options.tables = [options.table]
      options.rowLimit = limit
    }
    options.reading.join = join
    options.reading.usesISODates = dates == .iso
    options.csv.isForExcel = excel
    options.csv.isRaw = raw
    options.csv.hasHeader = !noHeader
    options.producer = LheoTool.producer
    options.date = Day.today.date
  }

  /// How many offers may be written, where rows are not counted.
  func offerLimit(_ format: OutputFormat) -> Int? { isOneTable(format) ? nil : limit }

  /// Whether the output wants what follows the offers, also where it gets some of them only.
  func needsEnd(_ format: OutputFormat) -> Bool { allTables || format.keepsFeed }
}
