/// Where the children of nodes are, by name and number.
struct EdgeTable {
  private var slots: [Int32] = [Int32](repeating: -1, count: 256)
  private var used: [Int] = []
  private var hashes: [UInt64] = []

  mutating func removeAll() {
    if used.count > slots.count / 8 {
      slots = [Int32](repeating: -1, count: min(slots.count, 1 << 14))
    } else {
      for slot in used { slots[slot] = -1 }
    }
    used.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  private static func hash(_ parent: Int, _ code: UInt16, _ name: Int, _ number: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: parent) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(code)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ UInt64(truncatingIfNeeded: name)) &* 0x94D0_49BB_1331_11EB
    hash = (hash ^ UInt64(truncatingIfNeeded: number)) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash >> 29)
  }

  mutating func insert(_ parent: Int, _ code: UInt16, _ name: Int, _ number: Int, _ index: Int) {
    if used.count * 2 > slots.count { grow() }
    insert(Self.hash(parent, code, name, number), Int32(index))
  }

  private mutating func insert(_ hash: UInt64, _ index: Int32) {
    var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = index
    used.append(slot)
    hashes.append(hash)
  }

  private mutating func grow() {
    let (old, oldHashes) = (used.map { slots[$0] }, hashes)
    slots = [Int32](repeating: -1, count: slots.count * 2)
    used.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    for (index, hash) in zip(old, oldHashes) { insert(hash, index) }
  }

  /// The first index of an edge for which `isRight` holds.
  func find(_ parent: Int, _ code: UInt16, _ name: Int, _ number: Int, _ isRight: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: Self.hash(parent, code, name, number) & UInt64(slots.count - 1))
    while slots[slot] >= 0 {
      if isRight(Int(slots[slot])) { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}
