import Foundation
import LheoModel
import LheoParser
import LheoRegisters
@testable import LheoValidator
import TestSupport
import Testing

/// Every rule is tested by its own examples.
@Suite struct RuleTests {
  /// The day for which the examples are written.
  static let day = PartialDate(year: 2026, month: 11, day: 24)!

  static func options(_ change: (inout RuleOptions) -> Void = { _ in }) -> ValidationOptions {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.asOf = day
    options.rules.profiles = Set(Profile.allCases)
    options.rules.region = Region.named("28")
    options.rules.reference = ListedRegisters.example
    change(&options.rules)
    return options
  }

  /// What is found in an offer that comes after others, which are as they should be.
  static func findings(
    _ formation: Formation, after preceding: [Formation] = [], _ options: ValidationOptions = options(),
    in dialect: Dialect = .current
  ) -> [Finding] {
    var findings: [Finding] = []
    let validator = FeedCheck(options: options)
    for offer in preceding { validator.check(offer, in: dialect) { _ in } }
    validator.check(formation, in: dialect) { findings.append($0) }
    return findings
  }

  static func findings(_ example: Example, _ options: ValidationOptions = options()) -> [Finding] {
    findings(example.formation, like: example, options)
  }

  /// What is found in an offer in the place of an example.
  static func findings(
    _ formation: Formation, like example: Example, _ options: ValidationOptions = options()
  ) -> [Finding] {
    var options = options
    if example.isAboutEdof { options.rules.profiles = [.edof] }
    return findings(formation, after: example.preceding, options, in: example.dialect)
  }

  @Test func theExampleOfferBreaksNoRule() {
    #expect(Self.findings(.example).map(\.rule) == [])
    #expect(Self.findings(Rule.named("apprentissage/type-cycle")!.passing[0]).map(\.rule) == [])
    #expect(Self.findings(Rule.named("contrat-pro/melange")!.passing[0]).map(\.rule) == [])
  }

  @Test(arguments: Rule.all.map(\.id)) func examplesShowTheRule(id: String) throws {
    let rule = try #require(Rule.named(id))
    let expected = rule.reportedAs?.rawValue ?? rule.id
    for example in rule.triggering {
      let found = Self.findings(example)
      #expect(found.contains { $0.rule == expected }, "\(example.label): \(found.map(\.rule))")
      for finding in found where finding.rule == expected {
        #expect(finding.path.hasPrefix("/lheo/offres/formation[1]"))
        #expect(!finding.element.isEmpty)
      }
    }
    for example in rule.passing {
      let found = Self.findings(example)
      #expect(!found.contains { $0.rule == expected }, "\(example.label)")
    }
  }

  /// No example gives two errors for its one mistake.
  @Test(arguments: Rule.all.map(\.id)) func oneMistakeIsReportedOnce(id: String) throws {
    let rule = try #require(Rule.named(id))
    for example in rule.triggering {
      let errors = Self.findings(example).filter { $0.severity == .error }
      var seen: Set<String> = []
      for error in errors {
        #expect(seen.insert("\(error.path) \(error.element)").inserted, "\(example.label): \(errors.map(\.rule))")
      }
      if rule.severity == .error { #expect(errors.count == 1, "\(example.label): \(errors.map(\.rule))") }
    }
  }

  @Test func everyRuleSaysWhatWhyAndHow() {
    #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
    for rule in Rule.all {
      for text in [rule.message, rule.why, rule.repair] {
        #expect(text.french.count > 10 && text.english.count > 10, "\(rule.id)")
        #expect(text.french.hasSuffix(".") || text.french.hasSuffix(")"), "\(rule.id): \(text.french)")
      }
      #expect(!rule.source.text.french.isEmpty)
      #expect(rule.id.contains("/"))
    }
  }

  /// All rules of the catalogue that need no reference data are there, with the same profile and severity.
  @Test(.needsShared) func theCatalogueIsCovered() throws {
    let catalogue = try String(contentsOf: Repository.shared("rules/catalogue.tsv")!, encoding: .utf8)
    for line in catalogue.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard ["none", "date", "cross"].contains(fields[6]) else { continue }
      guard let rule = Rule.named(fields[0]) else {
        Issue.record("missing: \(fields[0])")
        continue
      }
      #expect(rule.profile.rawValue == fields[1], "\(rule.id)")
      if Self.deviations[fields[0]] == nil { #expect(rule.severity.rawValue == fields[2], "\(rule.id)") }
    }
  }

  /// Where the severity is not that of the catalogue, and why.
  private static let deviations = [
    "recrutement/etat-non-ouvert": "closing is the regular way to end a recruitment (guide, line 1374)",
    "recrutement/ouvert-session-terminee": "a session that is over cannot be changed: session/terminee informs",
    "apprentissage/blocs-absents":
      "Without the RNCP reference it is not known whether a certification has blocks: a warning, says the note.",
  ]
}

@Suite struct RuleSelectionTests {
  private func rules(_ change: (inout RuleOptions) -> Void) -> Set<String> {
    var formation = Formation.example
    formation.intituleFormation = "TITRE PROFESSIONNEL PLAQUISTE"
    formation.actions[0].sessions[0].recrutements = []
    return Set(RuleTests.findings(formation, RuleTests.options(change)).map(\.rule))
  }

  @Test func profilesChooseRules() {
    #expect(rules { $0.profiles = [.franceTravail] } == ["recrutement/modalite-absente"])
    #expect(rules { $0.profiles = [.carif] } == ["texte/majuscules"])
    #expect(rules { $0.profiles = [] } == [])
  }

  @Test func rulesCanBeIgnoredAndChosen() {
    #expect(rules { $0.ignore = ["recrutement/*"] } == ["texte/majuscules"])
    #expect(rules { $0.ignore = ["*/modalite-*"] } == ["texte/majuscules"])
    #expect(rules { $0.ignore = ["*"] } == [])
    #expect(rules { $0.only = ["recrutement/modalite-absente"] } == ["recrutement/modalite-absente"])
    #expect(rules { $0.only = ["texte/*"] } == ["texte/majuscules"])
    #expect(rules { $0.only = ["texte/m*s"] } == ["texte/majuscules"])
  }

  @Test func theMoreSpecificPatternCounts() {
    #expect(rules { ($0.only, $0.ignore) = (["texte/majuscules"], ["texte/*"]) } == ["texte/majuscules"])
    #expect(rules { ($0.only, $0.ignore) = (["texte/*"], ["texte/majuscules"]) } == [])
    #expect(rules { ($0.only, $0.ignore) = (["texte/*"], ["texte/*"]) } == [], "of equals, ignore")
    func severity(_ patterns: [(String, Severity)]) -> Severity? {
      var formation = Formation.example
      formation.intituleFormation = "TITRE PROFESSIONNEL PLAQUISTE"
      let options = RuleTests.options { $0.severities = patterns.map { (pattern: $0.0, severity: $0.1) } }
      return RuleTests.findings(formation, options).first { $0.rule == "texte/majuscules" }?.severity
    }
    #expect(severity([("texte/*", .error)]) == .error)
    #expect(severity([("texte/majuscules", .error), ("texte/*", .info)]) == .error)
    #expect(severity([("texte/*", .error), ("*", .info)]) == .error)
    #expect(severity([("texte/*", .error), ("texte/*", .info)]) == .info, "of equals, the later")
  }

  /// What is asked for does not switch the schema off.
  @Test func onlyLeavesTheSchemaOn() {
    var formation = Formation.example
    formation.intituleFormation = ""
    func found(_ change: @escaping (inout RuleOptions) -> Void) -> [String] {
      RuleTests.findings(formation, RuleTests.options(change)).map(\.rule)
    }
    #expect(found { $0.only = ["adresse/*"] } == ["schema/longueur"])
    #expect(found { ($0.only, $0.ignore) = (["adresse/*"], ["schema/*"]) } == [])
    #expect(found { $0.ignore = ["schema/longueur"] } == [])
    #expect(found { $0.ignore = ["*"] } == ["schema/longueur"], "the family is not named")
  }

  /// Names that rules had before work where names do, and lead to rules that are there.
  @Test func oldNamesAreKnown() {
    for (old, new) in Rule.aliases {
      #expect(!Rule.all.contains { $0.id == old } && Rule.all.contains { $0.id == new }, "\(old)")
      #expect(Rule.named(old)?.id == new)
      var options = RuleOptions(asOf: .newYear2026)
      options.ignore = [old]
      #expect(options.unknownPatterns.isEmpty)
      options.profiles = Set(Profile.allCases)
      #expect(!options.checkedRules.contains(new))
    }
  }

  @Test func unknownNamesAreNoticed() {
    var options = RuleOptions(asOf: .newYear2026)
    options.ignore = ["recrutement/rdvi-place", "texte/*", "nothing/*"]
    #expect(options.unknownPatterns.map(\.pattern) == ["recrutement/rdvi-place", "nothing/*"])
    #expect(options.unknownPatterns[0].nearest == "recrutement/rdvi-places")
  }

  @Test func numbersAreComparedAcrossTheFeed() {
    var findings: [Finding] = []
    let validator = FeedCheck(options: RuleTests.options())
    validator.check(.example) { findings.append($0) }
    validator.check(.example, path: "/lheo/offres/formation[2]") { findings.append($0) }
    #expect(
      findings.map(\.rule) == ["formation/numero-double", "session/numero-double"])
  }
}

@Suite struct ToleranceTests {
  @Test func oddValuesMakeNoNonsense() {
    var formation = Formation.example
    formation.actions[0].sessions[0].periode = Periode(debut: "00000000", fin: "99999999")
    formation.actions[0].sessions[0].recrutements[1].heureDebut = " 9h "
    formation.actions[0].sessions[0].recrutements[1].nbPlaces = "beaucoup"
    formation.actions[0].sessions[0].extras = [
      Extras(info: "session-perimee", items: [.extra(Extra(info: "session-perimee", text: "0"))])
    ]
    formation.actions.append(formation.actions[0])
    let found = RuleTests.findings(formation).map(\.rule)
    #expect(found.contains("session/periode-incomplete"))
    #expect(!found.contains { $0.hasPrefix("recrutement/rdvi-places") || $0.hasPrefix("recrutement/rdvi-horaire") })
    #expect(!found.contains("session/periode-ordre"))
  }

  @Test func aSessionThatIsOverIsNotReportedAsIfItWereToCome() {
    var formation = Formation.example
    formation.actions[0].sessions[0].periode = Periode(debut: "20250101", fin: "20250630")
    formation.actions[0].sessions[0].etatRecrutement = .init(.ferme)
    formation.actions[0].sessions[0].recrutements = []
    #expect(Set(RuleTests.findings(formation).map(\.rule)) == ["session/archivee", "session/toutes-terminees"])
  }

  @Test(.needsShared, arguments: Repository.samples) func realFeedsAreReadWithoutNonsense(feed: URL) {
    var rules: Set<String> = []
    let summary = try! FeedValidator(options: RuleTests.options()).validate(.file(feed.path)) { finding in
      rules.insert(finding.rule)
      #expect(finding.line > 1)
      #expect(finding.formation != nil)
    }
    #expect(summary.error == nil)
    #expect(!rules.contains { $0.hasPrefix("schema/") })
    #expect(!rules.contains("recrutement/modalite-absente"), "these sessions are long over")
  }

  @Test func hugeNumbersDoNotOverflow() {
    var formation = Formation.example
    formation.actions[0].nombreHeuresCentre = "9223372036854775807"
    formation.actions[0].nombreHeuresEntreprise = "9223372036854775807"
    #expect(RuleTests.findings(formation).map(\.rule) == ["duree/total-incoherent"])
  }

  @Test func easterIsComputed() {
    // 2 April 2027 is the Friday after Easter week's Monday, 29 March.
    var formation = Formation.example
    formation.actions[0].sessions[0].periode.debut = "20270331"
    let options = RuleTests.options {
      $0.asOf = PartialDate(year: 2027, month: 3, day: 26)!
      $0.only = ["session/delai-affichage"]
    }
    // From Friday 26 March, three working days lead over the week-end and Easter Monday to Thursday 1 April.
    #expect(RuleTests.findings(formation, options).count == 1)
    formation.actions[0].sessions[0].periode.debut = "20270401"
    #expect(RuleTests.findings(formation, options).isEmpty)
  }
}

@Suite struct FormFieldTests {
  /// An offer is judged alone on many cores, and in its feed on one: the field is the same.
  @Test(arguments: [
    ("nb-places", "action[1]/session[2]/recrutement[1]/nb-places", FormField.nombreDePlaces),
    ("nb-places", "action[1]/session[2]/recrutement[1]", .nombreDePlaces),
    ("intitule-formation", "", .intitule), ("certification", "", .certifications), ("action", "", .sessions),
    ("fin", "action/session/periode/fin", .dateFin),
    ("fin", "action/session/recrutement/periode/fin", .dateRecrutement),
    ("ville", "action/session/recrutement[3]/adresse/ville", .adresseRecrutement),
    ("ville", "action/lieu-de-formation/coordonnees/adresse", .rechercherAdresse),
    ("SIRET", "action/lieu-de-formation/SIRET-lieu-formation/SIRET", .siretDuLieu),
    ("code-FORMACODE", "domaine-formation/code-FORMACODE[2]", nil),
  ])
  func elementsHaveTheirFields(name: String, path: String, field: FormField?) {
    for prefix in ["", "/lheo/offres/formation[12]/", "/l:lheo/l:offres/l:formation/"] {
      let whole = (prefix + path).split(separator: "/", omittingEmptySubsequences: false).joined(separator: "/")
      #expect(FormField.of(element: name, path: whole) == field, "\(whole)")
    }
  }
}

@Suite struct WebAddressTests {
  @Test(arguments: [
    "https://example.org", "http://example.org/?a=b#c", " HTTPS://Example.ORG:8080/é ", "https://é.fr",
    "https://localhost",
    "http://localhost/x", "https://a-b.c",
  ]) func theseAre(text: String) { #expect(text.isWebAddress) }

  @Test(arguments: [
    "", "https", "https://", "http:/example.org", "www.example.org", "ftp://example.org", "https://example",
    "https://.org", "https://org.", "https://a.b..c", "https://-a.fr", "https://a-.fr", "https://a.fr-",
    "https://a b.fr", "https://a.fr/b\tc", "https://a.fr/\u{A0}b",
    "https://a.fr/\u{2003}b",
    "https://?a.b", "http\u{1A}//a.b", "httpX://a.b",
  ]) func theseAreNot(text: String) { #expect(!text.isWebAddress) }
}
