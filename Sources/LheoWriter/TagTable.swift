import LheoModel
import LheoOutput

/// The tags of all elements of LHEO with some prefix.
struct TagTable {
  private let tags: ByteTable

  init(prefix: String, _ encoding: FeedEncoding) {
    tags = ByteTable(
      LheoSchema.definitions.flatMap { definition in
        let name = encoding.bytes(ofName: QualifiedName(prefix: prefix, localName: definition.name).description)
        return [[0x3C] + name, [0x3C, 0x2F] + name + [0x3E]]
      })
  }

  /// The start tag of an element of LHEO, without its `>`. Valid as long as the table.
  func start(of code: UInt16) -> UnsafeBufferPointer<UInt8> { tags[Int(code) * 2 - 2] }

  /// The end tag of an element of LHEO. Valid as long as the table.
  func end(of code: UInt16) -> UnsafeBufferPointer<UInt8> { tags[Int(code) * 2 - 1] }
}
