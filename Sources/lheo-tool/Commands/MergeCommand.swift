import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoWriter

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
  @OptionGroup var verbosity: VerbosityOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the feed goes; - for standard output.", valueName: "file"))
  var output = "-"

  func validate() throws {
    if input.feeds.isEmpty { throw ValidationError("Name the feeds, or a folder; - is standard input.") }
  }

  func run() throws {
    try Outcome.run {
      let feeds = try input.inputs().map { item -> FeedInput in
        switch item {
        case .feed(let feed): try feed.readableAgain()
        case .failure(let error): throw error
        }
      }
      var merger = FeedMerger()
      for (number, feed) in feeds.enumerated() {
        try read(feed) { event in
          if case .element(let buffer) = event { merger.note(buffer, feed: number) }
        }
      }
      merger.startWriting()
      let file = try OutputFile(output)
      let writer = FeedWriter(file.sink, options: writing.options)
      writer.begin(FeedHeader())
      var editor = FeedEditor(writer)
      // The merged feed has a root of its own; extensions beside offers come after all offers.
      var extras: [(isInOffres: Bool, extras: Extras)] = []
      for (number, feed) in feeds.enumerated() {
        var frames: [Element] = []
        try read(feed) { event in
          switch event {
          case .begin(let buffer): frames.append(buffer.root.element ?? .lheo)
          case .end: frames.removeLast()
          case .element(let buffer) where buffer.root.element == .extras:
            extras.append((frames.last == .offres, Extras(decoding: merger.besides(buffer, feed: number))))
          case .element(let buffer) where buffer.root.element == .formation:
            editor.write(event) { _ in merger.edit(buffer, feed: number) }
          case .element: break
          }
          if let error = file.sink.error { throw error }
        }
      }
      for (_, extras) in extras.filter(\.isInOffres) { writer.write(extras) }
      writer.endOffres()
      for (_, extras) in extras.filter({ !$0.isInOffres }) { writer.write(extras) }
      writer.end()
      if editor.written == 0 { throw NoOfferLeft(feed: output) }
      try file.commit()
      if !verbosity.quiet {
        for (numero, feed) in merger.duplicates.prefix(20) {
          Terminal.say("\(feeds[feed].name): \(numero.visible) gives way to a later version.")
        }
        let written = Language.en.quantity(editor.written, "offer(s)")
        let left = Language.en.agreed(
          "\(merger.duplicates.count) left out as earlier version(s)", merger.duplicates.count)
        Terminal.say("\(written), \(left).")
      }
    }
  }

  private func read(_ feed: FeedInput, _ body: (FeedEvent) throws -> Void) throws {
    try FeedParser(feed, limits: input.limitOptions.limits).forEachEvent(of: feed, verbosity, body)
  }
}
