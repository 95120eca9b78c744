import Glibc
import LheoParser

/// The bytes of a feed, repaired as they come: first what they are in UTF-8, then what XML does not allow there.
///
/// What comes out begins with a byte order mark: it says that this is UTF-8, whatever the feed declares.
final class ByteRepairSource: ByteSource {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// So many bytes say what the encoding is.
  private static let startCount = 512

  private let source: any ByteSource
  private let repairsEncoding: Bool
  private let repairsCharacters: Bool
  private let report: (ByteRepairTally) -> Void
  private var tally = ByteRepairTally()
  private var encoding: EncodingRepairer?
  /// For encodings in which nothing is repaired.
  private var transcoder: Transcoder?
  private var markup: MarkupRepairer
  /// What has come and has not been decoded.
  private let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var rawCount = 0
  private var hasStarted = false
  private var isOver = false
  private var decoded: [UInt8] = []
  /// What is repaired and has not been read.
  private var output: [UInt8] = []
  private var position = 0

  /// Repairs what a source delivers; `report` gets all that has been repaired so far, each time there is more.
  init(_ source: any ByteSource, _ kinds: Set<ByteRepair.Kind>, _ report: @escaping (ByteRepairTally) -> Void) {
    self.source = source
    self.report = report
    repairsEncoding = kinds.contains(.encoding)
    repairsCharacters = kinds.contains(.characters)
    markup = MarkupRepairer(kinds)
  }

  deinit {
    transcoder?.free()
    raw.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    while position == output.count {
      if isOver { return 0 }
      output.removeAll(keepingCapacity: true)
      position = 0
      try fill()
    }
    let count = min(buffer.count, output.count - position)
    buffer.copyBytes(from: output[position..<position + count])
    position += count
    return count
  }

  /// Reads and repairs some bytes; there may be nothing left of them.
  private func fill() throws(FeedError.Problem) {
    if hasStarted { try readMore() } else { try start() }
    decoded.removeAll(keepingCapacity: true)
    let before = tally.total
    let bytes = UnsafeRawBufferPointer(rebasing: raw[..<rawCount])
    if let transcoder {
      try transcoder.transcode(bytes, isLast: isOver) { decoded += $0 }
      rawCount = 0
    } else if let used = encoding?.decode(bytes, isLast: isOver, into: &decoded, &tally) {
      drop(used)
    }
    decoded.withUnsafeBufferPointer { markup.repair($0, into: &output, &tally) }
    if isOver { markup.finish(into: &output, &tally) }
    if tally.total > before { report(tally) }
  }

  /// Finds out the encoding.
  private func start() throws(FeedError.Problem) {
    while rawCount < Self.startCount, !isOver { try readMore() }
    hasStarted = true
    report(tally)
    if rawCount == 0 { return }
    let detection = detection(UnsafeRawBufferPointer(rebasing: raw[..<rawCount]))
    if let name = detection.encoding, detection.isContradicted {
      guard repairsEncoding else { throw .contradictedEncoding(name) }
      tally.note(.encoding, line: 1, name, "UTF-8")
      report(tally)
      encoding = EncodingRepairer(.utf8, isRepairing: true)
    } else if let form = EncodingRepairer.Form(detection.encoding), repairsEncoding || form == .utf8 {
      encoding = EncodingRepairer(form, isRepairing: repairsEncoding)
    } else if let name = detection.encoding {
      transcoder = try Transcoder(encoding: name)
    }
    drop(detection.markLength)
    output += Self.mark
  }

  /// What the first bytes say of the encoding; they may do so behind characters that will be removed.
  private func detection(_ start: UnsafeRawBufferPointer) -> Transcoder.Detection {
    let detection = Transcoder.detect(start)
    let removed = start.prefix { $0 < 0x20 && !$0.isXMLWhiteSpace }.count
    guard repairsCharacters, removed > 0, detection.encoding == nil else { return detection }
    var behind = Transcoder.detect(UnsafeRawBufferPointer(rebasing: start[removed...]))
    behind.markLength = 0
    return behind
  }

  private func readMore() throws(FeedError.Problem) {
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[rawCount...]))
    rawCount += count
    if count == 0 { isOver = true }
  }

  private func drop(_ count: Int) {
    guard count > 0, let start = raw.baseAddress else { return }
    memmove(start, start + count, rawCount - count)
    rawCount -= count
  }
}
