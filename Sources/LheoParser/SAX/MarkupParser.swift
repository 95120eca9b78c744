import CLibXML2
import LheoModel

/// What is handed the parts of XML that is not a feed.
package protocol MarkupReceiver: AnyObject {
  /// An element begins.
  ///
  /// - Parameters:
  ///   - name: its local name, which has the same address wherever it occurs in the document.
  ///   - namespace: its namespace.
  ///   - attributes: its attributes as libxml2 has them: five pointers each.
  func start(
    _ name: UnsafePointer<xmlChar>, in namespace: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>)
  /// Text in the innermost element.
  func add(_ text: UnsafeBufferPointer<UInt8>)
  /// The innermost element ends.
  func end()
}

/// Why XML cannot be read any further, and where.
package struct MarkupMistake: Error {
  /// The line, from 1.
  package let line: Int
  /// What is wrong.
  package let reason: Text
}

/// Drives libxml2 over XML that is pushed: no document type, no entities, nothing from elsewhere.
package final class MarkupParser {
  private var context: xmlParserCtxtPtr?
  private unowned(unsafe) let receiver: any MarkupReceiver
  private var isStopped = false
  /// What is wrong with the text, once something is.
  package private(set) var mistake: MarkupMistake?

  /// A parser for a receiver, which keeps it.
  package init(_ receiver: any MarkupReceiver) {
    LibXML2.isReady
    self.receiver = receiver
    var handler = Self.handler
    context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
  }

  deinit { if let context { xmlFreeParserCtxt(context) } }

  /// The line that has been reached.
  package var line: Int { Int(xmlSAX2GetLineNumber(context)) }

  /// Takes the next bytes, or, without any, the end. Whoever has stopped it knows why, and gets no error.
  package func take(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(MarkupMistake) {
    let result = xmlParseChunk(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    if result != 0, !isStopped { refuse(Text("il est mal formé", "it is not well-formed")) }
    if let mistake { throw mistake }
  }

  /// Reads no further.
  package func stop() {
    isStopped = true
    xmlStopParser(context)
  }

  /// Reads no further, as something is wrong with the text; the first mistake counts.
  package func refuse(_ reason: Text, line: Int? = nil) {
    if mistake == nil { mistake = MarkupMistake(line: line ?? self.line, reason: reason) }
    stop()
  }

  private static func current(_ context: UnsafeMutableRawPointer?) -> MarkupParser {
    Unmanaged<MarkupParser>.fromOpaque(context!).takeUnretainedValue()
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, namespace, _, _, count, _, attributes in
      let parser = MarkupParser.current(context)
      if parser.isStopped { return }
      parser.receiver.start(
        name!, in: namespace, UnsafeBufferPointer(start: attributes, count: 5 * Int(count)))
    }
    handler.endElementNs = { context, _, _, _ in
      let parser = MarkupParser.current(context)
      if !parser.isStopped { parser.receiver.end() }
    }
    handler.characters = { context, text, count in
      let parser = MarkupParser.current(context)
      if !parser.isStopped { parser.receiver.add(UnsafeBufferPointer(start: text, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, _, _, _ in
      MarkupParser.current(context).refuse(
        Text("un <!DOCTYPE …> est refusé par sécurité", "a <!DOCTYPE …> is refused for safety"))
    }
    handler.serror = { context, error in
      guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      let reason = error.pointee.message.map { String(cString: $0) } ?? ""
      MarkupParser.current(context).refuse(
        Text(verbatim: String(reason.prefix { $0 != "\n" })), line: Int(error.pointee.line))
    }
    return handler
  }
}
