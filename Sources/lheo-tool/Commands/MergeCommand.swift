import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration("merge", .merge)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recovery: RecoveryOptions
  @OptionGroup var skip: SkipOption
  @OptionGroup var speech: LanguageOption

  @OptionGroup var writing: WritingArguments

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le flux est écrit ; - pour la sortie standard.",
      "Where the feed goes; - for standard output.", value: "fichier", "file"))
  var output = "-"

  func validate() throws {
    if input.feeds.isEmpty {
      throw UsageError(
        "Nommez les flux, ou un dossier ; - est l'entrée standard.",
        "Name the feeds, or a folder; - is standard input.")
    }
  }

  func run() throws {
    try Outcome.run {
      let broken = recovery.keepGoing ? BrokenOffers(speech.language) : nil
      let (reading, language) = (reading, speech.language)
      let merge = FeedMerge(input.inputs(), jobs: reading.jobCount, goingOnAfter: broken?.receiver) {
        FollowedSource(FeedSource($0, limits: reading.limits, goingOnAfter: $1), reading)
      }
      let leaveOut = { (error: FeedError) in Terminal.say("lheo-tool: \(error.description(in: language))") }
      let result = try merge.run(
        into: OutputFile(output), named: output, options: writing.options,
        skipping: skip.skipUnreadable ? leaveOut : nil)
      for notice in result.notices { Terminal.say("lheo-tool: \(output): \(notice.message(in: language))") }
      if !reading.quiet { say(result) }
      if broken?.finish() ?? false || result.skippedCount > 0 { throw Outcome.failure }
    }
  }

  private func say(_ result: FeedMerge.Result) {
    for (numero, feed) in result.duplicates.prefix(20) {
      Terminal.say(
        speech.language(
          "\(feed) : \(numero.visible) cède la place à une version plus récente.",
          "\(feed): \(numero.visible) gives way to a later version."))
    }
    let left = result.duplicates.count
    if left > 20 { Terminal.say(speech.language("… et \(left - 20, "autre(s)").", "… and \(left - 20) more.")) }
    Terminal.say(
      speech.language(
        "\(result.writtenCount, "offre(s)"), \(left, "version(s) antérieure(s) écartée(s)").",
        "\(result.writtenCount, "offer(s)"), \(left) left out as \(Language.en.agreed("earlier version(s)", left))."))
  }
}
