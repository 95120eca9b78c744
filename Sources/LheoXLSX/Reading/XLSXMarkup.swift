import CLibXML2
import LheoParser

/// An element of a part of a workbook, as far as the reader knows it.
enum XLSXName: String, CaseIterable {
  case sheet, workbookPr, relationship = "Relationship", numFmt, cellXfs, xf, si, t, rPh, row, c, v, f
  case inline = "is", mergeCell
  case other
}

/// What is read from a part.
protocol XLSXPartReader: AnyObject {
  /// An element begins.
  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem)
  /// Text in the innermost element.
  func add(_ text: UnsafeBufferPointer<UInt8>) throws(XLSXPartProblem)
  /// An element ends.
  func end(_ name: XLSXName) throws(XLSXPartProblem)
}

/// Why a part cannot be read.
enum XLSXPartProblem: Error {
  case corrupt(String)
  case problem(XLSXReadError.Problem)
  /// Whoever takes the rows has had enough.
  case stopped(any Error)
}

/// The attributes of an element.
struct XLSXAttributes {
  fileprivate let count: Int
  fileprivate let values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

  /// The bytes of an attribute, which are there as long as the element is being started.
  ///
  /// - Parameter isRelated: whether it must be one of the relationships between parts.
  func bytes(_ name: StaticString, isRelated: Bool = false) -> UnsafeBufferPointer<UInt8>? {
    for index in 0..<count {
      let entry = values! + index * 5
      guard let local = entry[0], (entry[1] != nil) == isRelated, Self.isEqual(local, name), let start = entry[3],
        let end = entry[4]
      else { continue }
      return UnsafeBufferPointer(start: start, count: end - start)
    }
    return nil
  }

  func text(_ name: StaticString, isRelated: Bool = false) -> String? {
    bytes(name, isRelated: isRelated).map { String(decoding: $0, as: UTF8.self) }
  }

  func number(_ name: StaticString) -> Int? { text(name).flatMap { Int($0) } }

  private static func isEqual(_ name: UnsafePointer<xmlChar>, _ other: StaticString) -> Bool {
    for index in 0..<other.utf8CodeUnitCount where name[index] != other.utf8Start[index] { return false }
    return name[other.utf8CodeUnitCount] == 0
  }
}

/// Drives libxml2 over a part: no document type, no entities, nothing from elsewhere.
final class XLSXMarkup {
  private var context: xmlParserCtxtPtr?
  private let state: UnsafeMutablePointer<State>

  fileprivate struct State {
    unowned let reader: any XLSXPartReader
    var context: xmlParserCtxtPtr?
    var names: [UnsafePointer<xmlChar>: XLSXName] = [:]
    var open: [XLSXName] = []
    var problem: XLSXPartProblem?
    var line = 0
  }

  init(_ reader: any XLSXPartReader) {
    _ = LibXML2.isReady
    state = .allocate(capacity: 1)
    state.initialize(to: State(reader: reader))
    var handler = Self.handler
    context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil)
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    state.pointee.context = context
  }

  deinit {
    if let context { xmlFreeParserCtxt(context) }
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// The line that the parser has come to.
  var line: Int { state.pointee.line }

  /// Takes the next bytes, or, without any, the end.
  func take(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(XLSXPartProblem) {
    let result = xmlParseChunk(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    if let problem = state.pointee.problem { throw problem }
    if result != 0 { throw .corrupt("it is not well-formed") }
  }
}

extension XLSXMarkup {
  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, uri, _, _, count, _, attributes in
      context!.state.pointee.start(name!, uri, XLSXAttributes(count: Int(count), values: attributes))
    }
    handler.endElementNs = { context, _, _, _ in context!.state.pointee.end() }
    handler.characters = { context, text, count in
      context!.state.pointee.add(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, _, _, _ in
      context!.state.pointee.stop(.corrupt("a <!DOCTYPE …> is refused for safety"))
    }
    handler.serror = { context, error in
      guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      let reason = error.pointee.message.map { String(cString: $0) } ?? ""
      context!.state.pointee.stop(.corrupt(String(reason.prefix { $0 != "\n" })), line: Int(error.pointee.line))
    }
    return handler
  }
}

extension UnsafeMutableRawPointer {
  fileprivate var state: UnsafeMutablePointer<XLSXMarkup.State> { assumingMemoryBound(to: XLSXMarkup.State.self) }
}

extension XLSXMarkup.State {
  /// The namespaces of what the reader knows, that of today and the strict one: they end so.
  private static let namespaces = ["/main", "/relationships"]

  mutating func stop(_ problem: XLSXPartProblem, line: Int? = nil) {
    if self.problem == nil {
      self.problem = problem
      self.line = line ?? Int(xmlSAX2GetLineNumber(context))
    }
    xmlStopParser(context)
  }

  mutating func start(_ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?, _ attributes: XLSXAttributes) {
    if problem != nil { return }
    let known: XLSXName
    if let found = names[name] {
      known = found
    } else {
      let namespace = uri.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
      let isKnown = Self.namespaces.contains { namespace.hasSuffix($0) }
      known = isKnown ? XLSXName(rawValue: String(decodingCString: name, as: UTF8.self)) ?? .other : .other
      names[name] = known
    }
    open.append(known)
    do throws(XLSXPartProblem) { try reader.start(known, attributes) } catch { stop(error) }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    if problem != nil { return }
    do throws(XLSXPartProblem) { try reader.add(text) } catch { stop(error) }
  }

  mutating func end() {
    guard let name = open.popLast(), problem == nil else { return }
    do throws(XLSXPartProblem) { try reader.end(name) } catch { stop(error) }
  }
}
