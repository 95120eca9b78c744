import LheoModel
import LheoOperations
import LheoOutput
import LheoParser

/// How the usage of LHEO is written.
public enum UsageFormat: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case text
  /// For spreadsheets: a row for each entry, and for each of its sources and periods.
  case csv
  /// For programs: one document, version 1.
  case json
  /// A page to be sent round.
  case html
}

/// The usage of LHEO in some feeds, to be written.
public struct UsageReport {
  let usage: Usage
  let unreadable: [FeedError]
  let tool: ReportContext.Tool
  let language: Language

  /// A report.
  ///
  /// - Parameters:
  ///   - usage: how LHEO is used.
  ///   - unreadable: why feeds could not be read to their end; what could be is in the usage.
  ///   - tool: the name and version of who makes the report.
  ///   - language: its language.
  public init(_ usage: Usage, unreadable: [FeedError], tool: ReportContext.Tool, language: Language) {
    self.usage = usage
    self.unreadable = unreadable
    self.tool = tool
    self.language = language
  }

  /// Writes the report.
  ///
  /// - Parameters:
  ///   - format: its form.
  ///   - sink: where it goes.
  public func write(as format: UsageFormat, to sink: ByteSink) {
    switch format {
    case .text: writeText(to: sink)
    case .csv: writeCSV(to: sink)
    case .json: writeJSON(to: sink)
    case .html: writeHTML(to: sink)
    }
  }

  /// What is used, and what is not.
  var used: [UsageEntry] { usage.entries.filter { $0.counts.occurrences > 0 } }
  var unused: [UsageEntry] { usage.entries.filter { $0.counts.occurrences == 0 } }

  var title: String {
    let feeds = usage.sources.count
    return language(
      "Usage de LHEO dans \(usage.offers, "offre(s)"), \(feeds, "flux")",
      "How LHEO is used in \(usage.offers, "offer(s)"), \(feeds, "feed(s)")")
  }

  /// What a reader must know of the limits of the figures.
  var remarks: [String] {
    unreadable.map { $0.description(in: language) } + [cutRemark].compactMap { $0 }
  }

  /// That not all names are there, where that is so.
  var cutRemark: String? {
    guard usage.isCut else { return nil }
    return language(
      "Des noms trop nombreux sont comptés ensemble, sous « … ».",
      "Names that are too many are counted together, as “…”.")
  }

  /// A part of a whole, in percent; what is not all is not 100 %, what is something is not 0 %.
  func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    let share = Self.share(part, of: whole)
    return part > 0 && share == 0 ? language("< 1 %", "< 1 %") : language("\(share) %", "\(share) %")
  }

  /// The same as a number.
  static func share(_ part: Int, of whole: Int) -> Int {
    whole > 0 ? Int((Double(part) / Double(whole) * 100).rounded(.down)) : 0
  }

  /// How many different values.
  func distinct(_ entry: UsageEntry) -> String {
    if entry.distinct == 0 { return "" }
    return entry.distinctIsExact ? String(entry.distinct) : "≈ \(entry.distinct)"
  }

  /// The name of a feed or period, for people.
  func name(of group: Usage.Group) -> String {
    switch group.name {
    case UsageEntry.unknownName: language("date non indiquée", "date not said")
    case UsageEntry.otherName: language("autres", "others")
    default: group.name
    }
  }

  /// The name, as it stands in XML or in conditions.
  func name(_ entry: UsageEntry) -> String {
    switch entry.kind {
    case .attribute: "@" + entry.name
    case .code: "= " + entry.name
    case .element, .extension: entry.name
    }
  }
}
