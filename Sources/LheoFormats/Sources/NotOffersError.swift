import LheoModel
import LheoTables

/// Data that is not offers in NDJSON.
public struct NotOffersError: WordedError, Sendable {
  /// What the data are.
  public enum Found: Sendable {
    /// XML.
    case xml
    /// One of the files of a folder of CSV.
    case csv
  }

  /// The name of the data.
  public let name: String
  /// What they are.
  public let found: Found

  /// What they are.
  public func description(in language: Language) -> String {
    switch found {
    case .xml:
      language("\(name) : c'est du XML, pas des offres en NDJSON.", "\(name): this is XML, not offers in NDJSON.")
    case .csv:
      language(
        "\(name) : c'est du CSV. Donnez le dossier avec toutes ses tables, pas un de ses fichiers.",
        "\(name): this is CSV. Give the folder with all its tables, not one of its files.")
    }
  }

  /// Looks at the first line.
  static func check(_ line: [UInt8], of name: String) throws(NotOffersError) {
    let text = String(decoding: line.prefix(4000), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    // What starts like JSON is read as such, and its mistakes are reported with their place.
    if text.hasPrefix("{") || text.hasPrefix("[") { return }
    if text.hasPrefix("<") { throw NotOffersError(name: name, found: .xml) }
    if isHeader(text) { throw NotOffersError(name: name, found: .csv) }
  }

  /// Whether a line names columns of a table.
  private static func isHeader(_ line: Substring) -> Bool {
    let names = line.split { ",;\t".contains($0) }.map { $0.trimmingPrefix("\"").prefix { $0 != "\"" && $0 != "\r" } }
    let known = Set(Table.all.flatMap { $0.columns.map(\.name) })
    return names.count > 1 && names.contains { known.contains(String($0)) }
  }
}
