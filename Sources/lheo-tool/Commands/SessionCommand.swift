import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoPipeline
import LheoReports

struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration("session", .session, subcommands: [Duplicate.self, Close.self])

  struct Duplicate: ParsableCommand {
    static let configuration = CommandConfiguration("duplicate", .sessionDuplicate)

    @OptionGroup var edit: SessionEditArguments

    @Option(
      parsing: .unconditional,
      help: .said(
        "Déplacer toutes les dates d'autant de jours, en arrière si le nombre est négatif.",
        "Move all dates by this number of days, back if it is negative.", value: "jours", "days"))
    var shift: Int?

    @Option(
      help: .said(
        "Le premier jour de la copie, AAAA-MM-JJ ; ses autres dates suivent.",
        "The first day of the copy, AAAA-MM-JJ; its other dates move with it.", value: "jour", "day"))
    var start: Day?

    @Option(
      help: .said(
        "Le dernier jour de la copie, AAAA-MM-JJ.",
        "The last day of the copy, AAAA-MM-JJ.", value: "jour", "day"))
    var end: Day?

    @Option(
      help: .said(
        "Le numéro de la copie ; * est celui de la session. Par défaut : *-2, ou le suivant qui est libre.",
        "The number of the copy; * is the number of the session. Default: *-2, or the next that is free.",
        value: "numero"))
    var newNumero: String?

    @Flag(
      help: .said(
        "Écarter les recrutements ; sinon, ils suivent la session.",
        "Leave out the recruitments; without it they move with the session."))
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
    static let configuration = CommandConfiguration("close", .sessionClose)

    @OptionGroup var edit: SessionEditArguments

    @Option(
      help: .said(
        "Le dernier jour des sessions désormais, AAAA-MM-JJ.",
        "The last day of the sessions from now on, AAAA-MM-JJ.", value: "jour", "day"))
    var end: Day?

    func run() throws { try edit.run(.state(.ferme, end: end?.date)) }
  }
}
