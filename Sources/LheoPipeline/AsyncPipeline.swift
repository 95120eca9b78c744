import Dispatch
import Glibc
import LheoModel
import LheoOutput
import LheoParser

extension Pipeline {
  /// Delivers all offers to a sink on a thread of its own, and puts the output in its place. A task that is cancelled
  /// abandons the sink.
  ///
  /// - Parameters:
  ///   - makeSink: opens the sink, on that thread.
  ///   - progress: receives on that thread how far the source has been read.
  /// - Returns: what is to be known of the output.
  /// - Throws: as `feed` does.
  @discardableResult
  public func run<Sink: OfferSink>(
    makeSink: @escaping @Sendable () throws -> Sink, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws -> [OutputNotice] {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "pipeline").async {
          continuation.resume(with: Result { try run(into: makeSink(), cancellation, progress: progress) })
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// What a sink writes, piece by piece as it is asked for: the body of a response.
  ///
  /// ```swift
  /// for try await piece in pipeline.bytes(into: { JSONSink($0, isDocument: false) }) { try await body.write(piece) }
  /// ```
  ///
  /// - Parameter makeSink: opens the sink.
  public func bytes(into makeSink: @escaping @Sendable (any Output) throws -> any OfferSink) -> PipelineBytes {
    PipelineBytes { output, cancellation in
      _ = try run(into: makeSink(output), cancellation)
    }
  }
}

/// Whether somebody still wants what a thread works on.
final class Cancellation: Sendable {
  private let state = Locked(false)

  func cancel() { state.withLock { $0 = true } }

  /// - Throws: `CancellationError` once nobody wants it any more.
  func check() throws { if state.withLock({ $0 }) { throw CancellationError() } }
}

/// The bytes that a pipeline writes, in pieces. The pipeline starts with the iterator, on a thread of its
/// own, and is at most a few pieces ahead; it ends with the iterator.
public struct PipelineBytes: AsyncSequence, Sendable {
  /// A piece.
  public typealias Element = [UInt8]

  private let produce: @Sendable (any Output, Cancellation) throws -> Void

  init(_ produce: @escaping @Sendable (any Output, Cancellation) throws -> Void) { self.produce = produce }

  /// An iterator, which starts the pipeline.
  public func makeAsyncIterator() -> Iterator { Iterator(produce) }

  /// Gives the pieces in order.
  public final class Iterator: AsyncIteratorProtocol {
    private let channel = ByteChannel()

    init(_ produce: @escaping @Sendable (any Output, Cancellation) throws -> Void) {
      let channel = channel
      DispatchQueue(label: "pipeline").async {
        let output = StreamOutput { channel.put(Array($0)) }
        channel.end(Result { try produce(output, channel.cancellation) })
      }
    }

    deinit { channel.cancel() }

    /// The next piece; `nil` at the end.
    ///
    /// - Throws: why the pipeline has failed, `CancellationError` in a task that is cancelled.
    public func next() async throws -> [UInt8]? {
      let channel = channel
      return try await withTaskCancellationHandler {
        try await channel.take()
      } onCancel: {
        channel.cancel()
      }
    }
  }
}

/// Pieces on their way from a thread to a task.
private final class ByteChannel: Sendable {
  private struct State {
    var pieces: [[UInt8]] = []
    var end: Result<Void, any Error>?
    var consumer: CheckedContinuation<[UInt8]?, any Error>?
    var isCancelled = false
  }

  private static let capacity = 4

  let cancellation = Cancellation()
  private let state = Locked(State())
  private let hasRoom: DispatchSemaphore

  init() {
    // A semaphore may not end with less than it began with.
    hasRoom = DispatchSemaphore(value: 0)
    for _ in 0..<Self.capacity { hasRoom.signal() }
  }

  /// Hands a piece over once there is room; the system's error number if nobody wants it any more.
  func put(_ piece: [UInt8]) -> Int32 {
    hasRoom.wait()
    let (consumer, isCancelled) = state.withLock { state in
      if state.isCancelled { return (CheckedContinuation<[UInt8]?, any Error>?.none, true) }
      let consumer = state.consumer
      state.consumer = nil
      if consumer == nil { state.pieces.append(piece) }
      return (consumer, false)
    }
    if let consumer {
      hasRoom.signal()
      consumer.resume(returning: piece)
    }
    if isCancelled { hasRoom.signal() }
    return isCancelled ? EPIPE : 0
  }

  /// No more pieces come.
  func end(_ result: Result<Void, any Error>) {
    let consumer = state.withLock { state in
      state.end = result
      defer { state.consumer = nil }
      return state.consumer
    }
    consumer?.resume(with: result.map { nil })
  }

  func take() async throws -> [UInt8]? {
    try await withCheckedThrowingContinuation { continuation in
      let found: Result<[UInt8]?, any Error>? = state.withLock { state in
        if state.isCancelled { return .failure(CancellationError()) }
        if !state.pieces.isEmpty { return .success(state.pieces.removeFirst()) }
        if let end = state.end { return end.map { nil } }
        state.consumer = continuation
        return nil
      }
      guard let found else { return }
      if case .success(.some) = found { hasRoom.signal() }
      continuation.resume(with: found)
    }
  }

  func cancel() {
    cancellation.cancel()
    let consumer = state.withLock { state in
      state.isCancelled = true
      defer { state.consumer = nil }
      return state.consumer
    }
    consumer?.resume(throwing: CancellationError())
    hasRoom.signal()
  }
}
