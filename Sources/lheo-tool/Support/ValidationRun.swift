import LheoParser
import LheoPipeline
import LheoReports
import LheoValidator
import Synchronization

/// Validates the feeds of a command, several at a time.
struct ValidationRun {
  let options: ValidationOptions
  let reading: ReadingOptions
  let keepsGoing: Bool
  /// Whether a report says by what the bytes of feeds are known again.
  let digests: Bool

  /// A feed of so many bytes at most is validated while feeds before it are.
  private static let mostBytes = 1_000_000
  /// So many findings of all feeds wait in memory, and so many of a feed whatever others have.
  private static let (mostKept, mostKeptOfEach) = (8000, 1000)

  /// Validates the inputs and reports them in their order: small ones several at a time; a large one, or one in which more is
  /// found than may wait, in its turn by all cores.
  func validate(
    _ items: [FeedInputs.Input], _ reports: ReportGroup, _ finished: (ValidationSummary) -> Void
  ) {
    let jobs = reading.jobCount
    let validator = makeValidator(ofSeveral: items.count > 1)
    func inTurn(_ item: FeedInputs.Input) -> ValidationSummary {
      // Nobody cancels it.
      validate(item, with: validator.on(cores: jobs), showsProgress: true) { reports.finding($0) }!
    }
    if jobs < 2 || items.count < 2 {
      for item in items {
        reports.beginFile(item.name)
        finished(reports.endFile(inTurn(item)))
      }
      return
    }
    let keptCount = KeptCount()
    OrderedQueue.run(items.count, jobs: min(jobs, items.count)) { index in
      validateBeforeItsTurn(items[index], with: validator.on(cores: max(1, jobs / items.count)), keptCount)
    } deliver: { index, kept in
      reports.beginFile(items[index].name)
      kept?.findings.forEach(reports.finding)
      keptCount.add(-(kept?.findings.count ?? 0))
      finished(reports.endFile(kept?.summary ?? inTurn(items[index])))
    }
  }

  /// One validator for all feeds: choosing its rules would take longer than checking a small feed.
  private func makeValidator(ofSeveral: Bool) -> FeedValidator {
    var options = options
    options.limits = reading.limits
    options.goesOnAfterBrokenOffers = keepsGoing
    options.listsOffers = ofSeveral
    return FeedValidator(options: options)
  }

  /// How many findings wait in memory.
  private final class KeptCount: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add(_ more: Int) { count.wrappingAdd(more, ordering: .relaxed) }
  }

  /// The summary and the findings of a feed, while others are read; `nil` where it is large or has too many findings.
  private func validateBeforeItsTurn(
    _ item: FeedInputs.Input, with validator: FeedValidator, _ keptCount: KeptCount
  ) -> (summary: ValidationSummary, findings: [Finding])? {
    // A stream can be read only once, and has no size.
    if case .success(let feed) = item, feed.size ?? .max > Self.mostBytes { return nil }
    var findings: [Finding] = []
    let summary = validate(
      item, with: validator, showsProgress: false,
      isCancelled: { findings.count > Self.mostKeptOfEach && keptCount.value > Self.mostKept }
    ) {
      findings.append($0)
      keptCount.add(1)
    }
    if summary == nil { keptCount.add(-findings.count) }
    return summary.map { ($0, findings) }
  }

  /// - Returns: `nil` where it has been cancelled.
  private func validate(
    _ item: FeedInputs.Input, with validator: FeedValidator, showsProgress: Bool,
    isCancelled: () -> Bool = { false }, _ receive: (Finding) -> Void
  ) -> ValidationSummary? {
    switch item {
    case .failure(let error):
      var summary = ValidationSummary(file: error.file)
      summary.error = error
      return summary
    case .success(let feed):
      let digest = digests ? FeedDigest() : nil
      let read = digest.map(feed.digesting) ?? feed
      return reading.follow(FeedSource(feed), isShown: showsProgress, isGivenUp: { $0 == nil }) { progress in
        var summary = try? validator.validate(
          read, isCancelled: isCancelled, progress: { progress(PipelineProgress(bytesRead: $0)) }, report: receive)
        summary?.digest = digest?.finish(read)
        return summary
      }
    }
  }
}
