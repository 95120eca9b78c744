import LheoModel

/// Keeps what has been looked up lately: at least the last `limit / 2` answers, at most `limit`.
struct BoundedCache<Key: Hashable, Value> {
  private let half: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  init(limit: Int = 4096) { half = max(1, limit / 2) }

  /// What is kept; it counts as asked for just now.
  mutating func find(_ key: Key) -> Value? {
    if let value = young[key] { return value }
    guard let value = old[key] else { return nil }
    keep(value, for: key)
    return value
  }

  /// What is kept, or else what `make` finds.
  mutating func value<Failure: Error>(_ key: Key, make: () throws(Failure) -> Value) throws(Failure) -> Value {
    if let value = find(key) { return value }
    let value = try make()
    keep(value, for: key)
    return value
  }

  /// Keeps what has been found.
  mutating func keep(_ value: Value, for key: Key) {
    if young.count >= half {
      old = young
      young = Dictionary(minimumCapacity: half)
    }
    young[key] = value
  }

  /// Takes the memory for half of the answers at once: growing later means moving all of them each time.
  mutating func reserve() { young.reserveCapacity(half) }

  /// How many answers are kept.
  var count: Int { young.count + old.count }
}

/// A bounded cache for all threads: what one has looked up, the others need not, and it is in memory once.
final class SharedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let cache: Locked<BoundedCache<Key, Value>>

  init(limit: Int) {
    var cache = BoundedCache<Key, Value>(limit: limit)
    cache.reserve()
    self.cache = Locked(cache)
  }

  /// What is kept, or else what `make` finds, which other threads do not wait for.
  func value(_ key: Key, make: () -> Value) -> Value {
    if let known = cache.withLock({ $0.find(key) }) { return known }
    let made = make()
    return cache.withLock { $0.value(key) { made } }
  }
}
