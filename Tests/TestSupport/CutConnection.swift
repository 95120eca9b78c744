import Foundation

/// Stands before a PostgreSQL server, in a folder of its own, and loses the connection of a client once the server has sent
/// so many bytes.
public final class CutConnection: @unchecked Sendable {
  private let folder: TemporaryFolder
  private let server: String
  private let limit: Int
  private let listener: Int32
  private let lock = NSLock()
  private var sent = 0

  /// The folder with the socket.
  public var host: String { folder.url.path }
  /// How many bytes of the server have been handed on.
  public var byteCount: Int { lock.withLock { sent } }

  /// Waits for clients of the server whose socket is in a folder.
  public init(to host: String, after limit: Int = .max) throws {
    folder = try TemporaryFolder()
    server = host
    self.limit = limit
    listener = Self.socket()
    let result = Self.withAddress(of: folder.url.path) { bind(listener, $0, $1) }
    guard result == 0, listen(listener, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    Thread.detachNewThread { [weak self, listener] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else { return }
        self.handOn(client)
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// Hands on what client and server say until one ends, or the limit is reached.
  private func handOn(_ client: Int32) {
    let server = Self.socket()
    // Whoever else has them: processes that tests start meanwhile.
    defer {
      for end in [client, server] {
        shutdown(end, Int32(SHUT_RDWR))
        close(end)
      }
    }
    guard Self.withAddress(of: self.server, { connect(server, $0, $1) }) == 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&ends, 2, -1) > 0 else { return }
      for (end, other) in [(0, server), (1, client)] where ends[end].revents != 0 {
        let isServer = end == 1
        let count = recv(ends[end].fd, &buffer, isServer ? min(buffer.count, limit - byteCount) : buffer.count, 0)
        guard count > 0 else { return }
        guard send(other, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
        if isServer { lock.withLock { sent += count } }
      }
      if byteCount >= limit { return }
    }
  }

  private static func socket() -> Int32 {
    Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  private static func withAddress(
    of folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array("\(folder)/.s.PGSQL.5432".utf8)) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) } }
  }
}
