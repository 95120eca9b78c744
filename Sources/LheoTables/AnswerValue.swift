/// A value that a question to a database finds.
public enum AnswerValue: Sendable, Equatable {
  /// Nothing.
  case null
  /// A whole number.
  case integer(Int64)
  /// Another number.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes, in hexadecimal digits.
  case bytes(String)
}
