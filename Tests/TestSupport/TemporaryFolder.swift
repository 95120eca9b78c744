import Foundation

/// A folder for a test's files. It is removed when nothing uses it any more, at the latest when the tests end.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// A new folder.
  public init() throws {
    try FileManager.default.createDirectory(at: Self.all, withIntermediateDirectories: true)
    // A short name: the path of a socket has 107 bytes at most.
    var template = Array(Self.all.appending(path: "XXXXXX").path.utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    url = URL(filePath: String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  private static let prefix = "lheo-tests-"

  /// The folder around all of this process. One that a killed process has left is removed by the next.
  private static let all: URL = {
    let temporary = FileManager.default.temporaryDirectory
    for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary.path)) ?? [] {
      guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: temporary.appending(path: name))
    }
    atexit { try? FileManager.default.removeItem(at: TemporaryFolder.all) }
    return temporary.appending(path: "\(prefix)\(getpid())")
  }()
}
