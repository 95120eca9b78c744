import LheoModel
import LheoValidator
import Testing

/// What rules say of themselves, in both languages.
@Suite struct RuleSheetTests {
  @Test func allRulesHaveASheet() {
    #expect(RuleSheet.all.map(\.id) == SchemaRule.allCases.map(\.rawValue) + Rule.all.map(\.id))
  }

  @Test(arguments: SchemaRule.allCases) func examplesOfTheSchemaShowTheRule(_ rule: SchemaRule) throws {
    let sheet = try #require(RuleSheet.named(rule.rawValue))
    #expect(!sheet.triggering.isEmpty && !sheet.passing.isEmpty)
    // Their examples are of the root of a feed, and of its bytes: see DialectTests and RecoveryTests.
    if [.versionAncienne, .illisible, .encodage].contains(rule) { return }
    for example in sheet.triggering {
      #expect(schemaFindings(example) == [rule.rawValue], "\(example.label.english)")
    }
    for example in sheet.passing { #expect(schemaFindings(example) == [], "\(example.label.english)") }
  }

  private func schemaFindings(_ example: Example) -> [String] {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = []
    var rules: [String] = []
    FeedCheck(options: options).check(example.formation) { rules.append($0.rule) }
    return rules
  }

  /// A finding says what is expected in the language of the report, and English ones say nothing in French.
  @Test(arguments: Rule.all.map(\.id)) func findingsAreInOneLanguage(_ id: String) throws {
    let rule = try #require(Rule.named(id))
    for language in Language.allCases {
      var options = RuleTests.options()
      options.language = language
      for example in rule.triggering {
        for finding in RuleTests.findings(example, options) where finding.rule == id {
          if let expected = finding.expected { #expect(finding.message.contains(expected), "\(finding)") }
          if language == .en {
            let own = finding.message.replacing(finding.value ?? "", with: "")
            let words = Set("\(own) \(finding.fix)".lowercased().split { !$0.isLetter })
            #expect(words.isDisjoint(with: Self.french), "\(own) \(finding.fix)")
          }
          #expect(finding.message.hasPrefix(String(rule.message(language).dropLast())), "\(finding.message)")
        }
      }
    }
  }

  /// Words that no English sentence has.
  private static let french: Set<Substring> = [
    "pas", "un", "une", "du", "des", "les", "sans", "avec", "jour", "vide", "plus", "au", "ou", "caractères",
  ]

  /// Names of elements and values are French in both languages; sentences are not.
  @Test(arguments: RuleSheet.all.map(\.id)) func englishIsEnglish(_ id: String) throws {
    let sheet = try #require(RuleSheet.named(id))
    for text in [sheet.message, sheet.why, sheet.repair] + (sheet.triggering + sheet.passing).map(\.label) {
      let words = Set(text.english.lowercased().split { !$0.isLetter })
      #expect(words.isDisjoint(with: Self.french), "\(text.english)")
    }
    for text in [sheet.message, sheet.why, sheet.repair] {
      #expect(text.french != text.english)
      #expect(!text.english.contains("«"), "\(text.english)")
      #expect(text.french.hasSuffix(".") || text.french.hasSuffix(")"))
    }
  }
}
