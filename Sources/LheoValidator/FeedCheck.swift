import LheoModel
import LheoParser
import LheoSchema

/// The check of one feed, part by part, for who reads the feed himself. What it has seen counts for what comes: numbers
/// that are there twice, the elements around an offer. `FeedValidator` reads feeds and checks them.
public final class FeedCheck {
  private let options: ValidationOptions
  private let selection: RuleEngine.Selection
  private var schemaChecker = SchemaChecker()
  private let engine: RuleEngine
  private let schemaSeverities: [SchemaRule: Severity]
  /// Whether what is found once in a feed has been found.
  private var hasOncePerFeed = false

  /// The check of a feed of which nothing has been read.
  public convenience init(options: ValidationOptions) {
    self.init(options, RuleEngine.Selection(options.rules))
  }

  /// The check of a feed by rules that have been chosen.
  init(_ options: ValidationOptions, _ selection: RuleEngine.Selection) {
    self.options = options
    self.selection = selection
    engine = RuleEngine(selection, options: options.rules, language: options.language)
    schemaSeverities = SchemaRule.severities(options.rules)
  }

  /// How many of the sessions so far each partner can show; of all training bodies, and of each.
  public private(set) var verdicts = FeedVerdicts()

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
      verdicts.add(engine.takeVerdicts(), of: FeedCensus.organisme(of: buffer))
    }
    deliver(&findings, report)
  }

  /// Makes what checks offers of the feed on other threads, for this check to go on from.
  ///
  /// - Parameter isForOneFeed: whether all offers come from one feed, in its order, so that what is reported once a feed need
  ///   not be found in each offer.
  package func makeOfferChecker(isForOneFeed: Bool = false) -> @Sendable () -> OfferChecker {
    { [options, selection] in
      OfferChecker(options, selection, memory: FeedMemory(isDeferred: true), isForOneFeed: isForOneFeed)
    }
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
    verdicts.add(checked.verdicts, of: FeedCensus.organisme(of: buffer))
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
    verdicts.add(engine.takeVerdicts(), of: FeedCensus.organisme(of: buffer))
    deliver(&findings, report)
  }

  /// Reports what is known only after the last of the offers that do not come from a feed: references to nothing.
  public func finish(report: (Finding) -> Void) {
    var findings: [Finding] = []
    schemaChecker.finish { add($0, to: &findings) }
    deliver(&findings, report)
  }

  /// Checks an offer made by hand. Findings say its path; they have no line.
  ///
  /// - Parameters:
  ///   - formation: the offer.
  ///   - path: its path in its feed.
  ///   - dialect: the dialect that it is in.
  ///   - report: receives each finding.
  public func check(
    _ formation: Formation, path: String = "/lheo/offres/formation[1]", in dialect: Dialect = .current,
    report: (Finding) -> Void
  ) {
    let buffer = ElementBuffer()
    buffer.dialect = dialect
    formation.encode(into: buffer)
    guard !buffer.isEmpty else { return }
    buffer.numberElements()
    check(buffer, path: path) { finding in
      var finding = finding
      if finding.line == 0 { finding.column = 0 }
      report(finding)
    }
  }

  /// What is found where an offer cannot be read, which comes next.
  func finding(_ offer: BrokenOffer) -> Finding? {
    let path = schemaChecker.skipOffer()
    guard let severity = schemaSeverities[.illisible] else { return nil }
    var finding = Finding(offer, path: path, in: options.language)
    finding.severity = severity
    return finding
  }

  /// Notes in what encoding the file of a feed is, whose root has been read: EDOF is in ISO-8859-1.
  func note(_ encoding: String, of root: ElementBuffer, report: (Finding) -> Void) {
    let wanted = FeedInput.latin1Name
    guard root.dialect.isEdof, root.root.element == .lheo, encoding.uppercased() != wanted else { return }
    var findings: [Finding] = []
    add(.encoding(encoding, wanted: wanted, root: root.root), to: &findings)
    deliver(&findings, report)
  }

  private func add(_ violation: SchemaViolation, to findings: inout [Finding]) {
    if let finding = Finding(violation, schemaSeverities, options.language) { findings.append(finding) }
  }

  /// Reports the findings of an offer in the order of the feed.
  private func deliver(_ findings: inout [Finding], _ report: (Finding) -> Void) {
    if findings.count > 1 { findings.sort { ($0.line, $0.column) < ($1.line, $1.column) } }
    for finding in findings {
      if finding.rule == Rule.referenceAncienne.id {
        if hasOncePerFeed { continue }
        hasOncePerFeed = true
        engine.forgetOncePerFeed()
      }
      report(finding)
    }
  }
}
