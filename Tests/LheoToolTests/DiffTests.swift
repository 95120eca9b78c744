import Foundation
import TestSupport
import Testing

/// Last night's feeds and tonight's: what `diff` says of folders and archives.
@Suite struct DiffTests {
  let tool = Tool(speaking: "en")

  private func offer(_ numero: String, _ title: String = "Soudeur", _ more: String = "") -> String {
    "<formation numero=\"\(numero)\"><intitule-formation>\(title)</intitule-formation>\(more)</formation>"
  }

  private func feed(_ offers: String...) -> String {
    "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>\(offers.joined())</offres></lheo>"
  }

  private func write(_ files: [String: String]) throws {
    for (path, text) in files {
      let folder = tool.folder.appending(path: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try tool.write(text, to: path)
    }
  }

  private func archive(_ name: String, _ files: [(String, String)]) throws {
    try Data(ZipFile(files.map { ($0.0, Array($0.1.utf8)) }).bytes).write(to: tool.folder.appending(path: name))
  }

  private func changes(_ arguments: String...) throws -> [String] {
    try tool.run(["diff"] + arguments + ["--lang", "en"]).output.split(separator: "\n").map(String.init)
  }

  // MARK: Folders

  @Test func anOfferThatMovedToAnotherFileIsNoChange() throws {
    try write([
      "old/a.xml": feed(offer("1"), offer("2")), "old/b.xml": feed(offer("3")),
      "new/b.xml": feed(offer("1")), "new/c/d.xml": feed(offer("3"), offer("2")),
    ])
    let result = try tool.run("diff", "old", "new", "--lang", "en")
    #expect(result.status == 0)
    #expect(result.output == "old → new\n\n\nOffers: 0 added, 0 removed, 0 changed, 3 the same.\n")
  }

  @Test func whatChangedIsFoundWhereverItStands() throws {
    try write([
      "old/a.xml": feed(offer("1"), offer("2")), "old/b.xml": feed(offer("3")),
      "new/a.xml": feed(offer("3", "Plombier")), "new/b.xml": feed(offer("1"), offer("4")),
    ])
    let result = try tool.run("diff", "old", "new", "--lang", "en")
    #expect(result.status == 1)
    #expect(
      result.output.split(separator: "\n") == [
        "old → new", "~ 3 “Plombier”", "    intitule-formation (Intitulé de la formation)", "      - Soudeur",
        "      + Plombier", "+ 4 “Soudeur”", "- 2 “Soudeur”",
        "Offers: 1 added, 1 removed, 1 changed, 1 the same.",
      ])
  }

  @Test func aFolderAFileAnArchiveAndStandardInputMayBeComparedWithEachOther() throws {
    let whole = feed(offer("1"), offer("2"))
    try write(["whole.xml": whole, "parts/1.xml": feed(offer("2")), "parts/2.xml": feed(offer("1"))])
    try archive("parts.zip", [("x.xml", feed(offer("1"))), ("y.xml", feed(offer("2")))])
    for old in ["whole.xml", "parts", "parts.zip", "-"] {
      for new in ["whole.xml", "parts/", "parts.zip", "-"] where old != new || new != "-" {
        let result = try tool.run(["diff", old, new], input: whole)
        #expect(result.status == 0 && result.errors.isEmpty, "\(old) \(new): \(result)")
      }
    }
  }

  @Test func anArchiveMayComeThroughAPipe() throws {
    try write(["whole.xml": feed(offer("1"), offer("2"))])
    try archive("parts.zip", [("x.xml", feed(offer("1"))), ("y.xml", feed(offer("2")))])
    for arguments in ["- whole.xml", "whole.xml -"] {
      let result = Program.run(
        URL(filePath: "/bin/bash"),
        ["-c", "cd '\(tool.folder.path)'; cat parts.zip | '\(Tool.executable.path)' diff \(arguments)"])
      #expect(result.status == 0, "\(arguments): \(result.output)")
    }
  }

  @Test func aFolderIsCalledAsItIsGivenAndAFeedAloneByItsOwnName() throws {
    try write(["old/a.xml": feed(offer("1")), "new/a.xml": feed(offer("1")), "new/b.xml": feed(offer("2"))])
    #expect(try changes("old", "new/").first == "old/a.xml → new/")
  }

  @Test func twoOffersOfOneNumberInTwoFilesAreBothCompared() throws {
    try write([
      "old/a.xml": feed(offer("1", "A")), "old/b.xml": feed(offer("1", "B")),
      "moved/a.xml": feed(offer("1", "B")), "moved/b.xml": feed(offer("1", "A")),
      "fewer/a.xml": feed(offer("1", "B")), "more/a.xml": feed(offer("1", "C"), offer("1", "A"), offer("1", "B")),
    ])
    #expect(try tool.run("diff", "old", "moved").status == 0)
    #expect(try changes("old", "fewer").filter { $0.hasPrefix("-") } == ["- 1 “A”"])
    #expect(try changes("old", "more").filter { $0.hasPrefix("+") } == ["+ 1#3 “C”"])
    #expect(try changes("more", "old").last == "Offers: 0 added, 1 removed, 0 changed, 2 the same.")
  }

  /// `1#2` is what the second offer of number 1 is called.
  @Test func aNumberThatLooksLikeARepeatedOneIsNoneOfThem() throws {
    try write([
      "old.xml": feed(offer("1", "A"), offer("1", "B"), offer("1#2", "C")), "new.xml": feed(offer("1#2", "C")),
    ])
    #expect(try changes("old.xml", "new.xml").last == "Offers: 0 added, 2 removed, 0 changed, 1 the same.")
    #expect(try tool.run("diff", "old.xml", "old.xml").status == 0)
  }

  // MARK: What is ignored

  @Test func attributesElementsAndPathsAreIgnored() throws {
    func action(_ day: String, _ end: String, _ place: String) -> String {
      "<action numero=\"A\"><session numero=\"S\" datemaj=\"\(day)\"><periode><debut>20270101</debut><fin>\(end)</fin>"
        + "</periode></session><extras info=\"x\"><extra info=\"a\">\(place)</extra><extra info=\"b\">1</extra></extras></action>"
    }
    try write([
      "old.xml": feed(offer("1", "A", action("20261125", "20271231", "Caen"))),
      "new.xml": feed(offer("1", "A", action("20261126", "20271130", "Rouen"))),
    ])
    for (ignored, left) in [
      (["@datemaj"], ["fin", "extra"]), (["session/@datemaj"], ["fin", "extra"]),
      (["action/@datemaj"], ["@datemaj", "fin", "extra"]), (["periode"], ["@datemaj", "extra"]),
      (["action/session/periode/fin"], ["@datemaj", "extra"]), (["session"], ["extra"]),
      (["extra[@info='a']"], ["@datemaj", "fin"]), (["extra[@info='b']"], ["@datemaj", "fin", "extra"]),
      (["extras", "@datemaj"], ["fin"]), (["@datemaj", "fin", "extra"], []), (["formation"], []),
    ] {
      let result = try tool.run(["diff", "old.xml", "new.xml"] + ignored.flatMap { ["--ignore", $0] })
      let fields = result.output.matches(of: /\/ ([@a-z]+) \(/).map { String($0.1) }
      #expect(fields == left, "\(ignored)")
      #expect(result.status == (left.isEmpty ? 0 : 1) && result.errors.isEmpty, "\(ignored)")
    }
    try write(["new.xml": feed(offer("2", "A"))])
    // Offers are found by their number whatever is ignored.
    for pattern in ["formation", "@numero"] {
      let counts = try changes("old.xml", "new.xml", "--ignore", pattern).last
      #expect(counts == "Offers: 1 added, 1 removed, 0 changed, 0 the same.")
    }
  }

  @Test func spaceBetweenTheElementsOfAnExtensionIsNoChange() throws {
    try write([
      "old.xml": feed(offer("1", "A", "<extras><extra><a>1</a><b/></extra></extras>")),
      "new.xml": feed(offer("1", "A", "<extras>\n<extra>\n  <a>1</a>\n  <b/>\n</extra></extras>")),
    ])
    #expect(try tool.run("diff", "old.xml", "new.xml").status == 0)
  }

  // MARK: Summaries and tables

  private struct Report: Decodable {
    struct Offer: Decodable {
      var change: String
      var formation: String
      var fields: [Field]?
    }
    struct Field: Decodable {
      var place: String
      var label: String
      var offers: Int?
    }
    var offers: [Offer]?
    var fields: [Field]?
    var added: Int
    var removed: Int
    var changed: Int
    var same: Int
  }

  private func report(_ arguments: String...) throws -> Report {
    let result = try tool.run(["diff", "old.xml", "new.xml", "--format", "json"] + arguments)
    #expect(result.status < 2, "\(result.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  /// The pairs of a valid feed and of the same feed, changed in some places.
  private func writeRandomPair(_ seed: UInt64) throws {
    var random = RandomDocuments(seed: seed)
    var copy = random
    try write(["old.xml": random.validFeed(offers: 4).text, "new.xml": copy.mutatedFeed(offers: 4, changes: 6).text])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func aSummaryCountsWhatTheReportHas(_ seed: UInt64) throws {
    try writeRandomPair(seed)
    guard try tool.run("diff", "old.xml", "new.xml").status < 2 else { return }
    let (full, summary) = (try report(), try report("--summary"))
    let counts = [full, summary].map { [$0.added, $0.removed, $0.changed, $0.same] }
    let offers = try #require(full.offers)
    #expect(counts[0] == counts[1] && summary.offers == nil)
    #expect(summary.changed == offers.count { $0.change == "changed" })
    var places: [String: Int] = [:]
    for offer in offers { for place in Set((offer.fields ?? []).map(\.place)) { places[place, default: 0] += 1 } }
    let fields = try #require(summary.fields)
    #expect(Dictionary(uniqueKeysWithValues: fields.map { ($0.place, $0.offers!) }) == places)
    let table = try tool.run("diff", "old.xml", "new.xml", "--summary", "--format", "csv").output
    let rows = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(
      rows.map { $0.last! } == (["offers"] + (counts[0] + fields.map { $0.offers! }).map(String.init)).map { $0[...] })
    let text = try tool.run("diff", "old.xml", "new.xml", "--summary").output
    let page = try tool.run("diff", "old.xml", "new.xml", "--summary", "--format", "html").output
    for field in fields {
      #expect(text.contains("\(field.offers!)  \(field.place) (\(field.label))\n"))
      #expect(page.contains("<small>\(field.place)</small></th><td>\(field.offers!)</td>"))
    }
  }

  @Test func aSummaryNamesTheMostFrequentFirst() throws {
    func session(_ day: String) -> String { "<action><session numero=\"1\" datemaj=\"\(day)\"/></action>" }
    try write([
      "old.xml": feed(offer("1", "A", session("1")), offer("2", "A", session("1")), offer("3", "A"), offer("4")),
      "new.xml": feed(offer("1", "A", session("2")), offer("2", "B", session("2")), offer("3", "A"), offer("5")),
    ])
    let result = try tool.run("diff", "old.xml", "new.xml", "--summary", "--lang", "en")
    #expect(result.status == 1)
    #expect(
      result.output == """
        old.xml → new.xml

        Offers: 1 added, 1 removed, 2 changed, 1 the same.

          2  action/session/@datemaj (Session de formation (datemaj))
          1  intitule-formation (Intitulé de la formation)

        """)
    #expect(try tool.run("diff", "old.xml", "old.xml", "--summary").status == 0)
  }

  @Test func aTableHasARowForEachFieldAndEachOfferThatIsNewOrGone() throws {
    try write([
      "old.xml": feed(offer("1", "A", "<action numero=\"X\" tag=\"a,b\"/>"), offer("3")),
      "new.xml": feed(
        offer("1", "=1+1", "<action numero=\"X\" tag=\"@a &quot;b&quot;\" ref=\"&#13;-\"/>"), offer("=2", "-x")),
    ])
    #expect(
      try tool.run("diff", "old.xml", "new.xml", "--format", "csv").output == """
        change,formation,intitule,path,label,before,after
        changed,1,'=1+1,intitule-formation,Intitulé de la formation,A,'=1+1
        changed,1,'=1+1,action X / @tag,Action de formation (tag),"a,b","'@a ""b""\"
        changed,1,'=1+1,action X / @ref,Action de formation (ref),,"'\r-"
        added,'=2,'-x,,,,
        removed,3,Soudeur,,,,

        """)
  }

  // MARK: What cannot be read

  @Test(arguments: ["old", "new"]) func ifAFeedOfAFolderCannotBeReadNothingIsCompared(_ side: String) throws {
    try write([
      "old/a.xml": feed(offer("1")), "new/a.xml": feed(offer("2")), "\(side)/b.xml": "<lheo", "\(side)/c.xml": "",
      "out.txt": "before",
    ])
    for output in ["-", "out.txt"] {
      let result = try tool.run("diff", "old", "new", "-o", output)
      #expect(result.status == 2 && result.output.isEmpty)
      #expect(try tool.read("out.txt") == "before")
      for name in ["\(side)/b.xml", "\(side)/c.xml", "2 of 4 feeds"] { #expect(result.errors.contains(name)) }
    }
  }

  @Test func aPlaceWithoutAFeedIsNoEmptyFeed() throws {
    try write(["new/a.xml": feed(offer("2")), "texts/read.me": "x"])
    try archive("empty.zip", [])
    for place in ["texts", "empty.zip", "nowhere", "new/b.xml"] {
      for arguments in [["diff", place, "new"], ["diff", "new", place]] {
        let result = try tool.run(arguments)
        #expect(result.status == 2 && result.output.isEmpty && result.errors.contains(place), "\(arguments): \(result)")
      }
    }
    #expect(try tool.run("diff", "", "new").status == 64)
  }
}
