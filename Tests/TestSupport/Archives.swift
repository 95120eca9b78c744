import CZlib

/// Files that hold other files.
public enum Archive {
  // 15 bits of window, and 16 for the header and trailer of gzip; negative for neither.
  private static let gzipWindow: Int32 = 15 + 16
  private static let plainWindow: Int32 = -15

  /// The bytes, compressed as gzip does.
  public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    return run(&stream, bytes, room: Int(deflateBound(&stream, UInt(bytes.count)))) { deflate($0, Z_FINISH) }
  }

  private static func inflated(_ bytes: [UInt8], to size: Int) -> [UInt8] {
    var stream = z_stream()
    inflateInit2_(&stream, plainWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { inflateEnd(&stream) }
    return run(&stream, bytes, room: size) { inflate($0, Z_FINISH) }
  }

  private static func run(
    _ stream: inout z_stream, _ bytes: [UInt8], room: Int, _ work: (UnsafeMutablePointer<z_stream>) -> Int32
  ) -> [UInt8] {
    var input = bytes
    return input.withUnsafeMutableBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: room) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(room)
        _ = work(&stream)
        count = room - Int(stream.avail_out)
      }
    }
  }

  /// The files in a zip archive without comment, by name.
  public static func files(inZip archive: [UInt8]) -> [String: [UInt8]] {
    func number(_ place: Int, _ width: Int) -> Int {
      archive[place..<place + width].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard archive.count >= 22 else { return [:] }
    var files: [String: [UInt8]] = [:]
    var place = number(archive.count - 6, 4)
    for _ in 0..<number(archive.count - 12, 2) {
      let lengths = (28...32).filter { $0 % 2 == 0 }.map { number(place + $0, 2) }
      let name = String(decoding: archive[place + 46..<place + 46 + lengths[0]], as: UTF8.self)
      let start = number(place + 42, 4)
      let content = start + 30 + number(start + 26, 2) + number(start + 28, 2)
      let bytes = Array(archive[content..<content + number(place + 20, 4)])
      files[name] = number(place + 10, 2) == 0 ? bytes : inflated(bytes, to: number(place + 24, 4))
      place += 46 + lengths.reduce(0, +)
    }
    return files
  }
}
