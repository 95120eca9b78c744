import LheoOperations
import LheoParser
import TestSupport
import Testing

private let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The bytes after repairs, however they come, and what was done.
private func repair(
  _ bytes: [UInt8], _ repairs: [Repair] = Repair.all
) throws -> (bytes: [UInt8], tally: ByteRepairTally) {
  var results: [(bytes: [UInt8], tally: ByteRepairTally)] = []
  for arrival in Arrival.allCases {
    let repairer = ByteRepairer(repairs)
    let bytes = try repairer.repairing(arrival.input(bytes)).bytes()
    results.append((bytes, repairer.takeTally()))
    #expect(results[0].bytes == bytes, "\(arrival)")
    #expect(results[0].tally.repairs == results.last?.tally.repairs, "\(arrival)")
  }
  #expect(results[0].bytes.starts(with: mark))
  return (Array(results[0].bytes.dropFirst(3)), results[0].tally)
}

private func repair(_ text: String, _ rules: String...) throws -> String {
  let repairs = rules.isEmpty ? Repair.all : rules.map { Repair.named($0)! }
  return String(decoding: try repair(Array(text.utf8), repairs).bytes, as: UTF8.self)
}

@Suite struct ByteRepairTests {
  @Test(arguments: [
    ("R&D", "R&amp;D"), ("a & b", "a &amp; b"), ("&", "&amp;"), ("&&&", "&amp;&amp;&amp;"), ("&nbsp x", "&amp;nbsp x"),
    ("?a=1&b=2", "?a=1&amp;b=2"), ("&é", "&amp;é"), ("&;", "&amp;;"), ("&1;", "&amp;1;"), ("&#;", "&amp;#;"),
    ("&#x;", "&amp;#x;"), ("&#xG;", "&amp;#xG;"), ("&#1a;", "&amp;#1a;"), ("&\n&lt", "&amp;\n&amp;lt"),
    ("&amp;&lt;&gt;&quot;&apos;", "&amp;&lt;&gt;&quot;&apos;"), ("&#233;&#xE9;&#x10FFFF;", "&#233;&#xE9;&#x10FFFF;"),
    ("&nbsp;&eacute;&rsquo;&euro;", "\u{A0}é’€"), ("&Ecirc;&copy;&thetasym;", "Ê©ϑ"), ("&bogus;&R;", "&bogus;&R;"),
    ("&EACUTE;", "&EACUTE;"), ("&verylongname;", "&verylongname;"),
    ("a\u{0}b\u{1F}\u{FFFE}\u{FFFF}\t\r\n\u{7F}\u{85}\u{FEFF}", "ab\t\r\n\u{7F}\u{85}\u{FEFF}"),
    ("&#0;a&#x1F;&#31;b&#xFFFE;&#xD800;&#1114112;&#99999999999999999999;", "ab"), ("&am\u{0}p;", "&amp;"),
    ("&#10;&#x9;&#13;", "&#10;&#x9;&#13;"), ("&#xD83D;&#xDE00;", "😀"), ("a&#55357;&#56832;b&#xD83d;&#xde00;", "a😀b😀"),
    ("&#xD83D;", ""), ("&#xDE00;&#xD83D;", ""), ("&#xD83D;&#xD83D;&#xDE00;&#xDE00;", "😀"), ("&#xD83D; &#xDE00;", " "),
    ("&#xD83D;&amp;&#xDE00;", "&amp;"), ("&#xD83D;&&#xDE00;", "&amp;"), ("&#xD83D;&nbsp;&#xDE00;", "\u{A0}"),
    ("&#xD83D;&#65;&#xDE00;", "&#65;"), ("&#xD83D;\u{0}&#xDE00;", "😀"), ("&#xDBFF;&#xDFFF;", "\u{10FFFF}"),
    ("&#xD800;&#xDC00;", "\u{10000}"),
    ("&#xD83D;&#\(String(repeating: "0", count: 80))9;&#xDE00;", "&#\(String(repeating: "0", count: 80))9;"),
  ])
  func textsAreRepaired(_ damaged: String, _ text: String) throws {
    #expect(try repair("<a>\(damaged)</a>") == "<a>\(text)</a>")
    #expect(try repair("<a>\(text)</a>") == "<a>\(text)</a>")
    if !damaged.contains("\"") { #expect(try repair("<a b=\"\(damaged)\">") == "<a b=\"\(text)\">") }
    if !damaged.contains("'") { #expect(try repair("<a b='\(damaged)\"'>") == "<a b='\(text)\"'>") }
  }

  /// After each of these, what follows is text again.
  @Test(arguments: [
    "<![CDATA[ & &nbsp; &#0; ]] > ]]]]>", "<![CDATA[]]>", "<![CDATA[&]]>", "<!-- & - -> ' &nbsp; -->", "<!---->",
    "<!-->-->", "<?p & ' ?a > ?>", "<??>", "<b>", "</b>", "<b c=\">\" d='>'/>", "<b & c>",
  ])
  func ampersandsElsewhereStay(_ markup: String) throws {
    #expect(try repair("<a>\(markup)&</a>") == "<a>\(markup)&amp;</a>")
  }

  @Test func forbiddenCharactersGoWhereverTheyAre() throws {
    #expect(
      try repair("<\u{1}a\u{0}><!\u{0}[CDA\u{2}TA[\u{0}&]\u{0}]>&<!-\u{0}-\u{FFFF}&-\u{0}->&<?\u{3}&?\u{0}>")
        == "<a><![CDATA[&]]>&amp;<!--&-->&amp;<?&?>")
  }

  @Test func aDocumentTypeIsLeftAlone() throws {
    let text = "<!DOCTYPE lheo [<!ENTITY a \"&\">]><a>&</a>"
    #expect(try repair(text) == text)
  }

  @Test func longReferencesAreNotWaitedFor() throws {
    let name = String(repeating: "a", count: 100)
    let zeros = String(repeating: "0", count: 100)
    #expect(try repair("<a>&\(name);&#\(zeros)65;&#\(zeros)</a>") == "<a>&amp;\(name);&#\(zeros)65;&#\(zeros)</a>")
  }

  @Test(arguments: [
    ("xml/caracteres", "<a>R&D&nbsp;<b>&</b></a>"), ("xml/esperluettes", "<a>R&amp;D&nbsp;\u{0}&#0;<b>&amp;</b></a>"),
    ("xml/entites", "<a>R&D\u{A0}\u{0}&#0;<b>&</b></a>"), ("texte/html", ""),
  ])
  func eachRepairIsMadeByItself(_ rule: String, _ text: String) throws {
    let damaged = "<a>R&D&nbsp;\u{0}&#0;<b>&</b></a>"
    if text.isEmpty {
      #expect(try ByteRepairer([Repair.named(rule)!]).repairing(.text(damaged)).bytes() == Array(damaged.utf8))
    } else {
      #expect(try repair(damaged, rule) == text)
    }
  }

  // MARK: Encodings

  private func decoded(_ encoding: String, _ bytes: [UInt8]) throws -> String {
    let start = encoding.isEmpty ? "<a>" : "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a>"
    let result = try repair(Array(start.utf8) + bytes + Array("</a>".utf8)).bytes
    return String(String(decoding: result, as: UTF8.self).dropFirst(start.count).dropLast(4))
  }

  @Test(
    arguments: [
      ([0xE9, 0x20, 0x92], "é ’"), ([0xC3, 0xA9, 0xE9], "éé"),
      ([0x81, 0x8D, 0x8F, 0x90, 0x9D], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xE2, 0x82], "â‚"), ([0xF0, 0x9F, 0x98, 0x80], "😀"), ([0xF0, 0x9F, 0x98], "ðŸ˜"), ([0xC0, 0x80], "À€"),
      ([0xED, 0xA0, 0x80], "í\u{A0}€"), ([0xF5, 0xFF], "õÿ"), ([0xE0, 0x80, 0xAF], "à€¯"),
      ([0xE2, 0xE2, 0x82, 0xAC], "â€"),
    ] as [([UInt8], String)])
  func bytesThatAreNotUTF8AreWindows1252(_ bytes: [UInt8], _ text: String) throws {
    for encoding in ["", "UTF-8", "utf8", "US-ASCII"] { #expect(try decoded(encoding, bytes) == text, "\(encoding)") }
  }

  @Test(
    arguments: [
      // What is Latin-1 stays.
      ("ISO-8859-1", [0xE9, 0x20, 0xC9, 0xBB], "é É»"), ("windows-1252", [0xC9, 0xA0, 0x3A, 0x80], "É\u{A0}:€"),
      // What French texts have, whatever else there is.
      ("ISO-8859-1", [0xE9, 0x20, 0xC3, 0xA9], "é é"), ("windows-1252", [0xE2, 0x80, 0x9D], "”"),
      // Other characters, once it is UTF-8 as it seems, and as long.
      ("ISO-8859-1", [0xC5, 0x81, 0x20, 0xC3, 0xA9, 0x20, 0xC5, 0x81], "Å\u{81} é Ł"),
      ("ISO-8859-1", [0xC3, 0xA9, 0x20, 0xE9, 0x20, 0xC5, 0x81], "é é Å\u{81}"),
      // The letters of Windows-1252, which ISO-8859-1 does not have.
      ("ISO-8859-1", [0x92, 0x20, 0x9C, 0x81], "’ œ\u{81}"), ("latin1", [0x80], "€"),
      ("windows-1252", [0x92, 0x81, 0xE9], "’\u{FFFD}é"), ("ISO-8859-1", [0xC3], "Ã"),
    ] as [(String, [UInt8], String)])
  func otherEncodingsMayBeUTF8(_ encoding: String, _ bytes: [UInt8], _ text: String) throws {
    #expect(try decoded(encoding, bytes) == text)
  }

  @Test func otherEncodingsAreTranscoded() throws {
    #expect(try decoded("ISO-8859-15", [0xA4, 0xE9]) == "€é")
    #expect(throws: FeedError.self) { try decoded("no-such-encoding", [0x20]) }
    let units = "<a>é & \u{0}</a>".utf16
    let wide: [UInt8] = [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try repair(wide).bytes == Array("<a>é &amp; </a>".utf8))
  }

  @Test func whereBytesStayOthersAreRepaired() throws {
    let rest = Repair.all.filter { $0.rule != "xml/encodage" }
    #expect(try repair(Array("<a>&".utf8) + [0xE9, 0x20], rest).bytes == Array("<a>&amp;".utf8) + [0xE9, 0x20])
    let latin = Array("<?xml version='1.0' encoding='latin1'?><a>é&".utf8)
    #expect(
      try repair(latin, rest).bytes == Array("<?xml version='1.0' encoding='latin1'?><a>Ã©&amp;".utf8))
  }

  /// Single bytes that say they are wide are UTF-8, or Windows-1252 where they are not.
  @Test(arguments: ["UTF-16", "utf-16le", "UTF-32", "UCS-2", "ISO-10646-UCS-2"])
  func aWideEncodingThatIsNotIsRepaired(_ name: String) throws {
    let start = "<?xml version=\"1.0\" encoding=\"\(name)\"?><a>"
    let (bytes, tally) = try repair(Array((start + "é&").utf8) + [0xE9] + Array("</a>".utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == start + "é&amp;é</a>")
    #expect(
      tally.repairs.first.map { "\($0.line) \($0.kind) \($0.before) \($0.after ?? "")" } == "1 encoding \(name) UTF-8")
    let rest = Repair.all.filter { $0.rule != "xml/encodage" }
    #expect(throws: FeedError.self) { try repair(Array(start.utf8), rest) }
    #expect(ByteRepair.mayHelp(with: .contradictedEncoding(name)))
  }

  /// What the declaration says counts although characters come before it that go.
  @Test(arguments: [1, 2, 3, 4]) func whatComesBeforeTheDeclarationHidesNothing(count: Int) throws {
    let declaration = Array("<?xml version='1.0' encoding='latin1'?><a>".utf8)
    let (bytes, tally) = try repair([UInt8](repeating: 0, count: count) + declaration + [0xE9])
    #expect(bytes == declaration + Array("é".utf8) && tally.total == count)
  }

  /// Whatever cannot be read for a reason that repairs of bytes may help with, they do help with.
  @Test(arguments: ["\0", "\u{1}", "\u{FFFE}", "&#0;", "&#xD83D;&#xDE00;", "R&D", "& ", "&#;", "&nbsp;"])
  func whatMayBeRepairedIs(_ text: String) throws {
    let places = [
      "@<lheo xmlns=\"N\"/>", "<lheo xmlns=\"N\" a=\"@\"/>", "<lheo xmlns=\"N\"><offres>@</offres></lheo>",
      "<lheo xmlns=\"N\"><offres><formation><action>a@</action></formation></offres></lheo>",
      "<lheo xmlns=\"N\"/>@", "<lheo @ xmlns=\"N\"/>",
    ]
    for place in places.map({ $0.replacing("N", with: "http://lheo.gouv.fr/2.3").replacing("@", with: text) }) {
      do {
        try FeedParser(.text(place)).forEachEvent { _ in }
      } catch {
        guard let error = error as? FeedError, ByteRepair.mayHelp(with: error.problem) else { continue }
        let repaired = ByteRepairer(Repair.all).repairing(.text(place))
        #expect(throws: Never.self, "\(place)") { try FeedParser(repaired).forEachEvent { _ in } }
      }
    }
  }

  @Test func nothingStaysNothing() {
    #expect(throws: FeedError(.empty, file: "x")) {
      try FeedReader(ByteRepairer(Repair.all).repairing(.bytes([], name: "x"))).nextFormation()
    }
  }

  // MARK: What is said

  @Test func repairsHaveTheirLines() throws {
    let tally = try repair(
      Array("<a>\n&D\r\n".utf8) + [0xE9, 0x0A, 0x00] + Array("&#0;\r&nbsp;<!--\n-->\u{FFFE}</a>".utf8)
    ).tally
    let said = tally.repairs.map { "\($0.line) \($0.kind) \($0.before) \($0.after ?? "-")" }
    #expect(
      said == [
        "2 ampersands &D &amp;D", "3 encoding 0xE9 é", "4 characters U+0000 -", "4 characters &#0; -",
        "4 entities &nbsp; \u{A0}", "5 characters U+FFFE -",
      ])
    #expect(tally.total == 6 && tally.count(.characters) == 3)
  }

  @Test func ofManyRepairsTheFirstAreKept() throws {
    let tally = try repair(Array(("<a>" + String(repeating: "\n&", count: 1000) + "&nbsp;</a>").utf8)).tally
    #expect(tally.count(.ampersands) == 1000 && tally.count(.entities) == 1)
    #expect(tally.repairs.count == ByteRepairTally.keptCount + 1)
    #expect(tally.repairs.dropLast().map(\.line) == Array(2...ByteRepairTally.keptCount + 1))
  }
}
