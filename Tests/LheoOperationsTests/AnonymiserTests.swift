import LheoModel
import LheoOperations
import LheoValidator
import Testing

@Suite struct AnonymiserTests {
  @Test func theSameIsReplacedByTheSameAndChecksHold() {
    var anonymiser = Anonymiser()
    let first = Formation(decoding: anonymiser.anonymised(buffer(.example)))
    let second = Formation(decoding: anonymiser.anonymised(buffer(.example)))
    #expect(first == second)
    let siret = first.organismeFormationResponsable.siretOrganismeFormation.siret.text
    #expect(siret != "90000000100009" && siret.hasPrefix("9000000") && siret.count == 14)
    #expect(siret == first.actions[0].organismesFormateurs[0].siretFormateur.siret.text)
    #expect(first.contactsFormation[0].coordonnees.nom?.text == "Dupont")
    #expect(first.intituleFormation == Formation.example.intituleFormation)
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.asOf = PartialDate(year: 2026, month: 11, day: 24)!
    options.rules.profiles = Set(Profile.allCases)
    var findings: [String] = []
    FeedCheck(options: options).check(first) { findings.append($0.rule) }
    #expect(findings.isEmpty)
  }

  /// A place has the name of an establishment, unless that is the name of somebody.
  @Test(arguments: [
    ("AFPA de Veigné", nil, "AFPA de Veigné"), ("Salle du Pré-Fontaine", nil, "Salle du Pré-Fontaine"),
    ("Greta MAUDUIT", nil, "Greta MAUDUIT"), ("Chez Mme Durand", nil, "Chez M. Dupont"),
    ("Cabinet Jeanne MARTIN", nil, "Chez M. Dupont"), ("martin jeanne", nil, "Chez M. Dupont"),
    ("MARTIN", nil, "Dupont"), ("Durand", "Paul", "Dupont"), ("Centre Alpha", nil, "Organisme 1"),
    ("Appeler le 02 31 00 00 01", nil, "Appeler le 01 99 00 00 01"),
  ])
  func aPlaceStaysUnlessItNamesSomebody(_ name: String, _ firstName: String?, _ expected: String) {
    var offer = Formation.example
    offer.organismeFormationResponsable.nomOrganisme = "Centre Alpha"
    offer.contactsFormation[0].coordonnees.nom = "Martin"
    offer.contactsFormation[0].coordonnees.prenom = "Jeanne"
    offer.contactsFormation = Array(offer.contactsFormation.prefix(1))
    offer.contactsFormation[0].coordonnees.telfixe = nil
    offer.contactsFormation[0].coordonnees.portable = nil
    offer.actions[0].lieuxDeFormation[0].coordonnees.nom = TextLeaf(name)
    offer.actions[0].lieuxDeFormation[0].coordonnees.prenom = firstName.map { TextLeaf($0) }
    var anonymiser = Anonymiser()
    let once = anonymiser.anonymised(buffer(offer))
    let place = Formation(decoding: once).actions[0].lieuxDeFormation[0].coordonnees
    let old = offer.actions[0].lieuxDeFormation[0].coordonnees
    #expect(place.nom.map { $0.text.filter { !$0.isNumber }.trimmed } == expected.filter { !$0.isNumber }.trimmed)
    #expect(place.adresse == old.adresse)
    var again = Anonymiser()
    #expect(Formation(decoding: again.anonymised(once)) == Formation(decoding: once))
  }

  @Test(arguments: [
    ("Écrire à jean.dupont+a@mairie-caen.fr.", "Écrire à contact1@example.org."),
    ("Tél. 02 31 00 00 01 ou 0231000001", "Tél. 01 99 00 00 01 ou 0199000001"),
    ("+33 2 31 00 00 02", "+33 1 99 00 00 01"), ("0033231000002.", "0033199000001."),
    ("02\u{A0}31\u{A0}00\u{A0}00\u{A0}03", "01\u{A0}99\u{A0}00\u{A0}00\u{A0}01"),
    ("a@b c@d.fr;e@f.fr", "a@b contact1@example.org;contact2@example.org"),
    ("SIRET 12345678901234, le 20260901, 14000", "SIRET 12345678901234, le 20260901, 14000"),
    ("@ 0 02 31", "@ 0 02 31"),
  ])
  func contactDetailsInTextsAreReplaced(_ text: String, _ expected: String) throws {
    var formation = Formation.example
    formation.contenuFormation = TextLeaf(text)
    var extra = Extra()
    let foreign = ForeignElement(
      name: QualifiedName(localName: "x"), attributes: [Attribute(.other(QualifiedName(localName: "a")), text)],
      content: [.text(text)])
    extra.content = [.element(foreign), .text(text)]
    formation.extras = [Extras(items: [.extra(extra)])]
    // Titles and the like first, so that the numbers of the replacements are those of the texts.
    formation.contactsFormation = []
    var anonymiser = Anonymiser()
    let element = ElementBuffer()
    formation.extras[0].encode(into: element)
    let extras = Extras(decoding: anonymiser.anonymised(element))
    guard case .element(let found)? = extras.extraElements[0].content.first else {
      Issue.record("no element")
      return
    }
    #expect(found.content == [.text(expected)] && found.attributes.first?.value == expected)
    #expect(extras.extraElements[0].content.last == .text(expected))
    #expect(Formation(decoding: anonymiser.anonymised(buffer(formation))).contenuFormation.text == expected)
  }
}
