/// Keeps what has been looked up lately: at least the last `limit / 2` answers, at most `limit`.
struct BoundedCache<Key: Hashable, Value> {
  private let half: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  init(limit: Int = 4096) { half = max(1, limit / 2) }

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
