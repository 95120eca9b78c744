import LheoModel
import LheoParser
import LheoSchema

/// How a feed is validated.
public struct ValidationOptions: Sendable {
  /// The language of messages.
  public var language = Language.fr
  /// What a feed may ask of the parser.
  public var limits = ParserLimits()
  /// Which rules are switched on.
  public var rules: RuleOptions
  /// Whether an offer that cannot be read is reported and the others are judged, instead of ending there.
  public var goesOnAfterBrokenOffers = false
  /// On how many cores offers are read and checked. Findings are the same for any number.
  public var jobs = 1

  /// The default: French, default limits, the rules of France Travail as of a day.
  public init(asOf day: PartialDate) { rules = RuleOptions(asOf: day) }
}

/// How many of what a feed holds.
public struct FeedCounts: Sendable, Hashable, Codable {
  /// Offers (`formation`).
  public var formations = 0
  /// Actions.
  public var actions = 0
  /// Sessions.
  public var sessions = 0
  /// Recruitments.
  public var recrutements = 0
  /// Training bodies (`organisme-formateur`), as often as they are named.
  public var organismesFormateurs = 0

  /// Nothing.
  public init() {}

  package mutating func add(_ other: FeedCounts) {
    formations += other.formations
    actions += other.actions
    sessions += other.sessions
    recrutements += other.recrutements
    organismesFormateurs += other.organismesFormateurs
  }

  mutating func count(_ buffer: ElementBuffer) {
    let nodes = buffer.storage.pointee.nodes
    for index in 0..<buffer.storage.pointee.nodeCount {
      switch Element(rawValue: nodes[index].code) {
      case .formation: formations += 1
      case .action: actions += 1
      case .session: sessions += 1
      case .recrutement: recrutements += 1
      case .organismeFormateur: organismesFormateurs += 1
      default: break
      }
    }
  }
}

/// What validating a feed gave, beside the findings themselves.
public struct ValidationSummary: Sendable {
  /// The name of the feed.
  public var file: String
  /// Why the feed could not be read to its end; `nil` if it could.
  public var error: FeedError?
  /// How many of what the feed holds.
  public var counts = FeedCounts()
  /// How many offers there are of which body.
  public var census = FeedCensus()
  /// Findings by severity.
  public var severities: [Severity: Int] = [:]
  /// Sessions by whether a jobseeker can be positioned in them online. None are counted where no rule is switched on.
  public var positioning = PositioningCounts()
  /// Findings that an earlier report had already, which are counted nowhere else.
  public var known = 0
  /// Findings by rule, with the severity they had.
  public var rules: [String: (severity: Severity, count: Int)] = [:]

  /// A summary of a feed of which nothing has been read.
  public init(file: String) { self.file = file }

  /// Whether there is a finding of that severity or a worse one.
  public func hasFindings(atLeast severity: Severity) -> Bool {
    severities.contains { $0.key >= severity && $0.value > 0 }
  }

  /// The form of LHEO that the feed came in.
  public var dialect = Dialect.current

  /// Notes what a part of the feed says of the whole, and counts what it holds.
  public mutating func note(_ event: FeedEvent) {
    switch event {
    case .begin(let buffer): if !buffer.dialect.isCurrent { dialect = buffer.dialect }
    case .element(let buffer):
      count(buffer)
      if event.offer != nil { census.add(buffer) }
    case .end: break
    }
  }

  /// Counts what an offer holds.
  public mutating func count(_ buffer: ElementBuffer) { counts.count(buffer) }

  /// Counts a finding.
  public mutating func count(_ finding: Finding) {
    severities[finding.severity, default: 0] += 1
    rules[finding.rule, default: (finding.severity, 0)].count += 1
  }
}

/// Validates feeds: the schema, and the rules of the chosen profiles.
///
/// The feed is read once, from its beginning to its end, in constant memory. Findings come in the order of the feed.
public final class FeedValidator {
  let options: ValidationOptions
  private var schemaChecker = SchemaChecker()
  private let engine: RuleEngine
  private let schemaSeverities: [SchemaRule: Severity]

  /// A validator for one feed.
  public init(options: ValidationOptions) {
    self.options = options
    engine = RuleEngine(options: options.rules, language: options.language)
    schemaSeverities = SchemaRule.severities(options.rules)
  }

  /// Validates a feed.
  ///
  /// - Parameters:
  ///   - input: the feed.
  ///   - progress: receives how many bytes have been read, now and then.
  ///   - report: receives each finding.
  /// - Returns: the summary, with the reason where the feed could not be read to its end.
  public func validate(
    _ input: FeedInput, progress: (Int) -> Void = { _ in }, report: (Finding) -> Void
  ) -> ValidationSummary {
    var summary = ValidationSummary(file: input.name)
    do {
      func count(_ finding: Finding) {
        summary.count(finding)
        report(finding)
      }
      func take(_ event: FeedEvent, _ checked: CheckedOffer?, _ bytesRead: Int) {
        if let checked, let offer = event.offer {
          summary.counts.add(checked.counts)
          summary.census.add(offer)
        } else {
          summary.note(event)
        }
        if case .element = event { progress(bytesRead) }
        check(event, checked, report: count)
      }
      let options = options
      let work: @Sendable () -> (FeedEvent) -> CheckedOffer? = {
        // On one core an offer is checked where its feed is known.
        options.jobs > 1 ? OfferChecker(options).check : { _ in nil }
      }
      guard options.goesOnAfterBrokenOffers else {
        try FeedParser.forEachEvent(
          of: input, limits: options.limits, jobs: options.jobs, work: work, deliver: take)
        return finished(summary)
      }
      try FeedParser.forEachEvent(of: input, limits: options.limits) { offer in
        summary.error = summary.error ?? offer.error
        if let finding = finding(offer) { count(finding) }
      } deliver: { event, bytesRead in
        take(event, nil, bytesRead)
      }
    } catch {
      summary.error = error as? FeedError
    }
    return finished(summary)
  }

  private func finished(_ summary: ValidationSummary) -> ValidationSummary {
    var summary = summary
    summary.positioning = positioning
    return summary
  }

  /// Sessions so far by whether a jobseeker can be positioned in them online.
  public var positioning: PositioningCounts { engine.positioning }

  /// Checks the next part of a feed that somebody else reads.
  public func check(_ event: FeedEvent, report: (Finding) -> Void) {
    var findings: [Finding] = []
    var refusals = SchemaRefusals()
    schemaChecker.check(event) { violation in
      refusals.note(violation)
      add(violation, to: &findings)
    }
    if case .element(let buffer) = event, buffer.root.code == Element.formation.rawValue, !engine.isEmpty {
      engine.check(buffer.root, refusals: refusals, path: schemaChecker.unitPath) { findings.append($0) }
    }
    deliver(&findings, report)
  }

  /// Checks the next part of a feed, of which all is known that can be known without what came before.
  package func check(_ event: FeedEvent, _ checked: CheckedOffer?, report: (Finding) -> Void) {
    guard let checked, case .element(let buffer) = event, engine.memory.addIfNew(checked.notes) else {
      return check(event, report: report)
    }
    var findings: [Finding] = []
    let isInPlace = schemaChecker.enter(buffer.root) { add($0, to: &findings) }
    let found = (isInPlace ? checked.violations : []) + checked.findings
    for var finding in found {
      finding.path = schemaChecker.unitPath + finding.path
      findings.append(finding)
    }
    engine.add(checked.positioning)
    deliver(&findings, report)
  }

  /// Checks an offer that does not come from a feed, such as one that is about to be written. Its elements must have
  /// different positions, as those read by `NDJSONReader` have.
  public func check(_ buffer: ElementBuffer, path: String, report: (Finding) -> Void) {
    var findings: [Finding] = []
    var refusals = SchemaRefusals()
    schemaChecker.check(buffer, path: path) { violation in
      refusals.note(violation)
      add(violation, to: &findings)
    }
    engine.check(buffer.root, refusals: refusals, path: path) { findings.append($0) }
    deliver(&findings, report)
  }

  /// Reports what is known only after the last of the offers that do not come from a feed: references to nothing.
  public func finish(report: (Finding) -> Void) {
    var findings: [Finding] = []
    schemaChecker.finish { add($0, to: &findings) }
    deliver(&findings, report)
  }

  /// Checks an offer made by hand. Findings say its path; they have no line.
  public func check(_ formation: Formation, path: String = "/lheo/offres/formation[1]", report: (Finding) -> Void) {
    let buffer = ElementBuffer()
    formation.encode(into: buffer)
    guard !buffer.isEmpty else { return }
    buffer.numberElements()
    check(buffer, path: path) { finding in
      var finding = finding
      if finding.line == 0 { finding.column = 0 }
      report(finding)
    }
  }

  private func finding(_ offer: BrokenOffer) -> Finding? {
    let path = schemaChecker.skipOffer()
    guard let severity = schemaSeverities[.illisible] else { return nil }
    var finding = Finding(offer, path: path, in: options.language)
    finding.severity = severity
    return finding
  }

  private func add(_ violation: SchemaViolation, to findings: inout [Finding]) {
    if let finding = Finding(violation, schemaSeverities, options.language) { findings.append(finding) }
  }

  /// Reports the findings of an offer in the order of the feed.
  private func deliver(_ findings: inout [Finding], _ report: (Finding) -> Void) {
    if findings.count > 1 { findings.sort { ($0.line, $0.column) < ($1.line, $1.column) } }
    for finding in findings { report(finding) }
  }
}
