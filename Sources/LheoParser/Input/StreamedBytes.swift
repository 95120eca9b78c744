import Glibc
import LheoModel

/// Bytes that come once, from a pipe or standard input.
///
/// The first ones can be looked at, and are still there for who reads. All of them can be read again where `keep` has been
/// called in time: then they go to disk as they come.
final class StreamedBytes: Sendable {
  private struct State {
    var source: (any ByteSource)?
    var isOver = false
    /// The bytes that were looked at.
    var start: [UInt8] = []
    /// How many bytes have come, those of `start` included.
    var count = 0
    var kept: KeptBytes?
  }

  private let state = Locked(State())
  private let open: @Sendable () throws(FeedError.Problem) -> any ByteSource

  /// Bytes of what is opened when the first of them is wanted, once.
  init(_ open: @escaping @Sendable () throws(FeedError.Problem) -> any ByteSource) { self.open = open }

  /// From now on, what comes is kept on disk.
  func keep() throws(FeedError.Problem) {
    try state.withLock { state throws(FeedError.Problem) in
      if state.kept != nil { return }
      guard state.count == state.start.count else { throw Self.readAlready }
      let kept = try KeptBytes()
      try kept.append(state.start, count: state.start.count)
      state.kept = kept
    }
  }

  /// All bytes, on disk.
  func all() throws(FeedError.Problem) -> KeptBytes {
    try keep()
    return try state.withLock { state throws(FeedError.Problem) in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { buffer.deallocate() }
      while try pull(&state, into: buffer) > 0 {}
      guard let kept = state.kept else { return try KeptBytes() }
      return kept
    }
  }

  /// The first bytes, or fewer if there are no more.
  func start(_ count: Int) throws(FeedError.Problem) -> [UInt8] {
    try state.withLock { state throws(FeedError.Problem) in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
      defer { buffer.deallocate() }
      while state.count < count {
        let more = try pull(&state, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count - state.count)]))
        if more == 0 { break }
        state.start += buffer[..<more]
      }
      return Array(state.start.prefix(count))
    }
  }

  /// Bytes from a place on; 0 at the end.
  func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    try state.withLock { state throws(FeedError.Problem) in
      if position == state.count { return try pull(&state, into: buffer) }
      if let kept = state.kept { return try kept.read(at: position, into: buffer) }
      guard position < state.start.count else { throw Self.readAlready }
      let rest = state.start[position...].prefix(buffer.count)
      buffer.copyBytes(from: rest)
      return rest.count
    }
  }

  private static var readAlready: FeedError.Problem {
    .cannotRead(
      Text("il arrive par un tube, et a déjà été lu", "it comes through a pipe, and has been read already"))
  }

  /// The next bytes that come.
  private func pull(
    _ state: inout State, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError.Problem) -> Int {
    if state.isOver || buffer.isEmpty { return 0 }
    if state.source == nil { state.source = try open() }
    guard let source = state.source else { return 0 }
    let count = try source.read(into: buffer)
    if count == 0 {
      state.isOver = true
      state.source = nil
    }
    state.count += count
    if let kept = state.kept, let bytes = buffer.baseAddress { try kept.append(bytes, count: count) }
    return count
  }

  /// A source that begins with the first byte.
  func makeSource() -> any ByteSource { Reader(self) }

  private final class Reader: ByteSource {
    private let bytes: StreamedBytes
    private var position = 0

    init(_ bytes: StreamedBytes) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
      let count = try bytes.read(at: position, into: buffer)
      position += count
      return count
    }
  }
}

/// Bytes on disk in a file without a name, which goes with the process however it ends. Not for use by several threads at
/// once.
final class KeptBytes: @unchecked Sendable {
  private let descriptor: Int32
  private let folder: String
  private var size = 0
  private var mapping = UnsafeRawBufferPointer(start: nil, count: 0)

  /// A file in the folder for temporary files.
  init() throws(FeedError.Problem) {
    folder = TemporaryFolder.path
    var name = Array("\(folder)/.lheo-tool-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw Self.problem(folder) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
  }

  deinit {
    if let address = mapping.baseAddress { munmap(UnsafeMutableRawPointer(mutating: address), mapping.count) }
    if descriptor >= 0 { close(descriptor) }
  }

  private static func problem(_ folder: String) -> FeedError.Problem {
    let reason = TemporaryFolder.reason(errno)
    return .cannotRead(Text("\(folder) : \(reason)", "\(folder): \(reason)"))
  }

  /// Adds bytes at the end.
  func append(_ bytes: UnsafeRawPointer, count: Int) throws(FeedError.Problem) {
    var done = 0
    while done < count {
      let written = write(descriptor, bytes + done, count - done)
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.problem(folder)
      }
      done += written
    }
    size += count
  }

  /// Bytes from a place on; 0 at the end.
  func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(position))
    if count < 0 { throw Self.problem(folder) }
    return count
  }

  /// All bytes in memory, where they stay as long as this object; nothing may be appended any more.
  func mapped() throws(FeedError.Problem) -> UnsafeRawBufferPointer {
    if size == 0 || mapping.count == size { return mapping }
    let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else { throw Self.problem(folder) }
    mapping = UnsafeRawBufferPointer(start: address, count: size)
    return mapping
  }
}
