import CLibXML2
import Glibc
import LheoModel

/// Reads the sheets of France compétences (XML v4.1) one at a time, in the memory of one sheet.
final class FicheParser {
  private var context: xmlParserCtxtPtr?
  private let state: UnsafeMutablePointer<FicheState>

  /// A parser that hands over each sheet, with its number from 1.
  init(_ receive: @escaping (Fiche, Int) throws -> Void) {
    state = .allocate(capacity: 1)
    state.initialize(to: FicheState(receive))
    var handler = FicheState.handler
    context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil)
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    state.pointee.context = context
  }

  deinit {
    if let context { xmlFreeParserCtxt(context) }
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// How many sheets there were so far.
  var count: Int { state.pointee.count }

  /// Takes the next bytes, or, without any, the end.
  ///
  /// - Throws: `XMLMistake`, or what `receive` has thrown.
  func take(_ bytes: UnsafeRawBufferPointer, isLast: Bool = false) throws {
    let result = xmlParseChunk(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    state.pointee.tookBytes(bytes.count)
    if let failure = state.pointee.failure { throw failure }
    if let mistake = state.pointee.mistake { throw mistake }
    if result != 0 {
      throw XMLMistake(line: 0, reason: Text("il est mal formé", "it is not well-formed"))
    }
  }
}

/// Why XML cannot be read any further.
struct XMLMistake: Error {
  let line: Int
  let reason: Text
}

/// What the callbacks of libxml2 work on.
struct FicheState {
  private static let longestText = 1 << 20
  private static let longestTag = 1 << 18
  /// More than any sheet has.
  private static let mostParts = 1 << 17

  var context: xmlParserCtxtPtr?
  var failure: (any Error)?
  var mistake: XMLMistake?
  private(set) var count = 0
  private let receive: (Fiche, Int) throws -> Void
  private var fiche = Fiche()
  /// How many parts the sheet has so far.
  private var partCount = 0
  /// Whether libxml2 has reported something of the bytes that came last, and how many came before of which it did not.
  private var hasSeen = false
  private var silentBytes = 0
  /// The open elements, innermost last.
  private var open: [(way: FicheWay, slot: FicheSlot?)] = []
  private var tags: [UnsafePointer<xmlChar>: FicheTag] = [:]
  private var text: [UInt8] = []
  private var collects = false

  init(_ receive: @escaping (Fiche, Int) throws -> Void) { self.receive = receive }

  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, _, _, _, _, _, _ in context!.fiches.pointee.start(name!) }
    handler.endElementNs = { context, _, _, _ in context!.fiches.pointee.end() }
    handler.characters = { context, text, count in context!.fiches.pointee.add(text!, Int(count)) }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, _, _, _ in
      context!.fiches.pointee.stop(
        Text("un <!DOCTYPE …> est refusé par sécurité", "a <!DOCTYPE …> is refused for safety"))
    }
    handler.serror = { context, error in
      guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      let reason = error.pointee.message.map { String(cString: $0) } ?? ""
      context!.fiches.pointee.stop(Text(verbatim: String(reason.prefix { $0 != "\n" })), line: Int(error.pointee.line))
    }
    return handler
  }

  /// Notes that bytes have been read. libxml2 looks at each attribute of a tag for each other one: tags without end are refused.
  mutating func tookBytes(_ count: Int) {
    silentBytes = hasSeen ? 0 : silentBytes + count
    hasSeen = false
    if silentBytes > Self.longestTag { stop(Text("une balise est trop longue", "a tag is too long")) }
  }

  private mutating func stop(_ reason: Text, line: Int = 0) {
    let line = line > 0 ? line : Int(xmlSAX2GetLineNumber(context))
    if mistake == nil { mistake = XMLMistake(line: line, reason: reason) }
    xmlStopParser(context)
  }

  private mutating func start(_ name: UnsafePointer<xmlChar>) {
    hasSeen = true
    let tag: FicheTag
    if let known = tags[name] {
      tag = known
    } else {
      tag = name.withMemoryRebound(to: CChar.self, capacity: 1) { FicheTag.named[String(cString: $0)] } ?? .other
      tags[name] = tag
    }
    if open.isEmpty, tag != .FICHES { stop(Text("la racine n'est pas FICHES", "the root is not FICHES")) }
    let way = open.last.map { $0.way.to(tag) } ?? FicheWay(tag)
    let slot = tag == .other ? nil : way.slot
    open.append((way, slot))
    collects = slot?.isText ?? false
    if collects { text.removeAll(keepingCapacity: true) }
  }

  private mutating func add(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
    hasSeen = true
    guard collects, text.count < Self.longestText else { return }
    text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
  }

  private mutating func end() {
    guard let (_, slot) = open.popLast(), let slot, failure == nil, mistake == nil else { return }
    if slot.isText {
      fiche.take(text, slot)
      collects = false
    } else if slot == .fiche {
      handOver()
    } else {
      fiche.end(slot)
      partCount += 1
      if partCount > Self.mostParts {
        stop(Text("la fiche \(count + 1) est trop longue", "sheet \(count + 1) is too long"))
      }
    }
  }

  private mutating func handOver() {
    count += 1
    do {
      try receive(fiche, count)
    } catch {
      failure = error
      xmlStopParser(context)
    }
    fiche = Fiche()
    partCount = 0
  }
}

extension UnsafeMutableRawPointer {
  fileprivate var fiches: UnsafeMutablePointer<FicheState> { assumingMemoryBound(to: FicheState.self) }
}
