import LheoModel
import LheoTables

/// What a cell of a workbook holds.
enum XLSXCell: Equatable {
  case text(String)
  case number(Double)
  case date(PartialDate)
  /// A text that leads somewhere.
  case link(String, target: String)

  /// What the cells of a column may hold beside texts.
  enum Kind: Equatable {
    case text, number, date, webAddress, mailAddress

    /// A cell with several values is a text: `7|9` is no number, and two dates are no date.
    init(_ column: TableColumn) {
      let ends = Set(column.path.split(separator: "|").map { $0.split(separator: "/").last ?? "" })
      self =
        switch column.valueType {
        case _ where column.mayHoldSeveral: .text
        case .number: .number
        case .date: .date
        case _ where !ends.isEmpty && ends.isSubset(of: Self.dates): .date
        case _ where !ends.isEmpty && ends.isSubset(of: Self.numbers): .number
        default: .text
        }
      // A list of addresses is no address, so these say themselves whether they are one.
      if !ends.isEmpty, ends.isSubset(of: ["urlweb"]) { self = .webAddress }
      if ends == ["courriel"] { self = .mailAddress }
    }

    /// The schema takes any text there.
    private static let dates: Set<Substring> = ["@datecrea", "@datemaj"]
    private static let numbers: Set<Substring> = ["latitude", "longitude", "prix-total-TTC", "prix-horaire-TTC"]
  }

  /// What a value is in a column of that kind: a text where it is not of its kind.
  init(_ text: String, _ kind: Kind) {
    self = .text(text)
    switch kind {
    case .text: break
    case .number: if let number = Self.number(text) { self = .number(number) }
    case .date: if let date = Self.date(text) { self = .date(date) }
    case .webAddress:
      if Self.isWebAddress(text) { self = .link(text, target: text) }
      if text.hasPrefix("mailto:"), Self.isMailAddress(text.dropFirst(7)) { self = .link(text, target: text) }
    case .mailAddress: if Self.isMailAddress(text[...]) { self = .link(text, target: "mailto:\(text)") }
    }
  }

  /// Digits with a decimal point or comma, as many as Excel keeps.
  private static func number(_ text: String) -> Double? {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: text.contains(",") ? "," : ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), unsigned.utf8.count <= 16,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      parts.joined().drop(while: { $0 == "0" }).utf8.count <= 15
    else { return nil }
    return Double(text.replacing(",", with: "."))
  }

  /// A day of the calendar, of the years that Excel has.
  private static func date(_ text: String) -> PartialDate? {
    guard let date = PartialDate(iso: text) ?? PartialDate(text), date.isComplete, date.year! >= 1900 else {
      return nil
    }
    return date
  }

  /// How long an address may be for Excel.
  private static let maximumTarget = 2_079

  /// An address of the web that looks like what it is: in printable ASCII, without what ends an address elsewhere.
  private static func isWebAddress(_ text: String) -> Bool {
    let lowercase = text.prefix(8).lowercased()
    guard let scheme = ["https://", "http://"].first(where: lowercase.hasPrefix) else { return false }
    let host = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    return text.utf8.count <= maximumTarget && isHost(host)
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }
  }

  private static let forbidden = Set("\"'<>\\^`{|}".utf8)

  /// Names separated by dots, and perhaps a port: no password, which would only hide where the way leads.
  private static func isHost(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) })
    else { return false }
    let names = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    return names.count > 1
      && names.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D } }
  }

  /// One plain address: nothing that would give the message a subject or another receiver.
  private static func isMailAddress(_ text: Substring) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && text.utf8.count <= 254 && !parts[0].isEmpty
      && parts[0].utf8.allSatisfy { $0.isLetterOrDigit || ".-_+".utf8.contains($0) }
      && !parts[1].contains(":") && isHost(parts[1])
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) }
}
