import LheoModel
import LheoOutput
import LheoPipeline
import LheoWriter

/// Shows what a stage changes in a feed instead of writing it: the unified difference between the feed as it would be
/// written without the stage, and with it. What is the same is not shown; without a change nothing is.
public final class RepairDifferenceSink: OfferSink {
  private let output: ByteSink
  private let difference: UnifiedDifference
  private let (before, after) = (CollectedBytes(), CollectedBytes())
  private let (beforeWriter, afterWriter): (FeedWriter, FeedWriter)
  /// The next offer as it was, where it has changed.
  private var original: ElementBuffer?

  /// A sink for the difference of a feed.
  ///
  /// - Parameters:
  ///   - sink: where the difference goes, in UTF-8.
  ///   - name: the name of the feed.
  ///   - indent: spaces for each level of elements; `nil` for one offer a line.
  ///   - style: how it is shown.
  public init(_ sink: ByteSink, name: String, indent: Int?, style: DifferenceStyle) {
    output = sink
    difference = UnifiedDifference(sink, name: name, style: style)
    let options = FeedWriter.Options(encoding: .utf8, indent: indent)
    beforeWriter = FeedWriter(before.sink, options: options)
    afterWriter = FeedWriter(after.sink, options: options)
  }

  /// Notes how the offer was that comes next.
  public func note(_ original: ElementBuffer) { self.original = original }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Void { { { _ in } } }

  /// The parts of another source follow.
  public func begin(_ source: String) {}

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: Void) throws -> SinkState {
    switch event {
    case .begin(let buffer):
      beforeWriter.begin(buffer)
      afterWriter.begin(buffer)
    case .end(let element):
      beforeWriter.end(of: element)
      afterWriter.end(of: element)
    case .element(let buffer):
      if let original { beforeWriter.write(original) }
      afterWriter.write(buffer)
      difference.heading = [buffer.root.text(of: .numero), buffer.root.child(.intituleFormation)?.trimmedText]
        .compactMap(\.self).joined(separator: " ")
    }
    let old = before.take()
    if original == nil {
      difference.same(after.take())
    } else {
      difference.changed(from: old, to: after.take())
    }
    original = nil
    if let error = output.error { throw error }
    return .wantsMore
  }

  /// Shows what is left.
  ///
  /// - Throws: `OutputError` where it cannot be written.
  public func finish() throws -> [OutputNotice] {
    difference.end()
    output.flush()
    if let error = output.error { throw error }
    return []
  }

  /// Gives the rest up.
  public func abandon() { output.flush() }
}
