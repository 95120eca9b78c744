#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes of many readers kept on disk until each of them is written: a file without a name, which disappears with the
/// process however it ends.
public final class Spool {
  /// The bytes of one reader, in the order they were added.
  public struct Stream {
    fileprivate var extents: [(offset: Int, count: Int)] = []
    fileprivate var pending: [UInt8] = []

    /// Nothing yet.
    public init() {}
  }

  private let descriptor: Int32
  private let folder: String
  private var size = 0

  /// A spool in a folder.
  public init(inFolder folder: String) throws(OutputError) {
    self.folder = folder
    var name = Array("\(folder)/.lheo-tool-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw OutputError(file: folder, code: errno) }
    unlink(name)
  }

  deinit { close(descriptor) }

  /// Adds bytes to a stream; small ones wait in memory.
  public func append(_ bytes: [UInt8], to stream: inout Stream) throws(OutputError) {
    stream.pending += bytes
    if stream.pending.count >= 16_384 { try flush(&stream) }
  }

  private func flush(_ stream: inout Stream) throws(OutputError) {
    let count = stream.pending.count
    let code = stream.pending.withUnsafeBytes { ByteSink.writeAll($0, to: descriptor) }
    guard code == 0 else { throw OutputError(file: folder, code: code) }
    stream.extents.append((size, count))
    size += count
    stream.pending.removeAll()
  }

  /// Copies a stream into a sink.
  public func copy(_ stream: Stream, to sink: ByteSink) throws(OutputError) {
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
  }
}
