import LheoModel
import LheoValidator
import TestSupport
import Testing

/// What a command writes from a valid catalogue of EDOF is a valid one, or feed of LHEO; or it says why it writes nothing.
@Suite struct EdofCommandTests {
  private static let catalogue = Repository.fixture("edof/catalogue.xml").bytes
  private static let schema = LibXML2Schema(Repository.referenceEdofSchema)

  private static let writing = ToolCommand.readingFeeds.filter {
    // Feeds of two dialects are not merged, and what tables are made of is LHEO.
    [.feed, .feeds].contains($0.result) && !$0.description.contains("OTHER")
      && !$0.description.contains("export") && !$0.description.contains("--to")
  }

  @Test(arguments: writing + states) func cataloguesStayValid(_ command: ToolCommand) throws {
    try withFolder { folder in
      let outcome = try command.outcome(of: Self.catalogue, in: folder)
      let written = command.feeds(of: outcome)
      let status = outcome.run.status
      #expect((0...2).contains(status), "\(command): \(outcome.summary)")
      if status > 1 { #expect(written.isEmpty && !outcome.run.errors.isEmpty, "\(command): \(outcome.summary)") }
      for (path, feed) in written {
        #expect(Self.schema.isValid(feed) == true, "\(command) \(path): \(Self.schema.problems(in: feed) ?? [])")
        var options = ValidationOptions(asOf: .newYear2026)
        options.rules.profiles = [.edof]
        var errors: [String] = []
        _ = try FeedValidator(options: options).validate(.bytes(feed)) {
          if $0.severity == .error { errors.append($0.message) }
        }
        #expect(errors.isEmpty, "\(command) \(path): \(errors)")
      }
    }
  }

  /// Those that make a feed of LHEO, or of EDOF anew.
  private static let translating = ToolCommand.readingFeeds.filter {
    [.feed, .feeds].contains($0.result) && !$0.description.contains("OTHER")
      && ($0.description.contains("export") || $0.description.contains("--to"))
  }

  /// What tables and other forms of a catalogue are made into is a valid feed, or it is said that it is not, or nothing is
  /// written and it is said why.
  @Test(arguments: translating) func whatIsTranslatedIsValid(_ command: ToolCommand) throws {
    try withFolder { folder in
      let outcome = try command.outcome(of: Self.catalogue, in: folder)
      let written = command.feeds(of: outcome)
      #expect((0...2).contains(outcome.run.status), "\(command): \(outcome.summary)")
      if written.isEmpty {
        #expect(outcome.run.status > 0 && !outcome.run.errors.isEmpty, "\(command): \(outcome.summary)")
      }
      for (path, feed) in written {
        let isEdof = command.description.contains("--to edof")
        let schema = isEdof ? Self.schema : LibXML2Schema(Repository.referenceSchema)
        let isToldOf = outcome.run.errorText.contains("the feed is not valid without")
        #expect((schema.isValid(feed) == true) != isToldOf, "\(command) \(path): \(schema.problems(in: feed) ?? [])")
      }
    }
  }

  private static let merging = ToolCommand.readingFeeds.filter {
    [.feed, .feeds].contains($0.result) && $0.description.contains("OTHER")
  }

  /// A catalogue and a feed of LHEO do not become one feed.
  @Test(arguments: merging) func dialectsAreNotMixed(_ command: ToolCommand) throws {
    try withFolder { folder in
      let outcome = try command.outcome(of: Self.catalogue, in: folder)
      #expect(outcome.run.status == 2 && command.feeds(of: outcome).isEmpty, "\(command): \(outcome.summary)")
      #expect(outcome.run.errorText.contains("EDOF"), "\(command): \(outcome.summary)")
    }
  }

  private static let states = ["open", "close", "suspend"].map {
    ToolCommand("recruitment \($0) FEED --numero '*' --as-of 2026-11-24 -o out.xml", .feed)
  }

  /// EDOF has no suspended recruitment.
  @Test func suspendingIsRefused() throws {
    try withFolder { folder in
      let outcome = try Self.states[2].outcome(of: Self.catalogue, in: folder)
      #expect(outcome.run.status == 2 && Self.states[2].feeds(of: outcome).isEmpty, "\(outcome.summary)")
      #expect(outcome.run.errorText.contains("EDOF"))
    }
  }
}
