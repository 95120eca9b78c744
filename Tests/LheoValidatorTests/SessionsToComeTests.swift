import LheoModel
import Testing

@testable import LheoValidator

/// Nothing can be repaired in sessions that are over; those to come are judged one by one.
@Suite struct SessionsToComeTests {
  private static let names = Rule.all.filter { rule in
    if rule.check.includesPast || rule.reportedAs != nil { return false }
    return switch rule.check.level {
    case .action, .session, .blocs, .recrutement, .cycle: true
    case .formation, .organisme, .unknownCertification, .endingCertification, .habilitation, .adresse, .paddedValue:
      false
    }
  }.map(\.id)

  private func rules(_ formation: Formation, _ change: (inout RuleOptions) -> Void = { _ in }) -> [String] {
    RuleTests.findings(formation, RuleTests.options(change)).map(\.rule)
  }

  @Test(arguments: names) func nothingIsSaidOfSessionsThatAreOver(id: String) throws {
    let rule = try #require(Rule.named(id))
    for example in rule.triggering {
      var formation = example.formation
      for action in formation.actions.indices {
        for session in formation.actions[action].sessions.indices {
          formation.actions[action].sessions[session].periode = Periode(debut: "20250901", fin: "20261031")
        }
      }
      #expect(!rules(formation).contains(id), "\(example.label.french)")
    }
  }

  @Test func anApprenticeshipThatIsOverIsOver() {
    var formation = Formation.apprentissage
    formation.intituleFormation = "CAP plaquiste"
    formation.action.dureeCycle = nil
    formation.session.periode = Periode(debut: "20240901", fin: "20261123")
    formation.session.blocsCompetences = []
    formation.session.contactsSession = []
    formation.cycle.anneesCycle = []
    formation.cycle.alternance = nil
    formation.cycle.effectifMinimal = 0
    #expect(Set(rules(formation)) == ["session/terminee", "session/toutes-terminees"])
  }

  /// An end in the past and a start to come are a mistake, not a session that is over.
  @Test func sessionsThatRunBackwards() {
    var formation = Formation.example
    formation.session.periode = Periode(debut: "20270301", fin: "20260301")
    #expect(rules(formation) { $0.only = ["session/*"] } == ["session/periode-ordre"])
    formation.session.periode = Periode(debut: "20260901", fin: "20260831")
    #expect(rules(formation) { $0.only = ["session/*"] } == ["session/toutes-terminees", "session/archivee"])
  }

  @Test func aMixedCourseIsReportedOnce() {
    for mention in [" (en apprentissage)", ""] {
      var formation = Formation.apprentissage
      formation.intituleFormation = TextLeaf("CAP plaquiste - 1ère et 2ème année\(mention)")
      formation.session.contactsSession = []
      for number in 2...4 {
        var other = formation.renumbered(Formation.example.session, number)
        other.periode.debut = DateLeaf("2027030\(number)")
        formation.action.sessions.append(other)
      }
      var second = formation.action
      second.numero = "04_9002A"
      second.dureeCycle = nil
      second.sessions = [formation.renumbered(Formation.example.session, 5)]
      formation.actions.append(second)
      #expect(rules(formation) == ["apprentissage/melange"])
    }
  }

  /// A session for a professionalisation contract beside others, as the guide asks for.
  @Test func contractsAreThoseOfEachSession() {
    var contract = Formation.example
    contract.becomeContratPro()
    var formation = Formation.example
    formation.action.rythmeFormation = "Temps plein, en alternance"
    formation.action.sessions.append(formation.renumbered(contract.session, 2))
    #expect(rules(formation) == [])
    // An ordinary session beside one for apprentices is asked for a modality.
    formation = .apprentissage
    formation.action.sessions.append(formation.renumbered(Formation.example.session, 2))
    formation.action.sessions[1].recrutements = []
    #expect(rules(formation) { $0.profiles = [.franceTravail] } == ["recrutement/modalite-absente"])
    formation.intituleFormation = "CAP plaquiste"
    #expect(rules(formation) { $0.profiles = [.franceTravail] } == ["recrutement/modalite-absente"])
  }

  @Test func theExtensionsOfAnActionSayWhatItIsFor() {
    var formation = Formation.example
    formation.session.recrutements = []
    formation.certifications = [Certification(codeRS: "RS5080")]
    formation.action.extras = [
      Extras(info: "dispositif", items: [.extra(Extra(info: "contrat-professionnalisation", text: "1"))])
    ]
    #expect(
      Set(rules(formation)) == ["certification/contrat-pro-sans-rncp", "contrat-pro/sans-alternance"])
    formation.action.extras = [
      Extras(info: "dispositif", items: [.extra(Extra(info: "contrat-professionnalisation", text: "0"))])
    ]
    #expect(rules(formation) == ["recrutement/modalite-absente"])
  }

  @Test func aCourseForApprenticesOnlyOfWhichOneCycleIsForAContract() {
    var formation = Formation.apprentissage
    formation.session.cycles.append(
      Cycle(typeCycle: .init(.formationInitiale), alternance: Alternance(typeAlternance: .init(.professionnalisation))))
    #expect(rules(formation) == ["contrat-pro/melange"])
  }

  /// Nothing says that the course is for apprentices but the cycle that is in the wrong session.
  @Test func aSessionForBothContractsIsReportedOnce() {
    var formation = Formation.example
    formation.becomeContratPro()
    formation.action.rythmeFormation = "En alternance"
    formation.session.cycles.append(Formation.apprentissage.session.cycles[0])
    #expect(rules(formation) == ["contrat-pro/melange"])
  }

  @Test func aSuspendedRecruitmentIsReportedOnce() {
    var formation = Formation.example
    formation.session.etatRecrutement = .init(.suspendu)
    #expect(rules(formation) == ["session/etat-suspendu"])
    formation.session.recrutements = []
    #expect(rules(formation) == ["session/etat-suspendu"])
  }

  @Test func aSessionThatIsThereTwiceIsReportedOnce() {
    var formation = Formation.example
    formation.action.sessions.append(formation.session)
    #expect(rules(formation) == ["session/numero-double"])
  }

  /// The whole offer a second time: its numbers are what is reported.
  @Test func aCopyIsReportedByItsNumbers() {
    let rules = RuleTests.findings(.example, after: [.example]).map(\.rule)
    #expect(rules == ["formation/numero-double", "session/numero-double"])
  }

  @Test func shortSessionsThatAreOverAreNotCounted() {
    var formation = Formation.example
    formation.action.nombreHeuresCentre = 14
    formation.action.nombreHeuresEntreprise = nil
    formation.action.nombreHeuresTotal = 14
    formation.action.modalitesEntreesSorties = .init(.permanentes)
    formation.session.periode = Periode(debut: "20270101", fin: "20271231")
    for number in 2...14 {
      var past = formation.renumbered(formation.session, number)
      past.periode = Periode(debut: DateLeaf("202603\(number + 10)"), fin: DateLeaf("202603\(number + 10)"))
      formation.action.sessions.append(past)
    }
    #expect(Set(rules(formation)) == ["session/archivee"])
  }
}
