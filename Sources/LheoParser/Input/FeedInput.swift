import Glibc
import LheoModel

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
  /// What comes once.
  private let stream: StreamedBytes?
  /// Where an ordinary file is.
  let path: String?

  /// Any source of bytes.
  public init(
    name: String, size: Int? = nil, source: @escaping @Sendable () throws(FeedError.Problem) -> any ByteSource
  ) {
    self.init(name: name, size: size, path: nil, stream: nil, source: source)
  }

  private init(
    name: String, size: Int?, path: String?, stream: StreamedBytes?,
    source: @escaping @Sendable () throws(FeedError.Problem) -> any ByteSource
  ) {
    self.name = name
    self.size = size
    self.path = path
    makeSource = source
    self.stream = stream
  }

  private init(name: String, stream: StreamedBytes) {
    self.name = name
    size = nil
    path = nil
    makeSource = { stream.makeSource() }
    self.stream = stream
  }

  /// A file, or a pipe by its name: a pipe is opened once, when its first bytes are wanted.
  public static func file(_ path: String) -> FeedInput {
    var status = stat()
    let exists = stat(path, &status) == 0
    if !exists || [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      let size = exists ? Int(status.st_size) : nil
      return FeedInput(name: path, size: size, path: path, stream: nil) { () throws(FeedError.Problem) in
        try FileSource(path: path)
      }
    }
    return FeedInput(
      name: path, stream: StreamedBytes { () throws(FeedError.Problem) in try FileSource(path: path) })
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
  public static var standardInput: FeedInput {
    FeedInput(name: "-", stream: StreamedBytes { FileSource(descriptor: STDIN_FILENO) })
  }

  /// Whether it comes once, as through a pipe. Looking at its start may wait for who writes it.
  public var isStream: Bool { stream != nil }

  /// The same input, to be read several times: what comes once is kept on disk while it is read.
  ///
  /// - Throws: `FeedError` where it cannot be kept, or has been read already.
  public func readableAgain() throws(FeedError) -> FeedInput {
    do throws(FeedError.Problem) {
      try stream?.keep()
    } catch {
      throw FeedError(error, file: name)
    }
    return self
  }

  /// The first bytes as stored, which are not lost for who reads afterwards; fewer if there are no more.
  ///
  /// - Throws: `FeedError` where it cannot be read.
  public func start(_ count: Int) throws(FeedError) -> [UInt8] {
    do throws(FeedError.Problem) {
      if let stream { return try stream.start(count) }
      let source = try makeSource()
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
      defer { buffer.deallocate() }
      var length = 0
      while length < count {
        let more = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[length...]))
        if more == 0 { break }
        length += more
      }
      return Array(buffer[..<length])
    } catch {
      throw FeedError(error, file: name)
    }
  }

  /// The name of ISO-8859-1.
  package static let latin1Name = "ISO-8859-1"

  /// The encoding that the first bytes say, UTF-8 where they say none; names of ISO-8859-1 are that one. `nil` where they
  /// cannot be read.
  package var encoding: String? {
    guard let start = try? start(4_096), let source = try? GzipSource.wrappingIfCompressed(MemorySource(start)) else {
      return nil
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)
    defer { buffer.deallocate() }
    // What is cut off ends with an error, behind the bytes that matter.
    guard let count = try? source.read(into: buffer), count > 0 else { return nil }
    let found = Transcoder.detect(UnsafeRawBufferPointer(rebasing: buffer[..<count])).encoding ?? "UTF-8"
    let isLatin1 = ["iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1"].contains(found.lowercased())
    return isLatin1 ? Self.latin1Name : found
  }

  /// All bytes, uncompressed, in memory; for what is small.
  ///
  /// - Throws: `FeedError` where it cannot be read to its end.
  public func bytes() throws(FeedError) -> [UInt8] {
    do throws(FeedError.Problem) {
      let source = try open()
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { buffer.deallocate() }
      var bytes: [UInt8] = []
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
      }
    } catch {
      throw FeedError(error, file: name)
    }
  }

  /// The same input, of which something becomes of each source that is opened.
  func mapped(_ change: @escaping @Sendable (any ByteSource) -> any ByteSource) -> FeedInput {
    let makeSource = makeSource
    return FeedInput(name: name, size: size, path: path, stream: stream) { () throws(FeedError.Problem) in
      change(try makeSource())
    }
  }

  /// All bytes in a file on disk.
  func keptBytes() throws(FeedError.Problem) -> KeptBytes {
    if let stream { return try stream.all() }
    return try StreamedBytes(makeSource).all()
  }

  /// Opens the source as it is stored.
  package func openStored() throws(FeedError.Problem) -> any ByteSource { try makeSource() }

  /// Opens the source and looks through gzip.
  package func open() throws(FeedError.Problem) -> any ByteSource { try GzipSource.wrappingIfCompressed(makeSource()) }
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
      throw errno == ENOENT ? .missing : .cannotRead(SystemReason.text(errno))
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
      if errno != EINTR { throw .cannotRead(SystemReason.text(errno)) }
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
