import CZlib

/// Uncompresses gzip, several members one after the other included.
final class GzipSource: ByteSource {
  private let source: any ByteSource
  private var input: UnsafeMutableRawBufferPointer
  private let stream: UnsafeMutablePointer<z_stream>
  private var memberIsOver = false
  private var atEnd = false

  /// The source itself, or what it holds uncompressed where its first bytes are those of gzip.
  static func wrappingIfCompressed(_ source: any ByteSource) throws(FeedError.Problem) -> any ByteSource {
    let start = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)
    var count = 0
    do throws(FeedError.Problem) {
      while count < 4 {
        let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: start[count...]))
        if read == 0 { break }
        count += read
      }
    } catch {
      start.deallocate()
      throw error
    }
    if count >= 2, start[0] == 0x1F, start[1] == 0x8B { return GzipSource(source, start: start, count: count) }
    defer { start.deallocate() }
    if ZipArchive.starts(with: start[..<count]) { throw .archive }
    return PrefixedSource(Array(start[..<count]), source)
  }

  private init(_ source: any ByteSource, start: UnsafeMutableRawBufferPointer, count: Int) {
    self.source = source
    input = start
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    stream.pointee.next_in = start.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(buffer.count)
    while !atEnd, Int(stream.pointee.avail_out) == buffer.count {
      if stream.pointee.avail_in == 0 {
        let count = try source.read(into: input)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
        if count == 0 {
          guard memberIsOver else { throw .truncatedGzip }
          atEnd = true
          break
        }
      }
      if memberIsOver {
        // Zeros may pad the end, as tapes and some servers do; anything else must be another member.
        if stream.pointee.next_in.pointee == 0 {
          stream.pointee.next_in += 1
          stream.pointee.avail_in -= 1
          continue
        }
        inflateReset(stream)
        memberIsOver = false
      }
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_STREAM_END: memberIsOver = true
      case Z_OK, Z_BUF_ERROR: break
      default: throw .corruptGzip
      }
    }
    return buffer.count - Int(stream.pointee.avail_out)
  }
}

/// Bytes that were read already, then the rest of their source.
private final class PrefixedSource: ByteSource {
  private var prefix: MemorySource?
  private let source: any ByteSource

  init(_ prefix: [UInt8], _ source: any ByteSource) {
    self.prefix = MemorySource(prefix)
    self.source = source
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    if let prefix {
      let count = prefix.read(into: buffer)
      if count > 0 { return count }
      self.prefix = nil
    }
    return try source.read(into: buffer)
  }
}
