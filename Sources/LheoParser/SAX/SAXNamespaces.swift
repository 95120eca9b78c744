import CLibXML2
import LheoModel

// What namespaces mean at some place of a feed, and what they mean elsewhere.

extension SAXState {
  mutating func enterFrame(_ code: UInt16, _ storage: UnsafeMutablePointer<ElementStorage>) {
    frames.append(code)
    outsideFrames.append(frameDeclarations.count)
    for attribute in ElementView(storage: storage, index: 0).attributes {
      if let prefix = attribute.name.declaredPrefix { frameDeclarations.append((prefix, attribute.value)) }
    }
  }

  /// Reads what is in the namespace of another dialect as if it were in that of LHEO 2.3.
  mutating func adoptDialect(_ uri: UnsafePointer<xmlChar>?) {
    guard let uri, let found = Dialect(namespace: String(xml: uri)), !found.isCurrent else { return }
    dialect = found
    names.adopt(uri)
  }

  /// The prefix in the value of `xsi:type` is a name as well: where an element around the buffer declares it, the element
  /// gets the declaration, so that the value means the same wherever the buffer is written.
  func declareType(_ value: UnsafeBufferPointer<UInt8>, _ storage: UnsafeMutablePointer<ElementStorage>) {
    let parts = value.trimmed.split(separator: 0x3A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let type = parts.last ?? ""
    // The text of an `xs:QName` may have any prefix.
    let prefixes = type == "QName" ? Set(frameDeclarations.map(\.prefix)) : []
    let element = ElementView(storage: storage, index: storage.pointee.nodeCount - 1)
    for prefix in prefixes.union([parts.count == 2 ? parts[0] : ""]).sorted() {
      guard let outside = frameDeclarations.last(where: { $0.prefix == prefix }),
        !element.isDeclared(prefix)
      else { continue }
      let name = storage.pointee.intern(.declaration(ofPrefix: prefix))
      outside.namespace.withBytes {
        storage.pointee.attribute(ElementStorage.firstForeignAttribute + name, value: $0)
      }
    }
  }
}

extension ElementView {
  /// Whether the element, or one around it in its buffer, declares a prefix.
  fileprivate func isDeclared(_ prefix: String) -> Bool {
    let isHere = (0..<attributeCount).contains {
      storage.pointee.declaredPrefix(attributeNode($0).code) == prefix
    }
    return isHere || parent?.isDeclared(prefix) ?? false
  }
}
