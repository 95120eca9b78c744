import LheoValidator

extension Finding {
  /// A number by which the finding is known again in a later feed, though lines and positions have moved: of the rule,
  /// the offer, action and session, the element and what was found.
  var fingerprint: UInt64 {
    var hash = FNV()
    hash.combine(rule)
    hash.combine(formation ?? intitule ?? "")
    hash.combine(action ?? "")
    hash.combine(session ?? "")
    hash.combine(pathWithoutPositions)
    hash.combine(element)
    hash.combine(value ?? "")
    return hash.value
  }

  private var pathWithoutPositions: String {
    var isInPosition = false
    return String(
      path.unicodeScalars.filter { scalar in
        if scalar == "[" { isInPosition = true }
        defer { if scalar == "]" { isInPosition = false } }
        return !isInPosition
      }.map(Character.init))
  }
}

/// FNV-1a, 64 bits: a hash that is the same in every run, which Swift's `Hasher` is not.
struct FNV {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  static func hash(_ text: String) -> UInt64 {
    var hash = FNV()
    hash.combine(text)
    return hash.value
  }

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(0xFF)
  }

  private mutating func combine(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
