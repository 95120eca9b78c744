/// Collects what is written, in memory.
public final class CollectedBytes: Output {
  private var bytes: [UInt8] = []
  /// Where bytes are appended.
  public private(set) lazy var sink = ByteSink(file: "memory") { [unowned self] in
    bytes += $0
    return 0
  }

  /// Bytes, of which there are none yet.
  public init() {}

  /// Puts the output in its place.
  public func commit() throws(OutputError) { try sink.finish() }

  /// Forgets all.
  public func discard() { _ = take() }

  /// What has come since the last call.
  public func take() -> [UInt8] {
    sink.flush()
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// What has come since the last call, as text.
  public func takeText() -> String { String(decoding: take(), as: UTF8.self) }
}
