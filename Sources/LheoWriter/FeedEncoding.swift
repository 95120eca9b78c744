/// The encoding of a feed that is written.
public enum FeedEncoding: String, Sendable, CaseIterable {
  /// UTF-8.
  case utf8 = "UTF-8"
  /// ISO-8859-1; characters outside it are written as references.
  case latin1 = "ISO-8859-1"

  /// The bytes of a name. ISO-8859-1 has no references in names: a character outside it is written as `?`.
  func bytes(ofName name: String) -> [UInt8] {
    switch self {
    case .utf8: Array(name.utf8)
    case .latin1: name.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x3F }
    }
  }
}
