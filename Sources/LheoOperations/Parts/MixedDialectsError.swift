import LheoModel

/// Feeds of different dialects cannot be put into one.
public struct MixedDialectsError: WordedError, Sendable {
  /// The first feed and its dialect.
  public let first: (feed: String, dialect: Dialect)
  /// The feed in another dialect.
  public let other: (feed: String, dialect: Dialect)

  /// What is wrong.
  public func description(in language: Language) -> String {
    language(
      "\(first.feed) est en \(first.dialect.name), \(other.feed) en \(other.dialect.name) : des flux de dialectes différents ne peuvent pas être fusionnés.",
      "\(first.feed) is in \(first.dialect.name), \(other.feed) in \(other.dialect.name): feeds of different dialects cannot be merged."
    )
  }
}
