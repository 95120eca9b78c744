import LheoModel
import LheoParser
import TestSupport
import Testing

@testable import LheoValidator

/// However many cores work, the output is the same. The numbers of jobs are said, so that it does not matter how many
/// cores the machine has.
@Suite struct JobsTests {
  static let commands = ToolCommand.readingFeeds.filter { Help.has("jobs", $0.names[0]) }

  /// Feeds of several chunks, most of whose offers have no `id`.
  static let feeds: [(name: String, bytes: [UInt8])] = [
    ("realistic", RealisticFeed.bytes(offers: scale > 1 ? 3000 : 300)),
    ("mutated", RandomFeed(mutated(seed: 9), .latin1, name: "").bytes),
  ]

  private static func mutated(seed: UInt64) -> XMLTree {
    var random = RandomDocuments(seed: seed)
    return random.mutatedFeed(offers: 120, changes: 60)
  }

  /// What a run has said, whichever schema of the database was its own.
  private static func words(_ outcome: Outcome) -> String {
    outcome.run.errorText.replacing(/\bschema\d+/, with: "schema")
  }

  @Test func commandsHaveJobs() { #expect(Self.commands.count > 10) }

  @Test(arguments: commands) func oneCoreWritesWhatManyWrite(_ command: ToolCommand) throws {
    let place = Self.commands.firstIndex { $0.description == command.description }!
    for (name, feed) in Self.feeds {
      let one = try withFolder { try command.outcome(of: feed, extra: ["--jobs", "1"], in: $0) }
      let others = scale > 1 ? [2, 3, 8] : [[2, 3, 8][place % 3]]
      for jobs in others {
        let many = try withFolder { try command.outcome(of: feed, extra: ["--jobs", "\(jobs)"], in: $0) }
        let place = Comment("\(command) --jobs \(jobs) (\(name)): \(many.run.ending) instead of \(one.run.ending)")
        #expect(many.run.ending == one.run.ending, place)
        let isSame =
          many.run.output == one.run.output && Self.words(many) == Self.words(one) && many.files == one.files
        #expect(isSame, place)
      }
    }
  }

  /// A valid feed is valid for any number of cores.
  @Test(arguments: [1, 2, 3, 8]) func theVerdictIsThatOfTheSchema(jobs: Int) throws {
    for (number, seed) in (0..<UInt64(4 * scale)).enumerated() {
      var random = RandomDocuments(seed: 800 + seed)
      let tree = number % 2 == 0 ? random.validFeed(offers: 12) : random.mutatedFeed(offers: 12, changes: 1)
      let bytes = RandomEncoding.utf8.bytes(of: random.dressed(tree, PrefixStyle.allCases[number % 5]))
      let found = Self.findings(bytes, jobs: jobs)
      #expect(found.summary.error == nil)
      #expect(
        found.findings.isEmpty == reference.isValid(bytes), "seed \(800 + seed): \(found.findings.map(\.message))")
    }
  }

  /// What is found, with counts and summary, on one core and on many.
  @Test(arguments: [2, 3, 8]) func findingsAreThoseOfOneCore(jobs: Int) {
    for seed in 0..<UInt64(5 * scale) {
      var random = RandomDocuments(seed: 900 + seed)
      let bytes = RandomEncoding.utf8.bytes(of: random.mutatedFeed(offers: 15, changes: 8))
      let one = Self.findings(bytes, jobs: 1, profiles: Set(Profile.allCases))
      let many = Self.findings(bytes, jobs: jobs, profiles: Set(Profile.allCases))
      #expect(many.findings == one.findings, "seed \(900 + seed)")
      #expect(many.summary.counts == one.summary.counts && many.summary.severities == one.summary.severities)
      #expect(many.summary.positioning == one.summary.positioning, "seed \(900 + seed)")
    }
  }

  private static func findings(_ bytes: [UInt8], jobs: Int, profiles: Set<Profile> = []) -> (
    findings: [Finding], summary: ValidationSummary
  ) {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = profiles
    options.rules.asOf = PartialDate(year: 2026, month: 11, day: 24)!
    options.jobs = jobs
    var findings: [Finding] = []
    let summary = try! FeedValidator(options: options).validate(.bytes(bytes)) { findings.append($0) }
    return (findings, summary)
  }
}
