import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoPipeline
import LheoReports

struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Duplicates or closes sessions of a feed.",
    subcommands: [Duplicate.self, Close.self])

  struct Duplicate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "duplicate", abstract: "Duplicates sessions to other dates.",
      discussion: """
        The copy is put after its session, with a number that no session of the feed has. The feed is read twice. Without
        -o the copy is only shown.

        EXAMPLES
          lheo-tool session duplicate feed.xml --numero '04_*' --shift 364
          lheo-tool session duplicate feed.xml --numero 04_123S --start 2027-09-01 --end 2028-06-30 --new-numero 04_124S -o new.xml
        """)

    @OptionGroup var edit: SessionEditArguments

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Move all dates by this number of days, back if it is negative.", valueName: "days"))
    var shift: Int?

    @Option(
      help: ArgumentHelp("The first day of the copy, AAAA-MM-JJ; its other dates move with it.", valueName: "day"))
    var start: Day?

    @Option(help: ArgumentHelp("The last day of the copy, AAAA-MM-JJ.", valueName: "day"))
    var end: Day?

    @Option(
      help: ArgumentHelp(
        "The number of the copy; * is the number of the session. Default: *-2, or the next that is free.",
        valueName: "numero"))
    var newNumero: String?

    @Flag(help: "Leave out the recruitments; without it they move with the session.")
    var dropRecruitments = false

    func validate() throws {
      guard (shift != nil) != (start != nil && end != nil), (start == nil) == (end == nil) else {
        throw ValidationError("Say the dates by --shift, or by --start and --end.")
      }
      if let start, let end, start.date.dayNumber! > end.date.dayNumber! {
        throw ValidationError("--start is after --end.")
      }
    }

    func run() throws {
      let dates: SessionCopy.Dates =
        if let start, let end { .given(start: start.date, end: end.date) } else { .shifted(days: shift ?? 0) }
      let pattern = newNumero
      let numero = pattern.map { pattern in SessionCopy.Numero.made { pattern.replacing("*", with: $0) } } ?? .next
      try edit.run(
        .duplicate(SessionCopy(dates: dates, numero: numero, keepsRecruitments: !dropRecruitments)))
    }
  }

  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close", abstract: "Closes the recruitment of sessions, and ends them on a day.",
      discussion: """
        Without -o the change is only shown.

        EXAMPLES
          lheo-tool session close feed.xml --numero '04_123S;04_124S'
          lheo-tool session close feed.xml --numero 04_123S --end 2026-12-31 -o new.xml
        """)

    @OptionGroup var edit: SessionEditArguments

    @Option(help: ArgumentHelp("The last day of the sessions from now on, AAAA-MM-JJ.", valueName: "day"))
    var end: Day?

    func run() throws { try edit.run(.state(.ferme, end: end?.date)) }
  }
}

struct RecruitmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recruitment", abstract: "Opens, closes or suspends the recruitment of sessions.",
    subcommands: [Open.self, Close.self, Suspend.self])

  struct Open: ParsableCommand {
    static let configuration = RecruitmentCommand.configuration("open", "Opens the recruitment of sessions.")
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.ouvert, end: nil)) }
  }

  struct Close: ParsableCommand {
    static let configuration = RecruitmentCommand.configuration("close", "Closes the recruitment of sessions.")
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.ferme, end: nil)) }
  }

  struct Suspend: ParsableCommand {
    static let configuration = RecruitmentCommand.configuration("suspend", "Suspends the recruitment of sessions.")
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.suspendu, end: nil)) }
  }

  private static func configuration(_ name: String, _ abstract: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: """
        Without -o the change is only shown.

        EXAMPLES
          lheo-tool recruitment \(name) feed.xml --numero '04_123S;04_124S'
          lheo-tool recruitment \(name) feed.xml --numero '04_*' -o new.xml
        """)
  }
}

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
        let (result, notes) = try edit.apply(to: buffer.root)
        sessions += notes.count
        for note in notes { listing.append(note.text) }
        return result
      }
      if let output {
        let sink = FeedSink(try OutputFile(output), options: writing.options) { sessions > 0 }
        try run.run(into: sink, settle: settle)
        _ = try sink.finish()
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
