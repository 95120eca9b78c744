import CLibXML2

/// Where libxml2 is in the feed.
extension SAXState {
  /// How much of the feed libxml2 has consumed.
  var consumed: Int {
    guard let input = context?.pointee.input else { return 0 }
    return handed - (input.pointee.end - input.pointee.cur)
  }

  /// Whether libxml2 has stopped before the end of what it was given.
  var hasUnparsedBytes: Bool { context?.pointee.input.map { $0.pointee.cur < $0.pointee.end } ?? false }

  /// Where the last "<" is that libxml2 has come past or to: no tag that it has not reported yet begins before it.
  var lastTagStart: Int {
    guard let held else { return 0 }
    var start = held.current
    while start > 0, start == held.bytes.count || held.bytes[start] != 0x3C { start -= 1 }
    return handed - (held.bytes.count - start)
  }

  /// The bytes that libxml2 holds, and how far it has come in them. While it asks for more bytes its own pointers are
  /// those from before its buffer grew, and lead nowhere.
  var held: (bytes: UnsafeBufferPointer<UInt8>, current: Int)? {
    guard let input = context?.pointee.input?.pointee, let buffer = input.buf?.pointee.buffer,
      let content = xmlBufContent(buffer)
    else { return nil }
    let count = xmlBufUse(buffer)
    let current = Int(bitPattern: input.cur) - Int(bitPattern: input.base)
    return (UnsafeBufferPointer(start: content, count: count), min(max(current, 0), count))
  }

  /// The next two bytes that libxml2 will look at, as far as it has them.
  var nextBytes: [UInt8] { held.map { Array($0.bytes[$0.current...].prefix(2)) } ?? [] }

  var currentPosition: (line: Int, column: Int) {
    mutating get { position(at: consumed) }
  }

  /// Line and column at an offset that is not before any that is known.
  mutating func position(at offset: Int) -> (line: Int, column: Int) {
    resolvePositions()
    return tracker.position(at: offset)
  }

  /// Finds the lines and columns of the elements read last. It takes the bytes they were read from, so it has to be done
  /// before those are gone; doing it for many at once is what makes it cheap.
  mutating func resolvePositions() {
    guard let storage else { return }
    tracker.resolve(storage.pointee.nodes, resolvedCount..<storage.pointee.nodeCount)
    resolvedCount = storage.pointee.nodeCount
  }

  /// Where in the feed the start tag begins that libxml2 has just read to its end, and on which line.
  @inline(__always)
  func startTag(nameLength: Int, isBare: Bool) -> (offset: Int, line: Int32) {
    let input = context.unsafelyUnwrapped.pointee.input.unsafelyUnwrapped
    let base = input.pointee.base.unsafelyUnwrapped
    var line = input.pointee.line
    // No "<" can stand in a tag after its first character; without attributes it is just before the name.
    var start = input.pointee.cur.unsafelyUnwrapped
    if isBare, start - base > nameLength, (start - nameLength - 1).pointee == 0x3C {
      start -= nameLength + 1
    } else {
      while start > base, start.pointee != 0x3C {
        start -= 1
        if start.pointee == 0x0A { line &-= 1 }
      }
    }
    return (handed &- (input.pointee.end.unsafelyUnwrapped - start), line)
  }
}
