import CLibXML2
import Glibc
import LheoModel

/// What the SAX callbacks work on: fills one buffer an offer, without building a single `String` for what LHEO knows.
struct SAXState {
  let limits: ParserLimits
  var tracker = PositionTracker()
  var events: [FeedEvent] = []
  var problem: FeedError.Problem?
  var failurePosition = (line: 0, column: 0)
  var rootIsMissing = true
  /// How many bytes libxml2 has been given.
  var handed = 0
  /// Receives events as they come; without it they are queued. It returns whether to go on.
  var receiver: ((FeedEvent) -> Bool)?
  var rootPrefix = ""
  /// The dialect of the feed, where it is not LHEO 2.3.
  var dialect: Dialect?

  private var tagGuard = TagGuard()

  private(set) var context: xmlParserCtxtPtr?
  var names = NameTable()
  private var spareBuffers: [ElementBuffer] = []
  /// How many buffers have been begun since the start of the feed.
  private var bufferCount = 0
  /// The buffer of the offer that is being read.
  private var buffer: ElementBuffer?
  private(set) var storage: UnsafeMutablePointer<ElementStorage>?
  /// How many elements in the buffer know their line and column.
  var resolvedCount = 0
  /// The elements around it.
  var frames: [UInt16] = []
  /// The namespaces that they declare, innermost last, and how many are declared outside each.
  var frameDeclarations: [(prefix: String, namespace: String)] = []
  var outsideFrames: [Int] = []
  private var isFrame = [Bool](repeating: false, count: Element.count + 1)
  /// For each element, whether text in it that is white space means nothing.
  private var ignoresWhiteSpace = [Bool](repeating: false, count: Element.count + 1)
  /// The prefix of the last LHEO element written with one.
  private var lastPrefix: (pointer: UnsafePointer<xmlChar>?, storageIndex: UInt16) = (nil, 0)

  init(limits: ParserLimits) {
    self.limits = limits
    for element in FeedEvent.frameElements { isFrame[Int(element.rawValue)] = true }
    for definition in LheoSchema.definitions {
      switch definition.content {
      case .sequence, .choice: ignoresWhiteSpace[Int(definition.element.rawValue)] = true
      default: break
      }
    }
  }

  func free() {
    names.free()
    tracker.free()
  }

  mutating func attach(_ context: xmlParserCtxtPtr) {
    self.context = context
    names.fill(from: context.pointee.dict)
  }

  // MARK: Events

  /// Where buffers come from that are worked on by another thread, which gives them back.
  var pool: BufferPool?
  /// The lines in the feed of the elements around offers that are there only to make a document of a chunk.
  var openingLines: [Int] = []
  private var openedCount = 0

  private mutating func newBuffer() -> ElementBuffer {
    bufferCount += 1
    return spareBuffers.popLast() ?? pool?.take() ?? ElementBuffer()
  }

  @inline(__always)
  private mutating func emitBuffer(_ event: (ElementBuffer) -> FeedEvent) {
    guard let buffer else { return }
    resolvePositions()
    self.buffer = nil
    storage = nil
    emit(event(buffer))
  }

  private mutating func emit(_ event: FeedEvent) {
    events.append(event)
    if openedCount < openingLines.count {
      openedCount += 1
      return recycleEvents()
    }
    guard let receiver else { return }
    let goesOn = receiver(event)
    recycleEvents()
    if !goesOn { stop(.cannotRead(.empty)) }
  }

  /// Whether the next thing to come is an offer, or what else stands beside offers.
  var isBetweenOffers: Bool { storage == nil && !frames.isEmpty }

  mutating func recycleEvents() {
    if pool != nil {
      events.removeAll(keepingCapacity: true)
      return
    }
    for event in events {
      switch event {
      case .begin(let buffer), .element(let buffer):
        buffer.reset()
        if spareBuffers.count < 16 { spareBuffers.append(buffer) }
      case .end: break
      }
    }
    events.removeAll(keepingCapacity: true)
  }

  /// Looks at bytes before libxml2 gets them; `next` are those that it will look at first.
  mutating func willHand(_ piece: UnsafeRawBufferPointer, before next: [UInt8]) {
    let progress = TagGuard.Progress(
      buffers: bufferCount, nodes: storage?.pointee.nodeCount ?? 0, bytes: storage?.pointee.byteCount ?? 0,
      open: storage?.pointee.open ?? -1, frames: frames.count)
    let limit = limits.attributeCount
    if !tagGuard.admits(piece, progress: progress, state: context?.pointee.instate, next: next, limit: limit) {
      // libxml2 may not be stopped while it asks for bytes: it gets none.
      problem = .limit(.attributeCount(limit))
      failurePosition = position(at: lastTagStart)
    }
  }

  mutating func stop(_ found: FeedError.Problem, at offset: Int? = nil) {
    stop(found, atPosition: position(at: offset ?? consumed))
  }

  mutating func stop(_ found: FeedError.Problem, atPosition position: (line: Int, column: Int)) {
    guard problem == nil else { return }
    problem = found
    failurePosition = position
    xmlStopParser(context)
  }

  // MARK: Callbacks

  @inline(__always)
  mutating func startElement(
    localName: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?,
    namespaceCount: Int, namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    attributeCount: Int, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard problem == nil else { return }
    let name = names.element(localName)
    let (offset, line) = startTag(
      nameLength: name.length, isBare: attributeCount == 0 && namespaceCount == 0 && prefix == nil)
    if rootIsMissing { adoptDialect(uri) }
    let code = names.isLheo(uri) ? name.element : ElementStorage.foreign
    if let storage {
      if storage.pointee.depth + frames.count >= limits.depth {
        return stop(.limit(.depth(limits.depth)), at: offset)
      }
      begin(storage, code, localName, prefix, uri, offset, line)
    } else {
      if frames.isEmpty, !acceptsRoot(code, localName, prefix, uri, offset) { return }
      let next = newBuffer()
      buffer = next
      storage = next.storage
      if dialect != nil { next.storage.pointee.dialect = dialect }
      lastPrefix.pointer = nil
      resolvedCount = 0
      begin(next.storage, code, localName, prefix, uri, offset, line)
    }
    let storage = self.storage!
    if attributeCount > 0 || namespaceCount > 0 {
      append(storage, namespaceCount, namespaces, attributeCount, attributes, offset)
    }
    if code != ElementStorage.foreign, storage.pointee.nodeCount == 1, isFrame[Int(code)], isPlace(forFrame: code) {
      storage.pointee.end()
      enterFrame(code, storage)
      emitBuffer { .begin($0) }
    }
  }

  /// Whether an element that surrounds offers stands where it may do so; elsewhere it is like any other.
  private func isPlace(forFrame code: UInt16) -> Bool {
    guard let parent = frames.last else { return true }
    return Element(rawValue: parent).definition.particles.contains { $0.element.rawValue == code }
  }

  @inline(__always)
  private mutating func begin(
    _ storage: UnsafeMutablePointer<ElementStorage>, _ code: UInt16, _ localName: UnsafePointer<xmlChar>,
    _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ offset: Int, _ line: Int32
  ) {
    // `resolvePositions` makes a column of the offset.
    storage.pointee.begin(
      code, line: UInt32(truncatingIfNeeded: line), column: UInt32(truncatingIfNeeded: offset))
    if code == ElementStorage.foreign {
      let name = QualifiedName(
        prefix: String(xml: prefix), localName: String(xml: localName),
        namespace: dialect != nil && names.isLheo(uri) ? LheoSchema.namespace : String(xml: uri))
      storage.pointee.nodes[storage.pointee.nodeCount - 1].name = storage.pointee.intern(name)
    } else if let prefix {
      if lastPrefix.pointer != prefix {
        let name = QualifiedName(prefix: String(xml: prefix), localName: "", namespace: LheoSchema.namespace)
        lastPrefix = (prefix, UInt16(truncatingIfNeeded: storage.pointee.intern(name)))
      }
      storage.pointee.nodes[storage.pointee.nodeCount - 1].prefix = lastPrefix.storageIndex
    }
  }

  private mutating func append(
    _ storage: UnsafeMutablePointer<ElementStorage>, _ namespaceCount: Int,
    _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ offset: Int
  ) {
    if attributeCount + namespaceCount > limits.attributeCount {
      return stop(.limit(.attributeCount(limits.attributeCount)), at: offset)
    }
    for index in 0..<namespaceCount {
      let name = QualifiedName.declaration(ofPrefix: String(xml: namespaces![index * 2]))
      let uri = namespaces![index * 2 + 1]
      if dialect != nil, names.isLheo(uri) {
        var current = LheoSchema.namespace
        current.withUTF8 {
          storage.pointee.attribute(ElementStorage.firstForeignAttribute + storage.pointee.intern(name), value: $0)
        }
        continue
      }
      storage.pointee.attribute(
        ElementStorage.firstForeignAttribute + storage.pointee.intern(name),
        value: UnsafeBufferPointer(start: uri, count: uri.map { strlen($0.asCString) } ?? 0))
    }
    for index in 0..<attributeCount {
      let attribute = attributes! + index * 5
      let value = UnsafeBufferPointer(start: attribute[3], count: attribute[4]! - attribute[3]!)
      if attribute[1] == nil, let known = names.attribute(attribute[0]!) {
        storage.pointee.attribute(UInt32(known), value: value)
      } else {
        let name = QualifiedName(
          prefix: String(xml: attribute[1]), localName: String(xml: attribute[0]), namespace: String(xml: attribute[2]))
        storage.pointee.attribute(ElementStorage.firstForeignAttribute + storage.pointee.intern(name), value: value)
        if name.isSchemaType { declareType(value, storage) }
      }
    }
  }

  @inline(__always)
  mutating func endElement() {
    guard problem == nil else { return }
    if let storage {
      storage.pointee.end()
      if storage.pointee.open < 0 {
        emitBuffer { .element($0) }
      }
    } else if let frame = frames.popLast() {
      frameDeclarations.removeLast(frameDeclarations.count - outsideFrames.removeLast())
      emit(.end(Element(rawValue: frame)))
    }
  }

  @inline(__always)
  mutating func characters(_ text: UnsafePointer<xmlChar>, _ count: Int) {
    guard problem == nil else { return }
    let text = UnsafeBufferPointer(start: text, count: count)
    guard let storage else {
      if !text.isWhiteSpace { frameText(text) }
      return
    }
    let open = storage.pointee.open
    let code = storage.pointee.nodes[open].code
    if text.isWhiteSpace, code != ElementStorage.foreign, ignoresWhiteSpace[Int(code)] { return }
    storage.pointee.text(text)
    if storage.pointee.byteCount > min(limits.textLength, limits.offerSize) { checkSizes(storage, open) }
  }

  /// Text between offers, where none may stand.
  private mutating func frameText(_ text: UnsafeBufferPointer<UInt8>) {
    guard !frames.isEmpty else { return }
    let buffer = newBuffer()
    buffer.storage.pointee.dialect = dialect
    let position = currentPosition
    buffer.storage.pointee.begin(
      ElementStorage.text, line: UInt32(truncatingIfNeeded: position.line),
      column: UInt32(truncatingIfNeeded: position.column))
    buffer.storage.pointee.text(text)
    buffer.storage.pointee.end()
    emit(.element(buffer))
  }

  /// Whether libxml2 has been given the last byte of the feed.
  var isAtEnd = false
}
