import Foundation
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoTables
import LheoValidator
import LheoWriter
import Testing

private func buffer(_ formation: Formation) -> ElementBuffer {
  let buffer = ElementBuffer()
  formation.encode(into: buffer)
  // Views do not keep their buffer: these live as long as the tests.
  return Unmanaged.passRetained(buffer).takeUnretainedValue()
}

@Suite struct QueryTests {
  private func finds(_ change: (inout OfferQuery) -> Void, _ offer: Formation = .example) -> Bool {
    var query = OfferQuery()
    change(&query)
    return query.matches(buffer(offer).root)
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
    let pruned = try #require(query.pruned(buffer(offer).root))
    #expect(pruned.actions.map(\.sessions).map { $0.map(\.numero) } == [["04_9002S"]])
    query.numero = nil
    query.condition = try Condition("session/@numero = 04_9001S")
    #expect(query.pruned(buffer(offer).root)?.actions.first?.sessions.map(\.numero) == ["04_9001S"])
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

@Suite struct SessionEditTests {
  private let day = PartialDate(year: 2026, month: 11, day: 24)!

  private func apply(
    _ work: SessionEdit.Work, _ numero: String = "04_9001S", _ offer: Formation = .example
  ) throws -> Formation? {
    let source = buffer(offer)
    var numbers = SessionNumbers()
    numbers.note(source.root)
    var edit = SessionEdit(numero: Pattern(numero), work: work, date: day, numbers: numbers)
    guard case .replace(let formation) = try edit.apply(to: source.root).edit else { return nil }
    return formation
  }

  private func copy(_ days: Int, numero: SessionCopy.Numero = .next) -> SessionEdit.Work {
    .duplicate(SessionCopy(dates: .shifted(days: days), numero: numero))
  }

  @Test func aDuplicateMovesWithItsRecruitments() throws {
    let formation = try #require(try apply(copy(364)))
    let sessions = formation.actions[0].sessions
    #expect(sessions.count == 2 && sessions[1].numero == "04_9001S-2")
    let days = sessions.map { $0.periode.debut.date!.dayNumber! }
    #expect(days[1] - days[0] == 364)
    #expect(sessions[1].datecrea == "20261124")
    let first = sessions[0].recrutements, second = sessions[1].recrutements
    #expect(first.count == second.count)
    #expect(Set(first.compactMap(\.numero)).isDisjoint(with: second.compactMap(\.numero)))
    #expect(second[0].periode!.debut.date!.dayNumber! - first[0].periode!.debut.date!.dayNumber! == 364)
  }

  @Test func givenDatesAreTaken() throws {
    let start = PartialDate(year: 2028, month: 1, day: 3)!, end = PartialDate(year: 2028, month: 6, day: 30)!
    let formation = try #require(
      try apply(
        .duplicate(
          SessionCopy(dates: .given(start: start, end: end), numero: .made { _ in "X" }, keepsRecruitments: false))))
    let copy = formation.actions[0].sessions[1]
    #expect(copy.periode.debut.date == start && copy.periode.fin.date == end && copy.recrutements.isEmpty)
  }

  @Test func anIdentifierIsNotCopied() throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].details[.id] = "s1"
    let formation = try #require(
      try apply(copy(1), "04_9001S", offer))
    #expect(formation.actions[0].sessions.map { $0.details[.id] } == ["s1", nil])
  }

  @Test func noIdentifierBelowASessionIsCopied() throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].adresseInscription.adresse.codepostal.details[.id] = "z"
    offer.actions[0].sessions[0].recrutements[0].details[.id] = "r"
    let formation = try #require(try apply(copy(1), "04_9001S", offer))
    let result = buffer(formation)
    let ids = withExtendedLifetime(result) { result.root.elements.compactMap { $0.text(of: .id) } }
    #expect(ids.sorted() == ["r", "z"])
  }

  @Test func numbersOfCopiesAreNobodyElses() throws {
    var offer = Formation.example
    for _ in 1...4 {
      offer = try #require(try apply(copy(7), "04_9001S", offer))
      let sessions = offer.actions.flatMap(\.sessions)
      #expect(Set(sessions.map(\.numero)).count == sessions.count)
      let recrutements = sessions.flatMap(\.recrutements).compactMap(\.numero)
      #expect(Set(recrutements).count == recrutements.count)
    }
    #expect(throws: SessionEditError(session: "04_9001S", problem: .numberTaken("04_9001S-2"))) {
      try apply(copy(7, numero: .made { "\($0)-2" }), "04_9001S", offer)
    }
    #expect(throws: SessionEditError.self) { try apply(copy(7, numero: .made { _ in "Z" }), "04_9001S*", offer) }
  }

  @Test(arguments: [1, -1, 364, 3_000_000, -3_000_000, Int.max, Int.min])
  func allDatesOfACopyMoveOrNoneIsWritten(days: Int) throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].periodeInscription = PeriodeInscription(
      periode: Periode(debut: "20270101", fin: "20270301"))
    offer.actions[0].sessions[0].periode.fin = "99980101"
    func dates(_ session: Session) -> [Int] {
      let encoded = ElementBuffer()
      session.encode(into: encoded)
      return withExtendedLifetime(encoded) {
        encoded.root.elements.compactMap { leaf in
          if case .date = leaf.element?.definition.content { PartialDate(leaf.text)?.dayNumber } else { nil }
        }
      }
    }
    do {
      let sessions = try #require(try apply(copy(days), "04_9001S", offer)).actions[0].sessions
      #expect(dates(sessions[1]) == dates(sessions[0]).map { $0 + days })
    } catch let error as SessionEditError {
      guard case .dateOutOfRange = error.problem else { throw error }
      #expect(days > 300 || days < -300)
    }
  }

  @Test func aSessionDoesNotEndBeforeItStarts() {
    let early = PartialDate(year: 2020, month: 1, day: 1)!
    #expect(throws: SessionEditError.self) { try apply(.state(.ferme, end: early)) }
  }

  @Test func closingSetsTheStateOnce() throws {
    let closed = try #require(try apply(.state(.ferme, end: nil)))
    #expect(closed.actions[0].sessions[0].etatRecrutement?.code == .ferme)
    #expect(try apply(.state(.ferme, end: nil), "04_9001S", closed) == nil)
    #expect(try apply(.state(.ferme, end: nil), "other") == nil)
  }
}

@Suite struct DifferenceTests {
  private func changes(_ old: [Formation], _ new: [Formation]) throws -> [OfferChange] {
    var indices = [FeedIndex(), FeedIndex()]
    for (number, offers) in [old, new].enumerated() {
      for offer in offers { indices[number].add(buffer(offer).root) }
    }
    let difference = try FeedDifference(
      old: indices[0], new: indices[1], folder: FileManager.default.temporaryDirectory.path)
    for offer in old { try difference.addOld(buffer(offer)) }
    return try new.compactMap { try difference.change(buffer($0)) } + difference.removed
  }

  private func offer(_ numero: String, _ change: (inout Formation) -> Void = { _ in }) -> Formation {
    var formation = Formation.example
    formation.numero = numero
    change(&formation)
    return formation
  }

  @Test func sameOffersInAnotherOrderAreTheSame() throws {
    #expect(try changes([offer("1"), offer("2")], [offer("2"), offer("1")]).isEmpty)
  }

  @Test func addedRemovedAndChangedOffersAreTold() throws {
    let found = try changes([offer("1"), offer("2")], [offer("2") { $0.certifiante = .init(.non) }, offer("3")])
    #expect(found.map(\.kind) == [.changed, .added, .removed])
    #expect(found.map(\.numero) == ["2", "3", "1"])
    #expect(found[0].fields.map(\.path) == ["certifiante"])
    #expect(found[0].fields[0].before == "1" && found[0].fields[0].after == "0")
  }

  @Test func aSessionIsFoundAgainByItsNumber() throws {
    let found = try changes(
      [offer("1")],
      [
        offer("1") { formation in
          var first = formation.actions[0].sessions[0]
          first.numero = "new"
          formation.actions[0].sessions[0].periode.fin = "20290101"
          formation.actions[0].sessions.insert(first, at: 0)
        }
      ])
    #expect(found.count == 1)
    let paths = found[0].fields.map(\.path)
    #expect(paths.contains("action 04_9001A / session 04_9001S / periode / fin"))
    #expect(paths.contains("action 04_9001A / session new") && paths.count == 2)
  }

  @Test func oneNewLineDoesNotChangeTheOthers() throws {
    let found = try changes(
      [offer("1") { $0.domaineFormation.codesROME = ["A1", "B2", "C3"].map { TextLeaf($0) } }],
      [offer("1") { $0.domaineFormation.codesROME = ["A1", "X9", "B2", "C3"].map { TextLeaf($0) } }])
    #expect(found[0].fields.map(\.after) == ["X9"])
  }

  @Test func whiteSpaceAroundTextsDoesNotMatter() throws {
    #expect(try changes([offer("1")], [offer("1") { $0.certifiante.text = " 1\n" }]).isEmpty)
  }

  @Test func offersWithoutOrWithTheSameNumberAreNotLost() throws {
    let found = try changes([offer("1"), offer("1")], [offer("1"), offer("1"), offer("1"), offer("")])
    #expect(found.map(\.kind) == [.added, .added])
  }
}

@Suite struct MergeAndSplitTests {
  private func offer(_ numero: String, _ date: String, id: String? = nil) -> ElementBuffer {
    var formation = Formation.example
    formation.numero = numero
    formation.datemaj = date
    formation.details[.id] = id
    return buffer(formation)
  }

  @Test func theLatestVersionStays() {
    var merger = FeedMerger()
    merger.note(offer("1", "20260101"), feed: 0)
    merger.note(offer("1", "20260201"), feed: 1)
    merger.note(offer("1", "20260115"), feed: 2)
    merger.startWriting()
    let kept = [("20260101", 0), ("20260201", 1), ("20260115", 2)].map { date, feed in
      if case .drop = merger.edit(offer("1", date), feed: feed) { false } else { true }
    }
    #expect(kept == [false, true, false])
    #expect(merger.duplicates.count == 2)
  }

  @Test func identifiersStayUnique() {
    var merger = FeedMerger()
    for feed in 0...1 { merger.note(offer("\(feed)", "20260101", id: "a"), feed: feed) }
    merger.startWriting()
    if case .keep = merger.edit(offer("0", "20260101", id: "a"), feed: 0) {} else { Issue.record("changed") }
    guard case .rewrite(let copy) = merger.edit(offer("1", "20260101", id: "a"), feed: 1) else {
      Issue.record("not changed")
      return
    }
    #expect(copy.root.text(of: .id) == "a-2")
  }

  @Test func referencesFollowTheirElements() throws {
    // Feed 1 refers to its own "a" before it comes, feed 2 to an offer that gives way to that of feed 1.
    func referring(_ numero: String, to id: String) -> ElementBuffer {
      var formation = Formation.example
      formation.numero = numero
      formation.details[.idref] = id
      return buffer(formation)
    }
    let offers = [
      (offer("0", "20260101", id: "a"), 0), (referring("1", to: "a"), 1), (offer("2", "20260201", id: "a"), 1),
      (offer("2", "20260101", id: "a"), 2), (referring("3", to: "a"), 2), (referring("4", to: "b"), 2),
    ]
    var merger = FeedMerger()
    for (buffer, feed) in offers { merger.note(buffer, feed: feed) }
    merger.startWriting()
    var written: [(id: String?, idref: String?)] = []
    for (buffer, feed) in offers {
      switch merger.edit(buffer, feed: feed) {
      case .keep: written.append((buffer.root.text(of: .id), buffer.root.text(of: .idref)))
      case .rewrite(let copy): written.append((copy.root.text(of: .id), copy.root.text(of: .idref)))
      default: continue
      }
    }
    #expect(written.map(\.id) == ["a", nil, "a-2", nil, nil])
    #expect(written.map(\.idref) == [nil, "a-2", nil, "a-2", nil])
  }

  @Test func extensionsBesideOffersHaveIdentifiersOfTheirOwn() {
    func extras(_ id: String) -> ElementBuffer {
      var extras = Extras(items: [.extra(Extra(text: "a"))])
      extras.details[.id] = id
      let buffer = ElementBuffer()
      extras.encode(into: buffer)
      return buffer
    }
    var merger = FeedMerger()
    for feed in 0...1 { merger.note(extras("z"), feed: feed) }
    merger.note(offer("1", "20260101", id: "z-2"), feed: 2)
    merger.startWriting()
    let written = (0...1).map { merger.besides(extras("z"), feed: $0) }
    #expect(written.map { Extras(decoding: $0).details[.id] } == ["z", "z-3"])
  }

  @Test func referencesThatLeadOutOfAnOfferAreLeftOut() throws {
    var formation = Formation.example
    formation.actions[0].details[.id] = "a"
    formation.actions[0].sessions[0].details[.idref] = "a"
    #expect(buffer(formation).withoutReferencesOutside == nil)
    formation.actions[0].sessions[0].recrutements[0].details[.idref] = "elsewhere"
    let copy = Formation(decoding: try #require(buffer(formation).withoutReferencesOutside))
    formation.actions[0].sessions[0].recrutements[0].details[.idref] = nil
    #expect(copy == formation)
  }

  @Test func namesOfPartsCannotLeaveTheFolder() {
    var formation = Formation.example
    formation.organismeFormationResponsable.siretOrganismeFormation.siret = "../../etc/x"
    var splitter = FeedSplitter(.organisme)
    #expect(splitter.part(of: buffer(formation).root, bytes: 1) == "etcx")
    formation.organismeFormationResponsable.siretOrganismeFormation.siret = "///"
    #expect(splitter.part(of: buffer(formation).root, bytes: 1) == "inconnu")
  }

  @Test func partsAreFilledUpToTheirSize() {
    var splitter = FeedSplitter(.bytes(100))
    let root = buffer(.example).root
    #expect(
      [60, 30, 20, 500, 10].map { splitter.part(of: root, bytes: $0) } == ["0001", "0001", "0002", "0003", "0004"])
  }
}

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
    var options = ValidationOptions()
    options.rules.asOf = PartialDate(year: 2026, month: 11, day: 24)!
    options.rules.profiles = Set(Profile.allCases)
    var findings: [String] = []
    FeedValidator(options: options).check(first) { findings.append($0.rule) }
    #expect(findings.isEmpty)
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
