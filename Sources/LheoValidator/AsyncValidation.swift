import Dispatch
import LheoModel
import LheoParser

extension FeedValidator {
  /// Validates a feed on a thread of its own, which a task that is cancelled ends soon.
  ///
  /// - Parameters:
  ///   - input: the feed.
  ///   - progress: receives on that thread how many bytes have been read, now and then.
  ///   - report: receives each finding on that thread.
  /// - Returns: the summary, with the reason where the feed could not be read to its end.
  /// - Throws: `CancellationError` in a task that is cancelled.
  public func validate(
    _ input: FeedInput, progress: @escaping @Sendable (Int) -> Void = { _ in },
    report: @escaping @Sendable (Finding) -> Void
  ) async throws -> ValidationSummary {
    let isCancelled = Locked(false)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "validation").async {
          continuation.resume(
            with: Result {
              try validate(input, isCancelled: { isCancelled.withLock { $0 } }, progress: progress, report: report)
            })
        }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  /// Validates a feed whose bytes come piece by piece, as from a socket.
  ///
  /// ```swift
  /// let summary = try await validator.validate(request.body, name: "upload") { findings.append($0) }
  /// ```
  ///
  /// - Parameters:
  ///   - chunks: the bytes, in order; plain or gzip.
  ///   - name: the name of the feed.
  ///   - isolation: the actor that the caller is on.
  ///   - report: receives each finding.
  /// - Returns: the summary, with the reason where the feed could not be read to its end.
  /// - Throws: what `chunks` throws, and `CancellationError`.
  public func validate<Chunks: AsyncSequence>(
    _ chunks: Chunks, name: String, isolation: isolated (any Actor)? = #isolation, report: (Finding) -> Void
  ) async throws -> ValidationSummary where Chunks.Element: Sequence<UInt8> {
    let check = FeedCheck(options, selection)
    var summary = ValidationSummary(file: name)
    let feed = PushedFeed(name: name, limits: options.limits)
    func take(_ event: FeedEvent) {
      summary.note(event)
      check.check(event) { finding in
        summary.count(finding)
        report(finding)
      }
    }
    do {
      var iterator = chunks.makeAsyncIterator()
      while let chunk = try await iterator.next(isolation: isolation) {
        try Task.checkCancellation()
        try feed.push(chunk, take)
      }
      try feed.finish(take)
    } catch let error as FeedError {
      summary.error = error
    }
    summary.verdicts = check.verdicts
    return summary
  }
}
