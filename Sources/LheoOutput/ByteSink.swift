import Glibc

/// Collects bytes and passes them on in large pieces.
///
/// Bytes are appended without a check for errors at each step: the first error is kept, later bytes are dropped, and
/// `finish` throws.
public final class ByteSink {
  private let file: String
  private let write: (UnsafeRawBufferPointer) -> Int32
  private let capacity: Int
  private let bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  /// The first error.
  public private(set) var error: OutputError?
  /// How many bytes have been appended.
  public private(set) var total = 0

  /// A sink that passes bytes on to `write`, which returns 0 or the system's error number.
  public init(file: String, capacity: Int = 1 << 16, write: @escaping (UnsafeRawBufferPointer) -> Int32) {
    self.file = file
    self.write = write
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
  }

  /// A sink for a file descriptor.
  public convenience init(descriptor: Int32, file: String) {
    self.init(file: file) { Self.writeAll($0, to: descriptor) }
  }

  deinit { bytes.deallocate() }

  /// Appends bytes.
  public func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let source = more.baseAddress else { return }
    if more.count > capacity &- count { return appendAcross(more) }
    (bytes + count).update(from: source, count: more.count)
    count &+= more.count
  }

  /// Appends bytes that do not fit into what is collected.
  private func appendAcross(_ more: UnsafeBufferPointer<UInt8>) {
    flush()
    if more.count > capacity { pass(UnsafeRawBufferPointer(more)) } else { append(more) }
  }

  /// Appends one byte.
  @inline(__always)
  public func append(_ byte: UInt8) {
    if count == capacity { flush() }
    bytes[count] = byte
    count += 1
  }

  /// Appends a text as UTF-8.
  public func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends a text that never changes.
  @inline(__always)
  public func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Passes on what has been collected.
  public func flush() {
    if count > 0 { pass(UnsafeRawBufferPointer(start: bytes, count: count)) }
    count = 0
  }

  /// Notes that bytes which should have been appended cannot be had.
  package func fail(_ found: OutputError) { error = error ?? found }

  /// Passes on what is left.
  ///
  /// - Throws: the first error there was.
  public func finish() throws(OutputError) {
    flush()
    if let error { throw error }
  }

  private func pass(_ piece: UnsafeRawBufferPointer) {
    total += piece.count
    guard error == nil else { return }
    let code = write(piece)
    if code != 0 { error = OutputError(file: file, code: code) }
  }

  /// Writes all bytes to a descriptor; 0 or the system's error number.
  static func writeAll(_ piece: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = piece
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    return 0
  }
}
