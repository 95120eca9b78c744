import LheoModel
@testable import LheoValidator
import Testing

/// Titles that a person takes for one are one.
@Suite struct RepeatedTitleTests {
  @Test(arguments: [
    ("Métier d'élève", "MÉTIER D'ÉLÈVE", true), ("À pied", "à pied", true), ("Þing ØÐ", "þing øð", true),
    ("Au  revoir", "Au revoir", true), (" Au\trevoir\n", "Au revoir", true), ("Au revoir.", "Au revoir", true),
    ("Au revoir", "Aurevoir", false), ("Métier", "Metier", false), ("É", "È", false), ("a.b", "ab", false),
    ("Titre 1", "Titre 2", false),
  ]) func titlesAreComparedAsPeopleDo(first: String, second: String, isSame: Bool) {
    let rule = "formation/doublon"
    var earlier = Formation.example
    earlier.intituleFormation = TextLeaf(first)
    var later = Formation.example
    later.numero = "04_9002F"
    later.intituleFormation = TextLeaf(second)
    #expect(RuleTests.findings(later, after: [earlier]).contains { $0.rule == rule } == isSame)
  }
}
