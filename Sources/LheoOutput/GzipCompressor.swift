import CZlib

/// Compresses bytes on their way to a descriptor.
final class GzipCompressor {
  private let descriptor: Int32
  private let stream: UnsafeMutablePointer<z_stream>
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for the header and trailer of gzip.
    deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
    output.deallocate()
  }

  /// Compresses a piece; 0 or the system's error number.
  func write(_ piece: UnsafeRawBufferPointer) -> Int32 {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(piece.count)
    return deflateAll(Z_NO_FLUSH)
  }

  /// Writes what is left; 0 or the system's error number.
  func finish() -> Int32 {
    stream.pointee.avail_in = 0
    return deflateAll(Z_FINISH)
  }

  private func deflateAll(_ flush: Int32) -> Int32 {
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      deflate(stream, flush)
      let made = output.count - Int(stream.pointee.avail_out)
      let code = ByteSink.writeAll(UnsafeRawBufferPointer(rebasing: output[..<made]), to: descriptor)
      if code != 0 { return code }
    } while stream.pointee.avail_out == 0
    return 0
  }
}
