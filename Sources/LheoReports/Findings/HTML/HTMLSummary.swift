import LheoModel
import LheoParser
import LheoValidator

/// What the template of the summary is filled with.
struct HTMLSummary {
  private static let rowLimit = 20

  let title: String
  let context: ReportContext
  let words: HTMLWords
  let files: [String]
  let tally: ReportTally
  let change: BaselineChange?

  private var language: Language { context.language }

  var values: [String: Any] {
    var values: [String: Any] = [
      "title": title,
      "meta": Self.meta(context, files: files),
      "registers": context.registers?.sentences(in: language) ?? [],
      "words": words.template,
      "figures": figures,
      "charts": charts,
      "hasUnreadable": !tally.unreadable.isEmpty,
      "unreadable": tally.unreadable.map { $0.description(in: language) },
      "footer": Self.footer(context),
    ]
    addPositioning(&values)
    addChange(&values)
    addTrend(&values)
    return values
  }

  /// Feeds, day and profiles.
  static func meta(_ context: ReportContext, files: [String]) -> String {
    let language = context.language
    let feeds = files.count == 1 ? files[0] : language("\(files.count) flux", "\(files.count) feeds")
    return [
      feeds, language("au \(context.asOf)", "as of \(context.asOf)"),
      language("profils : ", "profiles: ") + context.profiles.joined(separator: ", "),
    ].joined(separator: " · ")
  }

  static func footer(_ context: ReportContext) -> String {
    context.language(
      "Rapport de \(context.tool.name) \(context.tool.version), LHEO \(LheoSchema.version).",
      "Report of \(context.tool.name) \(context.tool.version), LHEO \(LheoSchema.version).")
  }

  private var figures: [[String: String]] {
    var figures: [[String: String]] = []
    if tally.formations > 0 {
      for (count, noun) in [(tally.formations, "formation(s)"), (tally.sessions, "session(s)")] {
        figures.append(["kind": "", "number": String(count), "label": language.agreed(noun, count)])
      }
    }
    for severity in Severity.allCases.reversed() {
      let count = tally.severities[severity] ?? 0
      figures.append([
        "kind": count == 0 ? "good" : severity.rawValue, "number": String(count),
        "label": severity.noun(count, language),
      ])
    }
    return figures
  }

  private func addPositioning(_ values: inout [String: Any]) {
    let positioning = tally.positioning
    if positioning.isEmpty { return }
    values["hasPositioning"] = true
    values["positioning"] = positioning.sentence(in: language)
    values["positioningShare"] = positioning.possible * 100 / max(positioning.toCome, 1)
    let reasons = positioning.reasons
    values["hasReasons"] = !reasons.isEmpty
    values["reasons"] = reasons.map { ["label": $0.reason.label($0.count, in: language), "number": String($0.count)] }
  }

  private func addChange(_ values: inout [String: Any]) {
    guard let change else { return }
    values["hasChange"] = true
    values["change"] = language(
      "Depuis le \(change.asOf) : \(change.repaired.count, "constat(s) réparé(s)"), \(change.known, "déjà connu(s) et non répété(s) ici").",
      "Since \(change.asOf): \(change.repaired.count) repaired, \(change.known) known already and not repeated here.")
    values["hasRepaired"] = !change.repaired.isEmpty
    values["repaired"] = change.repaired.prefix(100).map { finding in
      [finding.formation, finding.intitule, finding.rule].compactMap { $0 }.joined(separator: " – ")
    }
  }

  // MARK: Charts

  private var charts: [[String: Any]] {
    var charts = [
      chart(words.template["rule"] ?? "", language("Par règle", "By rule"), tally.byRule) { row in
        SchemaRule(rawValue: row.name)?.title(in: language) ?? Rule.named(row.name)?.message(language)
      }
    ]
    if tally.byOrganisme.count > 1 {
      charts.append(
        chart(words.template["body"] ?? "", language("Par organisme", "By training body"), tally.byOrganisme) { _ in nil
        })
    }
    return charts.filter { !(($0["rows"] as? [[String: Any]]) ?? []).isEmpty }
  }

  private func chart(_ name: String, _ title: String, _ rows: [ReportTally.Row], _ label: (ReportTally.Row) -> String?)
    -> [String: Any]
  {
    let shown = rows.prefix(Self.rowLimit)
    let most = max(1, shown.map(\.total).max() ?? 1)
    var chart: [String: Any] = [
      "title": title, "name": name, "errors": words.template["errors"] ?? "",
      "warnings": words.template["warnings"] ?? "", "notes": words.template["notes"] ?? "",
      "rows": shown.map { row -> [String: Any] in
        func width(_ severity: Severity) -> Int { (row.severities[severity] ?? 0) * 100 / most }
        var values: [String: Any] = [
          "name": row.name, "errors": row.severities[.error] ?? 0, "warnings": row.severities[.warning] ?? 0,
          "notes": row.severities[.info] ?? 0, "errorWidth": width(.error), "warningWidth": width(.warning),
          "infoStart": width(.error) + width(.warning), "infoWidth": width(.info),
        ]
        if let text = label(row) { values["meaning"] = [text] }
        return values
      },
    ]
    if rows.count > shown.count {
      chart["more"] = [
        language("… et \(rows.count - shown.count, "autre(s)").", "… and \(rows.count - shown.count) more.")
      ]
    }
    return chart
  }

  // MARK: How it went

  private func addTrend(_ values: inout [String: Any]) {
    guard !context.history.isEmpty else { return }
    var points = context.history.map { (day: $0.asOf, severities: $0.severities) }
    var now = tally.severities
    if let change {
      // What is known already is not reported again, but it is still there.
      for (severity, count) in context.history.last?.severities ?? [:] { now[severity, default: 0] += count }
      for finding in change.repaired { now[finding.severity, default: 0] -= 1 }
    }
    points.append((context.asOf, now))
    let most = max(1, points.flatMap { [$0.severities[.error] ?? 0, $0.severities[.warning] ?? 0] }.max() ?? 1)
    func x(_ index: Int) -> Int { 40 + index * 520 / max(1, points.count - 1) }
    func line(_ severity: Severity) -> String {
      points.enumerated().map { "\(x($0)),\(110 - ($1.severities[severity] ?? 0) * 100 / most)" }
        .joined(separator: " ")
    }
    values["hasTrend"] = true
    values["trendErrors"] = line(.error)
    values["trendWarnings"] = line(.warning)
    values["trend"] = points.enumerated().map { ["x": String(x($0)), "label": $1.day] }
    values["trendText"] = points.map { point in
      "\(point.day) : "
        + [Severity.error, .warning].map { $0.quantity(point.severities[$0] ?? 0, language) }.joined(separator: ", ")
    }.joined(separator: " ; ")
  }
}
