import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoWriter

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
  @OptionGroup var source: SingleFeed
  @OptionGroup var writing: WritingArguments
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: ArgumentHelp("The sessions by their number: '04_1*;04_23S'.", valueName: "pattern"))
  var numero: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the feed goes; - for standard output. Without it the change is only shown.", valueName: "file"))
  var output: String?

  @Option(help: "The day that changed sessions are dated with, AAAA-MM-JJ.")
  var asOf = Day.today

  func run(_ work: SessionEdit.Work) throws {
    try Outcome.run {
      var numbers = SessionNumbers()
      var feed = source.input
      if case .duplicate = work {
        feed = try feed.readableAgain()
        try source.read(from: feed, verbosity) { event in if let offer = event.offer { numbers.note(offer) } }
      }
      var edit = SessionEdit(numero: Pattern(numero), work: work, date: asOf.date, numbers: numbers)
      let listing = Terminal.words(to: output == nil ? .output : .errors)
      var sessions = 0
      func apply(_ buffer: ElementBuffer) throws -> OfferEdit {
        let (result, notes) = try edit.apply(to: buffer.root)
        for note in notes {
          sessions += 1
          listing.append("\((note.formation ?? "-").visible) session \(note.session.visible)\n")
          for change in note.changes {
            listing.append("  \(change.element): \(change.before.visible) → \(change.after.visible)\n")
          }
        }
        return result
      }
      if let output {
        try source.edit(from: feed, to: output, writing.options, verbosity, wanted: { sessions > 0 }, apply)
      } else {
        try source.read(from: feed, verbosity) { event in
          if case .element(let buffer) = event, buffer.root.element == .formation { _ = try apply(buffer) }
        }
      }
      try listing.finish()
      if sessions == 0 {
        Terminal.say("lheo-tool: \(source.feed): no session is changed, so nothing has been written.")
        throw Outcome.findings
      }
    }
  }
}
