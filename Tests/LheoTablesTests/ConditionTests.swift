import LheoModel
import LheoParser
import LheoTables
import Testing

@Suite struct ConditionTests {
  private static let offer = """
    <formation numero="F1"><intitule-formation>Soudure à l'arc</intitule-formation><certifiante>1</certifiante>
    <action><code-public-vise>83056</code-public-vise><nombre-heures-total>700</nombre-heures-total>
    <lieu-de-formation><coordonnees><adresse><codepostal>50100</codepostal></adresse></coordonnees></lieu-de-formation>
    <session numero="S1"><periode><debut>20260901</debut><fin>20269999</fin></periode></session></action>
    <action><lieu-de-formation><coordonnees><adresse><codepostal>75001</codepostal></adresse></coordonnees></lieu-de-formation>
    <session numero="S2"><periode><debut>20270105</debut></periode></session></action>
    <extras info="x"><extra info="b">oui</extra></extras></formation>
    """

  private func holds(_ condition: String) throws -> Bool {
    let condition = try Condition(condition)
    let feed = "<lheo xmlns='\(LheoSchema.namespace)'><offres>\(Self.offer)</offres></lheo>"
    let parser = FeedParser(.text(feed))
    while let event = try parser.next() {
      if case .element(let buffer) = event { return condition.holds(for: buffer) }
    }
    return false
  }

  @Test(arguments: [
    "formation/certifiante = 1", "formation/certifiante != 0", "formation/certifiante:label = oui",
    "formation/@numero in (F0, 'F1')", "formation/@numero not in (F2)", "session/periode/debut >= 2027-01-01",
    "session/periode/debut < 2026-09-02", "session/periode/fin = 2026", "session/periode/debut in (20260901)",
    "action/nombre-heures-total > 69",
    "formation/intitule-formation like 'soud*ARC'", "formation/intitule-formation not like 'arc*'",
    "action/code-public-vise is not missing", "formation/objectif-formation is missing",
    "formation/extras[@info='x']/extra[@info='b'] = oui", "not (formation/certifiante = 0 or formation/@numero = F2)",
    "formation/certifiante = 0 and formation/@numero = F2 or formation/@numero = F1",
    "session/periode/debut >= 2027-01-01 and action/lieu-de-formation/coordonnees/adresse/codepostal like '75*'",
    "formation/@numero = F1 AND NOT formation/@numero = F2",
    // From any element of the offer; texts between either quotes.
    "periode/debut = 20270105", "debut = 2027-01-05", "codepostal in (75001)",
    "intitule-formation = \"Soudure à l'arc\"",
  ])
  func holds(condition: String) throws { #expect(try holds(condition) as Bool) }

  @Test(arguments: [
    "formation/certifiante = 0", "formation/certifiante is missing", "action/nombre-heures-total > 700",
    "formation/intitule-formation like 'arc'", "formation/extras[@info='y']/extra[@info='b'] = oui",
    // Both must hold for one and the same session.
    "session/@numero = S1 and session/periode/debut >= 2027-01-01",
    "session/@numero = S2 and action/lieu-de-formation/coordonnees/adresse/codepostal like '50*'",
  ])
  func doesNotHold(condition: String) throws { #expect(try !holds(condition)) }

  @Test(arguments: [
    ("", 0), ("formation/@numero", 17), ("formation/@numero =", 19), ("formation/@numero = 'a", 20),
    ("formation/@numero = a b", 22), ("(formation/@numero = a", 22), ("formation/@numero in a", 21),
    ("formation/@numero is lost", 21), ("= 1", 0), ("formation/@numero not = a", 22), ("formation/@numero ! a", 18),
    ("session/periode/debut > 1/9/2026", 24), ("session/periode/debut > 2026-02-30", 24),
    ("session/periode/fin in (2026, 26)", 30),
  ])
  func aMistakeHasAPlace(condition: String, offset: Int) {
    let error = #expect(throws: ConditionError.self) { try Condition(condition) }
    #expect(error?.offset == offset, "\(String(describing: error))")
    #expect(error?.description.contains("character \(offset + 1)") ?? false)
  }

  @Test func theNearestPathIsProposed() {
    do {
      _ = try Condition("session/periode/debu > 2026-01-01")
      Issue.record("accepted")
    } catch { #expect("\(error)".contains("Did you mean 'debut'?"), "\(error)") }
  }

  @Test func depthIsLimited() {
    #expect(throws: ConditionError.self) { try Condition(String(repeating: "(", count: 100_000)) }
    #expect(throws: ConditionError.self) { try Condition(String(repeating: "not ", count: 100_000)) }
  }
}
