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

  private static let places: [(name: String, of: @Sendable (inout Formation, Adresse) -> Void)] = [
    ("lieu-de-formation", { $0.lieu.coordonnees.adresse = $1 }),
    ("adresse-inscription", { $0.session.adresseInscription = AdresseInscription(adresse: $1) }),
    ("adresse-information", { $0.action.adresseInformation = AdresseInformation(adresse: $1) }),
    ("contact-session", { $0.session.contactsSession = [ContactSession(coordonnees: Coordonnees(adresse: $1))] }),
    ("contact-formation", { $0.contactsFormation[0].coordonnees.adresse = $1 }),
    (
      "contact-formateur",
      {
        $0.action.organismesFormateurs[0].contactsFormateur = [ContactFormateur(coordonnees: Coordonnees(adresse: $1))]
      }
    ),
    ("coordonnees-organisme", { $0.organismeFormationResponsable.coordonneesOrganisme.coordonnees.adresse = $1 }),
    ("contact-organisme", { $0.organismeFormationResponsable.contactsOrganisme[0].coordonnees.adresse = $1 }),
  ]

  /// The guide applies the rules of slots' addresses to all addresses.
  @Test(arguments: places.map(\.name)) func anAddressAnywhereCounts(place: String) throws {
    let put = try #require(Self.places.first { $0.name == place }).of
    let good = Formation.example.adresse
    #expect(reason { put(&$0, good) } == .possible)
    var zero = good
    zero.codepostal = "00000"
    var empty = good
    empty.lignes = [" "]
    var codeless = good
    (codeless.codepostal, codeless.codeINSEECommune) = (" ", nil)
    var short = good
    short.codepostal = "1400"
    for bad in [zero, empty, codeless, short] {
      #expect(reason { put(&$0, bad) } == .adresseHasErrors)
      #expect(
        reason { formation in
          put(&formation, bad)
          formation.session.etatRecrutement = .init(.ferme)
        } == .notOpen, "what keeps the session away anyhow is named first")
    }
  }

  /// What looks like part of an address and is none, and what stands in an extension, the schema refuses in nobody's way.
  @Test(arguments: [
    ("<coordonnees>", "<coordonnees><ligne></ligne>"),
    ("<coordonnees>", "<coordonnees>" + String(repeating: "<ligne>a</ligne>", count: 4)),
    (
      "</formation>",
      "<extras><extra><adresse><ligne></ligne><codepostal>1</codepostal></adresse></extra></extras></formation>"
    ),
    ("</session>", "<extras><extra><periode><debut>x</debut></periode></extra></extras></session>"),
    ("</recrutement>", "<extras><extra><nb-places>x</nb-places></extra></extras></recrutement>"),
  ])
  func onlyWhatIsLookedAtCounts(place: String, change: String) throws {
    let feed = String(decoding: Repository.fixture("valid/regional.xml").bytes, as: UTF8.self)
    func counts(_ text: String) throws -> (positioning: PositioningCounts, refusals: Int) {
      let found = try FeedValidator(options: RuleTests.options()).validate(.text(text, name: "a")) { _ in }
      return (found.positioning, found.rules.filter { $0.key.hasPrefix("schema/") }.map(\.value.count).reduce(0, +))
    }
    let changed = try counts(feed.replacing(place, with: change))
    #expect(try changed.positioning == counts(feed).positioning)
    #expect(changed.refusals > 0)
  }

  /// An address of an action keeps back all of its sessions and no others, one of a session that one.
  @Test func anAddressCountsWhereItStands() {
    func counts(_ change: (inout Formation, Adresse) -> Void) -> PositioningCounts {
      positioning { formation in
        formation.action.sessions = (1...3).map { number in
          var session = formation.session
          session.numero = "04_900\(number)S"
          return session
        }
        formation.actions.append(formation.action)
        formation.actions[1].numero = "04_9002A"
        for index in 0..<3 { formation.actions[1].sessions[index].numero = "04_910\(index)S" }
        for action in 0..<2 {
          for session in 0..<3 {
            for slot in 0..<3 {
              formation.actions[action].sessions[session].recrutements[slot].numero = "R\(action)\(session)\(slot)"
            }
          }
        }
        var bad = formation.adresse
        bad.ville = " "
        change(&formation, bad)
      }
    }
    let session = counts { $0.action.sessions[1].adresseInscription = AdresseInscription(adresse: $1) }
    #expect(session.possible == 5 && session[.adresseHasErrors] == 1)
    let action = counts { $0.adresse = $1 }
    #expect(action.possible == 3 && action[.adresseHasErrors] == 3)
    let offer = counts { $0.contactsFormation[0].coordonnees.adresse = $1 }
    #expect(offer.possible == 0 && offer[.adresseHasErrors] == 6)
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
  }
  @Test func sessionsThatAreAllOverAreNamed() {
    var formation = Formation.example
    let validator = FeedCheck(options: RuleTests.options())
    #expect(Verdicts().sentenceOfPast(in: .fr) == nil, "there are none")
    formation.session.periode = Periode(debut: "20260901", fin: "20261123")
    validator.check(formation) { _ in }
    #expect(
      validator.verdicts.total.sentenceOfPast(in: .fr)
        == "France Travail\u{A0}: aucune session à venir, 1 session terminée.")
    #expect(
      validator.verdicts.total.sentenceOfPast(in: .en) == "France Travail: no session to come, 1 session is over.")
    validator.check(.example) { _ in }
    #expect(validator.verdicts.total.sentenceOfPast(in: .fr) == nil, "one is to come")
  }
}
