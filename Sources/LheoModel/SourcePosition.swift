/// Where an element's start tag stands in its feed. Two models that differ in this only are equal.
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

  /// Always true: equality of models is about their content.
  @inlinable public static func == (left: SourcePosition, right: SourcePosition) -> Bool { true }

  /// Hashes nothing.
  @inlinable public func hash(into hasher: inout Hasher) {}
}
