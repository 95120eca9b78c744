import Foundation
import TestSupport
import Testing

/// Memory is that of the largest offer, not that of the feed.
@Suite(.disabled(if: isSanitized, "sanitizers keep what is freed")) struct MemoryTests {
  /// A line for each command that writes or reports, and for each kind of tables that a feed is made of again; all lines when
  /// more is tried. What one run writes into several folders is kept compressed up to a size.
  private static let commands = ToolCommand.readingFeeds.enumerated().filter { number, command in
    let isFirst = ToolCommand.readingFeeds.firstIndex { $0.names == command.names } == number
    let isTried =
      isFirst && Self.quick.contains(command.names[0]) || Self.tables.contains { command.description.contains($0) }
    return command.feedCount == 1 && (isTried || scale > 1) && !command.description.contains("--by ")
  }.map(\.element)
  private static let tables = [
    "--to sqlite -o in.sqlite; export", "--to csv --all-tables -o in; export", "export DATABASE",
  ]
  private static let quick: Set = ["validate", "inspect", "convert", "format", "merge", "diff"]

  @Test(arguments: commands) func memoryDoesNotGrowWithTheFeed(_ command: ToolCommand) throws {
    try expectNoGrowth(scale > 1 ? [8000, 40_000] : [4000, 20_000], "\(command)") { offers in
      try withFolder { folder in
        let feed = RealisticFeed.bytes(offers: offers)
        let outcome = try command.outcome(of: feed, measuresMemory: true, in: folder)
        #expect((0...1).contains(outcome.run.status), "\(command): \(outcome.summary)")
        return (outcome.run.memory, feed.count)
      }
    }
  }

  /// The rows of training bodies are on disk, on the way into tables and back: a body takes some bytes of memory, not hundreds.
  @Test(arguments: ["in.sqlite", "in"]) func bodiesAreNotKeptInMemory(tables: String) throws {
    let format = tables == "in" ? ["csv", "--all-tables"] : ["sqlite"]
    let (few, many) = (4000, 24_000)
    let used = try [few, many].map { offers in
      try withFolder { folder in
        let feed = RealisticFeed.bytes(offers: offers, bodies: true)
        try Data(feed).write(to: URL(filePath: "\(folder)/a.xml"))
        let steps = [
          ["convert", "a.xml", "--to"] + format + ["-o", tables],
          ["export", tables, "--profile", "none", "-o", "b.xml"],
        ]
        return try steps.map { words in
          let run = try ToolRun.run(words + ["--jobs", "1"], in: folder, measuresMemory: true)
          #expect(run.status == 0, "\(run.errorText)")
          return run.memory
        }
      }
    }
    for (before, after) in zip(used[0], used[1]) {
      #expect((after - before) / (many - few) < 250, "\(used)")
    }
  }

  /// What is found in a feed does not wait in memory for the feeds before it, however small its file is. Long after, there is
  /// a finding a session.
  @Test(arguments: [["a.xml", "b.xml"], ["a.xml.gz", "b.xml.gz"]])
  func findingsOfSeveralLargeFeedsAreNotKept(names: [String]) throws {
    try expectNoGrowth([6000, 36_000], "\(names)") { offers in
      try withFolder { folder in
        let feed = Data(RealisticFeed.bytes(offers: offers))
        for name in names {
          let bytes = name.hasSuffix(".gz") ? Data(Archive.gzip(Array(feed))) : feed
          try bytes.write(to: URL(filePath: "\(folder)/\(name)"))
        }
        let words = ["validate"] + names + ["--as-of", "2040-01-01", "--format", "ndjson", "-o", "out"]
        let run = try ToolRun.run(words + ["--fail-on", "never", "--jobs", "2"], in: folder, measuresMemory: true)
        #expect(run.status == 0, "\(run.errorText)")
        return (run.memory, feed.count)
      }
    }
  }

  /// A feed of so many more offers takes less than half of what it is larger by. How much is on its way between threads
  /// depends on how busy the machine is, so what seems too much is measured again: what is kept is there each time.
  private func expectNoGrowth(
    _ offers: [Int], _ description: String, run: (_ offers: Int) throws -> (memory: Int, feed: Int)
  ) throws {
    let small = try run(offers[0])
    var large = try run(offers[1])
    let limit = small.memory + (large.feed - small.feed) / 2
    for _ in 0..<2 where large.memory >= limit { large.memory = min(large.memory, try run(offers[1]).memory) }
    #expect(large.memory < limit, "\(description): \(small) and \(large) bytes for \(offers) offers")
  }
}

/// Whether the tests run under a sanitizer.
private let isSanitized =
  dlsym(dlopen(nil, RTLD_NOW), "__asan_init") != nil || dlsym(dlopen(nil, RTLD_NOW), "__tsan_init") != nil
