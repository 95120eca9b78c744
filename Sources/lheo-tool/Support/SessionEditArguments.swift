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
  @OptionGroup var speech: LanguageOption
  @OptionGroup var writing: WritingArguments

  @Option(
    help: .said(
      "Les sessions, par leur numéro : '04_1*;04_23S'.",
      "The sessions by their number: '04_1*;04_23S'.", value: "motif", "pattern"))
  var numero: String

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le flux est écrit ; - pour la sortie standard. Sans cette option, le changement est seulement montré.",
      "Where the feed goes; - for standard output. Without it the change is only shown.", value: "fichier", "file"))
  var output: String?

  @Option(
    help: .said(
      "Le jour dont les sessions changées sont datées, AAAA-MM-JJ.",
      "The day that changed sessions are dated with, AAAA-MM-JJ.", value: "jour", "day"))
  var asOf = Day.today

  func validate() throws { try input.requireFeeds() }

  func run(_ work: SessionEdit.Work) throws {
    try Outcome.run {
      let inputs = input.inputs()
      guard inputs.count == 1 else {
        throw UsageError(
          "Les sessions se modifient dans un seul flux.",
          "Sessions are edited in one feed.")
      }
      var edit = SessionEdit(numero: Pattern(numero), work: work, date: asOf.date)
      let feed = try edit.readsTwice ? inputs[0].get().readableAgain() : inputs[0].get()
      let listing = Terminal.words(to: output == nil ? .output : .errors)
      let sink = try output.map { FeedSink(try OutputFile($0), options: writing.options) }
      let sessions = try edit.run(
        FollowedSource(reading.source(feed), reading), into: sink, jobs: reading.jobCount
      ) { listing.append($0.text) }
      try listing.finish()
      if sessions == 0 {
        Terminal.say(
          "lheo-tool: "
            + speech.language(
              "\(inputs[0].name) : aucune session n'est modifiée, rien n'a donc été écrit.",
              "\(inputs[0].name): no session is changed, so nothing has been written."))
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
