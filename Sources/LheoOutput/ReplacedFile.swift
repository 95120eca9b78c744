#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that a library writes by its path and that appears whole or not at all: the library writes to
/// `temporaryPath`, and `commit` puts the file in its place.
public final class ReplacedFile {
  /// Where to write: a file beside the target, which exists and is empty.
  public let temporaryPath: String
  private let target: String
  private var isPending = true

  /// Prepares to replace a file.
  public init(_ path: String) throws(OutputError) {
    target = path
    let (name, descriptor) = TemporaryFiles.create(beside: path, mode: 0o666)
    guard descriptor >= 0 else { throw OutputError(file: path, code: errno) }
    close(descriptor)
    temporaryPath = name
  }

  deinit { discard() }

  /// Puts the file in its place.
  public func commit() throws(OutputError) {
    guard rename(temporaryPath, target) == 0 else {
      let code = errno
      discard()
      throw OutputError(file: target, code: code)
    }
    isPending = false
    TemporaryFiles.forget(temporaryPath)
  }

  /// Gives the file up; the target stays what it was.
  public func discard() {
    if isPending { TemporaryFiles.remove(temporaryPath) }
    isPending = false
  }
}
