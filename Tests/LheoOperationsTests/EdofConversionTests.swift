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
  static let schema = LibXML2Schema(Repository.referenceEdofSchema)

  static let options: EdofOptions = {
    var options = EdofOptions()
    options.vatRate = TauxTVA("20")
    return options
  }()

  /// Those that fill in all that may be filled in.
  static let fillingOptions: EdofOptions = {
    var options = Self.options
    options.accesHandicapes = "0"
    options.langue = "FR"
    options.date = PartialDate(year: 2026, month: 9, day: 1)
    options.usesContactOfOffer = true
    options.transliterates = true
    return options
  }()

  struct Result {
    var summary = EdofSummary()
    var gaps: [EdofGap] = []
    /// The catalogues by name.
    var files: [String: [UInt8]] = [:]
  }

  func convert(
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

  func bytes(of formations: [Formation]) -> [UInt8] {
    let collected = CollectedBytes()
    let writer = FeedWriter(collected.sink)
    writer.begin(FeedHeader())
    for formation in formations { writer.write(formation) }
    writer.end()
    return collected.take()
  }

  func offers(in file: [UInt8]) throws -> [Formation] {
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

  @Test func charactersOfAnAttributeAreThoseOfItsElement() throws {
    var random = RandomDocuments(seed: 4)
    var offer = Formation.complete("1", &random)
    var other = offer.actions[0]
    other.numero = "2\u{92}"
    other.sessions[0].numero = "2S"
    offer.actions.append(other)
    let gaps = try convert(.bytes(bytes(of: [offer]))).gaps.filter { $0.message.contains("U+0092") }
    #expect(gaps.map(\.action) == ["2\u{92}"], "\(gaps)")
  }

  /// Feeds that say little of what EDOF wants: whatever is written is EDOF all the same.
  @Test(arguments: 1...2) func randomFeedsGiveEdofOrNothing(seed: UInt64) throws {
    for feed in RandomFeed.valid(60, seed: seed) {
      let result = try convert(.bytes(feed.bytes), Self.fillingOptions)
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
}
