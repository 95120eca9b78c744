import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoPipeline
import LheoReports

/// The sessions that are edited, and where the feed goes.
struct SessionEditArguments: ParsableArguments {
  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var writing: WritingArguments

  @Option(help: ArgumentHelp("The sessions by their number: '04_1*;04_23S'.", valueName: "pattern"))
  var numero: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the feed goes; - for standard output. Without it the change is only shown.", valueName: "file"))
  var output: String?

  @Option(help: "The day that changed sessions are dated with, AAAA-MM-JJ.")
  var asOf = Day.today

  func validate() throws { try input.requireFeeds() }

  func run(_ work: SessionEdit.Work) throws {
    try Outcome.run {
      var inputs = input.inputs()
      guard inputs.count == 1 else { throw ValidationError("Sessions are edited in one feed.") }
      var numbers = SessionNumbers()
      if case .duplicate = work {
        inputs = try inputs.map { .success(try $0.get().readableAgain()) }
        try FeedRun(reading, inputs, SessionNumbers.stage).readAll { numbers.note($0) }
      }
      var edit = SessionEdit(numero: Pattern(numero), work: work, date: asOf.date, numbers: numbers)
      let listing = Terminal.words(to: output == nil ? .output : .errors)
      var sessions = 0
      let run = FeedRun(reading, inputs)
      func settle(_ buffer: ElementBuffer?, _ note: Void) throws -> OfferEdit {
        guard let buffer else { return .drop }
        let (result, notes) = try edit.apply(to: buffer)
        sessions += notes.count
        for note in notes { listing.append(note.text) }
        return result
      }
      if let output {
        let sink = FeedSink(try OutputFile(output), options: writing.options)
        try run.run(into: sink, settle: settle)
        // A feed without offers is refused for that.
        if sessions == 0, !sink.isEmpty { sink.abandon() } else { _ = try sink.finish() }
      } else {
        try run.run(into: DiscardingSink(), settle: settle)
      }
      try listing.finish()
      if sessions == 0 {
        Terminal.say("lheo-tool: \(inputs[0].name): no session is changed, so nothing has been written.")
        throw Outcome.findings
      }
    }
  }
}

extension SessionEdit.Note {
  /// What was done, a line for the session and one for each change.
  fileprivate var text: String {
    "\((formation ?? "-").visible) session \(session.visible)\n"
      + changes.map { "  \($0.element): \($0.before.visible) → \($0.after.visible)\n" }.joined()
  }
}
