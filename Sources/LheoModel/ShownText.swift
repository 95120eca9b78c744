extension String {
  /// Without white space at both ends.
  package var trimmed: String {
    withBytes { String(decoding: $0.trimmed, as: UTF8.self) }
  }

  /// At most 80 characters, on one line.
  package var shortened: String {
    let line = cut(to: 100).split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 80 ? line : line.prefix(79) + "…"
  }

  /// At most that many characters, which is more than anybody reads in a message: a text of a hostile feed may have
  /// millions.
  package func cut(to count: Int) -> String { utf8.count <= count ? self : String(prefix(count)) }
}
