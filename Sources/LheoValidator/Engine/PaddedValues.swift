import LheoModel

/// The values of an offer that have white space around them: numbers, dates, codes, timestamps and identifiers.
struct PaddedValues {
  private let root: ElementView
  private let skipped: [SourcePosition]

  /// The values in an element, but for those in the elements at some positions, which are in the order of the feed.
  init(in root: ElementView, besides skipped: [SourcePosition]) {
    self.root = root
    self.skipped = skipped
  }

  /// Calls `body` with each value and its element.
  func forEach(_ body: (UnsafeBufferPointer<UInt8>, ElementView) -> Void) {
    let storage = root.storage.pointee
    var skipped = skipped[...]
    var index = root.index
    let end = root.endIndex
    while index < end {
      let node = storage.nodes[index]
      if let next = skipped.first, node.line == next.line, node.column == next.column {
        skipped = skipped.dropFirst()
        index = Int(node.end)
        continue
      }
      if Int(node.code) < Self.elements.count {
        let view = ElementView(storage: root.storage, index: index)
        if Self.elements[Int(node.code)], view.utf8.isPadded { body(view.utf8, view) }
        for number in 0..<Int(node.attributeCount) {
          let attribute = storage.attributes[Int(node.attributeStart) + number]
          guard attribute.code < UInt32(Self.attributes.count), Self.attributes[Int(attribute.code)] else { continue }
          let value = view.value(attribute)
          if value.isPadded { body(value, view) }
        }
      }
      index += 1
    }
  }

  /// Whether an element holds a number, a date or a code, by its raw value.
  private static let elements =
    [false]
    + LheoSchema.definitions.map { definition in
      switch definition.content {
      case .number, .date, .code: true
      case .sequence, .choice, .oneOf, .any, .text, .digits: false
      }
    }

  /// Whether an attribute holds a timestamp, an identifier or an address, by its raw value.
  private static let attributes: [Bool] = {
    let codes = KnownAttribute.allCases.map { Int($0.rawValue) }
    return (0...(codes.max() ?? 0)).map { code in
      KnownAttribute(rawValue: UInt8(code)).map { $0.type != .string } ?? false
    }
  }()
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var isPadded: Bool {
    guard let first, let last else { return false }
    return first.isXMLWhiteSpace || last.isXMLWhiteSpace
  }
}
