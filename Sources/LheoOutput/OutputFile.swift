import Glibc

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file beside the target; `commit` renames it. Without `commit`, and on SIGINT, SIGTERM and
/// SIGHUP once `TemporaryFiles.removeOnSignals()` has been called, the temporary file is removed and the target stays
/// what it was. A name that ends in `.gz` compresses. What is not an ordinary file (standard output `-`, a pipe,
/// `/dev/null`) is written to directly. A symbolic link stays, and what it leads to is replaced, or made. What is replaced
/// keeps its permissions and, as far as the user may give files away, its owner.
public final class OutputFile: Output {
  /// Where bytes are appended.
  public let sink: ByteSink
  private let name: String
  private let descriptor: Int32
  private let isOwnDescriptor: Bool
  private var isOpen = true
  private let compressor: GzipCompressor?
  /// The temporary file, as long as it is this object's.
  private var pending: PendingFile?
  /// Who takes the complete file instead of its place.
  private let handOver: ((PendingFile) -> Void)?

  /// Opens an output; `-` is standard output.
  public convenience init(_ path: String) throws(OutputError) { try self.init(path, handOver: nil) }

  /// Opens an output whose temporary file somebody takes when it is complete.
  init(
    _ path: String, compresses: Bool? = nil, handOver: ((PendingFile) -> Void)?
  ) throws(OutputError) {
    name = path
    self.handOver = handOver
    let target = try OutputTarget(path)
    switch target.kind {
    case .descriptor(let number): (descriptor, isOwnDescriptor) = (number, false)
    case .written:
      (descriptor, isOwnDescriptor) = (open(path, O_WRONLY | O_CLOEXEC), true)
      guard descriptor >= 0 else { throw OutputError(file: path, code: errno) }
    case .replaced:
      let file = try target.createTemporary()
      (pending, descriptor, isOwnDescriptor) = (file.pending, file.descriptor, true)
    }
    if compresses ?? path.hasSuffix(".gz") {
      let compressor = GzipCompressor(descriptor: descriptor)
      self.compressor = compressor
      sink = ByteSink(file: path) { compressor.write($0) }
    } else {
      compressor = nil
      sink = ByteSink(descriptor: descriptor, file: path)
    }
  }

  deinit { discard() }

  /// Puts the file in its place; one of an `OutputFolder` waits there until the folder is committed.
  ///
  /// - Throws: `OutputError` if a byte could not be written, and then the target is what it was.
  public func commit() throws(OutputError) {
    defer { discard() }
    try complete()
    guard let pending else { return }
    if let handOver { handOver(pending) } else { try pending.place() }
    self.pending = nil
  }

  /// Writes what is left, down to the disk.
  private func complete() throws(OutputError) {
    try sink.finish()
    if let code = compressor?.finish(), code != 0 { throw OutputError(file: name, code: code) }
    if pending != nil {
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw OutputError(file: name, code: errno) }
    }
    isOpen = false
    if isOwnDescriptor { guard close(descriptor) == 0 else { throw OutputError(file: name, code: errno) } }
  }

  /// Gives the output up; the target stays what it was.
  public func discard() {
    if isOpen && isOwnDescriptor { close(descriptor) }
    isOpen = false
    pending?.remove()
    pending = nil
  }
}
