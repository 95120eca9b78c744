import CZlib
import Foundation
import LheoOutput
import TestSupport
import Testing

/// What goes through a spool or a compressed file comes back.
@Suite struct SpoolTests {
  private let temporary = try! TemporaryFolder()
  private var folder: URL { temporary.url }
  private var random = SystemNumbers(seed: 6)

  /// Numbers that are the same in each run.
  private struct SystemNumbers: RandomNumberGenerator {
    var seed: UInt64
    var pool: [UInt8] = []

    mutating func next() -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (seed >> 33) ^ (seed << 31)
    }

    /// Some of a million numbers, which are longer than what a compressor remembers.
    mutating func bytes(_ count: Int) -> [UInt8] {
      if pool.isEmpty {
        while pool.count < 1_000_000 { withUnsafeBytes(of: next()) { pool += $0 } }
      }
      let start = Int.random(in: 0...(pool.count - count), using: &self)
      return Array(pool[start..<(start + count)])
    }
  }

  /// More than waits in memory, in streams of different sizes, in pieces of all sizes.
  @Test(arguments: [1, 3, 50]) mutating func aSpoolGivesBackWhatWasPutIn(streamCount: Int) throws {
    let spool = try Spool(inFolder: folder.path)
    var expected: [String: [UInt8]] = [:]
    var size = 0
    while size < 40_000_000 {
      let name = "stream \(Int.random(in: 0..<streamCount, using: &random))"
      let piece = random.bytes(Int.random(in: 0...400_000, using: &random))
      try spool.append(piece, to: name)
      expected[name, default: []] += piece
      size += piece.count
    }
    #expect(spool.names == expected.keys.sorted())
    for (name, bytes) in expected {
      #expect(spool.contains(name))
      let memory = Memory()
      try spool.take(name, into: memory.sink)
      let isSame = try memory.bytes() == bytes
      #expect(isSame, "\(name)")
      #expect(!spool.contains(name))
    }
    #expect(spool.names.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// What has been taken makes room for more under the same name.
  @Test mutating func aStreamMayStartAgain() throws {
    let spool = try Spool(inFolder: folder.path)
    for _ in 0..<5 {
      var bytes: [UInt8] = []
      for _ in 0..<20 { bytes += random.bytes(1_000_000) }
      try spool.append(bytes, to: "a")
      try spool.append(Array("end".utf8), to: "a")
      let memory = Memory()
      try spool.take("a", into: memory.sink)
      let isSame = try memory.bytes() == bytes + Array("end".utf8)
      #expect(isSame)
    }
  }

  /// Bytes that do not get smaller fill the buffers of the compressor, wherever they end.
  @Test mutating func bytesThatCannotBeCompressedComeBack() throws {
    var sizes = [0, 1, 10, 65_535, 65_536, 65_537, 131_072, 1_000_000]
    for _ in 0..<20 { sizes.append(Int(exp(Double.random(in: log(10)...log(1e6), using: &random)))) }
    for size in sizes {
      let path = folder.appending(path: "\(size).gz").path
      let bytes = random.bytes(size)
      let file = try OutputFile(path)
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...200_000, using: &random))
        piece.withUnsafeBufferPointer { file.sink.append($0) }
        rest = rest.dropFirst(piece.count)
      }
      try file.commit()
      let isSame = try uncompressed(path) == bytes
      #expect(isSame, "\(size) bytes")
    }
  }

  private func uncompressed(_ path: String) throws -> [UInt8] {
    let file = try #require(gzopen(path, "rb"))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 100_000)
    while true {
      let count = gzread(file, &buffer, UInt32(buffer.count))
      if count <= 0 { break }
      bytes += buffer[..<Int(count)]
    }
    #expect(gzclose(file) == Z_OK)
    return bytes
  }
}
