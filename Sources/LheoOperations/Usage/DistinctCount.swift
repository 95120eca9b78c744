import Glibc

/// How many different values there are among many: exactly up to a limit, beyond it within a few percent, from a sketch
/// (HyperLogLog) of four kilobytes. The order in which values come does not matter.
struct DistinctCount: Sendable {
  /// So many are counted exactly.
  static let exactLimit = 256
  private static let registerCount = 4096

  private var hashes: Set<UInt64> = []
  /// For each group of values the longest run of zeros in their hashes; empty while they are counted exactly.
  private var registers: [UInt8] = []

  /// Adds a value, by its hash.
  mutating func insert(_ hash: UInt64) {
    let hash = hash.mixed
    guard registers.isEmpty else { return note(hash) }
    hashes.insert(hash)
    if hashes.count <= Self.exactLimit { return }
    registers = [UInt8](repeating: 0, count: Self.registerCount)
    for hash in hashes { note(hash) }
    hashes = []
  }

  private mutating func note(_ hash: UInt64) {
    let group = Int(hash % UInt64(Self.registerCount))
    let run = UInt8(truncatingIfNeeded: (hash / UInt64(Self.registerCount)).leadingZeroBitCount - 12 + 1)
    if run > registers[group] { registers[group] = run }
  }

  /// Whether the count is exact.
  var isExact: Bool { registers.isEmpty }

  /// How many values there are, or about how many.
  var count: Int {
    if registers.isEmpty { return hashes.count }
    let size = Double(Self.registerCount)
    let sum = registers.reduce(0.0) { $0 + 1 / Double(UInt64(1) << UInt64($1)) }
    let estimate = 0.7213 / (1 + 1.079 / size) * size * size / sum
    let emptyCount = registers.count { $0 == 0 }
    // Of few values the empty groups say more.
    let better = estimate <= 2.5 * size && emptyCount > 0 ? size * log(size / Double(emptyCount)) : estimate
    return max(Self.exactLimit + 1, Int(better.rounded()))
  }
}

extension UInt64 {
  /// The bits well mixed, so that each depends on all of them.
  var mixed: UInt64 {
    var value = self
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
