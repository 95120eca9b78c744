import LheoModel
import LheoValidator

/// How errors and warnings went from day to day, as a chart and a table.
struct HTMLTrend {
  private let points: [(day: String, severities: [Severity: Int])]

  /// The days of earlier reports, and now. Of a day with several reports the last one counts.
  ///
  /// - Parameters:
  ///   - history: the earlier reports, oldest first.
  ///   - body: of whose offers, for a page of one body.
  ///   - now: what there is now.
  init?(
    _ history: [Baseline], _ body: FindingCollection.Body?, _ now: (day: String, severities: [Severity: Int])
  ) {
    var points: [(day: String, severities: [Severity: Int])] = []
    for report in history {
      var severities = report.severities
      if let body {
        guard let bodies = report.bodies, let organisme = body.organisme else { continue }
        severities = bodies[OrganismeKey(organisme)] ?? [:]
      }
      points.append((report.asOf, severities))
    }
    points.append(now)
    let last = Dictionary(points.enumerated().map { ($1.day, $0) }) { $1 }
    self.points = points.enumerated().filter { last[$1.day] == $0 }.map(\.element)
    if self.points.count < 2 { return nil }
  }

  /// What the template is filled with.
  func values(in language: Language) -> [String: Any] {
    let most = points.flatMap { [$0.severities[.error] ?? 0, $0.severities[.warning] ?? 0] }.max() ?? 0
    func x(_ index: Int) -> Int { 60 + index * 500 / max(1, points.count - 1) }
    func line(_ severity: Severity) -> String {
      points.enumerated().map { "\(x($0)),\(110 - ($1.severities[severity] ?? 0) * 100 / max(1, most))" }
        .joined(separator: " ")
    }
    // So many days have room side by side.
    let step = (points.count + 5) / 6
    return [
      "errors": line(.error), "warnings": line(.warning), "most": most,
      "days": points.enumerated().filter { $0.offset % step == 0 }.map {
        ["x": String(x($0.offset)), "label": day($0.element.day, language)]
      },
      "points": points.map { point -> [String: Any] in
        [
          "label": day(point.day, language), "errors": point.severities[.error] ?? 0,
          "warnings": point.severities[.warning] ?? 0,
        ]
      },
    ]
  }

  private func day(_ iso: String, _ language: Language) -> String { PartialDate(iso: iso)?.text(in: language) ?? iso }
}
