/// Bytes of many streams kept on disk until each of them is written: a file without a name, which disappears with the
/// process however it ends. A limited number of bytes wait in memory.
public final class Spool {
  private struct Stream {
    var extents: [Range<Int>] = []
    var pending: [UInt8] = []
  }

  private let memory: Int
  private let file: UnnamedFile
  private var streams: [String: Stream] = [:]
  private var pendingCount = 0
  private var size = 0

  /// A spool in a folder.
  ///
  /// - Parameters:
  ///   - folder: where the file is made.
  ///   - memory: how many bytes may wait in memory.
  public init(inFolder folder: String, memory: Int = 16 << 20) throws(OutputError) {
    self.memory = memory
    file = try UnnamedFile(inFolder: folder)
  }

  /// The streams by name, sorted.
  public var names: [String] { streams.keys.sorted() }

  /// Adds bytes to the stream of that name.
  public func append(_ bytes: [UInt8], to name: String) throws(OutputError) {
    streams[name, default: Stream()].pending += bytes
    pendingCount += bytes.count
    if pendingCount > memory { try flush() }
  }

  private func flush() throws(OutputError) {
    for name in streams.keys {
      let pending = streams[name]!.pending
      if pending.isEmpty { continue }
      try file.append(pending)
      streams[name]!.extents.append(size..<size + pending.count)
      streams[name]!.pending = []
      size += pending.count
    }
    pendingCount = 0
  }

  /// Copies a stream into a sink, and forgets it.
  public func take(_ name: String, into sink: ByteSink) throws(OutputError) {
    guard let stream = streams.removeValue(forKey: name) else { return }
    for extent in stream.extents {
      let bytes = try file.bytes(at: extent)
      bytes.withUnsafeBufferPointer { sink.append($0) }
    }
    stream.pending.withUnsafeBufferPointer { sink.append($0) }
    pendingCount -= stream.pending.count
  }

  /// Whether there is a stream of that name.
  public func contains(_ name: String) -> Bool { streams[name] != nil }
}
