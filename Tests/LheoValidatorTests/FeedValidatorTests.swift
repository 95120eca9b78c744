import Foundation
import LheoModel
import LheoParser
import LheoValidator
import TestSupport
import Testing

/// One validator is good for any number of feeds, and ends when it is told to.
@Suite struct FeedValidatorTests {
  private static func options(jobs: Int = 1, goesOn: Bool = false) -> ValidationOptions {
    var options = RuleTests.options()
    options.jobs = jobs
    options.goesOnAfterBrokenOffers = goesOn
    return options
  }

  private static let feeds: [[UInt8]] =
    (Repository.feeds("valid") + Repository.feeds("invalid") + Repository.feeds("unreadable")).prefix(60).map(\.bytes)
    + [RealisticFeed.bytes(offers: 300)]

  private struct Outcome: Equatable {
    var findings: [Finding]
    var error: FeedError?
    var counts: FeedCounts
    var positioning: PositioningCounts
    var severities: [Severity: Int]
  }

  private static func outcome(_ validator: FeedValidator, _ feed: [UInt8]) throws -> Outcome {
    var findings: [Finding] = []
    let summary = try validator.validate(.bytes(feed)) { findings.append($0) }
    return Outcome(
      findings: findings, error: summary.error, counts: summary.counts, positioning: summary.positioning,
      severities: summary.severities)
  }

  /// Each feed is judged as if there were no other: numbers of the one before are not taken, nor are its sessions counted.
  @Test(arguments: [(1, false), (3, false), (1, true)])
  func feedsAreJudgedByThemselves(jobs: Int, goesOn: Bool) throws {
    let validator = FeedValidator(options: Self.options(jobs: jobs, goesOn: goesOn))
    for feed in Self.feeds + Self.feeds.reversed() {
      let alone = FeedValidator(options: Self.options(jobs: jobs, goesOn: goesOn))
      #expect(try Self.outcome(validator, feed) == Self.outcome(alone, feed))
    }
  }

  @Test func feedsAreJudgedAtTheSameTime() async throws {
    let validator = FeedValidator(options: Self.options())
    let expected = try Self.feeds.map { try Self.outcome(validator, $0) }
    try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      for (index, feed) in Self.feeds.enumerated() {
        group.addTask { (index, try Self.outcome(validator, feed)) }
      }
      for try await (index, outcome) in group { #expect(outcome == expected[index]) }
    }
  }

  @Test func feedsThatArriveAreJudgedByThemselves() async throws {
    let validator = FeedValidator(options: Self.options())
    for _ in 0..<2 {
      var found: [Finding] = []
      let chunks = AsyncStream { continuation in
        continuation.yield(Self.feeds.last!)
        continuation.finish()
      }
      _ = try await validator.validate(chunks, name: "<bytes>") { found.append($0) }
      #expect(try found == Self.outcome(validator, Self.feeds.last!).findings)
    }
  }

  /// A feed that never ends, of offers that can be read or that cannot.
  private static func endless(_ offer: String) -> FeedInput {
    final class Source: ByteSource {
      private let offers: [UInt8]
      private var rest: ArraySlice<UInt8>

      init(_ offer: String) {
        offers = Array(String(repeating: offer, count: 100).utf8)
        rest = Array("<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>".utf8)[...]
      }

      func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if rest.isEmpty { rest = offers[...] }
        let count = min(buffer.count, rest.count)
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
      }
    }
    return FeedInput(name: "endless") { Source(offer) }
  }

  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      ("<formation numero=\"1\"/>", 1, false), ("<formation numero=\"1\"/>", 3, false), ("<formation/>", 1, true),
      ("<formation>&</formation>", 1, true),
    ])
  func aCancelledTaskEndsAValidation(_ offer: String, _ jobs: Int, _ goesOn: Bool) async throws {
    let validator = FeedValidator(options: Self.options(jobs: jobs, goesOn: goesOn))
    let started = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await validator.validate(Self.endless(offer)) { _ in started.continuation.yield() }
    }
    for await _ in started.stream { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  /// On the thread of the caller, too.
  @Test(arguments: [("<formation/>", 1, false), ("<formation/>", 3, false), ("<formation>&</formation>", 1, true)])
  func aCancelledTaskDoesNotBegin(_ offer: String, _ jobs: Int, _ goesOn: Bool) async throws {
    let validator = FeedValidator(options: Self.options(jobs: jobs, goesOn: goesOn))
    func validate() throws -> ValidationSummary { try validator.validate(Self.endless(offer)) { _ in } }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try validate()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aThreadOfItsOwnFindsTheSame() async throws {
    let validator = FeedValidator(options: Self.options())
    let findings = Locked<[Finding]>([])
    let summary = try await validator.validate(.bytes(Self.feeds.last!)) { finding in
      findings.withLock { $0.append(finding) }
    }
    let expected = try Self.outcome(validator, Self.feeds.last!)
    #expect(findings.withLock { $0 } == expected.findings && summary.counts == expected.counts)
  }
}
