/// The encoding of a feed that is written.
public enum FeedEncoding: String, Sendable, CaseIterable {
  /// UTF-8.
  case utf8 = "UTF-8"
  /// ISO-8859-1; characters outside it are written as references.
  case latin1 = "ISO-8859-1"
}
