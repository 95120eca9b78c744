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
    /// What is to be known, by rule.
    var notes: [String: Note] = [:]
    var offers = 0
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
  private var offer: [Finding] = []
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

  func add(_ finding: Finding) {
    if onlyWhatIsToBeDone, Rule.named(finding.rule)?.asksForNothing == true { return }
    let key = finding.organisme.map(OrganismeKey.init)
    if bodies[key] == nil { bodies[key] = Body(number: bodies.count, organisme: finding.organisme) }
    bodies[key]?.tally.count(finding)
    guard limit.takes() else { return }
    if let first = offer.first, !first.isInOffer(of: finding) { endOffer() }
    offer.append(finding)
  }

  func endFile() { endOffer() }

  /// Writes the findings of an offer down.
  private func endOffer() {
    guard let first = offer.first else { return }
    defer { offer.removeAll(keepingCapacity: true) }
    let key = first.organisme.map(OrganismeKey.init)
    guard var body = bodies.removeValue(forKey: key) else { return }
    defer { bodies[key] = body }
    let html = FindingHTML(context: context, file: file, headingLevel: onlyWhatIsToBeDone ? 3 : 4)
    for finding in offer where finding.severity == .info {
      body.notes[
        finding.rule,
        default: Note(
          message: RuleSheet.named(finding.rule)?.message(context.language) ?? finding.message,
          fix: finding.fix(for: context.audience))
      ].count += 1
      keep(html.note(finding), in: "\(body.number) \(finding.rule)")
    }
    let graver = offer.filter { $0.severity != .info }
    guard let worst = graver.map(\.severity).max() else { return }
    body.offers += 1
    keep(html.offer(graver, anchor: anchor(of: first)), in: "\(body.number) \(worst)")
  }

  /// A name of the offer that no other offer of the page has.
  private func anchor(of finding: Finding) -> String {
    let name =
      "offre-" + (finding.formation ?? finding.intitule ?? "").map { $0.isWhitespace ? "_" : String($0) }.joined()
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
}

extension Finding {
  /// Whether another finding, which comes next, is in the same offer.
  fileprivate func isInOffer(of other: Finding) -> Bool {
    formation == other.formation && intitule == other.intitule && organisme == other.organisme
      && offerPath == other.offerPath
  }

  private var offerPath: Substring { path.split(separator: "/").prefix(3).last ?? "" }
}
