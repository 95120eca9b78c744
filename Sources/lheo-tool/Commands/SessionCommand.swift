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
        throw UsageError(
          "Dites les dates par --shift, ou par --start et --end.",
          "Say the dates by --shift, or by --start and --end.")
      }
      if let start, let end, start.date.dayNumber! > end.date.dayNumber! {
        throw UsageError(
          "--start est après --end.",
          "--start is after --end.")
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
