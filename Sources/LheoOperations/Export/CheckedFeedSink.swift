import LheoModel
import LheoPipeline
import LheoValidator

/// Validates a feed while it is written: offers with findings are left out, or keep the feed from taking its place.
public final class CheckedFeedSink: OfferSink {
  /// What is done with findings.
  public struct Policy: Sendable {
    /// The least severity that counts against an offer; `nil` for none.
    public var threshold: Severity?
    /// Whether the offers that are at fault are left out and the others written. Else no feed takes its place.
    public var dropsInvalid: Bool
    /// The feed that is replaced, and how much smaller the new one may be, offers that are left out included.
    public var replaced: (census: FeedCensus, limit: DropLimit)?

    /// A policy.
    public init(
      threshold: Severity?, dropsInvalid: Bool, replaced: (census: FeedCensus, limit: DropLimit)? = nil
    ) {
      self.threshold = threshold
      self.dropsInvalid = dropsInvalid
      self.replaced = replaced
    }
  }

  /// What has become of the feed.
  public enum Outcome: Sendable, Hashable {
    /// It is in its place.
    case written
    /// Offers are at fault, so it is not.
    case offersAtFault
    /// Something that is not in one offer is at fault, so it is not.
    case feedAtFault
    /// No offer was left, so it is not.
    case nothingLeft
    /// Too much is gone that the feed which it would replace has, so it is not.
    case collapsed([DropLimit.Loss])
  }

  /// An offer on its way.
  public struct Prepared: Sendable {
    fileprivate let fragment: FeedFragment?
    fileprivate let checked: CheckedOffer?
  }

  private let sink: FeedSink
  private let policy: Policy
  private let report: (Finding) -> Void
  private let check: FeedCheck
  private var feedIsAtFault = false
  private var census = FeedCensus()

  /// What was found, and how many of what there is.
  public private(set) var summary: ValidationSummary
  /// How many offers have been written.
  public private(set) var writtenCount = 0
  /// How many offers were at fault.
  public private(set) var invalidCount = 0
  /// The numbers of the first offers that were at fault, at most 20.
  public private(set) var invalidNumeros: [String] = []
  /// What has become of the feed; `nil` before the end.
  public private(set) var outcome: Outcome?

  /// A sink before another.
  ///
  /// - Parameters:
  ///   - sink: writes the feed. With `dropsInvalid` it must drop references that lead out of offers.
  ///   - source: the name of what is validated.
  ///   - options: how it is validated.
  ///   - policy: what is done with findings.
  ///   - report: receives each finding, in the order of the source.
  public init(
    _ sink: FeedSink, source: String, options: ValidationOptions, policy: Policy,
    report: @escaping (Finding) -> Void
  ) {
    self.sink = sink
    self.policy = policy
    self.report = report
    check = FeedCheck(options: options)
    summary = ValidationSummary(file: source)
  }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Prepared {
    let makePreparation = sink.makePreparation(isParallel: isParallel)
    let makeChecker = check.makeOfferChecker()
    return {
      let prepare = makePreparation()
      guard isParallel else { return { event in Prepared(fragment: prepare(event), checked: nil) } }
      let checker = makeChecker()
      return { event in Prepared(fragment: prepare(event), checked: checker.check(event)) }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) { sink.begin(source) }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: Prepared) throws -> SinkState {
    var isAtFault = false
    check.check(event, prepared.checked) { finding in
      let finding = finding.placed(in: event)
      summary.count(finding)
      report(finding)
      if let threshold = policy.threshold, finding.severity >= threshold { isAtFault = true }
    }
    summary.note(event)
    guard let offer = event.offer else {
      // No offer can be left out to mend it.
      if isAtFault { feedIsAtFault = true }
      return try sink.take(event, prepared.fragment)
    }
    if isAtFault {
      invalidCount += 1
      if invalidNumeros.count < 20 {
        invalidNumeros.append(offer.root.text(of: .numero) ?? "n° \(writtenCount + invalidCount)")
      }
      return .wantsMore
    }
    writtenCount += 1
    if policy.replaced != nil { census.add(offer) }
    return try sink.take(event, prepared.fragment)
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    summary.verdicts = check.verdicts
    // Without anything in it there is no feed, whatever the schema says of that.
    if invalidCount == 0, sink.isEmpty { return try sink.finish() }
    if feedIsAtFault {
      outcome = .feedAtFault
    } else if invalidCount > 0, !policy.dropsInvalid {
      outcome = .offersAtFault
    } else {
      outcome = writtenCount == 0 && invalidCount > 0 ? .nothingLeft : .written
    }
    if outcome == .written, let (before, limit) = policy.replaced {
      let losses = limit.losses(from: before, to: census)
      if !losses.isEmpty { outcome = .collapsed(losses) }
    }
    return try settled()
  }

  private func settled() throws -> [OutputNotice] {
    if outcome == .written { return try sink.finish() }
    sink.abandon()
    return []
  }

  /// Gives the output up.
  public func abandon() { sink.abandon() }
}

extension Finding {
  /// The finding with the row of a table that its element was made of.
  fileprivate func placed(in event: FeedEvent) -> Finding {
    guard let place = event.offer?.rows.place(of: UInt32(clamping: column)) else { return self }
    var finding = self
    finding.row = place
    finding.line = place.line ?? 0
    finding.column = 0
    return finding
  }
}
