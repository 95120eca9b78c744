import Foundation
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoValidator
import LheoWriter
import TestSupport
import Testing

/// What is written as EDOF is EDOF, and what is not written is said.
@Suite struct EdofConversionTests {
  private static let schema = LibXML2Schema(Repository.referenceEdofSchema)

  private static let options: EdofOptions = {
    var options = EdofOptions()
    options.vatRate = TauxTVA("20")
    return options
  }()

  private struct Result {
    var summary = EdofSummary()
    var gaps: [EdofGap] = []
    /// The catalogues by name.
    var files: [String: [UInt8]] = [:]
  }

  private func convert(
    _ feed: FeedInput, _ options: EdofOptions = options, jobs: Int = 1
  ) throws -> Result {
    let folder = try TemporaryFolder()
    let conversion = EdofConversion(options, language: .en)
    var result = Result()
    var numbers = EdofNumbers(.en)
    let path = folder.url.appending(path: "edof").path
    let sink = conversion.makeSink(try OutputFolder(path))
    do {
      try Pipeline(FeedSource(feed), conversion.stage, jobs: jobs).run(
        into: sink, progress: { _ in },
        settle: { _, note in
          let (note, edit) = numbers.settle(note)
          result.summary.count(note)
          result.gaps += note.gaps
          return edit
        })
    } catch is NoOfferError {
      sink.abandon()
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasSuffix(".xml") { result.files[name] = URL(filePath: "\(path)/\(name)").bytes }
    return result
  }

  private func bytes(of formations: [Formation]) -> [UInt8] {
    let collected = CollectedBytes()
    let writer = FeedWriter(collected.sink)
    writer.begin(FeedHeader())
    for formation in formations { writer.write(formation) }
    writer.end()
    return collected.take()
  }

  private func offers(in file: [UInt8]) throws -> [Formation] {
    var found: [Formation] = []
    let parser = FeedParser(.bytes(file))
    while let event = try parser.next() {
      if let offer = event.offer { found.append(Formation(decoding: offer)) }
    }
    return found
  }

  // MARK: Random feeds

  /// A thousand feeds; four offers of five have all that EDOF needs, the others lack one thing.
  @Test(arguments: 1...4) func whatIsWrittenIsEdof(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed &* 7919)
    var (written, leftOut) = (0, 0)
    for number in 0..<250 {
      var feed: [Formation] = []
      var expected: [String] = []
      for index in 0..<random.number(1...3) {
        var offer = Formation.complete("\(number)-\(index)", &random)
        if random.chance(80) {
          expected.append(offer.numero!)
        } else {
          random.one(of: Lack.all).take(&offer)
        }
        feed.append(offer)
      }
      let result = try convert(.bytes(bytes(of: feed)), jobs: number % 2 + 1)
      #expect(result.summary.writtenCount == expected.count, "\(seed) \(number): \(result.gaps)")
      #expect(result.summary.leftOutCount == feed.count - expected.count)
      #expect(result.files.isEmpty == expected.isEmpty)
      var found: [String] = []
      for (name, file) in result.files {
        #expect(Self.schema.isValid(file) == true, "\(seed) \(number): \(Self.schema.problems(in: file) ?? [])")
        #expect(file.starts(with: Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".utf8)))
        #expect(!String(String.UnicodeScalarView(file.map { Unicode.Scalar($0) })).contains("&#"))
        for offer in try offers(in: file) {
          found.append(offer.numero!)
          #expect(name == offer.organismeFormationResponsable.siretOrganismeFormation.siret.text + ".xml")
        }
      }
      #expect(found.sorted() == expected.sorted())
      let blocked = Set(result.gaps.filter { $0.severity == .blocking }.map(\.offer))
      #expect(blocked == Set(feed.map { $0.numero ?? "" }).subtracting(expected))
      written += expected.count
      leftOut += feed.count - expected.count
    }
    #expect(written > 3 * leftOut && leftOut > 50)
  }

  /// Blanks and CDATA around values, and values that nobody means: what is written all the same has no error.
  @Test(arguments: 1...4) func whatIsWrittenHasNoError(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed &* 104_729)
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = [.edof]
    var (written, leftOut) = (0, 0)
    for number in 0..<60 {
      var offers = (0..<3).map { Formation.complete("\(number)-\($0)", &random) }
      for index in offers.indices where random.chance(70) {
        for _ in 0..<random.number(1...2) { random.one(of: BadValue.all).put(&offers[index]) }
      }
      if random.chance(20) { offers[1].numero = offers[0].numero }
      let text = String(decoding: bytes(of: offers), as: UTF8.self)
      let feed = random.chance(50) ? random.padded(text) : text
      let result = try convert(.bytes(Array(feed.utf8)))
      #expect(result.summary.writtenCount + result.summary.leftOutCount == 3)
      for file in result.files.values {
        #expect(Self.schema.isValid(file) == true, "\(seed) \(number): \(Self.schema.problems(in: file) ?? [])")
        var errors: [Finding] = []
        _ = try FeedValidator(options: options).validate(.bytes(file)) {
          if $0.severity == .error { errors.append($0) }
        }
        #expect(errors.isEmpty, "\(seed) \(number): \(errors.map(\.message))")
        let numbers = try self.offers(in: file).map { $0.numero! }
        #expect(Set(numbers).count == numbers.count)
      }
      written += result.summary.writtenCount
      leftOut += result.summary.leftOutCount
    }
    #expect(written > 30 && leftOut > 30, "\(written) \(leftOut)")
  }

  @Test(arguments: BadValue.all) func aBadValueIsAGapOrMendedAndListed(bad: BadValue) throws {
    var random = RandomDocuments(seed: 9)
    var offer = Formation.complete("1", &random)
    bad.put(&offer)
    let result = try convert(.bytes(bytes(of: [offer])))
    let severity: EdofGap.Severity = bad.isMended ? .defaulted : .blocking
    #expect(result.files.isEmpty == !bad.isMended, "\(bad): \(result.gaps)")
    #expect(result.gaps.contains { $0.severity == severity && $0.element == bad.element }, "\(bad): \(result.gaps)")
    let blocking = result.gaps.filter { $0.severity == .blocking }.map(\.message)
    #expect(Set(blocking).count == blocking.count, "said twice: \(blocking)")
  }

  @Test func offersOfOneNumberAreWrittenOnce() throws {
    var random = RandomDocuments(seed: 8)
    var offers = [Formation.complete("1", &random), Formation.complete("1", &random)]
    for index in offers.indices {
      offers[index].organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009"
    }
    let result = try convert(.bytes(bytes(of: offers)))
    #expect(result.summary.writtenCount == 1 && result.summary.leftOutCount == 1)
    #expect(result.gaps.contains { $0.severity == .blocking && $0.element == "numero" })
    offers[1].organismeFormationResponsable.siretOrganismeFormation.siret = "90000000300005"
    #expect(try convert(.bytes(bytes(of: offers))).summary.writtenCount == 2)
  }

  @Test func numbersThatAreMadeAreNew() throws {
    var random = RandomDocuments(seed: 7)
    var offer = Formation.complete("1", &random)
    var place = offer.actions[0].lieuxDeFormation[0]
    place.coordonnees.adresse!.ville = "Bayeux"
    var other = Formation.complete("2", &random).actions[0]
    other.numero = "1A-2"
    other.sessions[0].details[.numero] = "1S-3"
    other.prixTotalTTC = "99"
    other.nombreHeuresTotal = 20
    offer.actions[0].lieuxDeFormation.append(place)
    offer.actions.append(other)
    let file = try #require(try convert(.bytes(bytes(of: [offer]))).files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.actions.map { $0.numero! } == ["1A", "1A-4", "1A-2"])
    #expect(written.actions.flatMap(\.sessions).map { $0.numero! } == ["1S", "1S-4", "1S-3"])
  }

  @Test func charactersOfWindowsDoNotFit() throws {
    var random = RandomDocuments(seed: 4)
    var offer = Formation.complete("1", &random)
    offer.intituleFormation = "L\u{92}art \u{80}"
    let gaps = try convert(.bytes(bytes(of: [offer]))).gaps
    #expect(gaps.contains { $0.severity == .blocking && $0.message.contains("U+0092") }, "\(gaps)")
    var options = Self.options
    options.transliterates = true
    let file = try #require(try convert(.bytes(bytes(of: [offer])), options).files.values.first)
    #expect(try offers(in: file).first?.intituleFormation.text == "L'art EUR")
  }

  /// Feeds that say little of what EDOF wants: whatever is written is EDOF all the same.
  @Test(arguments: 1...2) func randomFeedsGiveEdofOrNothing(seed: UInt64) throws {
    var options = Self.options
    options.accesHandicapes = "0"
    options.langue = "FR"
    options.date = PartialDate(year: 2026, month: 9, day: 1)
    options.usesContactOfOffer = true
    options.transliterates = true
    for feed in RandomFeed.valid(60, seed: seed) {
      let result = try convert(.bytes(feed.bytes), options)
      #expect(result.files.isEmpty == (result.summary.writtenCount == 0))
      for file in result.files.values { #expect(Self.schema.isValid(file) == true, "\(feed.name)") }
    }
  }

  @Test(arguments: Lack.all) func eachLackIsAGapOfItsOwn(lack: Lack) throws {
    var random = RandomDocuments(seed: 5)
    var offer = Formation.complete("1", &random)
    lack.take(&offer)
    let result = try convert(.bytes(bytes(of: [offer])))
    let blocking = result.gaps.filter { $0.severity == .blocking }
    #expect(result.files.isEmpty && blocking.map(\.element).contains(lack.element), "\(blocking)")
    #expect(blocking.allSatisfy { $0.line > 0 && !$0.message.isEmpty && !$0.provide.isEmpty })
  }

  // MARK: What becomes what

  @Test func anOfferIsTranslated() throws {
    var random = RandomDocuments(seed: 1)
    var offer = Formation.complete("1", &random)
    offer.certifications = [Certification(codeRNCP: " 40344", codeCERTIFINFO: "113331", codeRS: "5695")]
    offer.actions[0].prixTotalTTC = "1 200,50 €"
    offer.actions[0].nombreHeuresTotal = 470
    offer.actions[0].lieuxDeFormation[0].coordonnees.telfixe = Telfixe(numtels: ["+33 (0)2.31-00/00 01"])
    offer.actions[0].lieuxDeFormation[0].coordonnees.adresse!.lignes = ["Bâtiment B", "12 bis, av. des Écoles"]
    let file = try #require(try convert(.bytes(bytes(of: [offer]))).files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.certifications == [Certification(codeRNCP: "RNCP40344")])
    let action = written.actions[0]
    func extra(_ extras: [Extras], _ info: String) -> String? {
      func find(_ extras: Extras) -> String? {
        extras[info]
          ?? extras.items.lazy.compactMap { if case .extras(let group) = $0 { find(group) } else { nil } }.first
      }
      return extras.first.flatMap(find)
    }
    #expect(extra(action.extras, "frais-ttc") == "1200.50" && extra(action.extras, "frais-ht") == "1000.42")
    #expect(extra(action.extras, "taux-tva") == "20.0" && extra(action.extras, "duree-apprentissage") == "470")
    let lieu = action.lieuxDeFormation[0].coordonnees
    #expect(lieu.telfixe?.numtels.first?.text == "+33231000001")
    let extras = try #require(lieu.adresse?.extras)
    #expect(extra(extras, "numero-voie") == "12 bis" && extra(extras, "code-nature-voie") == "AV")
    #expect(extra(extras, "libelle-voie") == "des Écoles" && lieu.adresse?.lignes.map(\.text) == ["Bâtiment B"])
  }

  @Test(arguments: [
    ("BP 202", nil), ("12 rue", nil), ("Zone industrielle", nil), ("12 rue des Prés", "RUE"), ("3 Allée A", "ALL"),
    ("12 zone nord", nil), ("rue des Prés", nil), ("14000 rue des Prés", "RUE"), ("5ter bd. Foch", "BD"),
  ]) func aStreetIsCutOnlyWhereItIsSure(line: String, nature: String?) throws {
    var random = RandomDocuments(seed: 2)
    var offer = Formation.complete("1", &random)
    offer.actions[0].lieuxDeFormation[0].coordonnees.adresse!.lignes = [TextLeaf(line)]
    let file = try #require(try convert(.bytes(bytes(of: [offer]))).files.values.first)
    let extras = try #require(
      try offers(in: file).first?.actions[0].lieuxDeFormation[0].coordonnees.adresse?.extras.first)
    #expect(extras["code-nature-voie"] == nature)
    #expect(extras["ligne5-adresse"] == (nature == nil ? line : nil))
  }

  @Test func severalPlacesMakeSeveralActions() throws {
    var random = RandomDocuments(seed: 3)
    var offer = Formation.complete("1", &random)
    offer.actions[0].lieuxDeFormation.append(offer.actions[0].lieuxDeFormation[0])
    offer.actions[0].lieuxDeFormation[1].coordonnees.adresse!.ville = "Bayeux"
    let result = try convert(.bytes(bytes(of: [offer])))
    let file = try #require(result.files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.actions.map { $0.numero! } == ["1A", "1A-2"])
    #expect(written.actions.flatMap(\.sessions).map { $0.numero! } == ["1S", "1S-2"])
    #expect(result.gaps.contains { $0.severity == .defaulted && $0.element == "lieu-de-formation" })
  }

  @Test func whatIsFilledInIsSaid() throws {
    var random = RandomDocuments(seed: 4)
    var offer = Formation.complete("1", &random)
    offer.actions[0].accesHandicapes = nil
    offer.actions[0].languesFormation = []
    offer.datecrea = nil
    offer.actions[0].sessions[0].contactsSession = []
    offer.intituleFormation = "L’œuvre : 5 € e\u{301}t"
    var options = Self.options
    options.accesHandicapes = "0"
    options.langue = "FR"
    options.date = PartialDate(year: 2026, month: 9, day: 1)
    options.usesContactOfOffer = true
    options.transliterates = true
    let result = try convert(.bytes(bytes(of: [offer])), options)
    let filled = Set(result.gaps.map(\.element))
    #expect(result.gaps.allSatisfy { $0.severity == .defaulted })
    #expect(
      filled.isSuperset(of: [
        "acces-handicapes", "langue-formation", "datecrea", "contact-session", "intitule-formation", "taux-tva",
      ]), "\(filled)")
    let file = try #require(result.files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.intituleFormation.text == "L'oeuvre : 5 EUR ét")
  }

  @Test func whatHasNoPlaceIsCounted() throws {
    var random = RandomDocuments(seed: 6)
    let result = try convert(.bytes(bytes(of: [Formation.complete("1", &random)])))
    var offer = Formation.complete("1", &random)
    offer.extras = [
      Extras(items: [.extra(Extra(info: "origine", text: "x")), .extra(Extra(info: "blocs-modifiables", text: "1"))])
    ]
    offer.certifications = [Certification(codeRNCP: "37277", codeRS: "RS5695")]
    let more = try convert(.bytes(bytes(of: [offer]))).summary.dropped
    #expect(more["extra info=\"origine\""] == 1 && more["extra info=\"blocs-modifiables\""] == nil, "\(more)")
    #expect(more["code-RS"] == 1 && more["code-RNCP"] == nil)
    #expect(result.summary.dropped["domaine-formation"] == 1 && result.summary.dropped["rythme-formation"] == 1)
    #expect(result.summary.dropped["prix-total-TTC"] == nil)
  }

  @Test func edofStaysAsItIs() throws {
    let fixture = Repository.fixture("edof/catalogue.xml").bytes
    let result = try convert(.bytes(fixture), EdofOptions())
    #expect(result.gaps.isEmpty && Array(result.files.keys) == ["90000000100009.xml"])
    #expect(canonical(result.files.values.first!) == canonical(fixture))
  }
}
