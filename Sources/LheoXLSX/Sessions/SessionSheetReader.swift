import LheoModel
import LheoParser

/// Reads the sheet of sessions of a workbook: the one that `SessionSheetWriter` writes, filled in by Excel, LibreOffice or a
/// program, or any other sheet whose columns have the same names.
///
/// ```swift
/// let reader = try SessionSheetReader(.file("edof.xlsx"))
/// try reader.read { table, cells, row in print(row, table, cells) }
/// ```
public final class SessionSheetReader {
  /// The sheet that the sessions have been read from, once that is known.
  public private(set) var sheet: String?

  private let workbook: XLSXReader
  private let name: String
  private let isForEdof: Bool
  /// The codes of offers that have several, each of which is said once.
  private var severalCodes: Set<[String]> = []
  private var mistakes: [SessionSheetError.Mistake] = []
  private var count = 0

  /// How many mistakes are kept; the others are counted.
  private static let maximumCount = 200

  /// Opens a workbook.
  ///
  /// - Parameters:
  ///   - input: the workbook.
  ///   - limits: what it may ask for.
  ///   - isForEdof: whether columns that only LHEO has are left alone.
  /// - Throws: `XLSXReadError`, or `FeedError` where the file cannot be read.
  public init(_ input: FeedInput, limits: XLSXReadLimits = XLSXReadLimits(), isForEdof: Bool = false) throws {
    name = input.name
    self.isForEdof = isForEdof
    workbook = try XLSXReader(input, limits: limits)
  }

  /// Reads all rows, and hands over what they say as rows of the tables that offers are made of (`Table.layout`).
  ///
  /// - Parameter emit: takes the table, its cells by column, and the row of the sheet that they are from.
  /// - Throws: `SessionSheetError` with all mistakes at once, when all rows have been read; `XLSXReadError`, `FeedError`, or
  ///   what `emit` throws.
  public func read(_ emit: @escaping (_ table: String, _ cells: [String: String], _ row: Int) throws -> Void) throws {
    let (sheet, header) = try choose()
    self.sheet = sheet.name
    var missing: Set<Int> = []
    var rows = SheetRows(emit: emit) { [self] line, column, text in
      if !header.has(column) {
        // That a column is not there is said once, not of each row.
        if !missing.insert(column).inserted || SessionSheet.numeroColumns.contains(column) { return }
        let name = SessionSheet.columns[column].name
        return note(
          .init(
            sheet: sheet.name, row: header.row, column: nil,
            text: Text("il n'y a pas de colonne \(name).", "there is no column \(name).")))
      }
      note(SessionSheetError.Mistake(sheet: sheet.name, row: line, column: header.place(of: column), text: text))
    }
    for text in header.mistakes { note(.init(sheet: sheet.name, row: header.row, column: text.place, text: text.text)) }
    var hasRows = false
    try workbook.forEachRow(of: sheet) { [self] row in
      guard row.number > header.row else { return }
      guard let values = values(of: row, in: sheet, header) else { return }
      hasRows = true
      try rows.take(values, line: row.number)
    }
    rows.finish()
    mistakes.sort { $0.row < $1.row }
    if !hasRows, count == 0 {
      note(
        .init(
          sheet: sheet.name, row: header.row, column: nil,
          text: Text(
            "aucune session : écrivez-les sous cette ligne.", "there is no session: write them below this row.")))
    }
    if count > 0 { throw SessionSheetError(file: name, mistakes: mistakes, count: count) }
  }

  private func note(_ mistake: SessionSheetError.Mistake) {
    count += 1
    if mistakes.count < Self.maximumCount { mistakes.append(mistake) }
  }

  /// What a row says, by column; `nil` where it says nothing.
  private func values(of row: XLSXRow, in sheet: XLSXReader.Sheet, _ header: SheetHeader) -> SheetRows.Values? {
    var values = SheetRows.Values(repeating: nil, count: SessionSheet.columns.count)
    var isEmpty = true
    for cell in row.cells {
      guard let column = header.columns[cell.reference.column] else { continue }
      if isForEdof, SessionSheet.columns[column].need == .lheo { continue }
      do throws(SheetMistake) {
        guard let value = try SheetValue.text(of: cell.value, as: SessionSheet.columns[column].kind) else { continue }
        try SessionSheet.columns[column].check(value)
        values[column] = value
        if !cell.isMerged { isEmpty = false }
      } catch {
        note(.init(sheet: sheet.name, row: row.number, column: header.place(of: column), text: error.text))
        isEmpty = isEmpty && cell.isMerged
      }
    }
    let codes = SessionSheet.certificationColumns.filter { values[$0] != nil }
    if codes.count > 1, severalCodes.insert(codes.map { values[$0]! }).inserted {
      let names = codes.map { SessionSheet.columns[$0].label }.joined(separator: ", ")
      note(
        .init(
          sheet: sheet.name, row: row.number, column: header.place(of: codes[1]),
          text: Text(
            "une offre a un seul code, et plusieurs colonnes sont remplies (\(names)) : n'en gardez qu'une.",
            "an offer has one code, and several columns are filled in (\(names)): keep one.")))
    }
    return isEmpty ? nil : values
  }

  /// The sheet with sessions, and where its header is: that of the right name, or else the only one that people see and
  /// that has such a header.
  private func choose() throws -> (XLSXReader.Sheet, SheetHeader) {
    let named = workbook.sheets.filter { $0.name.trimmed.lowercased() == SessionSheet.name.lowercased() }
    if ["formations", "actions", "sessions"].allSatisfy({ table in workbook.sheets.contains { $0.name == table } }) {
      throw XLSXReadError(
        file: name,
        problem: .notAWorkbook(
          Text(
            "ce classeur a les tables d'un flux, qui se lisent en CSV, en SQLite ou en PostgreSQL, pas dans un classeur.",
            "this workbook has the tables of a feed, which are read from CSV, SQLite or PostgreSQL, not from a workbook."
          )))
    }
    let candidates =
      named.isEmpty ? workbook.sheets.filter { !$0.isHidden && $0.name != SessionSheet.exampleName } : named
    var found: [(XLSXReader.Sheet, SheetHeader)] = []
    for sheet in candidates { if let header = try header(of: sheet) { found.append((sheet, header)) } }
    if found.count == 1 { return found[0] }
    let names = workbook.sheets.map(\.name).prefix(20).joined(separator: ", ")
    throw SessionSheetError(
      file: name,
      mistakes: [
        .init(
          sheet: named.first?.name ?? SessionSheet.name, row: 1, column: nil,
          text: found.isEmpty
            ? Text(
              "aucun onglet n'a de titres de colonnes connus : partez du modèle vide. Onglets : \(names).",
              "no sheet has headers of columns that are known: start from the empty template. Sheets: \(names).")
            : Text(
              "plusieurs onglets ont des titres de colonnes connus : nommez « \(SessionSheet.name) » celui des sessions.",
              "several sheets have headers of columns that are known: name that of the sessions “\(SessionSheet.name)”."
            ))
      ], count: 1)
  }

  /// How many rows may be above the header.
  private static let rowsAboveHeader = 20

  private struct Found: Error {}

  private func header(of sheet: XLSXReader.Sheet) throws -> SheetHeader? {
    var header: SheetHeader?
    do {
      try workbook.forEachRow(of: sheet) { row in
        header = SheetHeader(row)
        if header != nil || row.number > Self.rowsAboveHeader { throw Found() }
      }
    } catch is Found {}
    return header
  }
}

/// A workbook whose sessions cannot be taken as they are.
public struct SessionSheetError: WordedError {
  /// What is wrong in one place.
  public struct Mistake: Sendable {
    /// The sheet.
    public let sheet: String
    /// The row, from 1.
    public let row: Int
    /// The letters of the column, and its label; `nil` where it is about the whole row.
    public let column: (letters: String, label: String)?
    /// What is wrong, and what to write.
    public let text: Text

    /// The mistake as a sentence, with its place.
    ///
    /// - Parameter language: the language of the sentence.
    /// - Returns: the sentence.
    public func description(in language: Language) -> String {
      let place = column.map {
        language(", colonne \($0.letters) « \($0.label) »", ", column \($0.letters) “\($0.label)”")
      }
      return language(
        "Feuille \(sheet), ligne \(row)\(place ?? "") : ", "Sheet \(sheet), row \(row)\(place ?? ""): ")
        + text(language)
    }
  }

  /// The workbook.
  public let file: String
  /// What is wrong, in the order of the rows, as far as it is kept.
  public let mistakes: [Mistake]
  /// How many mistakes there are in all.
  public let count: Int

  /// All mistakes, a line for each.
  ///
  /// - Parameter language: the language of the sentences.
  /// - Returns: the lines.
  public func description(in language: Language) -> String {
    var lines = mistakes.map { "\(file): \($0.description(in: language))" }
    if count > mistakes.count {
      lines.append(
        "\(file): "
          + language(
            "et \(count - mistakes.count, "autre(s) erreur(s)").", "and \(count - mistakes.count, "other mistake(s)").")
      )
    }
    return lines.joined(separator: "\n")
  }
}
