/// What every element has: attributes, and a place in its feed.
public protocol AttributedElement: Sendable, Hashable {
  /// Attributes, and content that LHEO has no place for.
  var details: ElementDetails { get set }
  /// Where the start tag stands in the feed.
  var position: SourcePosition { get set }
}

extension AttributedElement {
  /// Whether this is the placeholder of a mandatory element that is missing from its feed.
  public var isAbsent: Bool { position == .absent }
}

/// An element that says when it was created and last changed.
public protocol DatedElement: AttributedElement {}

/// An element that may point to a page or file of its own.
public protocol LinkedElement: AttributedElement {}

/// An element with child elements.
///
/// A mandatory child is never optional: where a feed lacks it, or a new value was not given one, a placeholder stands in
/// its place (`isAbsent`) which is not written and which the schema check reports as missing.
public protocol ComplexElement: AttributedElement {
  /// Which element of LHEO it is.
  static var element: Element { get }
  /// An element with nothing in it.
  init()
  /// Decodes the root of a buffer, which must not be empty.
  init(decoding buffer: ElementBuffer)
  /// Encodes into a buffer, as the next child of the open element.
  func encode(into buffer: ElementBuffer)
}

extension ComplexElement {
  /// The placeholder of a mandatory element that is missing.
  @inlinable
  public static var absent: Self {
    var element = Self()
    element.position = .absent
    return element
  }

  /// Decodes what the schema does not foresee at this place: keeps it so that it can be written back.
  package static func unrecognized(in view: ElementView, except isKnown: (ElementView) -> Bool) -> [ForeignContent] {
    var found: [ForeignContent] = []
    if !view.utf8.allSatisfy(\.isXMLWhiteSpace) { found.append(.text(view.text)) }
    for child in view.children where !isKnown(child) { found.append(child.content) }
    return found
  }
}

extension UInt8 {
  /// Space, tab, line feed or carriage return.
  @inlinable package var isXMLWhiteSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  /// 0 to 9.
  @inlinable package var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}

extension String {
  /// Calls `body` with the bytes, without a copy; a byte at a time they would cost many times more.
  @inlinable
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes without XML white space at both ends.
  @inlinable package var trimmed: UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = count
    while start < end, self[start].isXMLWhiteSpace { start += 1 }
    while end > start, self[end - 1].isXMLWhiteSpace { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }
}
