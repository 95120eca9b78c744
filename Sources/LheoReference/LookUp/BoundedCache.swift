import LheoModel

/// Keeps what has been looked up lately: at least the last `limit / 2` answers, at most `limit`.
struct BoundedCache<Key: Hashable, Value> {
  private let half: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  init(limit: Int = 4096) { half = max(1, limit / 2) }

  /// What is kept.
  subscript(key: Key) -> Value? { young[key] ?? old[key] }

  /// What is kept, or else what `make` finds.
  mutating func value<Failure: Error>(_ key: Key, make: () throws(Failure) -> Value) throws(Failure) -> Value {
    if let value = young[key] { return value }
    let value = if let known = old[key] { known } else { try make() }
    if young.count >= half {
      old = young
      young = [:]
    }
    young[key] = value
    return value
  }

  /// How many answers are kept.
  var count: Int { young.count + old.count }
}

/// A bounded cache for all threads: what one has looked up, the others need not, and it is in memory once.
final class SharedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let cache: Locked<BoundedCache<Key, Value>>

  init(limit: Int) { cache = Locked(BoundedCache(limit: limit)) }

  /// What is kept, or else what `make` finds, which other threads do not wait for.
  func value(_ key: Key, make: () -> Value) -> Value {
    if let known = cache.withLock({ $0[key] }) { return known }
    let made = make()
    return cache.withLock { $0.value(key) { made } }
  }
}
