/// Where bytes go that are of use only when all of them are there.
public protocol Output: AnyObject {
  /// Where bytes are appended.
  var sink: ByteSink { get }
  /// All bytes are there: puts the output in its place.
  ///
  /// - Throws: `OutputError` if a byte could not be written.
  func commit() throws(OutputError)
  /// Gives the output up: what was in its place stays.
  func discard()
}

/// Passes bytes on as they come, to a socket or whatever takes them; nothing that has been passed on is taken back.
public final class StreamOutput: Output {
  /// Where bytes are appended.
  public let sink: ByteSink

  /// An output that passes large pieces on to `write`, which returns 0 or the system's error number.
  public init(name: String = "stream", write: @escaping (UnsafeRawBufferPointer) -> Int32) {
    sink = ByteSink(file: name, write: write)
  }

  /// Puts the output in its place.
  public func commit() throws(OutputError) { try sink.finish() }
  /// Gives the output up.
  public func discard() {}
}
