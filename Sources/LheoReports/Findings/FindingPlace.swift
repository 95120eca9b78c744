import LheoModel
import LheoValidator

extension Finding {
  /// Where it is, in words: the line in the feed, the row of a table, or else the path.
  func placeName(in language: Language) -> String {
    guard let row else { return line > 0 ? language("ligne \(line)", "line \(line)") : path }
    let number = row.line.map { language("ligne \($0)", "row \($0)") }
    let place = number ?? row.key.map { language("clé \($0)", "key \($0)") }
    return [row.table, place].compactMap { $0 }.joined(separator: ", ")
  }

  /// The file that the line is in: of a folder of tables, that of the row.
  func file(in input: String) -> String {
    guard let row, row.line != nil else { return input }
    return input + (input.hasSuffix("/") ? "" : "/") + row.table
  }
}
