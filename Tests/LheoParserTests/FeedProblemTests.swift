import Foundation
import LheoModel
import LheoParser
import Testing

/// What is said of a feed that cannot be read, so that somebody can do something about it.
@Suite struct FeedProblemTests {
  private static func feed(_ inside: String = "", after: String = "") -> String {
    "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres><formation>\(inside)</formation></offres></lheo>\(after)"
  }

  /// The error of a feed, the same whether it is pulled or pushed through the parser.
  private func error(_ bytes: [UInt8], name: String = "feed.xml") throws -> FeedError {
    let pulled = #expect(throws: FeedError.self) {
      try FeedParser(.bytes(bytes, name: name)).forEachEvent { _ in }
    }
    let pushed = #expect(throws: FeedError.self) {
      let parser = FeedParser(.bytes(bytes, name: name))
      while try parser.next() != nil {}
    }
    #expect(pulled?.problem == pushed?.problem)
    return try #require(pulled)
  }

  private func error(_ text: String, name: String = "feed.xml") throws -> FeedError {
    try error(Array(text.utf8), name: name)
  }

  // MARK: Namespaces

  @Test(arguments: [
    "http://lheo.gouv.fr/2.3/", "https://lheo.gouv.fr/2.3", "http://LHEO.gouv.fr/2.3", "HTTP://lheo.gouv.fr/2.3",
    " http://lheo.gouv.fr/2.3", "http://www.lheo.gouv.fr/2.3", "http://www.lheo.org/2.3", "lheo.gouv.fr/2.3",
    "http://lheo.gouv.fr", "http://lheo.gouv.fr//2.3", "http://lheo.gouv.fr/2,3", "http://lheo.gouv.fr/v2.3",
    "http://lhéo.gouv.fr/2.3",
  ])
  func aNamespaceThatIsNearlyRightIsQuotedWithTheRightOne(_ namespace: String) throws {
    let error = try error("<lheo xmlns=\"\(namespace)\"><offres/></lheo>")
    #expect(error.problem == .nearNamespace(root: "lheo", namespace: namespace))
    for language in Language.allCases {
      let message = error.message(in: language)
      #expect(message.contains(namespace) && message.contains("<lheo xmlns=\"http://lheo.gouv.fr/2.3\">"), "\(message)")
      #expect(!message.contains("2.3, "), "\(message)")
    }
  }

  @Test(arguments: [
    ("http://lheo.gouv.fr/2.4", "2.4"), ("http://lheo.gouv.fr/2.30", "2.30"), ("http://www.lheo.org/2.0/", "2.0"),
    ("https://LHEO.gouv.fr/2.2.2", "2.2.2"),
  ])
  func anotherVersionIsNamedWithItsNamespace(_ namespace: String, _ version: String) throws {
    let error = try error("<lheo xmlns=\"\(namespace)\"><offres/></lheo>")
    #expect(error.problem == .otherVersion(version, namespace: namespace))
    for language in Language.allCases {
      let message = error.message(in: language)
      #expect(message.contains(namespace) && message.contains("LHEO \(version) "), "\(message)")
    }
  }

  @Test(arguments: ["urn:autre", "http://www.w3.org/1999/xhtml", "http://example.org/2.3"])
  func anythingElseIsNoLheo(_ namespace: String) throws {
    let found = try error("<lheo xmlns=\"\(namespace)\"/>")
    #expect(found.problem == .otherNamespace(root: "lheo", namespace: namespace))
    #expect(found.message(in: .en).contains(namespace))
  }

  // MARK: After the end

  @Test(arguments: [
    ("\u{1A}", "U+001A"), ("\n\u{1A}\n", "U+001A"), ("\0", "U+0000"), ("\n\0\0", "U+0000"), ("texte", "t, U+0074"),
    ("\u{FEFF}", "U+FEFF"), ("é", "é, U+00E9"), (feed(), "<, U+003C"),
    ("<?xml version=\"1.0\"?>" + feed(), "<, U+003C"), ("</lheo>", "<, U+003C"), ("&amp;", "&, U+0026"),
  ])
  func whatFollowsTheRootIsNamedAndNothingIsCalledTruncated(_ after: String, _ name: String) throws {
    let found = try error(Self.feed(after: after))
    #expect(found.line != nil)
    for language in Language.allCases {
      #expect(found.message(in: language).contains("(\(name))"), "\(found.message(in: language))")
    }
    if name == "U+001A" { #expect(found.message(in: .fr).contains("MS-DOS")) }
  }

  @Test(arguments: ["\n", "<!-- fin -->", "<?fin?>", " \r\n\t"]) func whatMayFollowTheRootMay(_ after: String) throws {
    try FeedParser(.text(Self.feed(after: after))).forEachEvent { _ in }
  }

  @Test func aDeclarationInTheMiddleIsNamed() throws {
    #expect(try error("\n<?xml version=\"1.0\"?>" + Self.feed()).problem == .misplacedDeclaration)
    #expect(try error(Self.feed("<?xml version=\"1.0\"?>")).problem == .misplacedDeclaration)
  }

  // MARK: Characters and limits

  @Test(arguments: [
    ("<intitule-formation>a\u{1A}b</intitule-formation>", "U+001A"), ("<action numero=\"\u{B}\"/>", "U+000B"),
    ("<!-- \u{1} -->", "U+0001"), ("<intitule-formation>&#26;</intitule-formation>", "U+001A"),
    ("<intitule-formation>\u{FFFE}</intitule-formation>", "U+FFFE"),
  ])
  func aForbiddenCharacterIsNamed(_ inside: String, _ name: String) throws {
    let found = try error(Self.feed(inside))
    for language in Language.allCases {
      #expect(found.message(in: language).contains(name), "\(found.message(in: language))")
    }
  }

  /// Where a character may stand that XML does not have: `@`.
  static let places = [
    "@<?xml version=\"1.0\"?><lheo/>", "@<lheo/>", " \n@<lheo/>", "\u{FEFF}@<lheo/>", "<@?xml version=\"1.0\"?><lheo/>",
    "<?xml@ version=\"1.0\"?><lheo/>", "<?xml version=\"1.0\" @?><lheo/>", "<?xml version=\"1.0\"?>\n@<lheo/>",
    "<!-- @ --><lheo/>", "<?a @?><lheo/>", "<@lheo xmlns=\"http://lheo.gouv.fr/2.3\"/>",
    "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"@/>", "<lheo xmlns=\"http://lheo.gouv.fr/2.3\" @ a=\"1\"/>",
    "<lheo xmlns=\"http://lheo.gouv.fr/2.3\" a=\"@\"/>", feed("@"), feed("é@"), feed("<action>\n a@b</action>"),
    feed("<action>a\n@</action>"), feed("<action@ numero=\"1\"/>"), feed("<ac@tion/>"), feed("<action numero@=\"1\"/>"),
    feed("<action numero=@\"1\"/>"), feed("<action numero=\"1@\"/>"), feed("<action numero='\n@'/>"),
    feed("<action/@>"), feed("<action></@action>"), feed("<action></action@>"), feed("<!--@-->"), feed("<!-- a\n@"),
    feed("<![CDATA[a@]]>"), feed("<@![CDATA[a]]>"), feed("<?a@?>"), feed("<?a b@?>"), feed("a&amp@;"), feed("&#1@0;"),
    feed(after: "<!--@-->"), feed(after: "<?a @?>"), "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">@",
  ]

  /// It is found there, whatever libxml2 says of the place.
  @Test(arguments: places, ["\0", "\u{1}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
  func aForbiddenCharacterIsFoundWhereItIs(_ place: String, _ character: String) throws {
    let parts = place.split(separator: "@", omittingEmptySubsequences: false)
    let bytes = Array((parts[0] + character + parts[1]).utf8)
    let found = try error(bytes)
    #expect(found.problem == .forbiddenCharacter(character.unicodeScalars.first!.value))
    let lines = parts[0].replacing("\u{FEFF}", with: "").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(found.line == lines.count && found.column == (lines.last?.count ?? 0) + 1, "\(found)")
  }

  @Test(
    arguments: ["0", "x0", "00", "1", "x1F", "31", "xFFFE", "65535", "xD800", "xDFFF"], ["", "a", "\0", "\u{1}", "<"])
  func aReferenceToAForbiddenCharacterIsNamed(_ number: String, _ next: String) throws {
    let value = number.hasPrefix("x") ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
    #expect(try error(Self.feed("<action>&#\(number);\(next)</action>")).problem == .forbiddenCharacter(value!))
    if next == "<" { return }
    #expect(try error(Self.feed("<action numero=\"&#\(number);\(next)\"/>")).problem == .forbiddenCharacter(value!))
  }

  /// What is wrong before it is what is said.
  @Test(arguments: [
    ("<action></session>@", FeedError.Problem.brokenMarkup(.mismatchedTags(open: "action", line: 1, close: "session"))),
    ("&nbsp;@", .undeclaredEntity("nbsp")), ("<action a=\"1\" a=\"2\">@", .brokenMarkup(.repeatedAttribute("a"))),
    ("<action><a:b/>@", .undeclaredPrefix("a", on: "b")), ("<action a=1@/>", .brokenMarkup(.unquotedValue)),
  ])
  func theFirstMistakeCounts(_ inside: String, _ problem: FeedError.Problem) throws {
    for character in ["", "\0", "\u{1}"] {
      #expect(try error(Self.feed(inside.replacing("@", with: character))).problem == problem)
    }
  }

  /// What is frequent is said in the language of the reader, not in libxml2's English.
  @Test(arguments: [
    ("R&D", FeedError.Markup.bareAmpersand), ("R & D", .bareAmpersand), ("&#;", .bareAmpersand),
    ("&#x;", .bareAmpersand),
    ("a < b", .bareLessThan), ("<action numero=\"<\"/>", .bareLessThan),
    ("<action a=\"1\" a=\"1\"/>", .repeatedAttribute("a")), ("<action a=1/>", .unquotedValue),
    ("<action></session>", .mismatchedTags(open: "action", line: 1, close: "session")),
  ])
  func brokenMarkupIsSaidInBothLanguages(_ inside: String, _ markup: FeedError.Markup) throws {
    #expect(try error(Self.feed(inside)).problem == .brokenMarkup(markup))
  }

  /// A zero byte beside the first `<` does not make UTF-16 of a feed, nor do some before it; two characters do.
  @Test(arguments: ["utf-16le", "utf-16be", "utf-32le", "utf-32be"]) func wideEncodingsAreSeen(_ name: String) throws {
    let encodings: [String: String.Encoding] = [
      "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian, "utf-32le": .utf32LittleEndian,
      "utf-32be": .utf32BigEndian,
    ]
    let encoding = try #require(encodings[name])
    let bytes = try #require(Self.feed("é").data(using: encoding))
    try FeedParser(.bytes(Array(bytes))).forEachEvent { _ in }
    for count in 1...4 {
      let zeros = [UInt8](repeating: 0, count: count)
      #expect(try error(zeros + Array(Self.feed().utf8)).problem == .forbiddenCharacter(0))
    }
  }

  @Test(arguments: ["UTF-16", "utf-16LE", "UTF_32", "UCS-2", "ISO-10646-UCS-4"])
  func anEncodingThatTheDeclarationContradictsIsNamed(_ name: String) throws {
    let feed = "<?xml version=\"1.0\" encoding=\"\(name)\"?>" + Self.feed("é")
    #expect(try error(feed).problem == .contradictedEncoding(name))
    #expect(try error(feed).message(in: .fr).contains("encoding="))
  }

  /// What is too long for libxml2 says which limit that is and what to do, and not in libxml2's words.
  @Test(arguments: [
    "<extras><extra><![CDATA[@]]></extra></extras>", "<?p @?>", "<extras><a b=\"@\"/></extras>", "<extras @=\"1\"/>",
  ])
  func whatIsTooLongIsALimit(_ inside: String) throws {
    let parts = Self.feed(inside).split(separator: "@").map { Array($0.utf8) }
    let bytes = parts[0] + [UInt8](repeating: UInt8(ascii: "x"), count: 10_100_000) + parts[1]
    let found = #expect(throws: FeedError.self) { try FeedParser(.bytes(bytes)).forEachEvent { _ in } }
    guard case .limit = found?.problem else {
      Issue.record("\(inside): \(String(describing: found))")
      return
    }
    #expect(found?.message(in: .en).contains("over the limit. Shorten it") == true)
    #expect(found?.message(in: .fr).contains("limite dépassée. Raccourcissez") == true)
  }

  @Test(arguments: ["zip", "gz", "csv", "json", "xlsx"]) func aNameThatPromisesSomethingElseIsNoticed(_ type: String)
    throws
  {
    let found = try error("PK", name: "offres.\(type)")
    #expect(found.problem == .notXML)
    for language in Language.allCases {
      let message = found.message(in: language)
      #expect(message != found.problem.message(in: language) && message.contains(type == "gz" ? "gzip" : type))
    }
    #expect(try error("PK").message(in: .en) == FeedError.Problem.notXML.message(in: .en))
  }

  /// Programs compare them: a code that is there keeps its name and its meaning.
  @Test func codesKeepTheirNames() {
    let codes: [(FeedError.Problem, String)] = [
      (.missing, "missing"), (.folder, "not-one-feed"), (.folderWithoutFeeds, "not-one-feed"),
      (.archiveWithoutFeeds, "not-one-feed"), (.archiveInArchive, "not-one-feed"), (.archive, "not-one-feed"),
      (.corruptArchive(""), "corrupt-archive"), (.cannotRead(Text("", "")), "cannot-read"), (.empty, "empty"),
      (.notXML, "not-xml"),
      (.webPage, "not-xml"), (.truncated, "truncated"), (.truncatedGzip, "truncated"), (.corruptGzip, "corrupt-gzip"),
      (.notWellFormed(""), "not-well-formed"), (.misplacedDeclaration, "not-well-formed"),
      (.forbiddenCharacter(0), "not-well-formed"), (.contentAfterEnd(0), "not-well-formed"),
      (.undeclaredEntity(""), "not-well-formed"), (.undeclaredPrefix("", on: ""), "not-well-formed"),
      (.brokenMarkup(.bareAmpersand), "not-well-formed"), (.contradictedEncoding(""), "encoding"),
      (.badEncoding(""), "encoding"), (.unknownEncoding(""), "encoding"), (.documentType, "document-type"),
      (.noNamespace(root: ""), "not-lheo"), (.otherVersion("", namespace: ""), "other-version"),
      (.nearNamespace(root: "", namespace: ""), "not-lheo"), (.otherNamespace(root: "", namespace: ""), "not-lheo"),
      (.unknownRoot(""), "not-lheo"), (.limit(.depth(1)), "limit"),
    ]
    for (problem, code) in codes { #expect(FeedError(problem, file: "").code.rawValue == code) }
  }
}
