import LheoModel
import LheoOperations
import LheoOutput

/// Writes what differs between two feeds, or two bodies of feeds.
public protocol DifferenceReport {
  /// The comparison starts.
  mutating func begin(old: String, new: String)
  /// Writes what has become of an offer.
  mutating func write(_ change: OfferChange)
  /// The comparison ends: so many offers are the same.
  mutating func end(same: Int)
}

/// How differences are written.
public enum DifferenceFormat: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case text
  /// For programs: one document, version 1.
  case json
  /// A page to be sent round.
  case html
  /// For spreadsheets: a row for each field that differs, and for each offer that is new or gone.
  case csv

  /// A report that writes into a sink: of each offer, or of how many there are.
  public func makeReport(_ sink: ByteSink, _ language: Language, summary: Bool = false) -> any DifferenceReport {
    if summary { return DifferenceSummaryReport(sink: sink, language: language, format: self) }
    return switch self {
    case .text: DifferenceText(sink: sink, language: language)
    case .json: DifferenceJSON(sink: sink)
    case .html: DifferenceHTML(sink: sink, language: language)
    case .csv: DifferenceCSV(sink: sink)
    }
  }
}

extension OfferChange.Kind {
  var symbol: String {
    switch self {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    }
  }

  func label(_ language: Language) -> String {
    switch self {
    case .added: language("ajoutée", "added")
    case .removed: language("retirée", "removed")
    case .changed: language("modifiée", "changed")
    }
  }
}

extension DifferenceSummary {
  /// « Offres : 2 ajoutées, 1 retirée, 0 modifiée, 980 identiques. »
  func sentence(_ language: Language) -> String {
    let parts = OfferChange.Kind.allCases.map { kind in
      "\(self[kind]) \(kind.label(language))\(language == .fr && self[kind] > 1 ? "s" : "")"
    }
    let first = language("Offres : ", "Offers: ")
    return first
      + (parts + [language("\(same) identique\(same > 1 ? "s" : "")", "\(same) the same")]).joined(separator: ", ")
      + "."
  }
}
