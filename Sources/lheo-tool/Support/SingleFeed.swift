import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoWriter

/// The feed that a command changes, and where the result goes.
struct SingleFeed: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The feed: XML, plain or gzip; - for standard input.", valueName: "feed"),
    completion: .file(extensions: ["xml", "gz"]))
  var feed: String

  var input: FeedInput { feed == "-" ? .standardInput : .file(feed) }

  /// Copies the feed offer by offer, as `edit` says, and puts the result in its place, unless it is then not `wanted`. A
  /// command that reads the feed twice gives it as `input`.
  ///
  /// - Returns: how many offers were written.
  @discardableResult
  func edit(
    from input: FeedInput? = nil, to output: String, _ options: FeedWriter.Options = .init(),
    _ verbosity: VerbosityOptions, wanted: () -> Bool = { true }, _ edit: (ElementBuffer) throws -> OfferEdit
  ) throws -> Int {
    let file = try OutputFile(output)
    var editor = FeedEditor(FeedWriter(file.sink, options: options))
    var isEmpty = true
    try read(from: input, verbosity) { event in
      try editor.write(event, edit: edit)
      if event.isEntry, event.offer == nil { isEmpty = false }
      if let error = file.sink.error { throw error }
    }
    if editor.written == 0, isEmpty {
      file.discard()
      throw NoOfferLeft(feed: feed)
    }
    if wanted() { try file.commit() } else { file.discard() }
    return editor.written
  }

  /// Reads the feed, with its progress.
  func read(
    from input: FeedInput? = nil, _ verbosity: VerbosityOptions, _ body: (FeedEvent) throws -> Void
  ) throws {
    let input = input ?? self.input
    try FeedParser(input).forEachEvent(of: input, verbosity, body)
  }
}

/// A feed needs an offer: without one nothing is written.
struct NoOfferLeft: Error, CustomStringConvertible {
  let feed: String
  var description: String { "\(feed): there is no offer to write, so nothing has been written." }
}

extension FeedEvent {
  /// Whether the part is what a feed is there for: an offer, or the summary of an offer or a body in an index.
  var isEntry: Bool {
    guard case .element(let buffer) = self, let element = buffer.root.element else { return false }
    return [.formation, .resumeOffre, .organismeFormationResponsable].contains(element)
  }
}
