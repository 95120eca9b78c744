import LheoModel

/// Where the columns of a sheet are.
struct SheetHeader {
  let row: Int
  /// By place in the sheet, the column that it is.
  private(set) var columns: [Int: Int] = [:]
  private(set) var mistakes: [(place: (letters: String, label: String)?, text: Text)] = []
  private var places: [Int: Int] = [:]

  /// How many columns must be known for a row to be the header.
  private static let neededCount = 3

  private static let names: [String: Int] = {
    var names: [String: Int] = [:]
    for (index, column) in SessionSheet.columns.enumerated() {
      names[column.name.lowercased()] = index
      names[column.label.headerKey] = index
    }
    return names
  }()

  /// The header in a row; `nil` if it is none.
  init?(_ cells: XLSXRow) {
    row = cells.number
    var unknown: [(XLSXReadCell, String)] = []
    for cell in cells.cells where !cell.isMerged {
      guard case .text(let text) = cell.value, !text.trimmed.isEmpty, !text.trimmed.hasPrefix("#") else { continue }
      guard let index = Self.column(text) else {
        unknown.append((cell, text))
        continue
      }
      if let other = places[index] {
        let letters = XLSXCellReference(row: row, column: other).columnLetters
        mistakes.append(
          (
            (cell.reference.columnLetters, text.firstLine),
            Text("cette colonne est déjà en \(letters).", "this column is in \(letters) already.")
          ))
        continue
      }
      places[index] = cell.reference.column
      columns[cell.reference.column] = index
    }
    if columns.count < Self.neededCount { return nil }
    for (cell, text) in unknown {
      mistakes.append(((cell.reference.columnLetters, text.firstLine.shortened), Self.hint(for: text)))
    }
    for index in SessionSheet.numeroColumns {
      let name = SessionSheet.columns[index].name
      if places[index] == nil {
        mistakes.append((nil, Text("il n'y a pas de colonne \(name).", "there is no column \(name).")))
      }
    }
  }

  private static func hint(for text: String) -> Text {
    let candidates = SessionSheet.columns.map(\.name)
    let near = Nearest.match(text.lastLine, in: candidates)
    return Text(
      "titre de colonne inconnu\(near.map { " : voulez-vous dire \($0) ?" } ?? ".") Devant un titre, # fait ignorer la colonne.",
      "unknown header of a column\(near.map { ": do you mean \($0)?" } ?? ".") With # before its header, a column is ignored."
    )
  }

  /// The column of a header: by the name in its last line, or by the label.
  private static func column(_ header: String) -> Int? {
    names[header.lastLine.lowercased()] ?? names[header.headerKey]
  }

  /// Whether the sheet has a column.
  func has(_ column: Int) -> Bool { places[column] != nil }

  /// How messages call the place of a column; `nil` where the sheet does not have it.
  func place(of column: Int) -> (letters: String, label: String)? {
    places[column].map { (XLSXCellReference(row: row, column: $0).columnLetters, SessionSheet.columns[column].label) }
  }
}

extension String {
  fileprivate var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init)?.trimmed ?? "" }
  fileprivate var lastLine: String { split(whereSeparator: \.isNewline).last.map(String.init)?.trimmed ?? "" }

  /// A label without what marks it as mandatory.
  fileprivate var headerKey: String {
    firstLine.lowercased().replacing("(*)", with: "").replacing("*", with: "").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
