import LheoModel
import LheoOperations
import LheoOutput
import LheoValidator

/// Writes inspections.
public protocol InspectionReport {
  /// The first inspection follows.
  mutating func begin()
  /// Writes an inspection.
  mutating func write(_ inspection: FeedInspection)
  /// There are no more.
  mutating func end()
}

/// How inspections are written.
public enum InspectionFormat: String, Sendable, CaseIterable {
  /// For people: 80 columns, bars of characters.
  case text
  /// For programs: one document, version 1.
  case json

  /// A report that writes into a sink.
  public func makeReport(_ sink: ByteSink, _ language: Language) -> any InspectionReport {
    switch self {
    case .text: InspectionText(sink: sink, language: language)
    case .json: InspectionJSON(sink: sink, language: language)
    }
  }
}

/// For people: 80 columns, bars of characters.
struct InspectionText: InspectionReport {
  private static let rowLimit = 12
  private static let barWidth = 24

  let sink: ByteSink
  let language: Language
  private var feeds = 0
  private var unreadable = 0
  private var all = FeedCounts()
  private var allPositioning = PositioningCounts()

  init(sink: ByteSink, language: Language) {
    self.sink = sink
    self.language = language
  }

  func begin() {}

  mutating func write(_ inspection: FeedInspection) {
    let counts = inspection.summary.counts
    feeds += 1
    if inspection.summary.error != nil { unreadable += 1 }
    all.add(counts)
    allPositioning += inspection.summary.positioning
    line(inspection.summary.file)
    line("")
    if let error = inspection.summary.error { row(language("lecture", "reading"), error.message(in: language)) }
    if let version = inspection.summary.lheoVersion { row("LHEO", version) }
    row(language("taille", "size"), size(inspection.bytes))
    write(counts)
    row(language("certifiantes", "certifying"), inspection.certifiantes)
    row(language("en apprentissage", "apprenticeships"), inspection.apprentissages)
    row(language("actions à distance", "remote actions"), inspection.aDistance)
    row(language("organismes responsables", "responsible bodies"), inspection.responsables.count)
    row(language("organismes formateurs", "training bodies"), inspection.formateurs.count)
    row(
      language("liens web", "web links"),
      "\(inspection.links.all)"
        + (inspection.links.wrong == 0
          ? "" : language(", dont \(inspection.links.wrong) faux", ", \(inspection.links.wrong) of them wrong")))
    positioning(inspection.summary.positioning)
    chart(language("Sessions", "Sessions"), FeedInspection.Time.allCases.map { (label($0), inspection.times[$0] ?? 0) })
    chart(
      language("Recrutement", "Recruitment"),
      sorted(inspection.states).map {
        (EtatRecrutement(rawValue: $0.0).label ?? language("non indiqué", "not said"), $0.1)
      })
    chart(
      language("Entrées par mois", "Starts by month"),
      inspection.months.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      limit: 24)
    chart(language("Régions", "Regions"), sorted(inspection.regions))
    chart(language("Départements", "Departments"), sorted(inspection.departements))
    chart(
      language("Organismes responsables", "Responsible bodies"),
      sorted(inspection.responsables).map { ("\(inspection.names[$0.0] ?? "") \($0.0)", $0.1) })
    chart(
      language("Dernière mise à jour", "Last change"),
      FeedInspection.Age.allCases.map { (label($0), inspection.ages[$0] ?? 0) })
    for (element, codes) in inspection.codes.sorted(by: { $0.key.name < $1.key.name }) where element != .etatRecrutement
    {
      chart(
        "\(element.label) (\(element.name))",
        sorted(codes).map { ("\($0.0) \(element.definition.codeTable?.label(of: $0.0) ?? "?")", $0.1) })
    }
    line("")
  }

  /// What several feeds come to.
  func end() {
    guard feeds > 1 else { return }
    line(language("Tous les flux", "All feeds"))
    line("")
    row(language("flux", "feeds"), feeds)
    if unreadable > 0 { row(language("illisibles", "that cannot be read"), unreadable) }
    write(all)
    positioning(allPositioning)
    line("")
  }

  private func write(_ counts: FeedCounts) {
    row("formations", counts.formations)
    row("actions", counts.actions)
    row("sessions", counts.sessions)
    row(language("recrutements", "recruitments"), counts.recrutements)
  }

  private func positioning(_ positioning: PositioningCounts) {
    let (possible, total) = (positioning.possible, positioning.toCome)
    if total > 0 {
      row(
        language("positionnables en ligne", "can be positioned online"),
        language("\(possible, "session(s)") sur \(total)", "\(possible) of \(total, "session(s)")")
          + " (\(possible * 100 / total) %)")
      for (reason, count) in positioning.reasons {
        line("  \(padded("  \(count)", 8)) \(reason.label(count, in: language))")
      }
    }
    if positioning.over > 0 { row(Positioning.sessionIsOver.label(positioning.over, in: language), positioning.over) }
  }

  private func label(_ time: FeedInspection.Time) -> String {
    switch time {
    case .toCome: language("à venir", "to come")
    case .underWay: language("en cours", "under way")
    case .over: language("terminées", "over")
    case .unknown: language("sans date", "without dates")
    }
  }

  private func label(_ age: FeedInspection.Age) -> String {
    switch age {
    case .month: language("depuis 30 jours", "in 30 days")
    case .halfYear: language("depuis 6 mois", "in 6 months")
    case .year: language("depuis un an", "in a year")
    case .older: language("plus ancienne", "longer ago")
    case .unknown: language("inconnue", "unknown")
    }
  }

  /// The most frequent first.
  private func sorted(_ counts: FeedInspection.Counts) -> [(String, Int)] {
    counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func chart(_ title: String, _ rows: [(String, Int)], limit: Int = rowLimit) {
    let rows = rows.filter { $0.1 > 0 }
    guard !rows.isEmpty else { return }
    line("")
    line(title)
    let most = rows.map(\.1).max() ?? 1
    for (name, count) in rows.prefix(limit) {
      let width = max(1, count * Self.barWidth / most)
      line("  \(padded(name, 38)) \(padded(String(count), 8, right: true))  \(String(repeating: "█", count: width))")
    }
    if rows.count > limit {
      line(language("  … et \(rows.count - limit, "autre(s)")", "  … and \(rows.count - limit) more"))
    }
  }

  private func size(_ bytes: Int) -> String {
    if bytes < 1_000_000 { return language("\((bytes + 999) / 1000) ko", "\((bytes + 999) / 1000) kB") }
    let (whole, tenth) = (bytes / 1_000_000, bytes / 100_000 % 10)
    return language("\(whole),\(tenth) Mo", "\(whole).\(tenth) MB")
  }

  private func row(_ name: String, _ value: Int) { row(name, String(value)) }
  private func row(_ name: String, _ value: String) { line("  \(padded(name, 38)) \(value)") }

  private func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let shown = text.count > width ? text.prefix(width - 1) + "…" : text[...]
    let space = String(repeating: " ", count: width - shown.count)
    return right ? space + shown : shown + space
  }

  private func line(_ text: String) { sink.append(text.visible + "\n") }
}

/// For programs: one document, version 1.
struct InspectionJSON: InspectionReport {
  private var json: JSONWriter
  private let language: Language

  init(sink: ByteSink, language: Language) {
    json = JSONWriter(sink)
    self.language = language
  }

  mutating func begin() {
    json.begin("{")
    json.member("version", 1)
    json.key("files")
    json.begin("[")
  }

  mutating func write(_ inspection: FeedInspection) {
    let summary = inspection.summary
    json.object { json in
      json.member("file", summary.file)
      json.key("readable")
      json.bool(summary.error == nil)
      if let error = summary.error {
        json.key("error")
        json.object { $0.members(of: error, in: language) }
      }
      json.member("lheoVersion", summary.lheoVersion)
      json.member("bytes", inspection.bytes)
      json.key("counts")
      json.object {
        $0.member("formations", summary.counts.formations)
        $0.member("actions", summary.counts.actions)
        $0.member("sessions", summary.counts.sessions)
        $0.member("recrutements", summary.counts.recrutements)
        $0.member("certifiantes", inspection.certifiantes)
        $0.member("apprentissages", inspection.apprentissages)
        $0.member("actionsADistance", inspection.aDistance)
        $0.member("liens", inspection.links.all)
        $0.member("liensFaux", inspection.links.wrong)
      }
      json.counts(
        "positioning",
        Positioning.allCases.filter { summary.positioning[$0] > 0 }.map { ("\($0)", summary.positioning[$0]) })
      json.counts("sessions", inspection.times.map { ($0.key.rawValue, $0.value) })
      json.counts("etats", Array(inspection.states))
      json.counts("mois", Array(inspection.months))
      json.counts("regions", Array(inspection.regions))
      json.counts("departements", Array(inspection.departements))
      json.counts("misesAJour", inspection.ages.map { ($0.key.rawValue, $0.value) })
      json.key("organismesResponsables")
      json.list { list in
        for (siret, count) in inspection.responsables.sorted(by: { $0.key < $1.key }) {
          list.object {
            $0.member("siret", siret)
            $0.member("nom", inspection.names[siret])
            $0.member("formations", count)
          }
        }
      }
      json.counts("organismesFormateurs", Array(inspection.formateurs))
      json.key("codes")
      json.object { object in
        for (element, codes) in inspection.codes.sorted(by: { $0.key.name < $1.key.name }) {
          object.counts(element.name, Array(codes))
        }
      }
    }
  }

  mutating func end() {
    json.end("]")
    json.end("}")
    json.newLine()
  }
}

extension JSONWriter {
  fileprivate mutating func counts(_ key: String, _ counts: [(key: String, value: Int)]) {
    self.key(key)
    object { object in
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) { object.member(name, count) }
    }
  }
}
