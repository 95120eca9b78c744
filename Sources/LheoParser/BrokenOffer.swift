import LheoModel

/// An offer that cannot be read, in a feed of which the other offers can.
public struct BrokenOffer: Sendable, Equatable {
  /// Why, and where in the feed.
  public let error: FeedError
  /// The number of the offer, as far as its bytes show it.
  public let numero: String?
  /// Its title, as far as its bytes show it.
  public let intitule: String?

  init(_ error: FeedError, bytes: UnsafeRawBufferPointer) {
    self.error = error
    let start = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
    let tag = start.prefix { $0 != ">" }
    numero = Self.value(of: "numero", in: tag)
    intitule = Self.text(in: start[...], after: "intitule-formation>", upTo: "<")
  }

  /// The value of an attribute, however it is spaced and quoted.
  private static func value(of name: String, in tag: Substring) -> String? {
    guard let range = tag.firstRange(of: name), tag[..<range.lowerBound].last?.isWhitespace ?? false else { return nil }
    let rest = tag[range.upperBound...].drop(while: \.isWhitespace)
    let value = rest.dropFirst().drop(while: \.isWhitespace)
    guard rest.first == "=", let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    let found = value.dropFirst().prefix { $0 != quote }
    return found.isEmpty ? nil : String(found.prefix(255))
  }

  private static func text(in text: Substring, after start: String, upTo end: Character) -> String? {
    guard let range = text.firstRange(of: start) else { return nil }
    let found = text[range.upperBound...].prefix { $0 != end }
    return found.isEmpty ? nil : String(found.prefix(255))
  }
}
