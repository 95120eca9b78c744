import Foundation
import LheoJSON
import LheoModel
import TestSupport
import Testing

@Suite struct LeafTests {
  @Test func codeKeepsWhatTheTableLacks() {
    let leaf: CodeLeaf<EtatRecrutement> = "7"
    #expect(leaf.code == .other("7"))
    #expect(leaf.code.label == nil)
    #expect(CodeLeaf<EtatRecrutement>(" 1\n").code == .ouvert)
    #expect(EtatRecrutement.ouvert.label == "ouvert")
    #expect(EtatRecrutement.ouvert.rawValue == "1")
  }

  @Test func typedViewsCanBeSet() {
    var places: NumberLeaf = 12
    places.number = 13
    #expect(places.text == "13")
    places.text = " 7 "
    #expect(places.number == 7)
    places.text = "sept"
    #expect(places.number == nil)
    var start: DateLeaf = "20260901"
    start.date = PartialDate(year: 2027)
    #expect(start.text == "20270000")
    var time: TimeLeaf = "9h"
    time.timeOfDay = TimeOfDay(hour: 14, minute: 15)
    #expect(time.text == "14h15")
  }

  @Test func everyCodeOfEveryTableIsKnownToItself() {
    for entry in Niveau.table.entries {
      #expect(Niveau(rawValue: entry.code).rawValue == entry.code)
      #expect(Niveau(rawValue: entry.code).label == entry.label)
    }
  }
}

@Suite struct ElementTests {
  @Test func readsLikeTheOffer() {
    var formation = Formation(
      numero: "14_1F", intituleFormation: "CAP photographe",
      actions: [Action(numero: "14_1A", sessions: [Session(periode: Periode(debut: "20260901", fin: "20270630"))])])
    formation.datemaj = "20260110"
    #expect(formation.numero == "14_1F")
    #expect(formation.datemaj == "20260110")
    #expect(formation.actions[0].sessions[0].periode.debut.date?.year == 2026)
    #expect(formation.objectifFormation.isAbsent)
    #expect(!formation.intituleFormation.isAbsent)
  }

  @Test func attributesAreAddedChangedAndRemoved() {
    var leaf: TextLeaf = "46278"
    #expect(leaf.ref == nil)
    leaf.ref = "V13"
    leaf.tag = "principal"
    leaf.ref = "V14"
    #expect(leaf.details.attributes == [Attribute(.known(.ref), "V14"), Attribute(.known(.tag), "principal")])
    leaf.ref = nil
    leaf.tag = nil
    #expect(leaf.details == ElementDetails())
  }

  @Test func positionIsNoPartOfEquality() {
    var one: TextLeaf = "Lyon"
    one.position = SourcePosition(line: 3, column: 4)
    #expect(one == "Lyon")
    #expect(Set([one, "Lyon"]).count == 1)
    // Positions themselves are compared.
    #expect(one.position != TextLeaf("Lyon").position)
    #expect(Set([one.position, .unknown, .absent]).count == 3)
  }

  @Test func absentElementsLeaveNoTrace() {
    let buffer = ElementBuffer()
    Formation(intituleFormation: "CAP").encode(into: buffer)
    #expect(buffer.root.children.map(\.name.localName) == ["intitule-formation"])
    #expect(Formation(decoding: buffer) == Formation(intituleFormation: "CAP"))
  }

  @Test func aPlaceholderThatIsFilledInIsWritten() {
    var formation = Formation()
    formation.objectifFormation.text = "Photographier"
    formation.organismeFormationResponsable.coordonneesOrganisme.coordonnees.courriel = "a@example.org"
    let buffer = ElementBuffer()
    formation.encode(into: buffer)
    #expect(buffer.root.children.map(\.name.localName) == ["objectif-formation", "organisme-formation-responsable"])
  }

  @Test func definitionsAreThoseOfTheSchema() {
    #expect(LheoSchema.definitions.count == 170)
    #expect(Element(name: "session") == .session)
    #expect(Element(name: "Session") == nil)
    #expect(Element.nbPlaces.name == "nb-places")
    #expect(Element.formation.definition.attributes.contains(.href))
    #expect(!Element.session.definition.attributes.contains(.href))
    for (index, definition) in LheoSchema.definitions.enumerated() {
      #expect(Int(definition.element.rawValue) == index + 1)
    }
  }
}

@Suite struct DepartementTests {
  @Test(arguments: [
    ("14118", "14"), ("01004", "01"), ("97411", "974"), ("98800", "988"), ("2A004", "2A"), ("2b033", "2B"),
    ("20000", "2A"), ("20167", "2A"), ("20200", "2B"), ("20620", "2B"), ("1411", nil), ("", nil), ("141180", nil),
  ])
  func isTakenFromACode(code: String, departement: String?) { #expect(Departement.code(of: code) == departement) }

  @Test func isThatOfTheCommuneBeforeThatOfThePostcode() {
    var adresse = Adresse(codepostal: "61440", ville: "Saint-Philbert")
    adresse.departement = "Orne"
    #expect(adresse.departementCode == "61")
    adresse.codeINSEECommune = "14052"
    #expect(adresse.departementCode == "14")
    adresse.codeINSEECommune = nil
    adresse.codepostal = "?"
    #expect(adresse.departementCode == "Orne")
  }
}

@Suite struct CodableTests {
  @Test func shapeIsThatOfXMLSchema() throws {
    var session = Session(
      numero: "S1", periode: Periode(debut: " 20260901 ", fin: "20270630"),
      adresseInscription: AdresseInscription(adresse: Adresse(lignes: ["1 rue A"], codepostal: "14000", ville: "Caen")),
      recrutements: [Recrutement(modaliteRecrutement: .init(.candidature), nbPlaces: 12)])
    session.extras = [Extras(info: "g", items: [.extra(Extra(info: "x", text: "1")), .extra(Extra())])]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(session), as: UTF8.self)
    #expect(
      json == """
        {"@numero":"S1","adresse-inscription":{"adresse":{"codepostal":"14000","ligne":["1 rue A"],"ville":"Caen"}},\
        "extras":[{"@info":"g","extra":[{"$":"1","@info":"x"},null]}],\
        "periode":{"debut":"20260901","fin":"20270630"},"recrutement":[{"modalite-recrutement":"7","nb-places":12}]}
        """)
    var expected = session
    expected.periode.debut.text = "20260901"
    #expect(try JSONDecoder().decode(Session.self, from: Data(json.utf8)) == expected)
  }

  @Test(arguments: [
    "[", #"{"a b":"1"}"#, #"{"extras":[{"@x\"><y":"1"}]}"#, #"{"@xmlns:":"urn:a"}"#, #"{"x:y":"1"}"#,
    #"{"periode":{"debut":{"$":{}}}}"#, #"{"@numero":{"a":1}}"#, #"{"<y/>":"1"}"#,
  ])
  func refusesWhatIsNoElement(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Session.self, from: Data(json.utf8)) }
  }

  /// `Codable` and NDJSON read the same, as one reader reads both.
  @Test(arguments: [
    #"{"periode":{"debut":true,"fin":1.5}}"#, #"{"periode":null,"@numero":null}"#,
    #"{"zeta":"1","alpha":["2",{"$":"3"}]}"#,
    #"{"extras":[{"@info":"i","extra":[1,null,"x"]}]}"#,
  ])
  func codableReadsWhatNDJSONReads(json: String) throws {
    let decoded = try JSONDecoder().decode(Session.self, from: Data(json.utf8))
    var reader = NDJSONReader()
    let buffer = ElementBuffer()
    try Array(json.utf8).withUnsafeBufferPointer { try reader.read($0, as: .session, into: buffer) }
    let left = try JSONEncoder().encode(decoded), right = try JSONEncoder().encode(Session(decoding: buffer.root))
    #expect(try JSONDecoder().decode(Session.self, from: left) == JSONDecoder().decode(Session.self, from: right))
  }
}

@Suite struct ElementBufferTests {
  /// Names and siblings beyond the number at which they are looked up in another way.
  /// A view does not keep its buffer: one of a buffer that nothing else holds reads freed memory.
  @Test func viewsAreNotTakenOfTemporaries() throws {
    let sources = Repository.root.appending(path: "Sources")
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
      let lines = try String(contentsOf: sources.appending(path: path), encoding: .utf8).split(separator: "\n")
      for line in lines where !line.contains("//") {
        #expect(!line.contains(/[)\]][?!]?\.root\b/), "\(path): \(line)")
      }
    }
  }

  @Test func childrenAreNumberedByNameHoweverManyThereAre() {
    let buffer = ElementBuffer()
    buffer.begin(.extras)
    for number in 0..<3000 {
      if number % 3 == 0 {
        buffer.begin(.extra)
      } else {
        buffer.begin(foreign: QualifiedName(localName: "name-\(number % 100)"), attributes: [])
      }
      buffer.end()
    }
    buffer.end()
    var counts: [QualifiedName: Int] = [:]
    for child in buffer.root.children {
      counts[child.name, default: 0] += 1
      #expect(child.number == counts[child.name])
    }
    #expect(counts.count == 101)
    buffer.reset()
    buffer.begin(.extras)
    buffer.begin(foreign: QualifiedName(localName: "name-2"), attributes: [])
    buffer.end()
    buffer.end()
    #expect(buffer.root.children.map(\.name.localName) == ["name-2"])
    #expect(buffer.root.children.map(\.number) == [1])
  }
}

@Suite struct QualifiedNameTests {
  /// `U+200C` may start a name, and makes one character with the colon before it.
  @Test(arguments: ["a", "\u{200C}a", "\u{200D}"]) func aColonEndsThePrefix(_ localName: String) {
    let name = QualifiedName("p:" + localName)
    #expect(Array(name.prefix.unicodeScalars) == ["p"])
    #expect(Array(name.localName.unicodeScalars) == Array(localName.unicodeScalars))
  }
}
