/// Where an element's start tag stands in its feed.
@frozen
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1; 0 when the element was not read from a feed.
  public var line: UInt32
  /// The character in the line, from 1; 0 when unknown.
  public var column: UInt32

  /// A position from line and column.
  @inlinable
  public init(line: UInt32, column: UInt32) {
    self.line = line
    self.column = column
  }

  /// The position of an element made by hand.
  @inlinable public static var unknown: SourcePosition { SourcePosition(line: 0, column: 0) }

  /// The position of a mandatory element that is missing from its feed. Such a placeholder is not written unless
  /// something is put in it.
  @inlinable public static var absent: SourcePosition { SourcePosition(line: 0, column: .max) }
}

/// A property that does not count when two models are compared: what two elements say may be equal wherever they stand.
@frozen
@propertyWrapper
public struct NotCompared<Value: Sendable>: Hashable, Sendable {
  /// The value.
  public var wrappedValue: Value

  /// A property from its value.
  @inlinable
  public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  /// Always true.
  @inlinable public static func == (left: NotCompared, right: NotCompared) -> Bool { true }

  /// Hashes nothing.
  @inlinable public func hash(into hasher: inout Hasher) {}
}
