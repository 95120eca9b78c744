import Glibc

/// Bytes of many streams kept on disk until each of them is written: a file without a name, which disappears with the
/// process however it ends. A limited number of bytes wait in memory.
public final class Spool {
  private struct Stream {
    var extents: [(offset: Int, count: Int)] = []
    var pending: [UInt8] = []
  }

  private let memory: Int
  private let descriptor: Int32
  private let folder: String
  private var streams: [String: Stream] = [:]
  private var pendingCount = 0
  private var size = 0

  /// A spool in a folder.
  ///
  /// - Parameters:
  ///   - folder: where the file is made.
  ///   - memory: how many bytes may wait in memory.
  public init(inFolder folder: String, memory: Int = 16 << 20) throws(OutputError) {
    self.folder = folder
    self.memory = memory
    var name = Array("\(folder)/.lheo-tool-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw OutputError(file: folder, code: errno) }
    unlink(name)
  }

  deinit { close(descriptor) }

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
      let code = pending.withUnsafeBytes { ByteSink.writeAll($0, to: descriptor) }
      guard code == 0 else { throw OutputError(file: folder, code: code) }
      streams[name]!.extents.append((size, pending.count))
      streams[name]!.pending = []
      size += pending.count
    }
    pendingCount = 0
  }

  /// Copies a stream into a sink, and forgets it.
  public func take(_ name: String, into sink: ByteSink) throws(OutputError) {
    guard let stream = streams.removeValue(forKey: name) else { return }
    for extent in stream.extents {
      let bytes = [UInt8](unsafeUninitializedCapacity: extent.count) { buffer, count in
        while count < extent.count {
          let read = pread(descriptor, buffer.baseAddress! + count, extent.count - count, off_t(extent.offset + count))
          if read <= 0 { break }
          count += read
        }
      }
      guard bytes.count == extent.count else { throw OutputError(file: folder, code: EIO) }
      bytes.withUnsafeBufferPointer { sink.append($0) }
    }
    stream.pending.withUnsafeBufferPointer { sink.append($0) }
    pendingCount -= stream.pending.count
  }

  /// Whether there is a stream of that name.
  public func contains(_ name: String) -> Bool { streams[name] != nil }
}
