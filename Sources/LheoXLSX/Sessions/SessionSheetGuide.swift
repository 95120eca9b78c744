import CXLSXWriter
import LheoModel
import LheoOutput

// The sheets around that of the sessions: how to fill it in, the columns and the codes.

extension SessionSheetWriter {
  private static let advice = [
    "1. Écrivez une ligne par session dans l'onglet Sessions. L'onglet Exemple montre trois lignes remplies.",
    "2. Une offre et une action sont décrites sur leur première ligne. Pour une autre session, laissez leurs colonnes vides, ou répétez-les à l'identique.",
    "3. Une autre session de la même action : numéro de l'offre et numéro de l'action vides, ou les mêmes. Une autre action : un nouveau numéro d'action.",
    "4. Le SIRET de l'organisme peut rester vide : c'est celui de la ligne du dessus.",
    "5. Les colonnes marquées * sont obligatoires pour EDOF. De celles qui sont marquées (*), une seule suffit : un code RNCP, RS ou CPF ; une durée.",
    "6. Pour les codes, choisissez dans la liste de la cellule ; le code seul convient aussi. Plusieurs valeurs sont séparées par « ; » ou par un retour à la ligne (Alt+Entrée).",
    "7. Les colonnes grises servent à un flux LHEO ; EDOF n'en a pas besoin.",
    "8. Vous pouvez déplacer et supprimer des colonnes, et en ajouter : celles sans titre, ou dont le titre commence par #, sont ignorées.",
    "Ce qui manque est listé avec la ligne ; une offre incomplète est laissée de côté, les autres sont écrites.",
  ]

  func writeFront(_ command: String?, on sheet: Sheet) throws(OutputError) {
    try check(worksheet_set_column(sheet, 0, 0, 110, nil))
    worksheet_fit_to_pages(sheet, 1, 0)
    try check(worksheet_set_row(sheet, 0, XLSXFormats.titleHeight, nil))
    try check(worksheet_write_string(sheet, 0, 0, "Vos sessions pour Mon Compte Formation", formats.title))
    let command = command.map { ["Pour écrire le fichier à déposer : " + $0] } ?? []
    for (number, text) in (Self.advice + command).enumerated() {
      try check(worksheet_set_row(sheet, UInt32(number) + 2, Self.height(of: text, width: 95), nil))
      try check(worksheet_write_string(sheet, UInt32(number) + 2, 0, InFrench.set(text), formats.wrapped))
    }
  }

  /// How high a row is whose text is broken at so many characters: not all programs find that out.
  private static func height(of text: String, width: Int) -> Double { Double(16 * ((text.count + width) / width)) }

  /// Writes the columns with what is written in them.
  func writeColumns(on sheet: Sheet) throws(OutputError) {
    let headers = ["Colonne", "Nom LHEO", "Décrit", "Obligatoire", "Caractères", "Aide"]
    for (column, (header, width)) in zip(headers, [34.0, 32, 12, 14, 12, 90]).enumerated() {
      try check(worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil))
      try check(worksheet_write_string(sheet, 0, UInt16(column), header, formats.strong))
    }
    for (number, column) in SessionSheet.columns.enumerated() {
      let row = UInt32(number + 1)
      let need =
        switch column.need {
        case .mandatory: "oui"
        case .oneOf: "l'une"
        case .optional: ""
        case .lheo: "pour LHEO"
        }
      for (place, text) in [column.label, column.name, column.level.label, need].enumerated() {
        try check(worksheet_write_string(sheet, row, UInt16(place), text, formats.plain))
      }
      if let length = column.maximumLength {
        try check(worksheet_write_number(sheet, row, 4, Double(length), formats.plain))
      }
      try check(worksheet_set_row(sheet, row, Self.height(of: column.help, width: 85), nil))
      try check(worksheet_write_string(sheet, row, 5, column.help, formats.wrapped))
    }
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_freeze_panes(sheet, 1, 0)
  }

  /// Writes the choices of each table of codes in a column.
  ///
  /// - Returns: by table, the cells with its choices.
  func writeCodes(on sheet: Sheet) throws(OutputError) -> [String: String] {
    var places: [String: String] = [:]
    var column = 0
    for table in SessionSheet.columns.compactMap(\.codes) where places[table.listKey] == nil {
      let place = UInt16(column)
      try check(worksheet_set_column(sheet, place, place, 36, formats.wrapped))
      try check(worksheet_write_string(sheet, 0, place, table.label, formats.strong))
      for (row, entry) in table.entries.enumerated() {
        try check(worksheet_write_string(sheet, UInt32(row + 1), place, SheetColumn.choice(entry), nil))
      }
      let letters = XLSXCellReference(row: 1, column: column + 1).columnLetters
      places[table.listKey] = "=Codes!$\(letters)$2:$\(letters)$\(table.entries.count + 1)"
      column += 1
    }
    worksheet_freeze_panes(sheet, 1, 0)
    return places
  }
}

extension CodeTable {
  /// What tells a table, or a part of it, from others.
  var listKey: String { ([name] + entries.map(\.code)).joined(separator: "|") }
}

extension SessionSheet {
  /// The name of the sheet with examples.
  static let exampleName = "Exemple"

  /// The letters of the last column.
  static var lastColumn: String { XLSXCellReference(row: 1, column: columns.count).columnLetters }

  /// Neighbouring columns that say something of the same.
  static let groups: [(label: String, level: SheetColumn.Level, isForLheo: Bool, columns: Range<Int>)] = {
    var groups: [(label: String, level: SheetColumn.Level, isForLheo: Bool, columns: Range<Int>)] = []
    for (number, column) in columns.enumerated() {
      let isForLheo = column.need == .lheo
      if let last = groups.last, last.isForLheo == isForLheo, isForLheo || last.level == column.level {
        groups[groups.count - 1].columns = last.columns.lowerBound..<number + 1
      } else {
        let label = isForLheo ? "Pour un flux LHEO seulement" : column.level.label
        groups.append((label, column.level, isForLheo, number..<number + 1))
      }
    }
    return groups
  }()

  /// Sessions that are filled in, as somebody would type them: a second one of the same action, and one elsewhere.
  package static let exampleRows: [[String: String]] = (0..<3).map { row in
    var cells: [String: String] = [:]
    for column in columns where row < column.examples.count && !column.examples[row].isEmpty {
      cells[column.name] = column.examples[row]
    }
    return cells
  }
}
