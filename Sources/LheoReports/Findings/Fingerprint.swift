import LheoModel
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
