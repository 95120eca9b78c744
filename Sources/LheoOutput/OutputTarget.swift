import Glibc

/// What is at the place where an output goes.
struct OutputTarget {
  /// How an output gets there.
  enum Kind {
    /// A file takes the place of what may be there.
    case replaced
    /// It is written to what is there: a pipe, a device.
    case written
    /// It is written to a descriptor that the process has already.
    case descriptor(Int32)
  }

  /// The name that was given.
  let name: String
  /// The file behind symbolic links.
  let path: String
  let kind: Kind
  /// What is there.
  private let status: stat?

  /// Looks at the place; `-` is standard output.
  init(_ name: String) throws(OutputError) {
    self.name = name
    if name.isEmpty { throw OutputError(file: name, code: ENOENT) }
    if let descriptor = Self.descriptors[name] {
      (path, kind, status) = (name, .descriptor(descriptor), nil)
      return
    }
    var status = stat()
    if stat(name, &status) != 0 {
      (path, kind, self.status) = (try FilePath.behindLinks(name), .replaced, nil)
    } else if status.st_mode & S_IFMT == S_IFREG {
      (path, kind, self.status) = (try FilePath.behindLinks(name), .replaced, status)
    } else {
      (path, kind, self.status) = (name, .written, status)
    }
  }

  private static let descriptors = [
    "-": STDOUT_FILENO, "/dev/stdout": STDOUT_FILENO, "/dev/fd/1": STDOUT_FILENO, "/dev/stderr": STDERR_FILENO,
    "/dev/fd/2": STDERR_FILENO,
  ]

  /// Creates the file that is to take the place, beside it, with the owner and the permissions of what is there.
  func createTemporary() throws(OutputError) -> (pending: PendingFile, descriptor: Int32) {
    let (temporary, descriptor) = TemporaryFiles.create(beside: path, mode: status.map { $0.st_mode & 0o777 } ?? 0o666)
    guard descriptor >= 0 else { throw OutputError(file: name, code: errno) }
    if let status {
      // Whoever may not give files away keeps at least the group, if that is one of theirs.
      if fchown(descriptor, status.st_uid, status.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, status.st_gid) }
      _ = fchmod(descriptor, status.st_mode & 0o777)
    }
    return (PendingFile(temporary: temporary, name: name, path: path), descriptor)
  }
}

/// A file that is to take its place.
struct PendingFile {
  /// Where it is now.
  let temporary: String
  /// The name that was given to the output.
  fileprivate let name: String
  /// Its place.
  fileprivate let path: String

  /// Lets the file, which is complete, take its place.
  func place() throws(OutputError) {
    guard rename(temporary, path) == 0 else { throw OutputError(file: name, code: errno) }
    TemporaryFiles.forget(temporary)
  }

  /// Gives the file up.
  func remove() { TemporaryFiles.remove(temporary) }
}
