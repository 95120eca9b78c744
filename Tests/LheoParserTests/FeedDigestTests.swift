import Foundation
import LheoParser
import TestSupport
import Testing

/// The digest of a feed is that of its bytes, however they are read.
@Suite struct FeedDigestTests {
  /// Says what another program says.
  private static func sha256(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "bytes")
    try Data(bytes).write(to: file)
    let program = try #require(Program.find("sha256sum"))
    return String(Program.run(program, [file.path]).output.prefix(64))
  }

  private static let samples: [[UInt8]] = [
    [], [0], Array("abc".utf8), Repository.fixture("valid/regional.xml").bytes,
    (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) },
  ]

  @Test(.needs("sha256sum"), arguments: samples.indices) func theDigestIsThatOfAllBytes(_ number: Int) throws {
    let bytes = Self.samples[number]
    let expected = try Self.sha256(bytes)
    for reads in [0, 1, 3] {
      let digest = FeedDigest()
      let input = FeedInput.bytes(bytes).digesting(digest)
      // Looked at, read in part, or read several times: each byte counts once.
      for _ in 0..<reads {
        _ = try input.start(10)
        _ = try? FeedParser(input).forEachEvent { _ in }
      }
      let value = try #require(digest.finish(input))
      #expect(value.size == bytes.count)
      #expect(value.sha256 == expected, "after \(reads) reads")
    }
  }

  /// A broken feed is read no further than it is broken, and hashed to its end.
  @Test(.needs("sha256sum"), arguments: Repository.feeds("unreadable")) func brokenFeedsAreHashedWhole(_ feed: URL)
    throws
  {
    let digest = FeedDigest()
    let input = FeedInput.file(feed.path).digesting(digest)
    _ = try? FeedParser(input).forEachEvent { _ in }
    #expect(digest.finish(input)?.sha256 == (try Self.sha256(feed.bytes)))
  }

  /// A feed that nobody reads to its end is closed all the same.
  @Test func whatIsGivenUpIsClosed() throws {
    final class Endless: ByteSource {
      func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        buffer.initializeMemory(as: UInt8.self, repeating: 0x20)
        return buffer.count
      }
    }
    final class Opened: @unchecked Sendable { weak var source: Endless? }
    let opened = Opened()
    do {
      let input = FeedInput(name: "endless") {
        let source = Endless()
        opened.source = source
        return source
      }.digesting(FeedDigest())
      #expect(try input.start(10).count == 10)
      let source = try input.open()
      var bytes = [UInt8](repeating: 0, count: 100)
      let count = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
      #expect(count > 0 && opened.source != nil)
    }
    #expect(opened.source == nil)
  }

  @Test func whatCannotBeReadHasNone() {
    let digest = FeedDigest()
    #expect(digest.finish(FeedInput.file("/nonexistent").digesting(digest)) == nil)
  }
}
