import Foundation
import TestSupport
import Testing

/// Commands that take several feeds, and feeds of which one offer cannot be read.
@Suite struct SeveralFeedsTests {
  private let tool = Tool()
  private let feed = Repository.fixture("valid/regional.xml").path

  /// Two feeds in a folder, one of them compressed.
  private func makeFolder() throws {
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "in"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: feed, toPath: tool.folder.appending(path: "in/a.xml").path)
    #expect(try tool.run("format", Repository.fixture("valid/minimal.xml").path, "-o", "in/b.xml.gz").status == 0)
  }

  @Test(arguments: ["format", "fix", "upgrade", "anonymise", "select --etat ouvert"])
  func eachFeedOfAFolderIsWrittenUnderItsName(command: String) throws {
    try makeFolder()
    let words = command.split(separator: " ").map(String.init)
    let result = try tool.run(words + ["in", "-o", "out"])
    #expect(result.status == 0, "\(result.errors)")
    for name in ["a.xml", "b.xml.gz"] {
      let alone = try tool.run(words + ["in/\(name)", "-o", "alone-\(name)"])
      #expect(alone.status == 0, "\(alone.errors)")
      let (left, right) = try (bytes("out/\(name)"), bytes("alone-\(name)"))
      // What a body is replaced by depends on those that came before.
      if command != "anonymise" { #expect(left == right, "\(name)") } else { #expect(!left.isEmpty) }
    }
    let bare = try tool.run(words + ["in", "--lang", "en"])
    #expect(bare.status == 64 && bare.errors.contains("name it with -o"), "\(bare.errors)")
  }

  /// An offer that two partners send is named with feed and line, the same for any number of cores.
  @Test func offersOfSeveralFeedsAreNamed() throws {
    let text = try String(contentsOfFile: feed, encoding: .utf8)
    try tool.write(text, to: "one.xml")
    try tool.write(text.replacing("numero=\"", with: "numero=\"x"), to: "two.xml")
    try tool.write(
      "<?xml version=\"1.0\"?>\n\n\n"
        + text.dropFirst(
          text.hasPrefix("<?xml")
            ? text.firstIndex(of: "\n").map { text.distance(from: text.startIndex, to: $0) + 1 } ?? 0 : 0),
      to: "three.xml")
    struct Report: Decodable {
      struct Repeated: Decodable {
        struct Offer: Decodable {
          struct Place: Decodable, Equatable { var file: String; var line: Int }
          var formation: String
          var feeds: Int
          var places: [Place]
        }
        var count: Int
        var offers: [Offer]
      }
      var repeated: Repeated?
    }
    func report(_ feeds: [String], _ more: String...) throws -> (Report, String) {
      let words =
        ["validate"] + feeds + ["--profile", "none", "--report", "json=out.json", "--report", "text=-"] + more
      let result = try tool.run(words)
      #expect(result.status == 0, "\(result.errors)")
      return (try JSONDecoder().decode(Report.self, from: Data(try tool.read("out.json").utf8)), result.output)
    }
    let (found, words) = try report(["one.xml", "two.xml", "three.xml"])
    let repeated = try #require(found.repeated)
    let offers = text.components(separatedBy: "<formation ").count - 1
    #expect(repeated.count == offers && repeated.offers.count == offers)
    for offer in repeated.offers {
      #expect(offer.feeds == 2 && offer.places.map(\.file) == ["one.xml", "three.xml"])
      for place in offer.places {
        let line = try tool.read(place.file).split(separator: "\n", omittingEmptySubsequences: false)[place.line - 1]
        #expect(line.contains("<formation ") && line.contains("\"\(offer.formation)\""), "\(place)")
      }
    }
    // The first of them in words too.
    let first = repeated.offers[0]
    #expect(words.contains("\(first.formation)\u{A0}: one.xml, ligne \(first.places[0].line)"), "\(words)")
    let whole = try tool.read("out.json")
    for jobs in ["1", "2", "5"] {
      _ = try report(["one.xml", "two.xml", "three.xml"], "--jobs", jobs)
      #expect(try tool.read("out.json") == whole)
    }
    #expect(try report(["one.xml", "two.xml"]).0.repeated == nil)
    #expect(try report(["one.xml"]).0.repeated == nil)
  }

  @Test func aFeedAmongOthersThatCannotBeReadLeavesAllAsTheyWere() throws {
    try makeFolder()
    #expect(try tool.run("format", "in", "-o", "out").status == 0)
    try tool.write("<lheo", to: "in/c.xml")
    let before = try bytes("out/a.xml")
    let result = try tool.run("format", "in", "-o", "out", "--indent", "7")
    #expect(result.status == 2 && result.errors.contains("1 of 3 feeds cannot be read"), "\(result.errors)")
    #expect(try bytes("out/a.xml") == before && !tool.exists("out/c.xml"))
  }

  /// Those that cannot be read leave no row: not even one that breaks off after offers of many chunks, through a pipe.
  @Test(arguments: ["csv -o out", "csv --all-tables -o out", "ndjson -o out", "sqlite -o out", "xlsx -o out"])
  func feedsThatCannotBeReadCanBeLeftOut(format: String) throws {
    try makeFolder()
    let words = ["--to"] + format.split(separator: " ").map(String.init)
    let whole = RealisticFeed.bytes(offers: 800)
    try Data(whole).write(to: tool.folder.appending(path: "in/c.xml"))
    #expect(try tool.run(["convert", "in/a.xml", "in/b.xml.gz", "in/c.xml"] + words).status == 0)
    let expected = try content("out")
    try FileManager.default.removeItem(at: tool.folder.appending(path: "out"))
    try tool.write(String(decoding: whole.dropLast(300), as: UTF8.self), to: "in/0.xml")
    let broken = try tool.run(["convert", "in", "missing.xml"] + words)
    #expect(broken.status == 2 && broken.errors.contains("2 of 5 feeds cannot be read") && !tool.exists("out"))
    let skipped = try tool.run(["convert", "in", "missing.xml", "--skip-unreadable"] + words)
    #expect(skipped.status == 2, "\(skipped.errors)")
    #expect(skipped.errors.contains("2 of 5 feeds cannot be read and have been left out."), "\(skipped.errors)")
    if !format.hasPrefix("sqlite"), !format.hasPrefix("xlsx") { #expect(try content("out") == expected) }
    let none = try tool.run(["convert", "in/0.xml", "missing.xml", "--skip-unreadable"] + words)
    #expect(none.status == 2 && none.errors.contains("nothing has been written"), "\(none.errors)")
    #expect(tool.exists("out"))
  }

  /// A file, or the files of a folder one after the other.
  private func content(_ name: String) throws -> Data {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: tool.path(name)).sorted()) ?? []
    return try files.isEmpty ? bytes(name) : files.reduce(into: Data()) { try $0.append(bytes("\(name)/\($1)")) }
  }

  @Test func whatComesThroughAPipeCanBeLeftOut() throws {
    try Data(RealisticFeed.bytes(offers: 800).dropLast(300)).write(to: tool.folder.appending(path: "broken.xml"))
    let result = Program.run(
      URL(filePath: "/bin/bash"),
      [
        "-c",
        "cd '\(tool.folder.path)'; cat broken.xml | $0 sql '\(feed)' - --skip-unreadable "
          + "'select count(*), count(distinct source) from formations' --format csv", Tool.executable.path,
      ])
    #expect(result.status == 2, "\(result.output)")
    #expect(result.output.contains("-:"), "\(result.output)")
    #expect(result.output.contains(/\n\d+,1\n/), "\(result.output)")
  }

  @Test func otherFilesOfTheFolderStay() throws {
    try makeFolder()
    #expect(try tool.run("format", "in", "-o", "out").status == 0)
    try tool.write("mine", to: "out/mine.txt")
    let before = try bytes("out/b.xml.gz")
    #expect(try tool.run("format", "in/a.xml", "-o", "out/", "--indent", "7").status == 0)
    #expect(try tool.read("out/mine.txt") == "mine" && bytes("out/b.xml.gz") == before)
    let nothing = try tool.run("select", "in", "--numero", "nix", "-o", "out")
    #expect(nothing.status == 1 && tool.exists("out/a.xml") && tool.exists("out/b.xml.gz"))
    // In place, too.
    #expect(try tool.run("format", "in", "-o", "in").status == 0)
  }

  /// `-o FOLDER/` is a folder however many feeds there are, and so is a folder that is there.
  @Test func oneFeedGoesIntoAFolderToo() throws {
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "one"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: feed, toPath: tool.folder.appending(path: "one/a.xml").path)
    #expect(try tool.run("format", "one", "-o", "out/").status == 0 && tool.exists("out/a.xml"))
    #expect(try tool.run("format", feed, "-o", "out").status == 0 && tool.exists("out/regional.xml"))
    let content = try Array(bytes("one/a.xml"))
    let zip = ZipFile([("x.xml", content), ("sub/y.xml", content)]).bytes
    try Data(zip).write(to: tool.folder.appending(path: "a.zip"))
    #expect(try tool.run("format", "a.zip", "-o", "unpacked").status == 0)
    #expect(tool.exists("unpacked/x.xml") && tool.exists("unpacked/y.xml"))
  }

  /// No name of an archive's member reaches another file, or the list of files of a folder.
  @Test func namesOfMembersAreNamesOfFiles() throws {
    let feed = try Array(Data(contentsOf: URL(filePath: feed)))
    let zip = ZipFile([("new\nprecious.xml", feed), ("../up.xml", feed), ("a\u{1B}[31m.xml", feed)]).bytes
    try Data(zip).write(to: tool.folder.appending(path: "a.zip"))
    try tool.write("mine", to: "up.xml")
    let result = try tool.run("format", "a.zip", "-o", "out")
    #expect((0...2).contains(result.status))
    #expect(try tool.read("up.xml") == "mine" && !tool.exists("out/precious.xml"))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tool.folder.appending(path: "out").path)) ?? []
    #expect(names.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } }, "\(names)")
  }

  @Test func feedsOfTheSameNameAreRefused() throws {
    try makeFolder()
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "in/deeper"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: feed, toPath: tool.folder.appending(path: "in/deeper/a.xml").path)
    let result = try tool.run("format", "in", "-o", "out")
    #expect(result.status == 64 && result.errors.contains("Two feeds are called a.xml"), "\(result.errors)")
    #expect(!tool.exists("out"))
  }

  // MARK: One offer that cannot be read

  private func breakOffer() throws {
    let text = try String(contentsOfFile: feed, encoding: .utf8)
    let broken = text.replacing("</intitule-formation>", with: " R&D</intitule-formation>", maxReplacements: 1)
    try tool.write(broken, to: "broken.xml")
    let all = try tool.run("convert", feed, "--to", "csv", "--table", "formations").output
    try tool.write(all, to: "all.csv")
  }

  @Test func validateReportsItAndJudgesTheOthers() throws {
    try breakOffer()
    let result = try tool.run("validate", "broken.xml", "--profile", "none", "--format", "json", "--keep-going")
    #expect(result.status == 2)
    #expect(result.output.contains("schema/illisible") && result.output.contains("\"formation\":\"04_1F\""))
    let all = try tool.run("validate", feed, "--profile", "none", "--format", "json")
    let count = { (text: String) in Int(text.firstMatch(of: /"formations":(\d+)/)?.1 ?? "") ?? -1 }
    #expect(count(result.output) == count(all.output) - 1 && count(all.output) > 2, "\(result.output)")
    let stopped = try tool.run("validate", "broken.xml", "--profile", "none", "--format", "json")
    #expect(stopped.status == 2 && count(stopped.output) == 0)
  }

  @Test func convertInspectAndMergeLeaveItOut() throws {
    try breakOffer()
    let rows = try tool.read("all.csv").split(separator: "\n").count
    for command in [
      "convert broken.xml --to csv --table formations -o out.csv", "inspect broken.xml -o out.txt",
      "merge broken.xml \(feed) -o out.xml",
    ] {
      let words = command.split(separator: " ").map(String.init)
      let stopped = try tool.run(words)
      #expect(stopped.status == 2 && !stopped.errors.isEmpty, "\(command)")
      let result = try tool.run(words + ["--keep-going"])
      #expect(result.status == 2 && result.errors.contains("broken.xml:"), "\(command): \(result.errors)")
      #expect(result.errors.components(separatedBy: "lheo-tool: broken.xml:").count == 2, "once: \(result.errors)")
    }
    #expect(try tool.read("out.csv").split(separator: "\n").count == rows - 1)
    #expect(try tool.run("diff", "out.xml", feed).status == 0)
  }

  @Test func mergeLeavesOutFeedsThatCannotBeRead() throws {
    try makeFolder()
    try tool.write("<lheo", to: "in/c.xml")
    #expect(try tool.run("merge", "in", "-o", "all.xml").status == 2)
    #expect(!tool.exists("all.xml"))
    let result = try tool.run("merge", "in", "-o", "all.xml", "--skip-unreadable")
    #expect(result.status == 2 && result.errors.contains("in/c.xml"), "\(result.errors)")
    #expect(try tool.run("merge", "in/a.xml", "in/b.xml.gz", "-o", "two.xml").status == 0)
    #expect(try bytes("all.xml") == bytes("two.xml"))
  }

  // MARK: What rules need, and one condition

  /// Yesterday with a region, today without: what could not be checked has not been repaired.
  @Test func aRuleThatCannotRunHasRepairedNothing() throws {
    let validate = ["validate", feed, "--profile", "all", "--as-of", "2026-11-25", "--format", "json"]
    let first = try tool.run(validate + ["--region", "11", "-o", "yesterday.json"])
    let yesterday = try tool.read("yesterday.json")
    #expect(first.status <= 1 && yesterday.contains("lieu/hors-region"))
    let second = try tool.run(validate + ["--baseline", "yesterday.json"])
    #expect(second.output.contains("\"repaired\":[]") && second.output.contains("\"unchecked\":[{"))
    #expect(try tool.run("explain", "lieu/hors-region").output.contains("Nécessite"))
  }

  /// The condition holds for the very sessions that the other criteria choose, pruned or not.
  @Test(arguments: [
    "session/periode/debut >= 2027", "session/periode/debut < 2027", "session/@numero like '*1S'",
    "recrutement/nb-places > 10", "formation/certifiante = 1",
  ]) func pruningFindsWhatSelectingFinds(condition: String) throws {
    for criteria in [[], ["--etat", "ouvert"], ["--debut-entre", "2027-01-01", "2027-12-31"], ["--apprentissage"]] {
      let command = ["select", feed, "--where", condition, "--count"] + criteria
      #expect(try tool.run(command).output == tool.run(command + ["--prune"]).output, "\(command)")
    }
  }

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: tool.folder.appending(path: name)) }
}
