import LheoTables

/// Data that is not offers in NDJSON, and what to do with it.
struct WrongData: Error, CustomStringConvertible {
  let description: String

  /// Looks at the first line.
  static func check(_ line: [UInt8], of data: String) throws(WrongData) {
    let text = String(decoding: line.prefix(4000), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    // What starts like JSON is read as such, and its mistakes are told with their place.
    if text.hasPrefix("{") || text.hasPrefix("[") { return }
    if text.hasPrefix("<") {
      throw WrongData(
        description: "\(data): this is XML. A feed needs no export: lheo-tool format writes it anew, "
          + "lheo-tool convert --to ndjson makes offers of it.")
    }
    if !text.hasPrefix("{"), isHeader(text) {
      throw WrongData(description: "\(data): this is CSV. Give the folder with all its tables, not one of its files.")
    }
  }

  /// Whether a line names columns of a table.
  private static func isHeader(_ line: Substring) -> Bool {
    let names = line.split { ",;\t".contains($0) }.map { $0.trimmingPrefix("\"").prefix { $0 != "\"" && $0 != "\r" } }
    let known = Set(Table.all.flatMap { $0.columns.map(\.name) })
    return names.count > 1 && names.contains { known.contains(String($0)) }
  }
}
