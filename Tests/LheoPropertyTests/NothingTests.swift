import Foundation
import TestSupport
import Testing

/// Nothing to do is not success, and nothing is replaced by it.
@Suite struct NothingTests {
  static let before = ToolCommand.before

  /// The commands that take folders and archives.
  static let taking = ToolCommand.readingFeeds.filter { $0.takesSeveral && $0.feedCount == 1 }

  /// No feed in a folder, in an archive, in an archive in an archive.
  @Test(arguments: taking) func aPlaceWithoutAFeedIsAFailure(_ command: ToolCommand) throws {
    for place in ["folder", "empty.zip", "texts.zip", "nested.zip"] {
      try withFolder { folder in
        try Self.makePlaces(folder)
        let outcome = try command.outcome(of: nil, named: place, in: folder)
        let message = Comment("\(command) \(place): \(outcome.summary)")
        #expect(outcome.run.ending == .exit(2), message)
        #expect((outcome.run.errorText + outcome.run.outputText).contains(place), message)
        if command.result != .report { #expect(command.feeds(of: outcome).isEmpty, message) }
      }
    }
  }

  private static func makePlaces(_ folder: String) throws {
    let feed = Repository.fixture("valid/minimal.xml").bytes
    let manager = FileManager.default
    try manager.createDirectory(atPath: "\(folder)/folder/inner", withIntermediateDirectories: true)
    let files: [(String, [UInt8])] = [
      ("folder/inner/read.me", before), ("empty.zip", ZipFile().bytes),
      ("texts.zip", ZipFile([("a.txt", before)]).bytes),
      ("nested.zip", ZipFile([("inner.zip", ZipFile([("feed.xml", feed)]).bytes)]).bytes),
    ]
    for (name, bytes) in files { #expect(manager.createFile(atPath: "\(folder)/\(name)", contents: Data(bytes))) }
  }

  private static let root = "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">"

  /// A feed without offers: against the schema, and no feed is written from it.
  @Test(arguments: ToolCommand.readingFeeds) func aFeedWithoutOffersMakesNoFeed(_ command: ToolCommand) throws {
    for feed in ["\(Self.root)<offres></offres></lheo>", "\(Self.root)<offres/></lheo>", "\(Self.root)</lheo>"] {
      try withFolder { folder in
        let outcome = try command.outcome(of: Array(feed.utf8), in: folder)
        let message = Comment("\(command) \(feed): \(outcome.run.ending) \(outcome.summary)")
        if command.names == ["validate"] { #expect(outcome.run.ending == .exit(1), message) }
        if command.result == .feed || command.result == .feeds, !command.description.contains("OTHER") {
          #expect(outcome.run.status == 2 || outcome.run.status == 1 && command.isSearch, message)
          #expect(command.feeds(of: outcome).isEmpty && !outcome.run.errors.isEmpty, message)
        }
      }
    }
  }

  /// Searches that find nothing: exit code 1, a message, nothing replaced.
  @Test(arguments: [
    "select FEED --numero nobody -o out.xml", "select FEED --numero nobody --prune -o out.xml",
    "select FEED --texte nothing --to csv -o out.csv", "select FEED --numero nobody --to ndjson -o out.ndjson",
    "select FEED --numero nobody --to sqlite -o out.sqlite", "select FEED --numero nobody --to xlsx -o out.xlsx",
    "select FEED --numero nobody", "session close FEED --numero nobody -o out.xml",
    "session duplicate FEED --numero nobody --shift 1 -o out.xml", "recruitment open FEED --numero nobody -o out.xml",
    "recruitment close FEED --numero nobody", "session close FEED --numero nobody",
  ])
  func whatFitsNothingReplacesNothing(_ line: String) throws {
    let command = ToolCommand(line, .feed)
    try withFolder { folder in
      let outcome = try command.outcome(of: Repository.fixture("valid/minimal.xml").bytes, in: folder)
      #expect(outcome.run.ending == .exit(1), "\(line): \(outcome.summary)")
      #expect(!outcome.run.errors.isEmpty, "\(line)")
      #expect(command.feeds(of: outcome).isEmpty, "\(line)")
    }
  }

  /// A table may be empty: its header is written, and a notice.
  @Test(arguments: [
    "convert FEED --to csv --where 'formation/@numero = nobody' -o out.csv",
    "convert FEED --to tsv --table certifications --where 'formation/@numero = nobody'",
    "convert FEED --to csv --excel --where 'formation/@numero = nobody' -o out.csv",
    "convert FEED --to csv --columns session/@numero --where 'formation/@numero = nobody'",
  ])
  func aTableWithoutRowsHasAHeaderAndANotice(_ line: String) throws {
    let command = ToolCommand(line, .tables)
    try withFolder { folder in
      let outcome = try command.outcome(of: Repository.fixture("valid/minimal.xml").bytes, in: folder)
      #expect(outcome.run.ending == .exit(0) && !outcome.run.errors.isEmpty, "\(line): \(outcome.summary)")
      let table = String(decoding: command.feeds(of: outcome).values.first ?? [], as: UTF8.self)
      #expect(table.split(whereSeparator: \.isNewline).count == 1 && table.contains("numero"), "\(line): \(table)")
    }
  }

  /// Offers that are none make no feed.
  @Test(arguments: [
    "convert FEED --to ndjson --where 'formation/@numero = nobody' -o in.ndjson; export in.ndjson -o out.xml",
    "convert FEED --to lheo --where 'formation/@numero = nobody' -o out.xml",
    "export --template in; export in -o out.xml",
  ])
  func noOfferMakesNoFeed(_ line: String) throws {
    let command = ToolCommand(line, .feed)
    try withFolder { folder in
      let outcome = try command.outcome(of: Repository.fixture("valid/minimal.xml").bytes, in: folder)
      #expect(outcome.run.ending == .exit(2) && !outcome.run.errors.isEmpty, "\(line): \(outcome.summary)")
      #expect(command.feeds(of: outcome).isEmpty, "\(line)")
    }
  }

  /// One of several feeds cannot be read: what is written is never half of it.
  @Test(arguments: ToolCommand.readingFeeds.filter { $0.takesSeveral && $0.feedCount == 1 })
  func aTruncatedFeedAmongOthersIsNotHalfWritten(_ command: ToolCommand) throws {
    try withFolder { folder in
      let broken = Array(RealisticFeed.bytes(offers: 60).dropLast(2000))
      try Data(broken).write(to: URL(filePath: "\(folder)/broken.xml"))
      let line = command.description.replacing("FEED", with: "FEED broken.xml")
      let both = ToolCommand(line, command.result)
      let outcome = try both.outcome(of: Repository.fixture("valid/minimal.xml").bytes, in: folder)
      #expect(outcome.run.ending == .exit(2), "\(line): \(outcome.summary)")
      #expect((outcome.run.errorText + outcome.run.outputText).contains("broken.xml"), "\(line): \(outcome.summary)")
      // What went to standard output cannot be taken back.
      guard command.result != .report, command.output != nil else { return }
      for (path, bytes) in both.feeds(of: outcome) {
        let isHalf = bytes.contains(Array("14_33".utf8))
        #expect(!isHalf, "\(line): \(path) has offers of the feed that cannot be read")
      }
    }
  }
}

extension ToolCommand {
  /// Whether what fits is looked for, so that nothing is an answer.
  fileprivate var isSearch: Bool {
    ["select", "session duplicate", "session close", "recruitment open", "recruitment close", "recruitment suspend"]
      .contains(names[0])
  }
}
