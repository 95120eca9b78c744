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
    for example in sheet.triggering {
      #expect(schemaFindings(example) == [rule.rawValue], "\(example.label.english)")
    }
    for example in sheet.passing { #expect(schemaFindings(example) == [], "\(example.label.english)") }
  }

  private func schemaFindings(_ example: Example) -> [String] {
    var options = ValidationOptions()
    options.rules.profiles = []
    var rules: [String] = []
    FeedValidator(options: options).check(example.formation) { rules.append($0.rule) }
    return rules
  }

  /// Names of elements and values are French in both languages; sentences are not.
  @Test(arguments: RuleSheet.all.map(\.id)) func englishIsEnglish(_ id: String) throws {
    let sheet = try #require(RuleSheet.named(id))
    let french: Set<Substring> = ["pas", "un", "une", "du", "des", "les", "sans", "avec", "jour", "vide"]
    for text in [sheet.message, sheet.why, sheet.repair] + (sheet.triggering + sheet.passing).map(\.label) {
      let words = Set(text.english.lowercased().split { !$0.isLetter })
      #expect(words.isDisjoint(with: french), "\(text.english)")
    }
    for text in [sheet.message, sheet.why, sheet.repair] {
      #expect(text.french != text.english)
      #expect(!text.english.contains("«"), "\(text.english)")
      #expect(text.french.hasSuffix(".") || text.french.hasSuffix(")"))
    }
  }
}
