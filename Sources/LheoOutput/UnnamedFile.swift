import Glibc
import LheoModel

/// Bytes on disk in a file without a name, which disappears with the process however it ends. They are added at its end, and
/// read from anywhere by any thread.
package final class UnnamedFile: Sendable {
  private let descriptor: Int32
  private let folder: String

  /// A file in a folder.
  package init(inFolder folder: String) throws(OutputError) {
    self.folder = folder
    var name = Array("\(folder)/.lheo-tool-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw Self.error(errno, in: folder) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end.
  package func append(_ bytes: [UInt8]) throws(OutputError) {
    let code = bytes.withUnsafeBytes { ByteSink.writeAll($0, to: descriptor) }
    guard code == 0 else { throw Self.error(code, in: folder) }
  }

  /// Reads bytes that have been added.
  package func bytes(at range: Range<Int>) throws(OutputError) -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let read = pread(
          descriptor, buffer.baseAddress! + count, range.count - count, off_t(range.lowerBound + count))
        if read < 0, errno == EINTR { continue }
        if read <= 0 { break }
        count += read
      }
    }
    guard bytes.count == range.count else { throw Self.error(EIO, in: folder) }
    return bytes
  }

  private static func error(_ code: Int32, in folder: String) -> OutputError {
    folder == TemporaryFolder.path ? .inTemporaryFolder(code) : OutputError(file: folder, code: code)
  }
}
