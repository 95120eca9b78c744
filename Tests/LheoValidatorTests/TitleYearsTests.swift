import Testing

@testable import LheoValidator

/// Titles of apprenticeship courses, read as people write them.
@Suite struct TitleYearsTests {
  private func years(_ title: String) -> TitleYears { TitleYears("\(title) (en apprentissage)".folded) }

  @Test(arguments: [
    ("CAP plaquiste - 1ère et 2ème année", [1, 2]),
    ("CAP plaquiste - 1ère année", [1]),
    ("CAP plaquiste - 2ème année", [2]),
    ("CAP plaquiste 2e année", [2]),
    ("CAP plaquiste - 1re et 2e années", [1, 2]),
    ("Bac pro - 1ère, 2ème et 3ème année", [1, 2, 3]),
    ("Bac pro - 1ère-2ème-3ème année", [1, 2, 3]),
    ("Bac pro - 1ère/2ème/3ème année", [1, 2, 3]),
    ("Bac pro - 1ère, 3ème année", [1, 3]),
    ("Bac pro - 1ère et 3ème année", [1, 3]),
    ("Bac pro - de la 1ère à la 3ème année", [1, 2, 3]),
    ("Bac pro - 1ère à 3ème année", [1, 2, 3]),
    ("Bac pro - 1ère année à 3ème année", [1, 2, 3]),
    ("Bac pro - 1ère-3ème année", [1, 2, 3]),
    ("Bac pro - 1ère → 3ème année", [1, 2, 3]),
    ("Bac pro - de la première à la troisième année", [1, 2, 3]),
    ("BTS - 1ère année, 2ème année", [1, 2]),
    ("BTS - années 1 et 2", [1, 2]),
    ("BTS - année 1, année 2", [1, 2]),
    ("BTS - année 2", [2]),
    ("Bac pro - années 1 à 3", [1, 2, 3]),
    ("Bac pro - années 1-3", [1, 2, 3]),
    ("Bac pro - années 1, 2 et 3", [1, 2, 3]),
    ("BTS - 1 ère et 2 ème année", [1, 2]),
    ("BTS - 1 et 2 année", [1, 2]),
    ("BTS - 1 et 2ème année", [1, 2]),
    ("BTS - 1° et 2° année", [1, 2]),
    ("BTS - 1ʳᵉ et 2ᵉ année", [1, 2]),
    ("BTS - première et deuxième année", [1, 2]),
    ("BTS - première et seconde année", [1, 2]),
    ("BTS - 1ère et 2nde année", [1, 2]),
    ("BTS - 2nd année", [2]),
    ("BTS - 1ère et 2ème", [1, 2]),
    ("BTS 1A/2A", [1, 2]),
    ("BTS\u{A0}- 1ère  et\n 2ème année", [1, 2]),
    ("BTS - 1ERE ET 2EME ANNEE", [1, 2]),
    ("Bac pro - 2nde, 1ère et terminale", [1, 2, 3]),
    ("Bac pro - seconde, première et terminale", [1, 2, 3]),
    ("Bac pro - de la 2nde à la terminale", [1, 2, 3]),
    ("Bac pro - 1ère et terminale", [2, 3]),
    ("Bac pro - 1ère", [2]),
    ("Bac pro - terminale", [3]),
    ("Bac pro - Tle", [3]),
    ("Bac pro - 1ère, 2ème année et terminale", [1, 2, 3]),
    ("Titre professionnel niveau 4 - 2ème année", [2]),
    ("SSIAP 1er degré - 2ème année", [2]),
    ("BTS option 2 - 1ère année", [1]),
    ("BTS - 1ère année, rentrée 2027", [1]),
    ("Ouvrier du second œuvre - 1ère année", [1]),
    ("BTS en 2 ans - 1ère et 2ème année", [1, 2]),
    ("BTS 1 et BTS 2", [1, 2]),
    ("BTS 2 - management", [2]),
    ("BUT 1, 2 et 3", [1, 2, 3]),
    ("CAP plaquiste - 2ème année après la 3ème", [2]),
  ])
  func ranks(title: String, expected: [Int]) {
    let found = years(title)
    #expect(found.years.sorted() == expected, "\(title)")
    #expect(found.areNamed && !found.areIncomplete)
  }

  @Test(arguments: [
    "CAP plaquiste - 1 an", "CAP plaquiste 1 an", "CAP plaquiste en 2 ans", "CAP plaquiste - 1 année",
    "CAP plaquiste - 2 années", "CAP plaquiste - 2ans", "CAP plaquiste - un an", "CAP plaquiste en deux ans",
    "CAP plaquiste - une année", "BTS - 1 ou 2 ans", "BTS - 1 à 3 ans", "Titre professionnel - 12 mois",
    "Titre professionnel niveau 3 - 1 an", "Licence professionnelle - L3", "Master - M1", "Master - M1 et M2",
    "BTS - toutes les années", "CAP plaquiste - 1 an après la 3ème", "BTS 2 ans", "BTS en 1 an après une terminale",
  ])
  func durationsAndOtherNames(title: String) {
    let found = years(title)
    #expect(found.areNamed && found.years.isEmpty, "\(title): \(found.years)")
  }

  @Test(arguments: [
    "CAP plaquiste", "BTS toutes options", "Titre professionnel niveau 4", "SSIAP 1er degré", "BTS session 2027",
    "Opérateur de seconde transformation", "Ouvrier du second œuvre", "Développeur 2D/3D", "CQP bloc 1 et bloc 2",
    "Bachelor bac+3", "",
  ])
  func noYears(title: String) {
    let found = years(title)
    #expect(!found.areNamed, "\(title): \(found.years)")
  }

  @Test func theLastYearHasNoRank() {
    #expect(years("BTS - 1ère et dernière année").areIncomplete)
  }

  @Test(arguments: [
    "(en apprentissage)", "(en  apprentissage)", "(en\n apprentissage)", "( en apprentissage )",
    "(en\u{A0}apprentissage)", "(EN APPRENTISSAGE)", "(ex) (en apprentissage)", "((en apprentissage))",
  ])
  func mentions(_ mention: String) {
    #expect("CAP plaquiste \(mention)".folded.saysApprentissage)
  }

  @Test(arguments: [
    "en apprentissage", "(apprentissage)", "(en apprentissages)", "(en alternance)", "(", "(en apprentissage",
  ])
  func noMentions(_ mention: String) {
    #expect(!"CAP plaquiste \(mention)".folded.saysApprentissage)
  }
}
