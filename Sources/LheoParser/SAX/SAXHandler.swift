import CLibXML2

extension SAXState {
  /// The callbacks that libxml2 calls; the user data is a pointer to a `SAXState`.
  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = {
      context, localName, prefix, uri, namespaceCount, namespaces, attributeCount, _, attributes in
      context!.state.pointee.startElement(
        localName: localName!, prefix: prefix, uri: uri, namespaceCount: Int(namespaceCount), namespaces: namespaces,
        attributeCount: Int(attributeCount), attributes: attributes)
    }
    handler.endElementNs = { context, _, _, _ in context!.state.pointee.endElement() }
    handler.characters = { context, text, count in context!.state.pointee.characters(text!, Int(count)) }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, name, _, _ in context!.state.pointee.documentType(name: name) }
    handler.serror = { context, error in
      if let error { context!.state.pointee.report(error.pointee) }
    }
    return handler
  }
}

extension UnsafeMutableRawPointer {
  fileprivate var state: UnsafeMutablePointer<SAXState> { assumingMemoryBound(to: SAXState.self) }
}
