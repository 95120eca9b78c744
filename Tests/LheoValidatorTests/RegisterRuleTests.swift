import LheoModel
import LheoRegisters
import TestSupport
import Testing

@testable import LheoValidator

/// Rules that need official registers: when they are checked, and how much they trust old data.
@Suite struct RegisterRuleTests {
  static let needing = Rule.all.filter { !$0.needs.subtracting([.region]).isEmpty }

  /// Registers of a day, some of which may be missing.
  static func registers(
    day: PartialDate = PartialDate(iso: "2026-11-23")!, without missing: [Register] = []
  ) -> ListedRegisters {
    var registers = ListedRegisters.example
    registers.editions = registers.editions.filter { !missing.contains($0.register) }.map {
      RegisterEdition($0.register, day: day, hasStates: true)
    }
    return registers
  }

  private func findings(
    _ example: Example, _ registers: ListedRegisters?, _ change: (inout RuleOptions) -> Void = { _ in }
  ) -> [Finding] {
    RuleTests.findings(
      example,
      RuleTests.options {
        $0.reference = registers
        change(&$0)
      })
  }

  @Test func manyRulesNeedRegisters() {
    #expect(Self.needing.count > 50)
    for need in RuleNeed.allCases { #expect(Rule.all.contains { $0.needs.contains(need) }, "\(need)") }
  }

  /// The notice that a certification ends soon begins 90 days before, and the one that it is replaced the day after.
  @Test(arguments: [-1, 0, 1, 89, 90, 91, 400]) func certificationsThatEndSoonAreNamedInTime(days: Int) throws {
    let end = try #require(PartialDate(iso: "2026-12-24")?.dayNumber)
    for (code, successors) in [("RNCP34013", false), ("RNCP34099", true)] {
      var registers = Self.registers()
      if successors {
        let replaced = RegisteredCertification(
          code: CertificationCode(.rncp, 34_099), title: "Plaquiste", isActive: true,
          endDate: PartialDate(dayNumber: end), successors: ["RNCP37277"])
        registers.certifications[replaced.code] = CertificationSheet(replaced)
      }
      let example = Example("") { $0.lead(toRNCP: code) }
      let rules = findings(example, registers) { $0.asOf = PartialDate(dayNumber: end - days)! }.map(\.rule)
      #expect(rules.contains("certification/bientot-expiree") == (!successors && (0...90).contains(days)))
      #expect(rules.contains("certification/remplacee") == (successors && days < 90))
    }
  }

  /// Without its registers a rule finds nothing, and is named among those that were not checked.
  @Test(arguments: needing.map(\.id)) func withoutItsRegisterARuleIsSilent(id: String) throws {
    let rule = try #require(Rule.named(id))
    let registers = Self.registers(without: rule.needs.flatMap(\.registers))
    for example in rule.triggering {
      #expect(!findings(example, registers).contains { $0.rule == id })
      #expect(!findings(example, nil).contains { $0.rule == id })
    }
    let options = RuleTests.options { $0.reference = registers }.rules
    #expect(options.rulesWithoutNeeds.contains { $0.rule == id && $0.needs == rule.needs })
    #expect(!options.checkedRules.contains(id))
  }

  /// An export without its partners or its blocs proves nothing about them.
  @Test(arguments: needing.filter { !$0.needs.isDisjoint(with: [.habilitations, .blocs]) }.map(\.id))
  func withoutItsPartARuleIsSilent(id: String) throws {
    let rule = try #require(Rule.named(id))
    var registers = Self.registers()
    registers.editions = registers.editions.map {
      RegisterEdition($0.register, day: $0.day, hasStates: true, hasPartners: false, hasBlocs: false)
    }
    for example in rule.triggering { #expect(!findings(example, registers).contains { $0.rule == id }) }
    #expect(RuleTests.options { $0.reference = registers }.rules.rulesWithoutNeeds.contains { $0.rule == id })
  }

  /// Where one répertoire has its partners and the other has not, only sheets of the first are looked at.
  @Test func partnersOfOneRepertoireSayNothingOfTheOther() throws {
    let rule = try #require(Rule.named("habilitation/absente"))
    var registers = Self.registers()
    registers.editions = registers.editions.map {
      RegisterEdition($0.register, day: $0.day, hasStates: true, hasPartners: $0.register == .rs)
    }
    for example in rule.triggering { #expect(!findings(example, registers).contains { $0.rule == rule.id }) }
  }

  /// Without what became of communes, nobody knows which have merged.
  @Test func communesAloneDoNotSayWhatBecameOfThem() {
    let without = RuleTests.options { $0.reference = Self.registers(without: [.mouvements, .historique]) }.rules
    #expect(without.rulesWithoutNeeds.map(\.rule).contains("adresse/insee-ancien"))
    let replaced = RuleTests.options { $0.reference = Self.registers(without: [.certifinfo]) }.rules
    #expect(replaced.rulesWithoutNeeds.map(\.rule).contains("certification/codes-discordants"))
    #expect(!replaced.rulesWithoutNeeds.map(\.rule).contains("certification/certifinfo-remplace"))
  }

  /// A partner whose SIRET nobody knows may be any body, but one that is named is what the register says.
  @Test(arguments: [
    ("habilitation/organiser-seulement", true), ("habilitation/retiree", true), ("habilitation/absente", false),
    ("habilitation/autre-etablissement", false),
  ]) func aPartnerWithoutASiret(id: String, isCertain: Bool) throws {
    let rule = try #require(Rule.named(id))
    var registers = Self.registers()
    registers.certifications = registers.certifications.mapValues { sheet in
      let named = ["90000000100009", "90000000100033", "90000000200007"].compactMap {
        text -> (Siret?, PartnerList.Rights)? in
        let siret = Siret(text)!
        return sheet.partners[siret].map { (siret, $0.subtracting(.issues)) }
      }
      let nameless = (nil as Siret?, PartnerList.Rights(trains: true, assesses: true, isWithdrawn: false))
      return CertificationSheet(sheet.certification, rights: sheet.hasPartners ? named + [nameless] : [])
    }
    for example in rule.triggering {
      #expect(findings(example, registers).contains { $0.rule == id } == isCertain, "\(example)")
    }
  }

  /// The RNCP says whether a code is in force, where no other rule says it.
  @Test(arguments: [("RNCP744", true), ("RNCP99999", true), ("RNCP37277", false)])
  func aContratProNeedsACodeInForce(code: String, isFound: Bool) throws {
    let rule = try #require(Rule.named("certification/contrat-pro-sans-rncp"))
    let example = Example.contratPro("code") { $0.certifications = [Certification(codeRNCP: TextLeaf(code))] }
    let alone = findings(example, Self.registers()) { $0.profiles = [.carif] }
    #expect(alone.contains { $0.rule == rule.id } == isFound)
    #expect(!findings(example, Self.registers()).contains { $0.rule == rule.id })
    // A number of the RS says nothing where the RNCP is not there.
    let ofRS = Example.contratPro("RNCP5080") { $0.certifications = [Certification(codeRNCP: "RNCP5080")] }
    let withoutRNCP = findings(ofRS, Self.registers(without: [.rncp])) { $0.profiles = [.carif] }
    #expect(!withoutRNCP.contains { $0.rule == rule.id })
    #expect(!findings(example, nil) { $0.profiles = [.carif] }.contains { $0.rule == rule.id })
  }

  /// Where the sheet has no blocs, EDOF needs none.
  @Test func edofNeedsOnlyBlocsThatThereAre() throws {
    let rule = try #require(Rule.named("edof/blocs-absents"))
    var registers = Self.registers()
    for example in rule.triggering {
      #expect(findings(example, registers).contains { $0.rule == rule.id })
    }
    registers.certifications = registers.certifications.filter { $0.value.blocs.isEmpty }
    let sheet = try #require(registers.certifications[CertificationCode(.rncp, 1)])
    registers.certifications[CertificationCode(.rncp, 37277)] = sheet
    for example in rule.triggering { #expect(!findings(example, registers).contains { $0.rule == rule.id }) }
  }

  /// Findings that come from a register say which, and of which day.
  @Test(arguments: needing.map(\.id)) func findingsNameTheirRegister(id: String) throws {
    let rule = try #require(Rule.named(id))
    for example in rule.triggering {
      for finding in findings(example, Self.registers()) where finding.rule == id {
        #expect(
          finding.message.contains("selon ") && finding.message.contains("données du 23/11/2026"), "\(finding.message)")
      }
    }
  }

  /// What old data says is no error: it may be true no more.
  @Test(arguments: needing.filter { $0.severity == .error }.map(\.id)) func oldDataMakesWarnings(id: String) throws {
    let rule = try #require(Rule.named(id))
    func severities(_ day: String, _ change: (inout RuleOptions) -> Void = { _ in }) -> Set<Severity> {
      Set(
        findings(rule.triggering[0], Self.registers(day: PartialDate(iso: day)!), change).filter { $0.rule == id }
          .map(\.severity))
    }
    #expect(severities("2026-10-10") == [.error], "45 days")
    #expect(severities("2026-10-09") == [.warning], "46 days")
    #expect(severities("2026-10-09") { $0.severities = [(id, .error)] } == [.error], "somebody wants an error")
    #expect(severities("2026-09-09") == [.warning], "older than the offer")
  }

  /// An offer that is newer than the data is judged with care, even on the next day.
  @Test func dataIsOldForANewerOffer() throws {
    let rule = try #require(Rule.named("certification/inconnue"))
    var formation = rule.triggering[0].formation
    func severity(_ change: String?) -> Severity? {
      formation.datemaj = change
      return RuleTests.findings(formation).first { $0.rule == rule.id }?.severity
    }
    #expect(severity("20261130") == .error && severity("20261201") == .warning)
    #expect(severity("2026-12-24T08:00:00") == .error, "not a date of LHEO")
  }

  @Test func thatDataIsOldIsSaidOnceAFeed() {
    let options = RuleTests.options { $0.reference = Self.registers(day: PartialDate(iso: "2026-01-01")!) }
    let check = FeedCheck(options: options)
    var rules: [String] = []
    for number in 1...3 { check.check(.example, path: "/lheo/offres/formation[\(number)]") { rules.append($0.rule) } }
    #expect(rules.count { $0 == "reference/ancienne" } == 1)
  }

  /// Chains of certifications may run in circles.
  @Test func circlesOfSuccessorsEnd() {
    var registers = Self.registers()
    for (number, next) in [(901, "RNCP902"), (902, "RNCP901")] {
      registers.certifications[CertificationCode(.rncp, number)] = CertificationSheet(
        RegisteredCertification(
          code: CertificationCode(.rncp, number), title: "Plaquiste", isActive: false, successors: [next]))
    }
    let example = Example("circle") { $0.lead(toRNCP: "RNCP901") }
    let found = findings(example, registers).map(\.rule)
    #expect(found.contains("certification/inactive") && !found.contains("certification/remplacee"))
  }

  /// With the register of one répertoire only, codes of the other are not judged.
  @Test func aRepertoireThatIsNotThereSaysNothing() {
    let unknown = Example("RS") { $0.certifications.append(Certification(codeRS: "RS99999")) }
    #expect(findings(unknown, Self.registers()).contains { $0.rule == "certification/inconnue" })
    #expect(!findings(unknown, Self.registers(without: [.rs])).contains { $0.rule == "certification/inconnue" })
  }

  /// Nobody can say who may train where the register has partners without a SIRET.
  @Test func listsWithHolesProveNothing() {
    var registers = Self.registers()
    let code = CertificationCode(.rncp, 34020)
    let sheet = registers.certifications[code]!.certification
    registers.certifications[code] = CertificationSheet(
      sheet,
      partenaires: [
        Partenaire(certification: code, siret: nil, name: "Alpha", trains: true, assesses: true, state: nil)
      ])
    let example = Example("RNCP34020") { $0.lead(toRNCP: "RNCP34020") }
    #expect(!findings(example, registers).contains { $0.rule.hasPrefix("habilitation/") })
  }

  @Test(arguments: [
    ("SAINT-LÔ CEDEX 9", "St Lo"), ("PARIS 01", "Paris 1er Arrondissement"), ("L'Isle-d'Abeau", "ISLE D ABEAU"),
    ("Le Havre", "HAVRE"), ("STE MERE EGLISE", "Sainte-Mère-Église"), ("Lyon 3e", "LYON"),
  ]) func namesOfTownsAreTheSame(left: String, right: String) { #expect(TownName(left) == TownName(right)) }

  @Test(arguments: ["", "é", "12345678901234", "A B", "A-1"]) func codesThatAreNone(text: String) {
    #expect(PackedCode(text) == nil)
  }

  @Test(arguments: ["0", "00", "000000000000", "2A004", "1175P007675", "ZZZZZZZZZZZZ", "9"])
  func codesComeBack(text: String) { #expect(PackedCode(text)?.description == text) }

  @Test func codesAreOneWhateverTheirCase() {
    #expect(PackedCode(" 2a004\n") == PackedCode("2A004") && PackedCode("0") != PackedCode("00"))
  }

  @Test(arguments: [
    ("90000000100009", true), ("900 000 001 00009", true), ("90000000100008", false), ("35600000000048", true),
  ]) func sirets(text: String, isRight: Bool) { #expect(Siret(text)?.isRight == isRight) }

  @Test(arguments: ["", "0", "00000000000000", "9000000010000A", "900000001000090"]) func noSirets(text: String) {
    #expect(Siret(text) == nil)
  }
}
