import LheoModel
import LheoParser
@testable import LheoValidator
import TestSupport
import Testing

/// What the schema refuses stands in the way of those who look at it.
extension VerdictTests {
  /// A change of an offer by which the schema refuses an element that some partners look at.
  private struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let element: Element
    let rule: SchemaRule
    let partners: Set<Partner>
    let change: @Sendable (inout Formation) -> Void

    init(
      _ name: String, _ element: Element, _ rule: SchemaRule, _ partners: Set<Partner>,
      _ change: @escaping @Sendable (inout Formation) -> Void
    ) {
      (testDescription, self.element, self.rule, self.partners, self.change) = (name, element, rule, partners, change)
    }
  }

  private static let all: Set<Partner> = [.franceTravail, .parcoursup, .laBonneAlternance]
  private static let forApprentices: Set<Partner> = [.parcoursup, .laBonneAlternance]
  private static let refusals = [
    Refusal("début illisible", .debut, .format, all) { $0.session.periode.debut = "01/09/2027" },
    Refusal("fin illisible", .fin, .format, all) { $0.session.periode.fin = "2028" },
    Refusal("pas de période", .periode, .elementManquant, all) { $0.session.periode = .absent },
    Refusal("état inconnu", .etatRecrutement, .valeur, [.franceTravail]) {
      $0.session.etatRecrutement = CodeLeaf("9")
    },
    Refusal("modalité absente", .modaliteRecrutement, .elementManquant, [.franceTravail]) {
      for index in $0.session.recrutements.indices { $0.session.recrutements[index].modaliteRecrutement = .absent }
    },
    Refusal("modalité inconnue", .modaliteRecrutement, .valeur, [.franceTravail]) {
      for index in $0.session.recrutements.indices {
        $0.session.recrutements[index].modaliteRecrutement = CodeLeaf("x")
      }
    },
    Refusal("type de cycle absent", .typeCycle, .elementManquant, forApprentices) {
      for index in $0.session.cycles.indices { $0.session.cycles[index].typeCycle = .absent }
    },
    Refusal("type de cycle inconnu", .typeCycle, .valeur, forApprentices) {
      for index in $0.session.cycles.indices { $0.session.cycles[index].typeCycle = CodeLeaf("x") }
    },
    Refusal("type d'alternance inconnu", .typeAlternance, .valeur, forApprentices) {
      for index in $0.session.cycles.indices {
        $0.session.cycles[index].alternance?.typeAlternance = CodeLeaf("x")
      }
    },
    Refusal("code RNCP trop long", .codeRNCP, .longueur, forApprentices) {
      for index in $0.certifications.indices {
        $0.certifications[index].codeRNCP = TextLeaf("RNCP" + String(repeating: "1", count: 30))
      }
    },
  ]

  /// What the schema refuses no partner can show, and the first repair names the element.
  @Test(arguments: refusals) private func whatTheSchemaRefusesIsInTheWay(_ refusal: Refusal) throws {
    for partner in refusal.partners {
      let isForApprentices = partner != .franceTravail
      let example = Example("") {
        if isForApprentices { $0.becomeApprentissage() }
        refusal.change(&$0)
      }
      let verdicts = verdicts(example)
      let verdict = try #require(verdicts.all.first { $0.partner == partner })
      #expect(verdict.possible == 0 && verdict.sessions > 0)
      if partner == .franceTravail { #expect(verdicts.positioning.possible == 0) }
      let repair = try #require(verdict.repairs(limit: 9).first, "\(partner)")
      #expect(repair.rule == refusal.rule.rawValue && repair.element == refusal.element, "\(partner): \(repair)")
      #expect(repair.together == verdict.sessions)
      let reasons = verdicts.reasons(verdict, in: .fr).map(\.reason)
      if isForApprentices { #expect(reasons.contains { $0.contains(refusal.element.label) }, "\(reasons)") }
    }
  }

  /// A slot that is good is enough, and what partners do not look at is in nobody's way.
  @Test func whatTheSchemaRefusesElsewhereIsInNobodysWay() {
    for change: @Sendable (inout Formation) -> Void in [
      { $0.session.recrutements.append(Recrutement(modaliteRecrutement: CodeLeaf("x"))) },
      { $0.contenuFormation = TextLeaf(String(repeating: "x", count: 5000)) },
      { $0.session.adresseInscription = .absent }, { $0.session.adresseInscription = AdresseInscription() },
    ] {
      #expect(verdicts(Example("") { change(&$0) }).positioning.possible == 1)
    }
  }
}
