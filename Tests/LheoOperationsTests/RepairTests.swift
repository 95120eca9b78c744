import LheoModel
import LheoOperations
import LheoParser
import LheoValidator
import TestSupport
import Testing

private let day = PartialDate(year: 2026, month: 11, day: 24)!

private func encoded(_ formation: Formation) -> ElementBuffer {
  let buffer = ElementBuffer()
  formation.encode(into: buffer)
  return buffer
}

/// The offer after repairs, and what was done.
private func repair(_ formation: Formation, _ rules: [String]) -> (formation: Formation, notes: [RepairNote]) {
  let source = encoded(formation)
  let (edit, notes) = OfferRepairer(rules.map { Repair.named($0)! }, date: day).repair(source)
  switch edit {
  case .keep: return (formation, notes)
  case .rewrite(let other): return (Formation(decoding: other), notes)
  case .drop: fatalError("a repair never drops an offer")
  }
}

private func findings(_ formation: Formation, _ rule: String) -> [String] {
  var options = ValidationOptions(asOf: .newYear2026)
  options.rules.asOf = day
  options.rules.only = [rule]
  var found: [String] = []
  FeedCheck(options: options).check(formation) { found.append($0.rule + ": " + $0.message) }
  return found
}

@Suite struct RepairTests {
  /// The rules that a repair silences, whatever the example.
  static let silenced = [
    ("texte/html", "texte/html"), ("texte/encodage", "texte/encodage"), ("texte/majuscules", "texte/majuscules"),
    ("recrutement/rdvi-horaire-format", "recrutement/rdvi-horaire-format"),
    ("recrutement/rdvi-horaire-format", "recrutement/ico-horaire-format"), ("duree/zero", "duree/zero"),
    ("duree/totale-absente", "duree/totale-absente"),
    ("adresse/codepostal-format", "adresse/codepostal-format"),
  ]

  /// Rule and repair know the same names of HTML.
  @Test(arguments: [
    "eacute", "Ouml", "sup2", "frac12", "alpha", "and", "thetasym", "apos", "quot", "euro", "#233", "#xE9", "bogus",
    "R", "é",
  ])
  func whatTheRepairMakesOfAnEntityTheRuleFinds(_ name: String) {
    var offer = Formation.example
    offer.contenuFormation = TextLeaf("Avant &\(name); après")
    let repaired = repair(offer, ["texte/html"])
    #expect(repaired.notes.isEmpty == findings(offer, "texte/html").isEmpty)
    #expect(findings(repaired.formation, "texte/html").isEmpty)
  }

  @Test(arguments: silenced) func afterARepairItsRuleFindsNothing(_ repairName: String, _ ruleName: String) throws {
    let rule = try #require(Rule.named(ruleName))
    var repaired = 0
    for example in rule.triggering {
      let formation = example.formation
      let result = repair(formation, [repairName])
      // Some examples have nothing in them to repair with, such as a time that cannot be read.
      if result.notes.isEmpty { continue }
      repaired += 1
      #expect(!findings(formation, ruleName).isEmpty)
      #expect(findings(result.formation, ruleName).isEmpty, "\(ruleName): \(example.label)")
    }
    if ruleName != "recrutement/rdvi-horaire-format", ruleName != "recrutement/ico-horaire-format",
      ruleName != "adresse/codepostal-format"
    {
      #expect(repaired > 0)
    }
  }

  @Test func aGoodOfferIsLeftAlone() {
    let (formation, notes) = repair(.example, Repair.all.map(\.rule))
    #expect(notes.isEmpty && formation == .example)
  }

  @Test func aRepairedOfferNeedsNoMoreRepairs() {
    var offer = Formation.example
    offer.contenuFormation = "  <p>Cloisons &amp;  doublages</p><ul><li>un</li><li>deux</li></ul> "
    offer.actions[0].sessions[0].recrutements[1].heureDebut = "9 h 30"
    offer.actions[0].nombreHeuresTotal = 3
    let once = repair(offer, Repair.all.map(\.rule))
    let twice = repair(once.formation, Repair.all.map(\.rule))
    #expect(!once.notes.isEmpty && twice.notes.isEmpty)
    #expect(once.formation.contenuFormation.text == "Cloisons & doublages\n\n- un\n- deux")
    #expect(once.formation.datemaj == "20261124")
  }

  @Test(arguments: [
    ("9h", "09h00"), ("9 h 30", "09h30"), ("09.30", "09h30"), ("0930", "09h30"), ("9", "09h00"), ("14:15", "14h15"),
    ("9H5", "9H5"), ("25h00", "25h00"), ("midi", "midi"), ("9h-10h", "9h-10h"),
  ])
  func timesAreReadAsPeopleTypeThem(_ typed: String, _ written: String) {
    var offer = Formation.example
    offer.actions[0].sessions[0].recrutements[1].heureDebut = TimeLeaf(typed)
    let result = repair(offer, ["recrutement/rdvi-horaire-format"]).formation
    #expect(result.actions[0].sessions[0].recrutements[1].heureDebut?.text == written)
  }

  @Test(arguments: [("14 000", "14000"), ("1400", "01400"), ("14000", "14000"), ("B-1000", "B-1000"), ("140", "140")])
  func postcodesGetTheirZeroBack(_ typed: String, _ written: String) {
    var offer = Formation.example
    offer.actions[0].lieuxDeFormation[0].coordonnees.adresse?.codepostal = TextLeaf(typed)
    let result = repair(offer, ["adresse/codepostal-format"]).formation
    #expect(result.actions[0].lieuxDeFormation[0].coordonnees.adresse?.codepostal.text == written)
  }

  @Test(arguments: [
    ("<p>a</p><p>b</p>", "a\n\nb"), ("a &lt;b&gt;c", "a c"), ("a &lt; b", "a < b"), ("R&D, a < b", "R&D, a < b"),
    ("&#233;t&#xE9;", "été"),
    ("&#0;&bogus;", "&#0;&bogus;"), ("a<br/>b<script>x</script>", "a\nbx"), ("1<2>0", "1<2>0"),
  ])
  func htmlBecomesText(_ html: String, _ text: String) {
    var offer = Formation.example
    offer.contenuFormation = TextLeaf(html)
    #expect(repair(offer, ["texte/html"]).formation.contenuFormation.text == text)
  }

  @Test func windowsCharactersBecomeLetters() {
    var offer = Formation.example
    offer.contenuFormation = "L\u{92}\u{9C}uvre \u{F0B7} \u{80}\u{FEFF}"
    #expect(repair(offer, ["texte/caracteres"]).formation.contenuFormation.text == "L’œuvre • €")
  }

  @Test func spacesWithoutWidthAreRemoved() {
    var offer = Formation.example
    offer.contenuFormation = "Cloi\u{200B}sons\u{200B}"
    #expect(repair(offer, ["texte/caracteres"]).formation.contenuFormation.text == "Cloisons")
  }

  @Test(arguments: [
    ("DÃ©velopper", "Développer"), ("Lâ€™Å“uvre â€“ 12 â‚¬", "L’œuvre – 12 €"), ("Ã\u{A0} la fin", "à la fin"),
    ("Ã\u{89}tÃ©, Ã‰tÃ©", "Été, Été"), ("ÃƒÂ©tÃƒÂ©", "été"), ("Â«\u{A0}ÃŠtre\u{A0}Â»", "«\u{A0}Être\u{A0}»"),
    ("ï»¿Cloisons", "Cloisons"), ("âge, maïs, COMPÉTENCES\u{A0}»", "âge, maïs, COMPÉTENCES\u{A0}»"),
    ("dÃ©jÃ la", "déjÃ la"), ("Les mï¿½tiers", "Les mï¿½tiers"), ("ðŸ˜€", "😀"),
  ])
  func misreadAccentsAreRestored(_ misread: String, _ meant: String) {
    var offer = Formation.example
    offer.contenuFormation = TextLeaf(misread)
    #expect(repair(offer, ["texte/encodage"]).formation.contenuFormation.text == meant)
  }

  @Test func accentsAreRestoredBeforeWhiteSpaceIsSet() {
    var offer = Formation.example
    offer.contenuFormation = "Ã\u{A0} la  fin, l\u{92}Ã\u{89}tat"
    #expect(repair(offer, Repair.all.map(\.rule)).formation.contenuFormation.text == "à la fin, l’État")
  }

  @Test func aTotalOfZeroIsComputedOrLeft() {
    var offer = Formation.example
    offer.actions[0].nombreHeuresTotal = 0
    #expect(repair(offer, Repair.all.map(\.rule)).formation.actions[0].nombreHeuresTotal == 470)
    offer.actions[0].nombreHeuresCentre = nil
    #expect(repair(offer, Repair.all.map(\.rule)).formation.actions[0].nombreHeuresTotal == 0)
  }

  @Test(arguments: [0, 1, 469, 471, 777]) func noneOfSeveralTotalsIsChosen(total: Int) {
    var offer = Formation.example
    offer.actions[0].nombreHeuresTotal = NumberLeaf(total)
    let action = repair(offer, Repair.all.map(\.rule)).formation.actions[0]
    #expect(action.nombreHeuresTotal == (total == 0 ? 470 : NumberLeaf(total)))
    #expect(action.nombreHeuresCentre == 400 && action.nombreHeuresEntreprise == 70)
  }

  @Test func aTotalIsAddedOnlyWhereBothPartsAreKnown() {
    var offer = Formation.example
    offer.actions[0].nombreHeuresTotal = nil
    #expect(repair(offer, Repair.all.map(\.rule)).formation.actions[0].nombreHeuresTotal == 470)
    offer.actions[0].nombreHeuresEntreprise = nil
    #expect(repair(offer, Repair.all.map(\.rule)).formation.actions[0].nombreHeuresTotal == nil)
  }

  @Test(arguments: [
    ("2027-07-28", "20270728"), ("2027/7/8", "20270708"), ("2027.07.28", "20270728"), (" 2027-07-28 ", "20270728"),
    ("2027-07-28T00:00:00", "20270728"), ("2027-07-28 00:00:00", "20270728"), ("28/07/2027", "20270728"),
    ("28.7.2027", "20270728"), ("5/5/2027", "20270505"), ("31-12-2027", "20271231"),
    // The month may be first, or the year; a time of day means something; there is no such day.
    ("05/07/2027", nil), ("28/07/27", nil), ("27-07-28", nil), ("2027-07-28T14:00:00", nil), ("2027-07", nil),
    ("2027-02-30", nil), ("2027-13-28", nil), ("29/02/2027", nil), ("2027-07/28", nil), ("2027--07-28", nil),
    ("-2027-07-28", nil), ("٢٠٢٧-07-28", nil), ("99999-07-28", nil), ("juillet 2027", nil), ("2027072", nil),
  ])
  func datesInOtherFormsAreReadWhereTheyAreCertain(_ written: String, _ expected: String?) {
    var offer = Formation.example
    var information = DateInformation()
    information.date = DateLeaf(written)
    offer.actions[0].datesInformation = [information]
    let result = repair(offer, ["valeur/espaces", "schema/format"]).formation
    #expect(result.actions[0].datesInformation[0].date.text == expected ?? written)
  }

  @Test func longTextsAreCutAtASentence() {
    var offer = Formation.example
    offer.contenuFormation = TextLeaf(String(repeating: "Une phrase de formation. ", count: 200))
    let text = repair(offer, ["schema/longueur"]).formation.contenuFormation.text
    #expect(text.unicodeScalars.count <= 3000 && text.hasSuffix("formation."))
  }

  @Test func aMissingVersionIsTakenFromTheOtherCodesOnly() {
    var offer = Formation.example
    offer.domaineFormation.codesFORMACODE = ["22403", "22404"]
    #expect(repair(offer, ["ordre/formacode-version"]).notes.isEmpty)
    offer.domaineFormation.codesFORMACODE[0].details[.ref] = "V14"
    #expect(
      repair(offer, ["ordre/formacode-version"]).formation.domaineFormation.codesFORMACODE[1].details[.ref] == "V14")
  }

  @Test func extensionsAndUnknownElementsSurvive() throws {
    let xml = """
      <lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="1"><objectif-formation>a  b</objectif-formation>
      <x:note xmlns:x="urn:x" y="z">garde  moi</x:note><extras info="e"><extra info="f">g <b>h</b></extra></extras>
      </formation></offres></lheo>
      """
    var text = ""
    try FeedParser(.text(xml)).forEachEvent { event in
      guard case .element(let buffer) = event else { return }
      guard case .rewrite(let copy) = OfferRepairer([Repair.named("ordre/espaces")!], date: day).repair(buffer).edit
      else { return }
      text = "\(copy.root.content)"
    }
    #expect(text.contains("a b") && text.contains("garde  moi") && text.contains("urn:x") && text.contains("h"))
  }

  // MARK: Nothing gets worse

  @Test(arguments: [" ", "\u{A0}", "\n\n", "<br/>", "&nbsp;", "&amp;nbsp;", "<p></p>", "\u{FEFF}"])
  func aTextThatWouldBeEmptyIsLeftAndReported(text: String) {
    var offer = Formation.example
    offer.contenuFormation = TextLeaf(text)
    let result = repair(offer, Repair.all.map(\.rule))
    #expect(result.formation.contenuFormation.text == text)
    #expect(!result.notes.isEmpty && result.notes.allSatisfy { $0.obstacle == "schema/longueur" })
  }

  @Test(arguments: [Int.max, Int.max - 5, Int.min, -1, 0, 1])
  func totalsOfAnyNumbers(hours: Int) {
    for other in [1, Int.max, Int.min] {
      var offer = Formation.example
      offer.actions[0].nombreHeuresCentre = NumberLeaf(hours)
      offer.actions[0].nombreHeuresEntreprise = NumberLeaf(other)
      expectNothingGetsWorse(offer)
    }
  }

  @Test func aDateOfChangeNeverGoesBack() {
    var offer = Formation.example
    offer.datemaj = "20270110"
    offer.contenuFormation = "Cloisons  et doublages"
    let result = repair(offer, Repair.all.map(\.rule))
    #expect(result.formation.datemaj == "20270110" && !result.notes.isEmpty)
  }

  @Test(arguments: Rule.all.flatMap { rule in rule.triggering.map { (rule.id, $0.label.english) } })
  func noRuleHasMoreFindings(rule: String, label: String) throws {
    let example = try #require(Rule.named(rule)?.triggering.first { $0.label.english == label })
    expectNothingGetsWorse(example.formation)
  }

  @Test func randomOffersGetNoWorse() {
    var documents = RandomDocuments(seed: 15)
    for number in 0..<150 {
      let document = number % 2 == 0 ? documents.validDocument() : documents.mutatedDocument()
      try? FeedParser(.text(document.text)).forEachEvent { event in
        guard case .element(let buffer) = event, buffer.root.element == .formation else { return }
        expectNothingGetsWorse(Formation(decoding: buffer))
      }
    }
  }

  /// Of all rules and the schema, none finds more after all repairs than before, and repairing again changes nothing.
  private func expectNothingGetsWorse(_ formation: Formation) {
    func counts(_ formation: Formation) -> [String: Int] {
      var options = ValidationOptions(asOf: .newYear2026)
      options.rules.asOf = day
      options.rules.profiles = Set(Profile.allCases)
      var counts: [String: Int] = [:]
      FeedCheck(options: options).check(formation) { counts[$0.rule, default: 0] += 1 }
      return counts
    }
    let before = counts(formation)
    let once = repair(formation, Repair.all.map(\.rule))
    for (rule, count) in counts(once.formation) { #expect(count <= before[rule] ?? 0, "\(rule)") }
    #expect(repair(once.formation, Repair.all.map(\.rule)).notes.allSatisfy { !$0.isMade })
  }

  @Test func everyRepairSaysWhatItDoesInBothLanguages() {
    #expect(Set(Repair.all.map(\.rule)).count == Repair.all.count)
    for repair in Repair.all {
      #expect(
        !repair.title.french.isEmpty && !repair.title.english.isEmpty && repair.title.french != repair.title.english)
      let isKnown = Rule.named(repair.rule) != nil || SchemaRule(rawValue: repair.rule) != nil
      #expect(isKnown || repair.rule.hasPrefix("ordre/") || repair.rule.hasPrefix("xml/"), "\(repair.rule) is no rule")
    }
  }
}
