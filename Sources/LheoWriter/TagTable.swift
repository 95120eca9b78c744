import LheoModel

/// The tags of all elements of LHEO with some prefix, as bytes that stay where they are.
final class TagTable {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// For each element, where in `bytes` its start tag begins, then its end tag.
  private let bounds: UnsafeMutableBufferPointer<Int>

  init(prefix: String, _ encoding: FeedEncoding) {
    var bytes: [UInt8] = []
    var bounds: [Int] = []
    for definition in LheoSchema.definitions {
      let name = encoding.bytes(ofName: QualifiedName(prefix: prefix, localName: definition.name).description)
      bounds.append(bytes.count)
      bytes += [0x3C] + name
      bounds.append(bytes.count)
      bytes += [0x3C, 0x2F] + name + [0x3E]
    }
    bounds.append(bytes.count)
    self.bytes = .allocate(capacity: bytes.count)
    _ = self.bytes.initialize(from: bytes)
    self.bounds = .allocate(capacity: bounds.count)
    _ = self.bounds.initialize(from: bounds)
  }

  deinit {
    bytes.deallocate()
    bounds.deallocate()
  }

  /// The start tag of an element of LHEO, without its `>`. Valid as long as the table.
  func start(of code: UInt16) -> UnsafeBufferPointer<UInt8> { tag(Int(code) * 2 - 2) }

  /// The end tag of an element of LHEO. Valid as long as the table.
  func end(of code: UInt16) -> UnsafeBufferPointer<UInt8> { tag(Int(code) * 2 - 1) }

  private func tag(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[bounds[index]..<bounds[index + 1]])
  }
}
