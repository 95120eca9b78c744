import LheoModel
import LheoValidator
import TestSupport
import Testing

/// All that is said of the examples of all rules, word for word, in both languages: Tests/Golden/findings has it as
/// somebody has looked at it.
@Suite struct GoldenFindingTests {
  @Test(arguments: Language.allCases) func examplesAreToldAsBefore(language: Language) throws {
    var text = ""
    for rule in Rule.all {
      text += "\(rule.id) (\(rule.profile), \(rule.severity))\n"
      for example in rule.triggering + rule.passing {
        var options = RuleTests.options()
        options.language = language
        let findings = RuleTests.findings(example, options)
        text += "  \(example.label(language))\n" + findings.map { "    \(Self.line($0))\n" }.joined()
      }
    }
    try Golden.expect(text, "findings/\(language.rawValue).txt")
  }

  private static func line(_ finding: Finding) -> String {
    let path = finding.path.replacing("/lheo/offres/formation[1]", with: "")
    let numbers = [finding.formation, finding.action, finding.session].map { $0 ?? "-" }.joined(separator: " ")
    return "\(finding.severity) \(finding.rule) \(path):\(finding.element) [\(numbers)] \(finding.message)"
  }
}
