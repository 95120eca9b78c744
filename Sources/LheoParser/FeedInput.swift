#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that come piece by piece.
public protocol ByteSource: AnyObject {
  /// Reads some bytes, at least one unless the end is reached.
  ///
  /// - Returns: how many were read; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int
}

/// Where a feed comes from. gzip is recognised by content, whatever the name.
public struct FeedInput: Sendable {
  /// The name that messages use.
  public let name: String
  /// The size in bytes as stored, if it is known before reading.
  public let size: Int?
  private let makeSource: @Sendable () throws(FeedError.Problem) -> any ByteSource

  /// Any source of bytes.
  public init(
    name: String, size: Int? = nil, source: @escaping @Sendable () throws(FeedError.Problem) -> any ByteSource
  ) {
    self.name = name
    self.size = size
    makeSource = source
  }

  /// A file.
  public static func file(_ path: String) -> FeedInput {
    var status = stat()
    let size = stat(path, &status) == 0 ? Int(status.st_size) : nil
    return FeedInput(name: path, size: size) { () throws(FeedError.Problem) in try FileSource(path: path) }
  }

  /// Bytes in memory.
  public static func bytes(_ bytes: [UInt8], name: String = "<bytes>") -> FeedInput {
    FeedInput(name: name, size: bytes.count) { MemorySource(bytes) }
  }

  /// Text in memory.
  public static func text(_ text: String, name: String = "<text>") -> FeedInput {
    .bytes(Array(text.utf8), name: name)
  }

  /// Standard input.
  public static var standardInput: FeedInput { FeedInput(name: "-") { FileSource(descriptor: STDIN_FILENO) } }

  /// Opens the source and looks through gzip.
  func open() throws(FeedError.Problem) -> any ByteSource { try GzipSource.wrappingIfCompressed(makeSource()) }
}

/// A file or standard input.
final class FileSource: ByteSource {
  private let descriptor: Int32
  private let closes: Bool

  init(descriptor: Int32) {
    self.descriptor = descriptor
    closes = false
  }

  init(path: String) throws(FeedError.Problem) {
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    closes = true
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing : .cannotRead(String(cString: strerror(errno)))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { throw .folder }
    posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
  }

  deinit { if closes && descriptor >= 0 { close(descriptor) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw .cannotRead(String(cString: strerror(errno))) }
    }
  }
}

/// Bytes in memory.
final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
