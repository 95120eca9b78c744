/// An element that holds text: exactly the text of the feed, and a typed view of it.
@frozen
public struct Leaf<Value: Sendable>: AttributedElement, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text, exactly as in the feed.
  public var text: String
  /// The attributes.
  public var details: ElementDetails
  /// Where the start tag stands.
  @NotCompared public var position: SourcePosition

  /// A leaf from its parts.
  @inlinable
  public init(text: String, details: ElementDetails, position: SourcePosition) {
    self.text = text
    self.details = details
    self.position = position
  }

  /// A leaf with a text and no attributes.
  @inlinable
  public init(_ text: String) {
    self.init(text: text, details: ElementDetails(), position: .unknown)
  }

  /// A leaf with a text and no attributes.
  public init(stringLiteral text: String) { self.init(text) }

  /// The placeholder of a mandatory element that is missing.
  @inlinable public static var absent: Self { Self(text: "", details: ElementDetails(), position: .absent) }

  /// The text.
  public var description: String { text }

  /// The text without white space at both ends.
  @inlinable
  public var trimmedText: String {
    text.withBytes { bytes in
      let trimmed = bytes.trimmed
      return trimmed.count == bytes.count ? nil : String(decoding: trimmed, as: UTF8.self)
    } ?? text
  }

  /// Decodes from a buffer.
  @inlinable
  package init(decoding view: ElementView) {
    self.init(text: view.text, details: view.details, position: view.position)
    if view.endIndex > view.index + 1 { details.unrecognizedContent = view.children.map { $0.content } }
  }
}

/// A leaf with free text.
public typealias TextLeaf = Leaf<String>

/// A leaf with a whole number.
public typealias NumberLeaf = Leaf<Int>

/// A leaf with a day, `AAAAMMJJ`.
public typealias DateLeaf = Leaf<PartialDate>

/// A leaf with a time of day, such as `14h15`.
public typealias TimeLeaf = Leaf<TimeOfDay>

/// A leaf with a code of a table.
public typealias CodeLeaf<Table: CodeTableValue> = Leaf<Table>

extension Leaf: ExpressibleByIntegerLiteral where Value == Int {
  /// A leaf with a number.
  public init(integerLiteral number: Int) { self.init(number) }
}

extension Leaf where Value == Int {
  /// A leaf with a number.
  public init(_ number: Int) { self.init(String(number)) }

  /// The number (`xs:long`), or `nil` where the text is none. Setting `nil` empties the text.
  @inlinable
  public var number: Int? {
    get { Int(trimmedText) }
    set { text = newValue.map(String.init) ?? "" }
  }
}

extension Leaf where Value == PartialDate {
  /// A leaf with a date.
  public init(_ date: PartialDate) { self.init(date.lheoText) }

  /// The date, or `nil` where the text is none. Setting `nil` empties the text.
  public var date: PartialDate? {
    get { PartialDate(text) }
    set { text = newValue?.lheoText ?? "" }
  }
}

extension Leaf where Value == TimeOfDay {
  /// A leaf with a time.
  public init(_ time: TimeOfDay) { self.init(time.lheoText) }

  /// The time, read tolerantly (`9h`, `9h30`, `09:30`); `nil` where the text is none. Setting `nil` empties the text.
  public var timeOfDay: TimeOfDay? {
    get { TimeOfDay(text) }
    set { text = newValue?.lheoText ?? "" }
  }
}

extension Leaf where Value: CodeTableValue {
  /// A leaf with a code.
  public init(_ code: Value) { self.init(code.rawValue) }

  /// The code; one that the table lacks is kept as `other`.
  @inlinable
  public var code: Value {
    get { Value(rawValue: trimmedText) }
    set { text = newValue.rawValue }
  }
}
