/// The language of messages.
public enum Language: String, Sendable, CaseIterable {
  /// French.
  case fr
  /// English.
  case en

  /// One of two texts.
  @inlinable
  public func callAsFunction(_ french: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
    self == .fr ? french() : english()
  }
}
