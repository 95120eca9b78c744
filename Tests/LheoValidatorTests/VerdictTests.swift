import LheoModel
import LheoParser
@testable import LheoValidator
import TestSupport
import Testing

/// What each partner shows, and what to repair first.
@Suite struct VerdictTests {
  func verdicts(_ example: Example, _ options: ValidationOptions = RuleTests.options()) -> Verdicts {
    let check = FeedCheck(options: options)
    for formation in example.preceding + [example.formation] {
      check.check(formation, in: example.dialect) { _ in }
    }
    return check.verdicts.total
  }

  private static let blocking = Rule.all.flatMap { rule in rule.blocks.sorted().map { "\(rule.id) \($0.rawValue)" } }

  private func rule(_ name: String) throws -> (Rule, Partner) {
    let parts = name.split(separator: " ").map(String.init)
    return (try #require(Rule.named(parts[0])), try #require(Partner(rawValue: parts[1])))
  }

  /// A rule keeps the session of one of its examples from each partner that it lists, or one of its slots, and its repair
  /// takes it away.
  @Test(arguments: blocking) func aRuleBlocksWhomItLists(_ name: String) throws {
    let (rule, partner) = try rule(name)
    let isNamed = rule.triggering.contains { example in
      // Of the slots of the example offer those that are good would be enough.
      (0..<(1 << example.formation.session.recrutements.count)).contains { slots in
        var formation = example.formation
        formation.session.recrutements = formation.session.recrutements.enumerated().filter {
          slots & (1 << $0.offset) != 0
        }.map(\.element)
        if rule.check.level.isAdresse {
          for index in formation.session.recrutements.indices {
            formation.session.recrutements[index].adresse = formation.adresse
          }
        }
        // Of two with the same number the first one is good.
        var other = formation
        other.numero = "04_7777F"
        other.session.numero = "04_7777S"
        let preceding = example.preceding + (rule.id.hasSuffix("-double") ? [other] : [])
        // For whom apprentices do not matter, this changes nothing.
        var forApprentices = formation
        forApprentices.becomeApprentissage()
        return [formation, forApprentices].contains { formation in
          let changed =
            rule.profile == .edof
            ? Example(edof: "", after: preceding) { $0 = formation }
            : Example("", after: preceding) { $0 = formation }
          return verdicts(changed).all.first { $0.partner == partner }?.rules.contains { $0.rule == rule.id } ?? false
        }
      }
    }
    #expect(isNamed, "\(rule.id) keeps nothing from \(partner)")
  }

  /// What France Travail shows is what a jobseeker can be positioned in; facts do not follow the rules that are asked for.
  @Test(arguments: 0..<12 as Range<UInt64>) func verdictsAreFacts(_ seed: UInt64) {
    var random = RandomDocuments(seed: 300 + seed)
    let tree = seed % 2 == 0 ? random.validFeed(offers: 4) : random.mutatedFeed(offers: 4, changes: 3)
    let feed =
      seed < 2
      ? Repository.fixture(seed == 0 ? "valid/regional.xml" : "valid/catalogue.xml").bytes
      : RandomEncoding.utf8.bytes(of: tree)
    func found(jobs: Int, _ change: @escaping (inout RuleOptions) -> Void = { _ in }) -> FeedVerdicts {
      var options = RuleTests.options(change)
      options.jobs = jobs
      return try! FeedValidator(options: options).validate(.bytes(feed)) { _ in }.verdicts
    }
    let verdicts = found(jobs: 1)
    for all in [verdicts.total] + verdicts.organismes.values {
      let ours = all.all.first { $0.partner == .franceTravail }
      #expect(ours?.possible ?? 0 == all.positioning.possible)
      #expect(ours?.sessions ?? 0 == all.positioning.toCome)
    }
    var sum = Verdicts()
    for part in verdicts.organismes.values { sum += part }
    #expect(sum.all == verdicts.total.all, "each offer is one body's")
    #expect(found(jobs: 3) == verdicts)
    #expect(found(jobs: 1) { $0.only = ["texte/*"] } == verdicts)
    #expect(found(jobs: 2) { $0.ignore = ["*", "schema/*"] } == verdicts)
  }

  @Test func aPartnerWithoutSessionsHasNoVerdict() {
    #expect(verdicts(Example("") { _ in }).all.map(\.partner) == [.franceTravail])
    #expect(
      verdicts(Example("") { $0.becomeApprentissage() }).all.map(\.partner)
        == [.franceTravail, .parcoursup, .laBonneAlternance])
    #expect(Verdicts().all.isEmpty)
  }

  // MARK: Mon Compte Formation

  private func edof(_ change: @escaping @Sendable (inout Formation) -> Void) -> Verdict? {
    verdicts(Example(edof: "") { change(&$0) }).all.first { $0.partner == .monCompteFormation }
  }

  /// It takes EDOF, and its verdict is on nothing else.
  @Test func onlyCataloguesOfEdofAreForMonCompteFormation() throws {
    #expect(verdicts(Example(edof: "") { _ in }).all.map(\.partner) == [.monCompteFormation])
    #expect(!verdicts(Example("") { _ in }).all.map(\.partner).contains(.monCompteFormation))
    let good = try #require(edof { _ in })
    #expect(good.possible == good.sessions && good.sessions == Formation.edofExample.actions.flatMap(\.sessions).count)
  }

  /// What is found in a session, or in an action, is in the way of nobody else.
  @Test func whatIsFoundInAnActionOfEdofKeepsItsSessionsOnly() throws {
    let verdict = try #require(
      edof { formation in
        formation.actions.append(formation.action)
        formation.actions[1].numero = "04_9002A"
        formation.actions[1].sessions = (0..<3).map { number in
          var session = formation.session
          session.numero = "04_900\(number)S"
          return session
        }
      })
    #expect(verdict.sessions == 4 && verdict.possible == 1)
    #expect(verdict.rules.map(\.rule) == ["edof/actions-identiques"] && verdict.rules.map(\.sessions) == [3])
    #expect(verdict.repairs(limit: 9).map(\.together) == [3])
  }

  @Test func whatTheSchemaOfEdofRefusesIsInTheWay() throws {
    let inSession = try #require(
      edof { formation in
        formation.action.sessions.append(formation.session)
        formation.action.sessions[1].numero = "04_9002S"
        formation.action.sessions[1].etatRecrutement = .init(.suspendu)
        formation.action.sessions[1].periode = Periode(debut: "20280301", fin: "20280930")
      })
    #expect(inSession.sessions == 2 && inSession.possible == 1, "\(inSession.rules)")
    let inOffer = try #require(edof { $0.intituleFormation = TextLeaf(String(repeating: "x", count: 256)) })
    #expect(inOffer.possible == 0 && inOffer.rules.map(\.rule) == ["schema/longueur"])
  }

  @Test func sessionsOfEdofThatAreOverDoNotCount() {
    #expect(edof { $0.session.periode = Periode(debut: "20200301", fin: "20200930") } == nil)
    #expect(edof { $0.session.periode = .absent }?.sessions == 1)
  }

  // MARK: Registers

  private static func apprenticesLeadTo(_ rncp: String) -> Example {
    Example("") {
      $0.becomeApprentissage()
      $0.lead(toRNCP: rncp)
    }
  }

  private static func stops(_ verdicts: Verdicts) -> Set<String> {
    let rules = verdicts.all.filter { [.parcoursup, .laBonneAlternance].contains($0.partner) }.flatMap(\.rules)
    return Set(rules.map(\.rule).filter { $0.hasPrefix("habilitation/") })
  }

  /// The guide: the catalogue of apprenticeships shows who may train only.
  @Test(arguments: [
    ("RNCP34020", "habilitation/absente"), ("RNCP34021", "habilitation/organiser-seulement"),
    ("RNCP34022", "habilitation/autre-etablissement"), ("RNCP34023", "habilitation/retiree"),
  ]) func whoMayNotTrainIsNotInTheCatalogue(_ rncp: String, _ rule: String) {
    let example = Self.apprenticesLeadTo(rncp)
    #expect(Self.stops(verdicts(example)) == [rule])
    // Whichever rules are asked for, and whoever reports it.
    for only in [["texte/*"], ["apprentissage/*"], ["habilitation/*"]] {
      #expect(Self.stops(verdicts(example, RuleTests.options { $0.only = only })) == [rule], "\(only)")
    }
    #expect(Self.stops(verdicts(example, RuleTests.options { $0.reference = nil })).isEmpty)
  }

  /// Old data of a register may be true no more.
  @Test func whatOldRegistersSayIsInNobodysWay() {
    let example = Self.apprenticesLeadTo("RNCP34020")
    let later = RuleTests.options { $0.asOf = PartialDate(iso: "2027-02-01")! }
    #expect(Self.stops(verdicts(example, later)).isEmpty)
    #expect(!Self.stops(verdicts(example)).isEmpty)
  }

  // MARK: What to repair first

  private static let names = [
    "recrutement/modalite-absente", "session/numero-absent", "recrutement/isc-places", "recrutement/rdvi-places",
  ]
  private static let obstacles = names.map { Obstacle(rule: $0)! } + [Obstacle(fact: .notOpen)]

  private func verdict(_ sessions: [[[Int]]]) -> Verdict {
    var verdict = Verdict(.franceTravail)
    for ways in sessions { verdict.count(ways.map { $0.map { Self.obstacles[$0] } }) }
    return verdict
  }

  @Test func oneOfTwoSlotsIsEnough() {
    let repairs = verdict([[[2], [3]]]).repairs(limit: 9)
    #expect(repairs.map(\.alone) == [1, 1] && repairs.map(\.together) == [1, 1])
    #expect(repairs.map(\.isCovered) == [false, true], "the second has nothing left to bring back")
  }

  @Test func whatIsClosedIsNotBroughtBack() {
    let verdict = verdict([[[4]], [[0, 4]], [[0]]])
    #expect(verdict.sessions == 3 && verdict.possible == 0)
    #expect(verdict.repairs(limit: 9) == [RepairGain(rule: Self.names[0], sessions: 1, alone: 1, together: 1)])
  }

  @Test func whatGoesTogetherIsCountedTogether() {
    let repairs = verdict([[[0, 1]], [[0, 1]], [[2]], []]).repairs(limit: 9)
    #expect(repairs.map(\.rule) == [Self.names[2], Self.names[0], Self.names[1]])
    #expect(repairs.map(\.alone) == [1, 0, 0])
    #expect(repairs.map(\.together) == [1, 1, 3])
    #expect(repairs.map(\.sessions) == [1, 2, 2])
  }

  /// Compared with what repairing does, session by session.
  @Test(arguments: 0..<60 as Range<UInt64>) func gainsAreThoseOfRepairing(_ seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let sessions = (0..<12).map { _ in
      (0..<Int(random.next() % 3)).map { _ in
        (0..<Int(1 + random.next() % 3)).map { _ in Int(random.next() % 5) }
      }
    }
    func free(_ repaired: Set<Int>) -> Int {
      sessions.count { ways in !ways.isEmpty && ways.contains { repaired.isSuperset(of: $0) } }
    }
    let verdict = verdict(sessions)
    #expect(verdict.sessions == sessions.count)
    #expect(verdict.possible == sessions.count { $0.isEmpty })
    var repaired: Set<Int> = []
    for repair in verdict.repairs(limit: 9) {
      let number = Self.names.firstIndex(of: repair.rule)!
      #expect(repair.alone == free([number]))
      let best = (0..<4).map { free(repaired.union([$0])) }.max()
      repaired.insert(number)
      #expect(repair.together == free(repaired))
      #expect(repair.together == best, "no other repair brings back more")
    }
    #expect(free(repaired) == free(Set(0..<4)), "all that can be brought back is")
  }
}
