import Foundation
import LheoModel
import TestSupport
import Testing

/// What is one of a kind stays one of a kind when it is copied or put together: identifiers (which the schema checks),
/// numbers of sessions, sources, keys of rows.
@Suite struct UniqueTests {
  static let feeds = RandomFeed.valid(4 * scale, seed: 10).filter { $0.tree.localName == "lheo" }

  @Test(arguments: [
    "session duplicate FEED --numero '*' --shift 364 -o in.xml; session duplicate in.xml --numero '*' --shift 728 -o out.xml",
    "session duplicate FEED --numero '*' --shift 7 --new-numero 'N' -o out.xml",
    "session duplicate FEED --numero '*' --shift -7 --new-numero '*' -o out.xml",
    "session duplicate FEED --numero '14_1S' --start 2028-09-01 --end 2029-06-30 --new-numero '14_2S' -o out.xml",
  ])
  func copiesOfSessionsHaveNumbersOfTheirOwn(_ line: String) throws {
    let command = ToolCommand(line.replacing("--shift -", with: "--shift=-"), .feed)
    for feed in Self.feeds.map(\.bytes) + [RealisticFeed.bytes(offers: 5), Self.takenNumbers] {
      try withFolder { folder in
        let outcome = try command.outcome(of: feed, in: folder)
        let message = Comment("\(line): \(outcome.summary)")
        #expect((0...2).contains(outcome.run.status), message)
        guard let written = command.feeds(of: outcome)["out.xml"] else {
          #expect(outcome.run.status > 0 && !outcome.run.errors.isEmpty, message)
          return
        }
        let numbers = Self.sessionNumbers(written)
        #expect(numbers.count >= Self.sessionNumbers(feed).count)
        let twice = Dictionary(grouping: numbers) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(twice.isEmpty, "\(line): \(twice)")
        #expect(reference.problems(in: written) == [])
      }
    }
  }

  /// A feed in which the number that a copy of a session would get is that of another one.
  private static let takenNumbers: [UInt8] = {
    let text = String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
    let session = text.firstMatch(of: /<session numero="14_1S">(?s:.*?)<\/session>/)!.output
    let others = ["14_1S-2", "14_1S-3", "N", "14_2S"].map { session.replacing("14_1S", with: $0) }
    return Array(text.replacing(session, with: session + others.joined()).utf8)
  }()

  private static func sessionNumbers(_ feed: [UInt8]) -> [String] {
    (infoset(feed) ?? []).compactMap { line in
      guard line.contains("}session "), let start = line.range(of: "{}numero=") else { return nil }
      return String(line[start.upperBound...].prefix { $0 != " " })
    }
  }

  /// Identifiers of one feed, taken by another, get new ones.
  @Test func mergedFeedsAreValid() throws {
    let command = ToolCommand("merge FEED second.xml OTHER -o out.xml", .feed)
    for (first, second) in zip(Self.feeds, Self.feeds.dropFirst()) {
      try withFolder { folder in
        try Data(second.bytes).write(to: URL(filePath: "\(folder)/second.xml"))
        let outcome = try command.outcome(of: first.bytes, in: folder)
        #expect(outcome.run.status == 0, "\(outcome.summary)")
        #expect(reference.problems(in: outcome.files["out.xml"] ?? []) == [], "\(first.name), \(second.name)")
      }
    }
  }

  @Test func extensionsBesideMergedOffersHaveIdentifiersOfTheirOwn() throws {
    let extras = (1...50).map { "<extras id='e\($0)'><extra idref='e\(51 - $0)'>\($0)</extra></extras>" }.joined()
    let feed = Array(
      String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
        .replacing("</offres>", with: "\(extras)</offres>").utf8)
    let command = ToolCommand("merge FEED second.xml -o out.xml", .feed)
    try withFolder { folder in
      try Data(feed).write(to: URL(filePath: "\(folder)/second.xml"))
      let outcome = try command.outcome(of: feed, in: folder)
      #expect(outcome.run.status == 0, "\(outcome.summary)")
      let merged = try #require(outcome.files["out.xml"])
      #expect(reference.problems(in: merged) == [])
      for number in 1...50 {
        #expect(String(decoding: merged, as: UTF8.self).contains("<extra idref=\"e\(51 - number)-2\">\(number)<"))
      }
    }
  }

  /// What LHEO does not know has data of its own in `id` and `idref`, unless it says that it has a type of LHEO.
  @Test(arguments: [
    ("merge FEED second.xml -o out.xml", 2, 2), ("select FEED --numero '14_1*' --prune -o out.xml", 1, 1),
    ("session duplicate FEED --numero '*' --shift 7 -o out.xml", 2, 1), ("anonymise FEED -o out.xml", 1, 1),
    ("split FEED --offers 2 -o out", 1, 1),
  ])
  func attributesOfForeignElementsAreData(_ line: String, copies: Int, identifiers: Int) throws {
    let foreign = """
      <extras><extra xmlns:x="urn:x"><x:a id="one" idref="none"/><x:b xsi:type="lheo:ville-type" id="two">Caen</x:b>\
      </extra></extras>
      """
    let feed = Array(
      String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
        .replacing(
          "<lheo ",
          with: "<lheo xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:lheo=\"http://lheo.gouv.fr/2.3\" "
        )
        .replacing("</session>", with: "\(foreign)</session>").utf8)
    #expect(reference.problems(in: feed) == [])
    try withFolder { folder in
      let second = String(decoding: feed, as: UTF8.self).replacing("\"14_1", with: "\"15_1")
      try Data(second.utf8).write(to: URL(filePath: "\(folder)/second.xml"))
      let outcome = try ToolCommand(line, .feed).outcome(of: feed, in: folder)
      #expect(outcome.run.status == 0, "\(outcome.summary)")
      let written = try #require(outcome.files.first { $0.key.hasPrefix("out") && $0.key.hasSuffix(".xml") }?.value)
      #expect(reference.problems(in: written) == [])
      let text = String(decoding: written, as: UTF8.self)
      #expect(text.ranges(of: "<x:a id=\"one\" idref=\"none\"/>").count == copies, "\(text)")
      #expect(text.ranges(of: /id="two(?:-2)?"/).count == identifiers, "\(text)")
    }
  }

  @Test func keysOfRowsAreUnique() throws {
    for feed in Self.feeds.map(\.bytes) + [Repository.fixture("valid/regional.xml").bytes] {
      #expect(try repeatedKeys("convert FEED --to csv --all-tables -o out", feed).isEmpty)
      #expect(try repeatedKeys("convert FEED OTHER --to csv --all-tables -o out", feed).isEmpty)
    }
  }

  /// The keys that several rows of a table have, by the description of the tables.
  private func repeatedKeys(_ line: String, _ feed: [UInt8]) throws -> [String] {
    struct Package: Decodable {
      struct Resource: Decodable { var name: String, schema: Schema }
      struct Schema: Decodable { var primaryKey: String? }
      var resources: [Resource]
    }
    return try withFolder { folder in
      let outcome = try ToolCommand(line, .tables).outcome(of: feed, in: folder)
      let package = try JSONDecoder().decode(Package.self, from: Data(outcome.files["out/datapackage.json"] ?? []))
      #expect(package.resources.count > 10)
      return package.resources.flatMap { resource -> [String] in
        guard let key = resource.schema.primaryKey else { return [] }
        let rows = Self.rows(String(decoding: outcome.files["out/\(resource.name).csv"] ?? [], as: UTF8.self))
        guard let column = rows.first?.firstIndex(of: key) else { return ["\(resource.name) has no \(key)"] }
        // A body without a SIRET has no key.
        let keys = rows.dropFirst().map { $0[column] }.filter { !$0.isEmpty }
        return Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.map { "\(resource.name): \($0.key)" }
      }
    }
  }

  /// The cells of a CSV table.
  private static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.append(character)
      }
    }
    return rows
  }

  /// A feed that is named twice, alone and in its folder, is in a database once, or is refused.
  @Test(arguments: ["FEED FEED", "FEED ./feed.xml", ". FEED"]) func sourcesAreUnique(_ feeds: String) throws {
    let command = ToolCommand(
      "convert \(feeds) --to sqlite -o in.sqlite; export in.sqlite --profile none -o out.txt", .feed)
    let feed = Repository.fixture("valid/minimal.xml").bytes
    try withFolder { folder in
      let outcome = try command.outcome(of: feed, in: folder)
      if outcome.step == 1, outcome.run.status == 0 {
        #expect(canonical(outcome.files["out.txt"] ?? []) == canonical(feed))
      } else {
        #expect(outcome.run.status > 0 && outcome.run.errorText.contains("feed.xml"), "\(outcome.summary)")
        #expect(outcome.step == 0 || outcome.run.errorText.contains("--source"), "\(outcome.summary)")
      }
    }
  }
}
