import LheoModel
@testable import LheoValidator
import Testing

/// How bad a finding is may depend on the offer.
@Suite struct SeverityTests {
  /// A session on demand has no dates.
  @Test(arguments: [("1", Severity.info), (" 1 ", .info), ("0", .error), ("", .error)])
  func datesOfSessionsOnDemandAreNotNeeded(mark: String, severity: Severity) throws {
    var formation = try #require(Rule.named("session/periode-incomplete")?.triggering.first?.formation)
    formation.actions[0].sessions[0].extras = [
      Extras(items: [.extra(Extra(info: "session-a-la-demande", text: mark))])
    ]
    let found = RuleTests.findings(formation).filter { $0.rule == "session/periode-incomplete" }
    #expect(!found.isEmpty && found.allSatisfy { $0.severity == severity }, "\(found.map(\.severity))")
  }

  /// A day in another form may be understood by the portal, and no other text.
  @Test(arguments: [("hier", Severity.error), ("2026-09-01", .warning), ("20260931", .error), ("2026-09", .error)])
  func daysInAnotherFormAreWarnings(day: String, severity: Severity) throws {
    let rule = try #require(Rule.named("edof/date-impossible"))
    let example = try #require(rule.triggering.first)
    var formation = try #require(rule.passing.first?.formation)
    formation.actions[0].datemaj = day
    let found = RuleTests.findings(formation, like: example).filter { $0.rule == rule.id }
    #expect(found.map(\.severity) == [severity])
  }

  /// A body cannot train where it has closed; the register may not know a place yet.
  @Test func closedBodiesAreErrorsAndPlacesWarnings() throws {
    let rule = try #require(Rule.named("organisme/siret-ferme"))
    let severities = rule.triggering.prefix(2).map { example in
      RuleTests.findings(example).filter { $0.rule == rule.id }.map(\.severity)
    }
    #expect(severities == [[.warning], [.error]])
  }
}
