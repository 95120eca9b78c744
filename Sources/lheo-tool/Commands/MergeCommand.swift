import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Puts several feeds into one.",
    discussion: """
      Of offers with the same numero the one that was changed last (datemaj, datecrea) stays; identifiers (id) are kept
      unique. Each feed is read twice; what comes through a pipe is kept on disk meanwhile.
      The result has a root of its own: attributes of the roots, and of offres, are not kept.

      EXAMPLES
        lheo-tool merge calvados.xml manche.xml -o normandie.xml
        lheo-tool merge feeds/ -o all.xml
        zcat partner.gz | lheo-tool merge our.xml - -o all.xml
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var writing: WritingArguments

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the feed goes; - for standard output.", valueName: "file"))
  var output = "-"

  func validate() throws {
    if input.feeds.isEmpty { throw ValidationError("Name the feeds, or a folder; - is standard input.") }
  }

  func run() throws {
    try Outcome.run {
      let feeds = try input.inputs().map { try $0.get().readableAgain() }
      var merger = FeedMerger()
      for (number, feed) in feeds.enumerated() {
        try source(feed).forEachPart(jobs: input.cores.count, work: { { _ in } }) { event, _, _ in
          if case .element(let buffer) = event { merger.note(buffer, feed: number) }
        }
      }
      merger.startWriting()
      let duplicates = merger.duplicates
      let sink = MergedFeedSink(try OutputFile(output), named: output, merger, options: writing.options)
      for feed in feeds { try Pipeline(source(feed), jobs: input.cores.count).feed(sink) }
      _ = try sink.finish()
      if !input.verbosity.quiet { say(duplicates, of: feeds, written: sink.writtenCount) }
    }
  }

  private func source(_ feed: FeedInput) -> FollowedSource {
    FollowedSource(FeedSource(feed, limits: input.limitOptions.limits), input.verbosity)
  }

  private func say(_ duplicates: [(numero: String, feed: Int)], of feeds: [FeedInput], written: Int) {
    for (numero, feed) in duplicates.prefix(20) {
      Terminal.say("\(feeds[feed].name): \(numero.visible) gives way to a later version.")
    }
    let left = Language.en.agreed("\(duplicates.count) left out as earlier version(s)", duplicates.count)
    Terminal.say("\(Language.en.quantity(written, "offer(s)")), \(left).")
  }
}
