import CLibXML2

/// libxml2 as a whole.
package enum LibXML2 {
  /// Fills libxml2's global tables, once. Where two threads are the first to need them, libxml2 2.9 fills them twice at
  /// the same time, without a lock: everything that calls libxml2 asks for this first.
  package static let isReady: Void = {
    xmlInitParser()
    xmlSchemaInitTypes()
  }()
}
