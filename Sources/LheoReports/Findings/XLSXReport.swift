import LheoModel
import LheoOutput
import LheoTables
import LheoValidator
import LheoXLSX

/// The findings for who works in Excel: a sheet with one finding a row, to filter; one of the rules, with how often each is
/// broken; and one in front that says what all this is.
public final class XLSXReport: Report {
  private let context: ReportContext
  private let language: Language
  private let file: ReplacedFile
  private let workbook: XLSXWriter
  private let front: XLSXFrontSheet
  private let findings: any TableSink
  private let rules: any TableSink
  private var limit: FindingLimit
  private var tally = ReportTally()
  /// The feeds that are listed, as cells, and how many there are in all.
  private var feeds: [[String]] = []
  private var feedCount = 0
  private var notShown = 0
  private var feed = ""
  private var repeated: RepeatedOffers?
  private var change: BaselineChange?
  private var failure: (any Error)?
  /// How many feeds are listed.
  private static let listedFeeds = 100

  /// A report into a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - context: what is said of the run.
  /// - Throws: `OutputError` where the file cannot be written.
  public init(path: String, _ context: ReportContext) throws {
    var context = context
    context.audience = context.audience ?? .form
    self.context = context
    language = context.language
    limit = FindingLimit(context)
    file = try ReplacedFile(path)
    workbook = try XLSXWriter(path: file.temporaryPath, name: path)
    front = try XLSXFrontSheet(language("Lisez-moi", "Read me"), of: workbook)
    findings = workbook.makeSheet(wrapsTexts: true, printedColumns: Self.printedColumns(in: language).count)
    rules = workbook.makeSheet(wrapsTexts: true)
    try findings.begin(Self.table(language("Constats", "Findings")), columns: Self.columns(in: language))
  }

  private static func table(_ name: String) -> Table { Table(name, Text(verbatim: name), columns: []) }

  private static func column(
    _ name: String, _ label: String, _ type: Column.ValueType = .text, path: String = ""
  ) -> TableColumn {
    TableColumn(name: name, label: label, valueType: type, path: path)
  }

  /// What the columns of the CSV report are called for people.
  static func labels(in language: Language) -> [String: String] {
    let labels = Dictionary(uniqueKeysWithValues: columns(in: language).map { ($0.name, $0.label) })
    return labels.merging(["reference": language("Référentiels", "Registers")]) { $1 }
  }

  /// What is on paper: what is wrong, how to repair it, and where.
  private static func printedColumns(in language: Language) -> [TableColumn] {
    [
      column("severity", language("Gravité", "Severity")), column("message", language("Constat", "Finding")),
      column("fix", language("Réparation", "Repair")), column("organisme", language("Organisme", "Body")),
      column("intitule", language("Intitulé", "Title")), column("formation", language("Offre", "Offer")),
      column("session", "Session"), column("session_debut", language("Début", "Start"), .date),
      column("ville", language("Ville", "Town")), column("file", language("Flux", "Feed")),
    ]
  }

  /// The columns of findings, by their names in the CSV report.
  private static func columns(in language: Language) -> [TableColumn] {
    printedColumns(in: language) + [
      column("value", language("Trouvé", "Found")), column("expected", language("Attendu", "Expected")),
      column("siret", "SIRET"), column("courriel", language("Courriel", "E-mail"), path: "courriel"),
      column("action", "Action"), column("session_fin", language("Fin", "End"), .date),
      column("rule", language("Règle", "Rule")), column("source", language("Source de la règle", "Source of the rule")),
      column("element", language("Élément", "Element")),
      column("line", language("Ligne", "Line"), .number), column("column", language("Colonne", "Column"), .number),
      column("path", language("Chemin", "Path")),
    ]
  }

  /// The start of the report.
  public func begin() {}

  /// The start of a file.
  public func beginFile(_ name: String) {
    feed = name
    limit.beginFile()
  }

  /// A finding in the file.
  public func finding(_ finding: Finding) {
    tally.count(finding)
    guard limit.takes() else { return }
    write(
      [
        severity(finding.severity), finding.message(for: context.audience), finding.fix(for: context.audience),
        finding.organisme?.nom, finding.intitule, finding.formation, finding.sessionNumero, finding.place?.debut,
        finding.place?.ville, finding.file(in: feed),
        finding.value(for: context.audience), finding.expected(for: context.audience), finding.organisme?.siret,
        finding.organisme?.courriel, finding.action, finding.place?.fin, finding.rule,
        finding.source, finding.element, finding.line > 0 ? String(finding.line) : nil,
        finding.column > 0 ? String(finding.column) : nil, finding.path,
      ], to: findings)
  }

  /// The end of the file; one that cannot be read to its end is a row too.
  public func endFile(_ summary: ValidationSummary) {
    tally.count(summary)
    feedCount += 1
    if feeds.count < Self.listedFeeds { feeds.append(cells(of: summary)) }
    notShown += limit.notShown
    guard let error = summary.error else { return }
    let cells = [
      "severity": severity(.error), "message": error.message(in: language), "rule": "lecture", "file": feed,
      "line": error.line.map(String.init), "column": error.column.map(String.init),
    ]
    write(Self.columns(in: language).map { cells[$0.name] ?? nil }, to: findings)
  }

  private func cells(of summary: ValidationSummary) -> [String] {
    let name = summary.file.visible + (summary.error == nil ? "" : language(" (illisible)", " (cannot be read)"))
    return [name, String(summary.counts.formations), String(summary.counts.sessions)]
      + [.error, .warning, .info].map { String(summary.severities[$0] ?? 0) }
  }

  /// What has changed since an earlier report.
  public func change(_ change: BaselineChange) { self.change = change }
  /// The offers that several feeds have.
  public func repeated(_ offers: RepeatedOffers) { repeated = offers }

  /// The end of the report; `commit` puts it in its place.
  public func end() {
    keep {
      try rules.begin(
        Self.table(language("Règles", "Rules")),
        columns: [
          Self.column("rule", language("Règle", "Rule")), Self.column("severity", language("Gravité", "Severity")),
          Self.column("count", language("Nombre", "Count"), .number),
          Self.column("message", language("Constat", "Finding")), Self.column("why", language("Pourquoi", "Why")),
          Self.column("fix", language("Réparation", "Repair")),
        ])
      for row in tally.byRule {
        let sheet = RuleSheet.named(row.name)
        write(
          [
            row.name, severity(row.severities.keys.max() ?? .info), String(row.total), sheet?.message(language),
            sheet?.why(language),
            context.audience == .form ? sheet?.formRepair(language) : sheet?.repair(language),
          ], to: rules)
      }
      try front.write(lines, widths: [34, 12, 12, 12, 16, 14])
    }
  }

  /// Puts the workbook in its place.
  ///
  /// - Throws: `OutputError` if it could not be written.
  public func commit() throws {
    if let failure {
      file.discard()
      throw failure
    }
    try workbook.close()
    try file.commit()
  }

  private func severity(_ severity: Severity) -> String { severity.noun(1, language) }

  private func write(_ cells: [String?], to sheet: any TableSink) {
    keep { try sheet.write(TableRow(cells.map { ($0 ?? "").utf8 })) }
  }

  /// The first failure counts, and is thrown in the end.
  private func keep(_ work: () throws -> Void) {
    if failure != nil { return }
    do { try work() } catch { failure = error }
  }
}

extension XLSXReport {
  /// What stands in front.
  private var lines: [XLSXFrontSheet.Line] {
    let day = PartialDate(iso: context.asOf)?.text(in: language) ?? context.asOf
    let feed = feedCount == 1 ? feeds[0][0] : language("\(feedCount) flux", "\(feedCount) feeds")
    var lines: [XLSXFrontSheet.Line] = [
      .title(language("Constats : \(feed)", "Findings: \(feed)")),
      .text(
        language(
          "Vérifié le \(day) par \(context.tool.name) \(context.tool.version), profils : \(profiles).",
          "Checked as of \(day) by \(context.tool.name) \(context.tool.version), profiles: \(profiles).")),
      .blank,
    ]
    lines += tally.verdicts.total.sentenceOfPast(in: language).map { [.text($0)] } ?? []
    lines += VerdictWords.all(tally.verdicts.total, in: language).map { .text($0.sentence) }
    lines += (context.registers?.sentences(in: language) ?? []).map { .text($0) }
    if let change { lines.append(.text(change.sentence(in: language))) }
    return lines.flatMap(Self.wrapped) + [.blank] + sheets + [.blank] + feedRows + repeatedRows + [.blank] + advice
  }

  /// A text in lines that fit on a page, as a cell does not break them.
  private static func wrapped(_ line: XLSXFrontSheet.Line) -> [XLSXFrontSheet.Line] {
    guard case .text(let text) = line, text.count > widestText else { return [line] }
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + word.count < widestText {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { .text($0) }
  }

  /// How many characters stand side by side.
  private static let widestText = 110

  private var profiles: String { context.profiles.joined(separator: ", ") }

  private var sheets: [XLSXFrontSheet.Line] {
    let (findings, rules) = (language("Constats", "Findings"), language("Règles", "Rules"))
    return [
      .header([language("Onglet", "Sheet"), language("Lignes", "Rows")]),
      .row([findings, String(tally.severities.values.reduce(tally.unreadable.count, +) - notShown)], sheet: findings),
      .row([rules, String(tally.byRule.count)], sheet: rules),
    ]
  }

  private var feedRows: [XLSXFrontSheet.Line] {
    let header = XLSXFrontSheet.Line.header([
      language("Flux", "Feed"), language("Offres", "Offers"), language("Sessions", "Sessions"),
      language("Erreurs", "Errors"), language("Avertissements", "Warnings"), language("Informations", "Notes"),
    ])
    let rows = feeds.map { XLSXFrontSheet.Line.row($0, sheet: nil) }
    let rest = feedCount - rows.count
    let more = rest > 0 ? [XLSXFrontSheet.Line.text(language("et \(rest, "autre(s)")", "and \(rest) more"))] : []
    return [header] + rows + more
  }

  private var repeatedRows: [XLSXFrontSheet.Line] {
    guard let repeated else { return [] }
    let rows: [XLSXFrontSheet.Line] = [.blank, .text(repeated.sentence(in: language))]
    return rows
      + repeated.offers.prefix(Self.listedFeeds).map {
        .text("\($0.numero.visible) – \($0.placesText(in: language))")
      }
  }

  private var advice: [XLSXFrontSheet.Line] {
    let lastPrinted = Self.printedColumns(in: language).last!.label
    var lines = [
      language(
        "Une ligne par constat. Filtrez par organisme, par règle ou par gravité avec les flèches de la première ligne.",
        "One finding a row. Filter by body, rule or severity with the arrows of the first row."),
      language(
        "Le nom en dessous de chaque titre est celui de la colonne dans le rapport CSV.",
        "The name below each title is that of the column in the CSV report."),
      language(
        "À l'impression, les colonnes jusqu'à « \(lastPrinted) » : les autres n'y seraient pas lisibles.",
        "On paper, the columns up to “\(lastPrinted)”: the others could not be read there."),
    ]
    if notShown > 0 {
      lines.append(language("\(notShown, "constat(s)") de plus ne figurent pas ici.", "\(notShown) more are not here."))
    }
    for cut in workbook.cuts {
      lines.append(
        language(
          "Onglet \(cut.table), colonne \(cut.column) : \(cut.count, "texte(s) coupé(s)").",
          "Sheet \(cut.table), column \(cut.column): \(cut.count, "text(s)") cut."))
    }
    return lines.map { .text($0) }
  }
}
