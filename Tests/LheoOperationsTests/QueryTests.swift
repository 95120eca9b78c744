import LheoModel
import LheoOperations
import LheoTables
import LheoValidator
import Testing

@Suite struct QueryTests {
  private func finds(_ change: (inout OfferQuery) -> Void, _ offer: Formation = .example) -> Bool {
    var query = OfferQuery()
    change(&query)
    return query.matches(buffer(offer))
  }

  @Test func noCriterionFindsAll() { #expect(finds { _ in }) }

  @Test(arguments: [("04_9001*", true), ("*F", true), ("15_1S;04_9001S", true), ("04_9001", false), ("", false)])
  func numbersOfOffersActionsAndSessions(_ pattern: String, _ isFound: Bool) {
    #expect(finds { $0.numero = Pattern(pattern) } == isFound)
  }

  @Test(arguments: [("PLAQUISTE titre", true), ("plafonds cloisons", true), ("Centre alpha", true), ("soudure", false)])
  func wordsWhateverTheirCaseAndOrder(_ words: String, _ isFound: Bool) {
    #expect(finds { $0.texte = TextSearch(words) } == isFound)
  }

  /// A letter and its accent may be one character or two.
  @Test(arguments: [
    "développeur", "de\u{301}veloppeur", "developpeur", "DÉVELOPPEUR", "Señor", "senor", "Sen\u{303}or",
  ])
  func composedAccentsDoNotMatter(_ words: String) {
    for title in ["Développeur Señor", "De\u{301}veloppeur Sen\u{303}or", "DEVELOPPEUR SENOR"] {
      var offer = Formation.example
      offer.intituleFormation = TextLeaf(title)
      #expect(finds({ $0.intitule = TextSearch(words) }, offer))
    }
  }

  @Test func accentsDoNotMatter() {
    var offer = Formation.example
    offer.intituleFormation = "Œuvre d'été à l'hôtel"
    #expect(finds({ $0.intitule = TextSearch("oeuvre ete HOTEL") }, offer))
  }

  @Test func placesAreThoseOfTheAction() {
    let adresse = Formation.example.actions[0].lieuxDeFormation[0].coordonnees.adresse!
    let department = String(adresse.codepostal.text.prefix(2))
    #expect(finds { $0.codePostal = Pattern(department + "*") })
    #expect(finds { $0.departements = [department] })
    #expect(!finds { $0.departements = ["99"] })
    #expect(finds { $0.regions = [Region.named("28")!] })
    #expect(!finds { $0.regions = [Region.named("53")!] })
  }

  @Test func criteriaOfASessionHoldForOneAndTheSame() {
    var offer = Formation.example
    var other = offer.actions[0].sessions[0]
    other.periode = Periode(debut: "20300101", fin: "20300630")
    other.etatRecrutement = .init(.ferme)
    offer.actions[0].sessions.append(other)
    let day = PartialDate(year: 2030, month: 1, day: 1)!.dayNumber!
    #expect(finds({ $0.debut = day...day }, offer))
    #expect(finds({ $0.etats = [.ouvert] }, offer))
    #expect(
      !finds(
        {
          $0.debut = day...day; $0.etats = [.ouvert]
        }, offer))
  }

  @Test func certificationsWithAndWithoutRNCP() {
    #expect(finds { $0.rncp = Pattern("37277") } && finds { $0.rncp = Pattern("RNCP37277") })
    #expect(!finds { $0.rncp = Pattern("3727") })
  }

  @Test func pruningKeepsWhatFits() throws {
    var offer = Formation.example
    var other = offer.actions[0].sessions[0]
    other.numero = "04_9002S"
    offer.actions[0].sessions.append(other)
    offer.actions.append(offer.actions[0])
    offer.actions[1].numero = "04_2A"
    offer.actions[1].sessions = []
    var query = OfferQuery()
    query.numero = Pattern("04_9002S")
    let pruned = try #require(query.pruned(buffer(offer)))
    #expect(pruned.actions.map(\.sessions).map { $0.map(\.numero) } == [["04_9002S"]])
    query.numero = nil
    query.condition = try Condition("session/@numero = 04_9001S")
    #expect(query.pruned(buffer(offer))?.actions.first?.sessions.map(\.numero) == ["04_9001S"])
  }

  @Test func contractNumbersStandInExtensions() {
    var offer = Formation.example
    offer.actions[0].extras = [Extras(info: "numero-marche", items: [])]
    #expect(!finds({ $0.marche = Pattern("2026*") }, offer))
    var extra = Extra()
    extra.content = [.text("2026 258")]
    extra.info = "numéro de marché"
    offer.actions[0].extras = [Extras(items: [.extra(extra)])]
    #expect(finds({ $0.marche = Pattern("2026*") }, offer))
  }
}
