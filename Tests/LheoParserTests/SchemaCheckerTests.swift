import Foundation
import LheoModel
import LheoParser
import LheoSchema
import TestSupport
import Testing

@Suite struct SchemaCheckerTests {
  private func violations(_ input: FeedInput) throws -> [SchemaViolation] {
    var violations: [SchemaViolation] = []
    var checker = SchemaChecker()
    let parser = FeedParser(input)
    while let event = try parser.next() { checker.check(event) { violations.append($0) } }
    return violations
  }

  private func violations(inSession inside: String) throws -> [SchemaViolation] {
    let minimal = try String(contentsOf: Repository.fixture("valid/minimal.xml"), encoding: .utf8)
    let start = try #require(minimal.firstRange(of: "<periode>"))
    let end = try #require(minimal.firstRange(of: "</session>"))
    return try violations(.text(minimal[..<start.lowerBound] + inside + minimal[end.lowerBound...]))
  }

  private static let periode = "<periode><debut>20270901</debut><fin>20280630</fin></periode>"
  private static let adresse =
    "<adresse-inscription><adresse><ligne>1 rue A</ligne><codepostal>14000</codepostal><ville>Caen</ville></adresse></adresse-inscription>"

  /// `xsi:anything` is an attribute like any other where any attribute may be.
  @Test(arguments: [
    ("<extras><extra xsi:x=\"1\"/></extras>", true),
    ("<extras><extra><a xmlns=\"urn:a\" xsi:x=\"1\"><b xsi:y=\"\"/></a></extra></extras>", true),
    ("<extras xsi:x=\"1\"/>", false),
  ])
  func attributesOfTheSchemaInstance(_ extras: String, _ isValid: Bool) throws {
    let feed = try String(contentsOf: Repository.fixture("valid/minimal.xml"), encoding: .utf8)
      .replacing("</session>", with: extras + "</session>", maxReplacements: 1)
      .replacing("<lheo xmlns", with: "<lheo xmlns:xsi=\"\(RandomDocuments.instanceNamespace)\" xmlns")
    #expect(try violations(.text(feed)).isEmpty == isValid)
    #expect(LibXML2Schema(Repository.referenceSchema).isValid(Array(feed.utf8)) == isValid)
  }

  /// An element that is not LHEO's has identifiers if it says that it has a type of LHEO, wherever it is.
  @Test(
    arguments: [
      ("xsi:type=\"t:ville-type\" id=\"one\"", false), ("xsi:type=\"t:ville-type\" id=\" one \"", false),
      ("xsi:type=\"t:ville-type\" id=\"two\"", true), ("xsi:type=\"xs:anyType\" id=\"one\"", true),
      ("id=\"one\"", true),
    ], ["</offres>", "</formation>", "</session>"])
  func identifiersOfForeignElements(_ attributes: (String, isValid: Bool), before end: String) throws {
    let feed = try String(contentsOf: Repository.fixture("valid/minimal.xml"), encoding: .utf8)
      .replacing("<intitule-formation>", with: "<intitule-formation id=\"one\">")
      .replacing(
        end,
        with: "<extras><extra><a:b xmlns:a=\"urn:a\" xmlns:t=\"\(LheoSchema.namespace)\" "
          + "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
          + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \(attributes.0)>Caen</a:b></extra></extras>\(end)")
    #expect(try violations(.text(feed)).isEmpty == attributes.isValid)
    #expect(LibXML2Schema(Repository.referenceSchema).isValid(Array(feed.utf8)) == attributes.isValid)
  }

  @Test(arguments: Repository.feeds("valid")) func validFixturesHaveNoViolation(feed: URL) throws {
    #expect(try violations(.file(feed.path)).isEmpty)
  }

  @Test(.needsShared, arguments: Repository.samples) func realFeedsHaveNoViolation(feed: URL) throws {
    #expect(try violations(.file(feed.path)).isEmpty)
  }

  @Test func theCatalogueShowsEveryElement() throws {
    var seen: Set<String> = []
    for name in ["catalogue", "catalogue-index"] {
      let text = try String(contentsOf: Repository.fixture("valid/\(name).xml"), encoding: .utf8)
      for definition in LheoSchema.definitions where text.contains("<\(definition.name)") {
        seen.insert(definition.name)
      }
    }
    #expect(seen.count == LheoSchema.definitions.count)
  }

  /// A fixture is named after the mistake it shows.
  @Test func invalidFixturesHaveOneViolationEach() throws {
    let feeds = Repository.feeds("invalid")
    #expect(feeds.count >= 19)
    for feed in feeds {
      let found = try violations(.file(feed.path))
      #expect(found.count == 1, "\(feed.lastPathComponent): \(found.map(\.kind))")
      #expect(found.first?.position.line ?? 0 > 1, "\(feed.lastPathComponent)")
    }
  }

  @Test func aMissingElementIsReportedAtItsParent() throws {
    let found = try violations(inSession: Self.adresse)
    #expect(found.count == 1)
    guard case .missing(.periode) = found[0].kind else {
      Issue.record("\(found[0].kind)")
      return
    }
    #expect(found[0].path == "/lheo/offres/formation[1]/action[1]/session[1]")
    #expect(found[0].offer.session == "14_1S")
    #expect(found[0].offer.intitule == "Développeur web")
  }

  @Test func anElementOutOfOrderIsReportedOnce() throws {
    let found = try violations(inSession: Self.adresse + Self.periode + "<etat-recrutement>1</etat-recrutement>")
    #expect(found.count == 1)
    guard case .misplaced = found[0].kind else {
      Issue.record("\(found[0].kind)")
      return
    }
  }

  @Test func onlyTheElementsOutOfOrderAreReported() throws {
    let state = "<etat-recrutement>1</etat-recrutement>"
    let recruitments = String(
      repeating: "<recrutement><modalite-recrutement>7</modalite-recrutement></recrutement>", count: 50)
    let found = try violations(inSession: Self.periode + Self.adresse + recruitments + state)
    #expect(found.count == 1)
    #expect(found[0].elementName == "etat-recrutement")
  }

  @Test func whatIsInAnUnknownElementIsNotReported() throws {
    let found = try violations(
      inSession: Self.periode + Self.adresse + "<inconnu><debut>x</debut><periode/>texte</inconnu>")
    #expect(found.map(\.elementName) == ["inconnu"])
  }

  @Test func eachMistakeIsReported() throws {
    let found = try violations(
      inSession: "<periode><debut>1</debut></periode>" + Self.adresse
        + "<etat-recrutement>9</etat-recrutement><places/>")
    #expect(found.count == 4)
  }

  @Test func pathsCountSiblings() throws {
    let recruitment = "<recrutement><modalite-recrutement>7</modalite-recrutement></recrutement>"
    let found = try violations(
      inSession: Self.periode + Self.adresse + recruitment
        + "<recrutement><modalite-recrutement>99</modalite-recrutement></recrutement>")
    #expect(
      found.map(\.path) == ["/lheo/offres/formation[1]/action[1]/session[1]/recrutement[2]/modalite-recrutement"])
  }

  @Test func lengthsCountCharacters() throws {
    let minimal = try String(contentsOf: Repository.fixture("valid/minimal.xml"), encoding: .utf8)
    let fits = minimal.replacing("Développeur web", with: String(repeating: "\u{1F600}", count: 255))
    #expect(try violations(.text(fits)).isEmpty)
    let tooLong = minimal.replacing("Développeur web", with: String(repeating: "\u{1F600}", count: 256))
    #expect(try violations(.text(tooLong)).count == 1)
  }

  @Test func aKnownElementInAnExtensionIsChecked() throws {
    #expect(
      try violations(inSession: Self.periode + Self.adresse + "<extras><extra><date>x</date></extra></extras>").count
        == 1)
    #expect(
      try violations(inSession: Self.periode + Self.adresse + "<extras><extra><dat>x</dat></extra></extras>").isEmpty)
  }

  @Test func anOfferThatIsNotAPartOfAFeedCanBeChecked() {
    let buffer = ElementBuffer()
    Formation(intituleFormation: "CAP").encode(into: buffer)
    var found: [String] = []
    var checker = SchemaChecker()
    checker.check(buffer, path: "/lheo/offres/formation[1]") { found.append($0.elementName) }
    #expect(found.contains("objectif-formation"))
    #expect(found.contains("action"))
    #expect(!found.contains("intitule-formation"))
  }

  @Test func offersMustNotBeMissing() throws {
    let none = "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres></offres></lheo>"
    #expect(try violations(.text(none)).map(\.elementName) == ["formation"])
    let nothing = "<lheo xmlns=\"\(LheoSchema.namespace)\"/>"
    #expect(try violations(.text(nothing)).map(\.elementName) == ["offres"])
  }
}
