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
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recovery: RecoveryOptions

  @Flag(help: "Leave out feeds that cannot be read, and say which. The exit code is 2 all the same.")
  var skipUnreadable = false

  @OptionGroup var writing: WritingArguments

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the feed goes; - for standard output.", valueName: "file"))
  var output = "-"

  func validate() throws {
    if input.feeds.isEmpty { throw ValidationError("Name the feeds, or a folder; - is standard input.") }
  }

  func run() throws {
    try Outcome.run {
      let broken = recovery.keepGoing ? BrokenOffers() : nil
      let inputs = input.inputs()
      var feeds: [FeedInput] = []
      var merger = FeedMerger()
      for item in inputs {
        do {
          let feed = try item.get().readableAgain()
          // A feed that turns out to be unreadable must leave no trace: it is tried first.
          if skipUnreadable { try read(feed, broken.map { _ in BrokenOffers(isQuiet: true) }) { _ in } }
          try read(feed, broken) { event in
            if case .element(let buffer) = event { merger.note(buffer, feed: feeds.count) }
          }
          feeds.append(feed)
        } catch let error as FeedError where skipUnreadable {
          Terminal.say("lheo-tool: \(error)")
        }
      }
      merger.startWriting()
      let duplicates = merger.duplicates
      let sink = MergedFeedSink(try OutputFile(output), named: output, merger, options: writing.options)
      // What cannot be read has been reported by the first reading.
      let quiet = broken.map { _ in BrokenOffers(isQuiet: true) }
      for feed in feeds { try Pipeline(source(feed, quiet), jobs: reading.jobCount).feed(sink) }
      _ = try sink.finish()
      if !reading.quiet { say(duplicates, of: feeds, written: sink.writtenCount) }
      if broken?.finish() ?? false || feeds.count < inputs.count { throw Outcome.failure }
    }
  }

  private func read(_ feed: FeedInput, _ broken: BrokenOffers?, _ body: (FeedEvent) -> Void) throws {
    try source(feed, broken).forEachPart(jobs: reading.jobCount, work: { { _ in } }) { event, _, _ in body(event) }
  }

  private func source(_ feed: FeedInput, _ broken: BrokenOffers?) -> FollowedSource {
    FollowedSource(reading.source(feed, broken: broken), reading)
  }

  private func say(_ duplicates: [(numero: String, feed: Int)], of feeds: [FeedInput], written: Int) {
    for (numero, feed) in duplicates.prefix(20) {
      Terminal.say("\(feeds[feed].name): \(numero.visible) gives way to a later version.")
    }
    let left = Language.en.agreed("\(duplicates.count) left out as earlier version(s)", duplicates.count)
    Terminal.say("\(Language.en.quantity(written, "offer(s)")), \(left).")
  }
}
