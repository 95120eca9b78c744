/// Conteneur d'éléments d'extension (`extras`, circle 3): what a feed adds to LHEO, in groups usually named by `info`.
public struct Extras: ComplexElement {
  /// A member of an `extras`.
  public enum Item: Hashable, Sendable {
    /// A group in the group.
    case extras(Extras)
    /// One extension.
    case extra(Extra)
  }

  /// The element `extras`.
  public static var element: Element { .extras }

  /// Groups and extensions, in the order of the feed.
  public var items: [Item] = []
  /// Attributes, and what LHEO has no place for.
  public var details = ElementDetails()
  /// Where the start tag stands.
  @NotCompared public var position = SourcePosition.unknown

  /// An empty container.
  public init() {}

  /// A container with its name (the attribute `info`) and members.
  public init(info: String? = nil, items: [Item] = []) {
    self.items = items
    self.info = info
  }

  /// The extensions directly in this container.
  public var extraElements: [Extra] {
    items.compactMap { if case .extra(let extra) = $0 { extra } else { nil } }
  }

  /// The text of the first extension whose `info` is the one given.
  public subscript(info: String) -> String? { extraElements.first { $0.info == info }?.text }

  /// Decodes the root of a buffer, which must not be empty.
  public init(decoding buffer: ElementBuffer) { self = withExtendedLifetime(buffer) { Self(decoding: buffer.root) } }

  /// Decodes an element in a buffer, which must be kept by somebody else meanwhile.
  package init(decoding view: ElementView) {
    self.init()
    decode(view)
  }

  /// Fills an element that has nothing in it from a buffer.
  package mutating func decode(_ view: ElementView) {
    details = view.details
    position = view.position
    var unrecognized: [ForeignContent] = []
    for child in view.children {
      switch child.element {
      case Element.extras?: items.append(.extras(Extras(decoding: child)))
      case Element.extra?: items.append(.extra(Extra(decoding: child)))
      default: unrecognized.append(child.content)
      }
    }
    if !view.utf8.isEmpty { unrecognized.insert(.text(view.text), at: 0) }
    if !unrecognized.isEmpty { details.unrecognizedContent = unrecognized }
  }

  /// Encodes into a buffer.
  public func encode(into buffer: ElementBuffer) {
    buffer.begin(.extras, details, at: position)
    for item in items {
      switch item {
      case .extras(let extras): extras.encode(into: buffer)
      case .extra(let extra): extra.encode(into: buffer)
      }
    }
    buffer.append(unrecognizedContentOf: details)
    buffer.end()
  }
}

/// Élément d'extension (`extra`, circle 3): any text and any elements, LHEO's own or others.
public struct Extra: ComplexElement {
  /// The element `extra`.
  public static var element: Element { .extra }

  /// Text and elements, in order.
  public var content: [ForeignContent] = []
  /// The attributes.
  public var details = ElementDetails()
  /// Where the start tag stands.
  @NotCompared public var position = SourcePosition.unknown

  /// An empty extension.
  public init() {}

  /// An extension with its name (the attribute `info`) and text.
  public init(info: String? = nil, text: String) {
    if !text.isEmpty { content = [.text(text)] }
    self.info = info
  }

  /// All the text inside, without the elements. Setting it replaces the content.
  public var text: String {
    get { content.reduce(into: "") { if case .text(let text) = $1 { $0 += text } } }
    set { content = newValue.isEmpty ? [] : [.text(newValue)] }
  }

  /// Decodes the root of a buffer, which must not be empty.
  public init(decoding buffer: ElementBuffer) { self = withExtendedLifetime(buffer) { Self(decoding: buffer.root) } }

  /// Decodes an element in a buffer, which must be kept by somebody else meanwhile.
  package init(decoding view: ElementView) {
    self.init()
    decode(view)
  }

  /// Fills an element that has nothing in it from a buffer.
  package mutating func decode(_ view: ElementView) {
    details = view.details
    position = view.position
    if !view.utf8.isEmpty { content.append(.text(view.text)) }
    for child in view.children { content.append(child.content) }
  }

  /// Encodes into a buffer.
  public func encode(into buffer: ElementBuffer) {
    buffer.begin(.extra, details, at: position)
    for item in content { buffer.append(item) }
    buffer.end()
  }
}
