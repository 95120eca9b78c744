import LheoFormats
import LheoModel
import LheoTables

extension TableArguments {
  /// Says that an output must have a name.
  func require(_ format: OutputFormat, goesTo output: String) throws {
    if output == "-", allTables || format.needsFile { throw format.namelessOutput(isFolder: allTables) }
  }

  /// What a format does not take.
  func check(_ format: OutputFormat, _ place: ReferenceOption) throws {
    if place.reference != nil, !isOneTable(format) {
      throw UsageError(
        "--reference donne des colonnes à une table : csv, tsv, ou xlsx avec --table.",
        "--reference gives columns to one table: csv, tsv, or xlsx with --table.")
    }
    let table = try namedTable()
    if allTables, !format.writesFolders {
      throw UsageError(
        "--all-tables demande csv ou tsv ; xlsx, sqlite et postgresql ont toutes les tables.",
        "--all-tables requires csv or tsv; xlsx, sqlite and postgresql have all tables.")
    }
    if columns != nil || self.table != nil, allTables || format.kind != .table && !format.canChooseTables {
      throw UsageError(
        "--table et --columns demandent csv, tsv ou xlsx, et une seule table.",
        "--table and --columns require csv, tsv or xlsx, and one table.")
    }
    try checkCells(format)
    if join != "|", allTables || format.kind != .table && !format.canChooseTables {
      throw UsageError(
        "--join demande une seule table, ou xlsx : les tables dont un flux est refait ont besoin de |.",
        "--join requires one table, or xlsx: tables that a feed is made of again need |.")
    }
    _ = try chosenColumns(of: table)
  }

  /// What cells do not have that a format writes, or what has no cells.
  private func checkCells(_ format: OutputFormat) throws {
    if excel || raw || noHeader, !format.writesFolders {
      throw UsageError(
        "--excel, --raw et --no-header demandent csv ou tsv.", "--excel, --raw and --no-header require csv or tsv.")
    }
    if dates != .iso, !format.writesFolders, !format.canAppend {
      throw UsageError(
        "--dates demande csv, tsv, sqlite ou postgresql.", "--dates requires csv, tsv, sqlite or postgresql.")
    }
  }
}
