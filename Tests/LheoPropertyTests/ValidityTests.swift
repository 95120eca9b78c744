import LheoModel
import TestSupport
import Testing

/// What a command writes from a valid feed is valid, or it says why it writes nothing and leaves what was there.
@Suite struct ValidityTests {
  static let feeds = RandomFeed.valid(4 * scale, seed: 1)
  static let files = Repository.feeds("valid").filter { scale > 1 || $0.bytes.count < 100_000 } + Repository.samples

  @Test func theFeedsAreValid() {
    for feed in Self.feeds where reference.isValid(feed.bytes) != true {
      keep(feed.bytes, "\(feed.name).xml")
      Issue.record("\(feed.name)")
    }
  }

  @Test(arguments: ToolCommand.readingFeeds) func validFeedsStayValid(_ command: ToolCommand) throws {
    for feed in Self.feeds { try check(command, feed.bytes, feed.name) }
  }

  @Test(arguments: ToolCommand.readingFeeds) func realFeedsStayValid(_ command: ToolCommand) throws {
    for file in Self.files { try check(command, file.bytes, file.lastPathComponent) }
  }

  private func check(_ command: ToolCommand, _ bytes: [UInt8], _ name: String) throws {
    try withFolder { folder in
      let outcome = try command.outcome(of: bytes, in: folder)
      let place = Comment("\(command) (\(name)): \(outcome.summary)")
      let status = outcome.run.status
      #expect((0...2).contains(status), place)
      let written = command.feeds(of: outcome)
      if command.result != .report {
        if status > 0 { #expect(!outcome.run.errors.isEmpty || command.result == .listing, place) }
        if status > 1 { #expect(written.isEmpty && !outcome.run.errors.isEmpty, place) }
      }
      guard command.result == .feed || command.result == .feeds else { return }
      if status == 0 { #expect(!written.isEmpty, place) }
      for (path, feed) in written {
        guard let problems = reference.problems(in: feed), problems.isEmpty else {
          keep(bytes, "\(command) \(name).xml")
          Issue.record("\(command) (\(name)): \(path): \(reference.problems(in: feed) ?? ["not well-formed"])")
          continue
        }
      }
      #expect(!outcome.files.keys.contains { $0.hasSuffix(".tmp") }, place)
    }
  }
}
