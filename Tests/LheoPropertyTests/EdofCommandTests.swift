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
