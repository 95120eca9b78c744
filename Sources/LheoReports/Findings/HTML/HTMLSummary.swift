import LheoModel
import LheoParser
import LheoValidator

/// What the template of a page is filled with.
struct HTMLSummary {
  private static let rowLimit = 30

  let title: String
  let page: HTMLPage
  let tally: ReportTally
  let bodies: [FindingCollection.Body]
  private var context: ReportContext { page.context }
  private var language: Language { context.language }

  init(title: String, page: HTMLPage, tally: ReportTally, bodies: [FindingCollection.Body]) {
    self.title = title
    self.page = page
    self.tally = tally
    self.bodies = bodies
  }

  var values: [String: Any] {
    var values = Self.letter(context, files: page.files)
    values["title"] = title
    if page.isOfOneBody, let organisme = bodies.first?.organisme {
      values["body"] = [
        [organisme.nom, organisme.siret.map { "SIRET \($0)" }].compactMap { $0 }.joined(separator: ", ")
      ]
    }
    values["registers"] =
      page.isOfOneBody
      ? [context.registers?.publicSource(in: language)].compactMap { $0 }
      : context.registers?.sentences(in: language) ?? []
    values["words"] = page.words.template
    values["figures"] = figures
    values["charts"] = page.isOfOneBody ? [] : charts
    values["hasUnreadable"] = !tally.unreadable.isEmpty
    values["unreadable"] = tally.unreadable.map { $0.description(in: language) }
    if tally.severities.isEmpty, tally.unreadable.isEmpty, page.change == nil {
      values["nothing"] = [language("Rien à réparer.", "Nothing to repair.")]
    }
    // What is not seen of many offers is not drawn either.
    if bodies.map(\.offers).reduce(0, +) > 200 { values["large"] = [true] }
    addFilters(&values)
    addVerdicts(&values)
    addChange(&values)
    addTrend(&values)
    return values
  }

  /// Who sends the page, what for, until when, and whom to ask.
  static func letter(_ context: ReportContext, files: [String]) -> [String: Any] {
    let language = context.language
    let letter = context.letter
    let day = PartialDate(iso: context.asOf)?.text(in: language) ?? context.asOf
    let feeds =
      files.count == 1
      ? files[0].split(separator: "/").last.map(String.init) ?? files[0]
      : language("\(files.count) flux", "\(files.count) feeds")
    var values: [String: Any] = [
      "meta": [letter.sender, language("contrôle du \(day)", "checked on \(day)"), feeds].compactMap { $0 }
        .joined(separator: " · "),
      "sender": letter.sender ?? "",
      "intro": letter.intro.split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) },
    ]
    if let logo = letter.logo { values["logo"] = [logo] }
    if let answerBy = letter.answerBy {
      values["answer"] = [
        language("Merci de corriger avant le \(answerBy).", "Please correct before \(answerBy).")
      ]
    }
    if let contact = letter.contact {
      values["letterContact"] = [
        language("Une question ? ", "A question? ").html
          + contact.mailLink(subject: language("Offres à réparer", "Offers to repair"))
      ]
    }
    return values
  }

  static func footer(_ context: ReportContext) -> String {
    let profiles = context.profiles.joined(separator: ", ")
    return context.language(
      "Page produite par \(context.tool.name) \(context.tool.version), LHEO \(LheoSchema.version), profils : \(profiles).",
      "Made by \(context.tool.name) \(context.tool.version), LHEO \(LheoSchema.version), profiles: \(profiles).")
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
      if page.isOfOneBody, severity == .info, count == 0 { continue }
      // What is known already is not good.
      let known = tally.known[severity] ?? 0
      let kind = count > 0 ? severity.rawValue : known > 0 ? "" : "good"
      let beside = known == 0 ? "" : language(" de plus, \(known, "connue(s)")", " more, \(known) known")
      figures.append([
        "kind": kind, "number": String(count), "label": severity.noun(count, language) + beside,
      ])
    }
    return figures
  }

  private func addFilters(_ values: inout [String: Any]) {
    let bodies = bodies.filter { $0.offers > 0 }
    values["hasBodies"] = bodies.count > 1
    values["bodies"] = bodies.map { body -> [String: Any] in
      let name = body.organisme.map { OrganismeKey($0).label } ?? page.words.outside
      return ["number": body.number, "name": name.isEmpty ? page.words.noBody : name]
    }.sorted { ($0["name"] as? String ?? "") < ($1["name"] as? String ?? "") }
    values["rules"] = tally.byRule.map {
      ["id": $0.name, "name": RuleSheet.named($0.name)?.message(language) ?? $0.name]
    }
  }

  private func addVerdicts(_ values: inout [String: Any]) {
    let all = VerdictWords.all(tally.verdicts.total, in: language)
    values["hasVerdicts"] = !all.isEmpty
    values["verdicts"] = all.map { words -> [String: Any] in
      let verdict = words.verdict
      return [
        "partner": verdict.partner.label(in: language), "possible": verdict.possible, "sessions": verdict.sessions,
        "share": verdict.possible * 100 / max(verdict.sessions, 1), "sentence": words.summary,
        "hasReasons": !words.reasons.isEmpty,
        "reasons": words.reasons.prefix(8).map { "\($0.count) \($0.reason)" },
      ]
    }
    var repairs: [(repair: RepairGain, partners: [String])] = []
    for words in all {
      for repair in words.repairs {
        let partner = words.verdict.partner.label(in: language)
        if let index = repairs.firstIndex(where: { $0.repair == repair }) {
          repairs[index].partners.append(partner)
        } else {
          repairs.append((repair, [partner]))
        }
      }
    }
    values["hasRepairs"] = !repairs.isEmpty
    values["repairs"] = repairs.map { repair, partners in
      [
        "address": repair.rule.forAddress, "message": RuleSheet.named(repair.rule)?.message(language) ?? repair.rule,
        "gain": VerdictWords.gain(repair, in: language), "partner": partners.joined(separator: ", "),
      ]
    }
  }

  private func addChange(_ values: inout [String: Any]) {
    guard let change = page.change else { return }
    values["hasChange"] = true
    values["change"] = change.sentence(in: language)
    values["hasRepaired"] = !change.repaired.isEmpty
    values["repaired"] = change.repaired.prefix(100).map { finding in
      [finding.formation, finding.intitule, finding.message(for: context.audience)].compactMap { $0 }
        .joined(separator: " – ")
    }
  }

  // MARK: Tables

  private var charts: [[String: Any]] {
    var charts = [
      chart(language("Ce qui ne va pas", "What is wrong"), language("Par règle", "By rule"), tally.byRule) { row in
        (
          RuleSheet.named(row.name)?.message(language) ?? row.name, row.name, "regle=\(row.name.forAddress)",
          row.severities.keys.max()?.label(language) ?? ""
        )
      }
    ]
    if tally.byOrganisme.count > 1 {
      charts.append(
        chart(page.words.template["body"] ?? "", language("Par organisme", "By training body"), tally.byOrganisme) {
          row in
          let found = Severity.allCases.reversed().compactMap { severity in
            row.severities[severity].map { severity.quantity($0, language) }
          }
          return (row.name, nil, nil, found.joined(separator: ", "))
        })
    }
    return charts.filter { !(($0["rows"] as? [[String: Any]]) ?? []).isEmpty }
  }

  private func chart(
    _ name: String, _ title: String, _ rows: [ReportTally.Row],
    _ label: (ReportTally.Row) -> (name: String, id: String?, address: String?, severity: String)
  ) -> [String: Any] {
    var chart: [String: Any] = [
      "title": title, "name": name, "severity": page.words.template["severity"] ?? "",
      "count": language("Nombre", "Count"),
      "rows": rows.prefix(Self.rowLimit).map { row -> [String: Any] in
        let (name, id, address, severity) = label(row)
        var values: [String: Any] = ["name": name, "severity": severity, "count": row.total]
        if let id { values["id"] = [id] }
        if let address { values["address"] = [address] }
        return values
      },
    ]
    if rows.count > Self.rowLimit {
      chart["more"] = [
        language("… et \(rows.count - Self.rowLimit, "autre(s)").", "… and \(rows.count - Self.rowLimit) more.")
      ]
    }
    return chart
  }

  // MARK: How it went

  private func addTrend(_ values: inout [String: Any]) {
    guard !context.history.isEmpty else { return }
    var points = context.history.map { (day: $0.asOf, severities: $0.severities) }
    var now = tally.severities
    // What is known already is not reported again, but it is still there.
    now.merge(tally.known, uniquingKeysWith: +)
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
    values["trend"] = points.enumerated().map { index, point -> [String: Any] in
      [
        "x": x(index), "label": PartialDate(iso: point.day)?.text(in: language) ?? point.day,
        "errors": point.severities[.error] ?? 0, "warnings": point.severities[.warning] ?? 0,
      ]
    }
  }
}
