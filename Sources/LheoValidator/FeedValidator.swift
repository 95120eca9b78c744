import LheoModel
import LheoParser

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
  /// Whether the summary lists the numbers of the offers, so that feeds can be compared.
  public var listsOffers = false
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

/// The number of an offer (`numero`), and the line on which the offer starts.
public struct OfferNumber: Sendable, Hashable {
  /// The number.
  public let numero: String
  /// The line.
  public let line: Int
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
  /// How many sessions each partner can show. None are counted where no rule is switched on.
  public var verdicts = FeedVerdicts()
  /// Sessions by whether a jobseeker can be positioned in them online.
  public var positioning: PositioningCounts { verdicts.total.positioning }
  /// Findings that an earlier report had already, by severity, which are counted nowhere else.
  public var known: [Severity: Int] = [:]
  /// The numbers of the offers, where they are asked for.
  public var offers: [OfferNumber] = []
  /// By what the bytes of the feed are known again, where that is asked for.
  public var digest: FeedDigest.Value?
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

  /// Lists the number of an offer, if it has one.
  mutating func list(_ offer: ElementBuffer) {
    guard let numero = offer.root.text(of: .numero), !numero.isEmpty else { return }
    offers.append(OfferNumber(numero: numero, line: Int(offer.root.position.line)))
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
/// Each feed is read once, from its beginning to its end, in constant memory, and judged by itself: one validator is good
/// for any number of feeds, one after the other or at the same time. Findings come in the order of the feed.
///
/// ```swift
/// let validator = FeedValidator(options: ValidationOptions(asOf: today))
/// let summary = try validator.validate(.file("feed.xml")) { print($0.line, $0.message) }
/// ```
public struct FeedValidator: Sendable {
  private(set) var options: ValidationOptions
  let selection: RuleEngine.Selection

  /// A validator of feeds.
  public init(options: ValidationOptions) {
    self.options = options
    selection = RuleEngine.Selection(options.rules)
  }

  /// The same on another number of cores.
  package func on(cores jobs: Int) -> FeedValidator {
    var validator = self
    validator.options.jobs = jobs
    return validator
  }

  /// Validates a feed on the thread of the caller.
  ///
  /// - Parameters:
  ///   - input: the feed.
  ///   - progress: receives how many bytes have been read, now and then.
  ///   - report: receives each finding.
  /// - Returns: the summary, with the reason where the feed could not be read to its end.
  /// - Throws: `CancellationError` in a task that is cancelled.
  public func validate(
    _ input: FeedInput, progress: (Int) -> Void = { _ in }, report: (Finding) -> Void
  ) throws(CancellationError) -> ValidationSummary {
    try validate(input, isCancelled: { Task.isCancelled }, progress: progress, report: report)
  }

  package func validate(
    _ input: FeedInput, isCancelled: () -> Bool, progress: (Int) -> Void, report: (Finding) -> Void
  ) throws(CancellationError) -> ValidationSummary {
    let check = FeedCheck(options, selection)
    var summary = ValidationSummary(file: input.name)
    // What comes once is looked at before it is read.
    let streamEncoding = input.isStream ? input.encoding : nil
    do {
      func count(_ finding: Finding) {
        summary.count(finding)
        report(finding)
      }
      func take(_ event: FeedEvent, _ checked: CheckedOffer?, _ bytesRead: Int) throws {
        if isCancelled() { throw CancellationError() }
        if let checked, let offer = event.offer {
          summary.counts.add(checked.counts)
          summary.census.add(offer)
        } else {
          summary.note(event)
        }
        if options.listsOffers, let offer = event.offer { summary.list(offer) }
        if case .element = event { progress(bytesRead) }
        check.check(event, checked, report: count)
        if case .begin(let root) = event, root.dialect.isEdof, let encoding = streamEncoding ?? input.encoding {
          check.note(encoding, of: root, report: count)
        }
      }
      if options.goesOnAfterBrokenOffers {
        try FeedParser.forEachEvent(of: input, limits: options.limits) { offer in
          if isCancelled() { throw CancellationError() }
          summary.error = summary.error ?? offer.error
          if let finding = check.finding(offer) { count(finding) }
        } deliver: { event, bytesRead in
          try take(event, nil, bytesRead)
        }
      } else {
        let (isShared, makeChecker) = (options.jobs > 1, check.makeOfferChecker(isForOneFeed: true))
        // On one core an offer is checked where its feed is known.
        try FeedParser.forEachEvent(
          of: input, limits: options.limits, jobs: options.jobs,
          work: { isShared ? makeChecker().check : { _ in nil } }, deliver: take)
      }
    } catch let error as FeedError {
      summary.error = error
    } catch {
      throw CancellationError()
    }
    summary.verdicts = check.verdicts
    return summary
  }
}
