import Foundation
import TestSupport
import Testing

/// Last night's feeds and tonight's: what `diff` says of folders and archives.
@Suite struct DiffTests {
  let tool = Tool()

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
    #expect(
      try changes("old.xml", "new.xml", "--ignore", "formation").last?.hasPrefix("Offers: 1 added, 1 rem") == true)
  }

  @Test func spaceBetweenTheElementsOfAnExtensionIsNoChange() throws {
    try write([
      "old.xml": feed(offer("1", "A", "<extras><extra><a>1</a><b/></extra></extras>")),
      "new.xml": feed(offer("1", "A", "<extras>\n<extra>\n  <a>1</a>\n  <b/>\n</extra></extras>")),
    ])
    #expect(try tool.run("diff", "old.xml", "new.xml").status == 0)
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
