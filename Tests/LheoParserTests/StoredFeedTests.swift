import CZlib
import Foundation
import LheoParser
import TestSupport
import Testing

/// Feeds as they are stored: compressed, padded, cut.
@Suite struct StoredFeedTests {
  private static let text =
    "<?xml version=\"1.0\" encoding=\"@\"?>\n<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>"
    + "<!-- été 日本 --></offres></lheo>\n"

  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    return input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        return Array(output.prefix(Int(stream.total_out)))
      }
    }
  }

  private func problem(_ bytes: [UInt8]) -> FeedError.Problem? {
    let parser = FeedParser(.bytes(bytes))
    do {
      while try parser.next() != nil {}
      return nil
    } catch {
      return error.problem
    }
  }

  /// Tapes and some servers fill up the end with zeros, across the pieces in which bytes are read.
  @Test(arguments: [1, 2, 7, 511, 65_535, 65_536, 200_000]) func zerosMayPadAGzip(count: Int) {
    let feed = Array(Self.text.replacing("@", with: "UTF-8").utf8)
    let zeros = [UInt8](repeating: 0, count: count)
    #expect(problem(gzip(feed) + zeros) == nil)
    #expect(problem(gzip(Array(feed.prefix(70))) + zeros + gzip(Array(feed.dropFirst(70))) + zeros) == nil)
    #expect(problem(gzip(feed) + zeros + [1]) != nil)
    #expect(problem(gzip(Array(feed.dropLast(10))) + zeros) != nil)
    // Zeros in the feed itself are not padding.
    #expect(problem(gzip(feed + [0])) != nil)
  }

  /// The last character is a line break after the root, which may be missing, but not in part.
  @Test(arguments: [
    ("UTF-16", String.Encoding.utf16LittleEndian, 2), ("UTF-16", .utf16BigEndian, 2), ("UTF-32", .utf32LittleEndian, 4),
    ("UTF-32", .utf32BigEndian, 4),
  ])
  func aCharacterThatIsCutIsAnError(name: String, encoding: String.Encoding, width: Int) throws {
    let bytes = Array(try #require(("\u{FEFF}" + Self.text.replacing("@", with: name)).data(using: encoding)))
    #expect(problem(bytes) == nil)
    #expect(problem(Array(bytes.dropLast(width))) == nil)
    for count in 1..<width {
      #expect(problem(Array(bytes.dropLast(count))) != nil, "\(name) without \(count) bytes")
      #expect(problem(gzip(Array(bytes.dropLast(count)))) != nil, "\(name) without \(count) bytes, compressed")
    }
  }

  /// In the encodings of one to four bytes, in the middle of the feed and at its end.
  @Test(
    arguments: [
      ("UTF-8", [0xE6, 0x9C, 0xAC]), ("UTF-8", [0xF0, 0x9D, 0x9B, 0xBC]), ("EUC-JP", [0xCB, 0xDC]),
      ("Shift_JIS", [0x96, 0x7B]), ("GB18030", [0xB1, 0xBE]),
    ] as [(String, [UInt8])])
  func aCharacterThatIsTornIsAnError(name: String, character: [UInt8]) {
    let parts = Self.text.replacing("@", with: name).components(separatedBy: "été 日本")
    let (before, after) = (Array(parts[0].utf8), Array(parts[1].utf8))
    #expect(problem(before + character + after) == nil, "\(name)")
    for count in 0..<character.count {
      let torn = before + character.prefix(count)
      if count > 0 { #expect(problem(torn + after) != nil, "\(name), \(count) bytes") }
      #expect(problem(torn) != nil, "\(name), \(count) bytes at the end")
    }
  }
}
