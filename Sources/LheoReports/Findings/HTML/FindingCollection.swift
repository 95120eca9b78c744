import LheoModel
import LheoOutput
import LheoSchema
import LheoValidator

/// The findings of a run as HTML, body by body, on disk until it is known how many there are of what: what is grave comes
/// first on a page, and what only is to be known comes last, once for all that it concerns.
final class FindingCollection {
  /// The offers of a training body; `organisme` is `nil` for what is outside the offers.
  struct Body {
    let number: Int
    let organisme: OrganismeContext?
    var tally = ReportTally()
    /// What an earlier report does not have, and what it has already; of what is known only where that is shown.
    var new: [Severity: Int] = [:]
    var known: [Severity: BaselineChange.Known] = [:]
    /// What is to be known, by rule.
    var notes: [String: Note] = [:]
    /// In which offers a rule is broken, by rule: in how many, and the first one.
    var rules: [String: (offers: Int, first: String)] = [:]
    var offers = 0

    /// What is the same for the same body, in addresses.
    var identifier: String { organisme.map { OrganismeKey($0).identifier } ?? "hors-offres" }
    /// The `id` of its offers.
    var anchor: String { "organisme-\(number)" }
  }

  /// What is only to be known, once for all sessions.
  struct Note {
    var message: String
    var fix: String
    var count = 0
  }

  private let context: ReportContext
  private let spool: Spool
  /// Whether what nobody has to repair is left out.
  private let onlyWhatIsToBeDone: Bool
  private(set) var bodies: [OrganismeKey?: Body] = [:]
  private var offer: [FindingHTML.Item] = []
  private var file = ""
  private var anchors: Set<String> = []
  private var limit: FindingLimit
  private var failure: OutputError?

  init(_ context: ReportContext, folder: String, onlyWhatIsToBeDone: Bool) throws(OutputError) {
    self.context = context
    limit = FindingLimit(context)
    self.onlyWhatIsToBeDone = onlyWhatIsToBeDone
    spool = try Spool(inFolder: folder)
  }

  func beginFile(_ name: String) {
    file = name
    limit.beginFile()
  }

  /// Adds a finding.
  ///
  /// - Parameters:
  ///   - finding: the finding.
  ///   - day: since when earlier reports have had it.
  func add(_ finding: Finding, knownSince day: String? = nil) {
    if onlyWhatIsToBeDone, Rule.named(finding.rule)?.asksForNothing == true { return }
    let key = finding.organisme.map(OrganismeKey.init)
    if bodies[key] == nil { bodies[key] = Body(number: bodies.count, organisme: finding.organisme) }
    bodies[key]?.tally.count(finding)
    if let day {
      bodies[key]?.known[finding.severity, default: .init()].add(day)
    } else {
      bodies[key]?.new[finding.severity, default: 0] += 1
    }
    guard limit.takes() else { return }
    if let first = offer.first?.finding, !first.isInOffer(of: finding) { endOffer() }
    offer.append(.init(finding: finding, isNew: onlyWhatIsToBeDone && !context.history.isEmpty ? day == nil : nil))
  }

  func endFile() { endOffer() }

  /// Writes the findings of an offer down.
  private func endOffer() {
    guard let first = offer.first?.finding else { return }
    defer { offer.removeAll(keepingCapacity: true) }
    let key = first.organisme.map(OrganismeKey.init)
    guard var body = bodies.removeValue(forKey: key) else { return }
    defer { bodies[key] = body }
    let html = FindingHTML(context: context, file: file, isAmongBodies: !onlyWhatIsToBeDone)
    for item in offer where item.finding.severity == .info {
      let finding = item.finding
      body.notes[
        finding.rule,
        default: Note(
          message: RuleSheet.named(finding.rule)?.message(context.language) ?? finding.message,
          fix: finding.fix(for: context.audience))
      ].count += 1
      keep(html.note(finding), in: "\(body.number) \(finding.rule)")
    }
    let graver = offer.filter { $0.finding.severity != .info }
    guard let worst = graver.map(\.finding.severity).max() else { return }
    body.offers += 1
    let anchor = anchor(of: first)
    keep(html.offer(graver, anchor: anchor), in: "\(body.number) \(worst)")
    let counts = graver.reduce(into: [String: Int]()) { $0[$1.finding.rule, default: 0] += 1 }
    for (rule, count) in counts {
      body.rules[rule, default: (0, anchor)].offers += 1
      keep(html.link(to: first, anchor: anchor, count: count), in: "\(body.number) offres \(rule)")
    }
  }

  /// A name of the offer that no other offer of the page has.
  private func anchor(of finding: Finding) -> String {
    let name = "offre-" + (finding.formation ?? finding.intitule ?? "").anchor
    var anchor = name
    var number = 1
    while !anchors.insert(anchor).inserted {
      number += 1
      anchor = "\(name)-\(number)"
    }
    return anchor
  }

  private func keep(_ text: String, in stream: String) {
    do throws(OutputError) { try spool.append(Array(text.utf8), to: stream) } catch { failure = failure ?? error }
  }

  // MARK: Writing

  /// Writes the offers of a body, those with errors first.
  func writeOffers(of body: Body, to sink: ByteSink) throws(OutputError) {
    if let failure { throw failure }
    for severity in [Severity.error, .warning] { try spool.take("\(body.number) \(severity)", into: sink) }
  }

  /// Writes what some bodies should know: each rule once.
  func writeNotes(of bodies: [Body], to sink: ByteSink) throws(OutputError) {
    if let failure { throw failure }
    let rules = Set(bodies.flatMap(\.notes.keys)).sorted()
    let counts = rules.map { rule in (rule, bodies.compactMap { $0.notes[rule]?.count }.reduce(0, +)) }
    let html = FindingHTML(context: context, file: nil)
    for (rule, count) in counts.sorted(by: { ($1.1, $0.0) < ($0.1, $1.0) }) {
      guard let note = bodies.lazy.compactMap({ $0.notes[rule] }).first else { continue }
      sink.append(html.noteStart(rule, note, count: count))
      for body in bodies { try spool.take("\(body.number) \(rule)", into: sink) }
      sink.append(html.noteEnd)
    }
  }

  /// Writes the faults of some bodies, worst first, each with links to the offers that have it.
  func writeRules(of bodies: [Body], to sink: ByteSink) throws(OutputError) {
    if let failure { throw failure }
    var rows: [String: ReportTally.Row] = [:]
    for body in bodies {
      for row in body.tally.byRule {
        let graver = row.severities.filter { $0.key != .info }
        rows[row.name, default: .init(name: row.name)].severities.merge(graver, uniquingKeysWith: +)
      }
    }
    let html = FindingHTML(context: context, file: nil)
    for row in rows.values.sorted(by: { $0.isWorse(than: $1) }) where !row.severities.isEmpty {
      let offers = bodies.compactMap { $0.rules[row.name]?.offers }.reduce(0, +)
      if offers == 0 { continue }
      sink.append(html.ruleStart(row.name, row.severities, offers: offers))
      for body in bodies where body.rules[row.name] != nil {
        try spool.take("\(body.number) offres \(row.name)", into: sink)
      }
      sink.append(html.ruleEnd)
    }
  }
}

extension Finding {
  /// Whether another finding, which comes next, is in the same offer.
  fileprivate func isInOffer(of other: Finding) -> Bool {
    formation == other.formation && intitule == other.intitule && organisme == other.organisme
      && offerPath == other.offerPath
  }

  private var offerPath: Substring { path.split(separator: "/").prefix(3).last ?? "" }
}
