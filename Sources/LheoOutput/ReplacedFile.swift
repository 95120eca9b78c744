import Glibc

/// A file that a library writes by its path and that appears whole or not at all: the library writes to
/// `temporaryPath`, and `commit` puts the file in its place. What is not an ordinary file gets a copy of it.
public final class ReplacedFile {
  /// Where to write: a file that exists and is empty.
  public let temporaryPath: String
  private let target: String
  /// The file that takes its place; none where it is copied.
  private let pending: PendingFile?
  private var isOver = false

  /// Prepares to replace a file; `-` is standard output.
  public init(_ path: String) throws(OutputError) {
    target = path
    let place = try OutputTarget(path)
    let descriptor: Int32
    if case .replaced = place.kind {
      let file = try place.createTemporary()
      (pending, temporaryPath, descriptor) = (file.pending, file.pending.temporary, file.descriptor)
    } else {
      let beside = FilePath.join(TemporaryFiles.folder, ".lheo-tool")
      pending = nil
      (temporaryPath, descriptor) = TemporaryFiles.create(beside: beside, mode: 0o600)
      guard descriptor >= 0 else { throw OutputError(file: beside, code: errno) }
    }
    close(descriptor)
  }

  deinit { discard() }

  /// Puts the file in its place.
  public func commit() throws(OutputError) {
    defer { discard() }
    let descriptor = open(temporaryPath, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(file: target, code: errno) }
    defer { close(descriptor) }
    guard let pending else { return try copy(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw OutputError(file: target, code: errno) }
    try pending.place()
    isOver = true
  }

  /// Copies what has been written to where it goes.
  private func copy(_ descriptor: Int32) throws(OutputError) {
    let file = try OutputFile(target, compresses: false, handOver: nil)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 { throw OutputError(file: target, code: errno) }
      if count == 0 { break }
      file.sink.append(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
    try file.commit()
  }

  /// Gives the file up; the target stays what it was.
  public func discard() {
    if !isOver { TemporaryFiles.remove(temporaryPath) }
    isOver = true
  }
}
