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

  private func apply(_ work: SessionEdit.Work, _ numero: String = "04_9001S", _ offer: Formation = .example)
    -> Formation?
  {
    guard
      case .replace(let formation) = SessionEdit(numero: Pattern(numero), work: work, date: day)
        .apply(to: buffer(offer).root).edit
    else { return nil }
    return formation
  }

  @Test func aDuplicateMovesWithItsRecruitments() throws {
    let formation = try #require(apply(.duplicate(.shifted(days: 364), numero: { $0 + "-2" }, keepsRecruitments: true)))
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
      apply(.duplicate(.given(start: start, end: end), numero: { _ in "X" }, keepsRecruitments: false)))
    let copy = formation.actions[0].sessions[1]
    #expect(copy.periode.debut.date == start && copy.periode.fin.date == end && copy.recrutements.isEmpty)
  }

  @Test func anIdentifierIsNotCopied() throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].details[.id] = "s1"
    let formation = try #require(
      apply(.duplicate(.shifted(days: 1), numero: { $0 + "x" }, keepsRecruitments: true), "04_9001S", offer))
    #expect(formation.actions[0].sessions.map { $0.details[.id] } == ["s1", nil])
  }

  @Test func closingSetsTheStateOnce() throws {
    let closed = try #require(apply(.state(.ferme, end: nil)))
    #expect(closed.actions[0].sessions[0].etatRecrutement?.code == .ferme)
    #expect(apply(.state(.ferme, end: nil), "04_9001S", closed) == nil)
    #expect(apply(.state(.ferme, end: nil), "other") == nil)
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
    merger.note(offer("1", "20260101").root, feed: 0)
    merger.note(offer("1", "20260201").root, feed: 1)
    merger.note(offer("1", "20260115").root, feed: 2)
    merger.startWriting()
    let kept = [("20260101", 0), ("20260201", 1), ("20260115", 2)].map { date, feed in
      if case .drop = merger.edit(offer("1", date), feed: feed) { false } else { true }
    }
    #expect(kept == [false, true, false])
    #expect(merger.duplicates.count == 2)
  }

  @Test func identifiersStayUnique() {
    var merger = FeedMerger()
    for feed in 0...1 { merger.note(offer("\(feed)", "20260101", id: "a").root, feed: feed) }
    merger.startWriting()
    if case .keep = merger.edit(offer("0", "20260101", id: "a"), feed: 0) {} else { Issue.record("changed") }
    guard case .rewrite(let copy) = merger.edit(offer("1", "20260101", id: "a"), feed: 1) else {
      Issue.record("not changed")
      return
    }
    #expect(copy.root.text(of: .id) == "a-2")
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
}
