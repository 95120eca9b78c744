import Glibc
import LheoModel

/// The bytes of a feed in UTF-8, without byte order mark, in chunks that tear no character and no line end.
final class UTF8Stream {
  private static let chunkSize = 1 << 16

  private let input: FeedInput
  private var source: (any ByteSource)?
  private var transcoder: Transcoder?
  private var bytes: UnsafeMutableRawBufferPointer
  /// How many bytes of the next chunk are there already.
  private var carried = 0
  private var carriedStart = 0
  private var transcoded = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
  private var hasStarted = false
  private var isOver = false

  init(_ input: FeedInput) {
    self.input = input
    bytes = .allocate(byteCount: Self.chunkSize, alignment: 16)
  }

  deinit {
    transcoder?.free()
    transcoded.deallocate()
    bytes.deallocate()
  }

  /// The next chunk, valid until the next call; empty at the end.
  func next() throws(FeedError.Problem) -> UnsafeRawBufferPointer {
    if !hasStarted { try start() }
    while true {
      let chunk = try rawChunk()
      guard let transcoder else { return chunk }
      var text: [UInt8] = []
      try transcoder.transcode(chunk, isLast: chunk.isEmpty) { text += $0 }
      if !text.isEmpty { return keep(text) }
      if chunk.isEmpty { return chunk }
    }
  }

  private func keep(_ text: [UInt8]) -> UnsafeRawBufferPointer {
    if transcoded.count < text.count {
      transcoded.deallocate()
      transcoded = .allocate(byteCount: text.count, alignment: 16)
    }
    transcoded.copyBytes(from: text)
    return UnsafeRawBufferPointer(rebasing: transcoded[..<text.count])
  }

  /// Opens the source and finds out its encoding.
  private func start() throws(FeedError.Problem) {
    if source == nil { source = try input.open() }
    while carried < 512 {
      let count = try read()
      if count == 0 { break }
    }
    guard carried > 0 else { throw .empty }
    let detection = Transcoder.detect(UnsafeRawBufferPointer(rebasing: bytes[..<carried]))
    if let encoding = detection.encoding {
      if detection.isContradicted { throw .contradictedEncoding(encoding) }
      transcoder = try Transcoder(encoding: encoding)
    }
    carriedStart = detection.markLength
    if transcoder == nil {
      try requireXML(UnsafeRawBufferPointer(rebasing: bytes[carriedStart..<carried]).bindMemory(to: UInt8.self))
    }
    hasStarted = true
  }

  /// Says why a feed that starts with these bytes is no XML. Characters that XML does not have may come before it.
  private func requireXML(_ start: UnsafeBufferPointer<UInt8>) throws(FeedError.Problem) {
    var index = 0
    var forbidden: UInt32?
    while index < start.count, start[index] != 0x3C {
      let found = start.forbiddenCharacter(at: index)
      guard found != nil || start[index].isXMLWhiteSpace else { throw .notXML }
      if index == 0 { forbidden = found?.number }
      index += found?.length ?? 1
    }
    if index == start.count { throw start.contains { !$0.isXMLWhiteSpace } ? .notXML : .empty }
    // libxml2 would take it for a sign of another encoding.
    if let forbidden { throw .forbiddenCharacter(forbidden) }
  }

  private func read() throws(FeedError.Problem) -> Int {
    guard let source, !isOver else { return 0 }
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[carried...]))
    if count == 0 { isOver = true }
    carried += count
    return count
  }

  private func rawChunk() throws(FeedError.Problem) -> UnsafeRawBufferPointer {
    // What the last chunk left is at its end: move it to the front.
    if carriedStart > 0 {
      memmove(bytes.baseAddress!, bytes.baseAddress! + carriedStart, carried - carriedStart)
      carried -= carriedStart
      carriedStart = 0
    }
    while true {
      let isLast = carried < bytes.count ? try read() == 0 : false
      let end = isLast ? carried : wholeCharacters(carried)
      if end > 0 || isLast {
        let chunk = UnsafeRawBufferPointer(rebasing: bytes[..<end])
        carriedStart = end
        if isLast { carried = end }
        return chunk
      }
    }
  }

  /// How many of the first bytes to hand out so that no character and no CR LF is torn.
  private func wholeCharacters(_ count: Int) -> Int {
    guard transcoder == nil else { return count }
    var end = count
    while end > 0, count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
    if end > 0, bytes[end - 1] & 0xC0 == 0xC0 {
      end -= 1
    } else {
      end = count
    }
    while end > 0, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }
}
