import Glibc

/// SHA-256 (FIPS 180-4), as `sha256sum` prints it.
struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var block = [UInt8](repeating: 0, count: 64)
  private var blockCount = 0
  private var total: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 64)

  private static let constants: [UInt32] = primes(64).map { fraction(of: $0, root: cbrt) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    total += UInt64(bytes.count)
    var rest = bytes[...]
    while !rest.isEmpty {
      if blockCount == 0, rest.count >= 64 {
        compress(UnsafeRawBufferPointer(rebasing: rest.prefix(64)))
        rest = rest.dropFirst(64)
        continue
      }
      let count = min(64 - blockCount, rest.count)
      for byte in rest.prefix(count) {
        block[blockCount] = byte
        blockCount += 1
      }
      rest = rest.dropFirst(count)
      if blockCount == 64 { compressBlock() }
    }
  }

  private mutating func compressBlock() {
    let full = block
    full.withUnsafeBytes { compress($0) }
    blockCount = 0
  }

  /// The digest in hexadecimal; nothing may follow.
  mutating func finish() -> String {
    let bits = total * 8
    var end: [UInt8] = [0x80]
    end += [UInt8](repeating: 0, count: (119 - blockCount) % 64)
    end += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
    end.withUnsafeBytes { update($0) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private mutating func compress(_ bytes: UnsafeRawBufferPointer) {
    func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
    schedule.withUnsafeMutableBufferPointer { words in
      for index in 0..<16 {
        words[index] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
      for index in 16..<64 {
        let (early, late) = (words[index - 15], words[index - 2])
        let first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
        let second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
        words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
      }
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    schedule.withUnsafeBufferPointer { words in
      Self.constants.withUnsafeBufferPointer { constants in
        for index in 0..<64 {
          let choice = (e & f) ^ (~e & g)
          let sum = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
          let first = h &+ sum &+ choice &+ constants[index] &+ words[index]
          let majority = (a & b) ^ (a & c) ^ (b & c)
          let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
          (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
      }
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] = state[index] &+ word }
  }
}

private func primes(_ count: Int) -> [Int] {
  var found: [Int] = []
  var number = 2
  while found.count < count {
    if found.allSatisfy({ number % $0 != 0 }) { found.append(number) }
    number += 1
  }
  return found
}

/// The first 32 bits of the fractional part of a root.
private func fraction(of prime: Int, root: (Double) -> Double) -> UInt32 {
  let value = root(Double(prime))
  return UInt32((value - value.rounded(.down)) * 4_294_967_296)
}
