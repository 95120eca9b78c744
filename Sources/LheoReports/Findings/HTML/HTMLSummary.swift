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
    values.merge(Self.unreadable(tally.unreadable, language)) { $1 }
    if tally.severities.isEmpty, tally.unreadable.isEmpty { addNothingNew(&values) }
    // What is not seen of many offers is not drawn either.
    if bodies.map(\.offers).reduce(0, +) > 200 { values["large"] = [true] }
    if page.hasFilters(tally) { addFilters(&values) }
    addVerdicts(&values)
    addChange(&values)
    if let trend = HTMLTrend(context.history, page.isOfOneBody ? bodies.first : nil, now) {
      values["trend"] = [trend.values(in: language)]
    }
    values.merge(Self.repeated(page.repeated, language)) { $1 }
    return values
  }

  /// The feeds that cannot be read.
  static func unreadable(_ errors: [FeedError], _ language: Language) -> [String: Any] {
    ["hasUnreadable": !errors.isEmpty, "unreadable": errors.map { $0.description(in: language) }]
  }

  private func addNothingNew(_ values: inout [String: Any]) {
    // What only is to be known does not have to be repaired.
    let known = tally.known.filter { $0.key != .info }.values.reduce(0, +)
    if known == 0 {
      values["nothing"] = [language("Rien à réparer.", "Nothing to repair.")]
    } else {
      values["still"] = [
        language(
          "Rien de nouveau. À réparer encore : \(known, "constat(s) connu(s)"), que liste le rapport précédent.",
          "Nothing new. Still to be repaired: \(known, "known finding(s)"), which the earlier report lists.")
      ]
    }
  }

  /// What there is now; what is known already is not reported again, but it is still there.
  private var now: (day: String, severities: [Severity: Int]) {
    (context.asOf, tally.severities.merging(tally.known, uniquingKeysWith: +))
  }

  /// The offers that several feeds have.
  static func repeated(_ offers: RepeatedOffers?, _ language: Language) -> [String: Any] {
    guard let offers, offers.count > 0 else { return [:] }
    let rest = offers.count - offers.offers.count
    let items = offers.offers.map { "<b>\($0.numero.html)</b> \($0.placesText(in: language).html)" }
    return [
      "repeated": [
        [
          "sentence": offers.sentence(in: language), "list": FindingHTML.list(items, language),
          "more": rest > 0 ? [language("… et \(rest, "autre(s)").", "… and \(rest) more.")] : [],
        ]
      ] as [[String: Any]]
    ]
  }

  /// Who sends the page, and of what.
  static func head(_ context: ReportContext, files: [String]) -> [String: Any] {
    let language = context.language
    let letter = context.letter
    let day = PartialDate(iso: context.asOf)?.text(in: language) ?? context.asOf
    let feeds =
      files.count == 1
      ? files[0].split(separator: "/").last.map(String.init) ?? files[0]
      : language("\(files.count) flux", "\(files.count) feeds")
    var values: [String: Any] = [
      "meta": [letter.sender, language("vérifié le \(day)", "checked on \(day)"), feeds].compactMap { $0 }
        .joined(separator: " · "),
      "sender": letter.sender ?? "",
    ]
    if let logo = letter.logo { values["logo"] = [logo] }
    return values
  }

  /// Who sends the page, what for, until when, and whom to ask.
  static func letter(_ context: ReportContext, files: [String]) -> [String: Any] {
    let language = context.language
    let letter = context.letter
    var values = head(context, files: files)
    values["intro"] = letter.intro.split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
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

  /// Who made the page; for whom leads a network also with which rules.
  static func footer(_ context: ReportContext, isOfOneBody: Bool = false) -> String {
    if isOfOneBody {
      return context.language(
        "Page produite par \(context.tool.name) \(context.tool.version).",
        "Made by \(context.tool.name) \(context.tool.version).")
    }
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
      let new = bodies.first?.new[severity] ?? 0
      let beside =
        page.isOfOneBody && page.change != nil && count > 0
        ? language(", dont \(new, "nouveau(x)")", ", \(new) new")
        : known == 0 ? "" : language(" de plus, \(known, "connu(s)")", " more, \(known) known")
      figures.append([
        "kind": kind, "number": String(count), "label": severity.pageNoun(count, language) + beside,
      ])
    }
    return figures
  }

  private func addFilters(_ values: inout [String: Any]) {
    values["filters"] = [true]
    let bodies = bodies.filter { $0.offers > 0 }
    values["hasBodies"] = bodies.count > 1
    values["bodies"] = bodies.map { body -> [String: Any] in
      let name = body.organisme.map { OrganismeKey($0).label } ?? page.words.outside
      return ["number": body.identifier, "name": name.isEmpty ? page.words.noBody : name]
    }.sorted { ($0["name"] as? String ?? "") < ($1["name"] as? String ?? "") }
    values["rules"] = tally.byRule.map {
      ["id": $0.name, "name": RuleSheet.named($0.name)?.message(language) ?? $0.name]
    }
  }

  private func addVerdicts(_ values: inout [String: Any]) {
    let all = VerdictWords.all(tally.verdicts.total, in: language)
    values["past"] = tally.verdicts.total.sentenceOfPast(in: language).map { [$0] } ?? []
    values["hasVerdicts"] = !all.isEmpty
    values["verdicts"] = all.map { words -> [String: Any] in
      let verdict = words.verdict
      return [
        "partner": verdict.partner.label(in: language), "possible": verdict.possible, "sessions": verdict.sessions,
        "share": verdict.possible * 100 / max(verdict.sessions, 1), "sentence": words.summary,
        "hasReasons": !words.reasons.isEmpty,
        "reasons": words.reasons.prefix(8).map { "\($0.count) \($0.reason.html(in: language))" },
      ]
    }
    // Each of them counts on those before it, for the same partners.
    var groups: [(partners: [String], repairs: [RepairGain])] = []
    for words in all where !words.repairs.isEmpty {
      let partner = words.verdict.partner.label(in: language)
      if let index = groups.firstIndex(where: { $0.repairs == words.repairs }) {
        groups[index].partners.append(partner)
      } else {
        groups.append(([partner], words.repairs))
      }
    }
    values["hasRepairs"] = !groups.isEmpty
    values["repairGroups"] = groups.map { partners, repairs -> [String: Any] in
      [
        "partner": partners.joined(separator: ", "),
        "repairs": repairs.map { repair -> [String: Any] in
          [
            "address": page.address(of: repair.rule, in: bodies).map { [$0] } ?? [],
            "message": VerdictWords.message(repair, in: language).html(in: language),
            "gain": VerdictWords.gain(repair, in: language),
          ]
        },
      ]
    }
  }

  private func addChange(_ values: inout [String: Any]) {
    guard let change = page.change else { return }
    values["hasChange"] = true
    values["change"] = change.sentence(in: language, onPages: true)
    values["hasRepaired"] = !change.repaired.isEmpty
    values["repaired"] = change.repaired.prefix(100).map { finding in
      [
        finding.formation?.html, finding.intitule?.frenchHTML(in: language),
        finding.message(for: context.audience).html(in: language),
      ].compactMap { $0 }.joined(separator: " – ")
    }
  }

  // MARK: Tables

  private var charts: [[String: Any]] {
    var charts = [
      chart(language("Ce qui ne va pas", "What is wrong"), language("Par règle", "By rule"), tally.byRule) { row in
        (
          RuleSheet.named(row.name)?.message(language) ?? row.name, row.name, page.address(of: row.name, in: bodies),
          row.severities.keys.max()?.label(language) ?? ""
        )
      }
    ]
    let sections = bodies.reduce(into: [String: String]()) { sections, body in
      guard let organisme = body.organisme, body.offers > 0 else { return }
      sections[OrganismeKey(organisme).label] = body.anchor
    }
    if tally.byOrganisme.count > 1 {
      charts.append(
        chart(page.words.template["body"] ?? "", language("Par organisme", "By training body"), tally.byOrganisme) {
          row in
          let found = Severity.allCases.reversed().compactMap { severity in
            row.severities[severity].map { "\($0) \(severity.pageNoun($0, language))" }
          }
          return (row.name, nil, sections[row.name], found.joined(separator: ", "))
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
        var values: [String: Any] = [
          "name": name.html(in: language), "severity": severity, "count": row.total,
        ]
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
}
