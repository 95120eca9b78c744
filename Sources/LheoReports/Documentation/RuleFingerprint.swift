import LheoModel
import LheoValidator

extension RuleSheet {
  /// By what the rules of this version are known again: it changes with the words, severity or source of a rule, and with
  /// what rules there are.
  static let fingerprint: String = {
    var hash = FNV()
    for sheet in all {
      for text in [sheet.id, sheet.severity.rawValue] { hash.combine(text) }
      for text in [sheet.message, sheet.why, sheet.repair, sheet.source] {
        hash.combine(text.french)
        hash.combine(text.english)
      }
    }
    return String(hash.value, radix: 16)
  }()
}
