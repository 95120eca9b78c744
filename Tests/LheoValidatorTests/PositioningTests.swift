import LheoModel
import LheoParser
@testable import LheoValidator
import TestSupport
import Testing

/// In how many sessions a jobseeker can be positioned online: a fact of the feed, whatever is reported.
@Suite struct PositioningTests {
  private func positioning(
    of change: (inout Formation) -> Void = { _ in }, _ options: ValidationOptions = RuleTests.options()
  ) -> PositioningCounts {
    var formation = Formation.example
    change(&formation)
    let validator = FeedCheck(options: options)
    validator.check(formation) { _ in }
    return validator.verdicts.total.positioning
  }

  private func reason(_ change: (inout Formation) -> Void) -> Positioning? {
    let counts = positioning(of: change)
    return Positioning.allCases.first { counts[$0] == 1 }
  }

  @Test func aGoodSlotIsEnough() {
    #expect(reason { _ in } == .possible)
    #expect(reason { $0.session.recrutements.removeLast(2) } == .possible)
    #expect(
      reason { formation in
        formation.candidature.nbPlaces = 0
        formation.rendezVous.nbPlaces = nil
      } == .possible, "the meeting is good")
  }

  @Test func eachReasonIsTold() {
    #expect(reason { $0.session.periode = Periode(debut: "20260901", fin: "20261123") } == .sessionIsOver)
    #expect(reason { $0.becomeApprentissage() } == .notInKairos)
    #expect(
      reason { formation in
        formation.session.cycles = [
          Cycle(
            typeCycle: .init(.apprentissage), anneesCycle: [1],
            alternance: Alternance(typeAlternance: .init(.professionnalisation)))
        ]
        formation.session.cycles[0].typeCycle = .init(.formationInitiale)
      } == .notInKairos)
    #expect(reason { $0.session.etatRecrutement = .init(.ferme) } == .notOpen)
    #expect(reason { $0.session.etatRecrutement = nil } == .notOpen)
    #expect(reason { $0.session.recrutements = [] } == .noModality)
    #expect(
      reason { formation in
        for index in formation.session.recrutements.indices {
          formation.session.recrutements[index].periode = Periode(debut: "20261101", fin: "20261101")
        }
      } == .slotsArePast)
    #expect(reason { $0.session.numero = nil } == .noNumber)
  }

  /// Slots that France Travail refuses do not count.
  @Test(arguments: [
    "nb-places = 0", "nb-places = dix", "a date that is none", "no fin", "no postcode", "no address line", "overlap",
  ])
  func badSlotsDoNotCount(kind: String) {
    let found = reason { formation in
      formation.session.recrutements = [formation.reunion]
      switch kind {
      case "nb-places = 0": formation.session.recrutements[0].nbPlaces = 0
      case "nb-places = dix": formation.session.recrutements[0].nbPlaces = "dix"
      case "a date that is none": formation.session.recrutements[0].periode?.debut = "12/01/2027"
      case "no fin": formation.session.recrutements[0].periode?.fin = .absent
      case "no postcode": formation.session.recrutements[0].adresse?.codepostal = .absent
      case "no address line": formation.session.recrutements[0].adresse?.lignes = [" "]
      default:
        var one = Formation.example.candidature
        var other = one
        one.periode = Periode(debut: "20270101", fin: "20270115")
        other.periode = Periode(debut: "20270115", fin: "20270131")
        other.numero = "R9"
        formation.session.recrutements = [one, other]
      }
    }
    #expect(found == .slotsHaveErrors)
  }

  /// Only where no rule at all is asked for is nothing counted.
  @Test func factsDoNotFollowPreferences() {
    let expected = positioning { $0.reunion.nbPlaces = 0 }
    #expect(expected.possible == 1)
    let changes: [@Sendable (inout RuleOptions) -> Void] = [
      { $0.profiles = [.franceTravail] }, { $0.profiles = [.carif] }, { $0.only = ["texte/*"] },
      { $0.ignore = ["recrutement/*"] }, { $0.ignore = ["schema/*"] }, { $0.ignore = ["*"] },
      { $0.severities = [("*", .info)] }, { $0.severities = [("*", .error)] },
    ]
    for change in changes {
      let options = RuleTests.options(change)
      #expect(positioning(of: { $0.reunion.nbPlaces = 0 }, options) == expected)
      let refused = positioning(
        of: { formation in
          for index in formation.session.recrutements.indices { formation.session.recrutements[index].nbPlaces = 0 }
        }, options)
      #expect(refused[.slotsHaveErrors] == 1)
    }
  }

  /// The same on random feeds, valid and mutated, and on the regional one, on one core and on several.
  @Test(arguments: 0..<6 as Range<UInt64>) func factsOfRandomFeedsDoNotFollowPreferences(seed: UInt64) {
    var random = RandomDocuments(seed: 700 + seed)
    let tree = seed % 2 == 0 ? random.validFeed(offers: 4) : random.mutatedFeed(offers: 4, changes: 3)
    let feed = seed == 0 ? Repository.fixture("valid/regional.xml").bytes : RandomEncoding.utf8.bytes(of: tree)
    func counts(jobs: Int, _ change: @escaping (inout RuleOptions) -> Void) -> PositioningCounts {
      var options = RuleTests.options(change)
      options.jobs = jobs
      return try! FeedValidator(options: options).validate(.bytes(feed)) { _ in }.positioning
    }
    let expected = counts(jobs: 1) { _ in }
    if seed == 0 { #expect(expected.possible > 0) }
    for jobs in [1, 3] {
      #expect(counts(jobs: jobs) { $0.profiles = [.carif] } == expected)
      #expect(counts(jobs: jobs) { $0.only = ["texte/*"] } == expected)
      #expect(counts(jobs: jobs) { $0.ignore = ["*", "schema/*"] } == expected)
      #expect(counts(jobs: jobs) { $0.severities = [("*", .info)] } == expected)
    }
  }

  @Test func sessionsThatAreOverAreNamedBeside() {
    let counts = positioning { formation in
      for number in 2...3 {
        var past = formation.session
        past.numero = "04_900\(number)S"
        past.periode = Periode(debut: "20260101", fin: "20260201")
        formation.action.sessions.append(past)
      }
    }
    #expect(counts.toCome == 1 && counts.possible == 1 && counts.over == 2)
    #expect(
      counts.sentence(in: .fr)
        == "Positionnement en ligne possible pour 1 session sur 1 (sans compter 2 sessions terminées).")
    #expect(
      counts.sentence(in: .en) == "1 of 1 session can be positioned online (not counting 2 sessions that are over).")
    #expect(
      positioning { $0.session.periode = Periode(debut: "20260901", fin: "20261123") }.sentence(in: .fr).hasPrefix(
        "Aucune session à venir"))
  }
}
