#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file beside the target; `commit` renames it. Without `commit`, and on SIGINT, SIGTERM and
/// SIGHUP once `TemporaryFiles.removeOnSignals()` has been called, the temporary file is removed and the target stays
/// what it was. A name that ends in `.gz` compresses. What is not an ordinary file (standard output `-`, a pipe, `/dev/null`) is written to directly.
public final class OutputFile {
  /// Where bytes are appended.
  public let sink: ByteSink
  private let target: String
  private let temporary: String?
  private let descriptor: Int32
  private var isOpen = true
  private var compressor: GzipCompressor?

  /// Opens an output; `-` is standard output.
  public init(_ path: String) throws(OutputError) {
    target = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if path == "-" {
      temporary = nil
      descriptor = STDOUT_FILENO
    } else if exists && status.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let resolved = exists ? Self.resolved(path) : path
      let (name, opened) = TemporaryFiles.create(beside: resolved, mode: exists ? status.st_mode & 0o777 : 0o666)
      temporary = name
      descriptor = opened
    }
    guard descriptor >= 0 else {
      let code = errno
      sink = ByteSink(descriptor: -1, file: path)
      isOpen = false
      throw OutputError(file: path, code: code)
    }
    if path.hasSuffix(".gz") {
      let compressor = GzipCompressor(descriptor: descriptor)
      self.compressor = compressor
      sink = ByteSink(file: path) { compressor.write($0) }
    } else {
      sink = ByteSink(descriptor: descriptor, file: path)
    }
  }

  deinit { discard() }

  /// Puts the file in its place.
  ///
  /// - Throws: `OutputError` if a byte could not be written, and then the target is what it was.
  public func commit() throws(OutputError) {
    do throws(OutputError) {
      try sink.finish()
      if let code = compressor?.finish(), code != 0 { throw OutputError(file: target, code: code) }
      guard let temporary else {
        isOpen = false
        if target != "-" { close(descriptor) }
        return
      }
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw OutputError(file: target, code: errno) }
      guard close(descriptor) == 0 else { throw OutputError(file: target, code: errno) }
      isOpen = false
      var status = stat()
      let destination = stat(target, &status) == 0 ? Self.resolved(target) : target
      guard rename(temporary, destination) == 0 else { throw OutputError(file: target, code: errno) }
      TemporaryFiles.forget(temporary)
    } catch {
      discard()
      throw error
    }
  }

  /// Gives the output up; the target stays what it was.
  public func discard() {
    if isOpen && target != "-" { close(descriptor) }
    isOpen = false
    if let temporary { TemporaryFiles.remove(temporary) }
  }

  /// The file behind symbolic links, so that a link is not replaced by a file.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
