import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline
import LheoWriter

/// Where the feed goes that a command writes.
struct OutputOption: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le flux est écrit ; - pour la sortie standard. Un dossier pour plusieurs flux.",
      "Where the feed goes; - for standard output. A folder for several feeds.", value: "fichier", "file"))
  var output = "-"
}

/// Writes a feed for each feed that a command reads.
struct Rewriting {
  let input: InputOptions
  let reading: ReadingOptions
  let writing: WritingArguments
  let output: String
  /// The language of messages.
  let language: Language
  /// What to add to the error of a feed that cannot be read.
  var advice: (FeedError) -> String? = { _ in nil }

  /// Writes each feed anew, all of them or none; `begin` receives which of several comes. Once all parts of a feed are
  /// there, `isLeftOut` may say that it is not to be written.
  func run<Note>(
    _ stage: OfferStage<Note>, _ inputs: [FeedInputs.Input]? = nil, dropsReferences: Bool = false,
    settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }, isLeftOut: () -> Bool = { false },
    begin: (String) -> Void = { _ in }
  ) throws {
    let inputs = inputs ?? input.inputs()
    let outputs = try FeedOutputs(output, for: inputs)
    var notices: [(feed: String, notice: OutputNotice)] = []
    func makeSink(_ feed: FeedInput) throws -> FeedSink {
      if inputs.count > 1 { begin(feed.name) }
      return FeedSink(try outputs.file(for: feed), options: writing.options, dropsReferences: dropsReferences)
    }
    var run = FeedRun(reading, inputs, stage, in: language)
    run.advice = advice
    try run.forEach(makeSink, settle: settle) { sink in
      if isLeftOut() { return sink.abandon() }
      notices += try sink.finish().map { (sink.source, $0) }
    }
    try outputs.commit()
    for (feed, notice) in notices { Terminal.say("lheo-tool: \(feed): \(notice.message(in: language))") }
  }
}

/// Where the feeds go that a command writes, one for each that it reads: one file, or a folder.
final class FeedOutputs {
  private let output: String
  private let folder: OutputFolder?

  /// One feed has a file as its output, unless the output is a folder: then, and for several feeds, it is a folder.
  init(_ output: String, for inputs: [FeedInputs.Input]) throws {
    self.output = output
    if inputs.count == 1, !output.hasSuffix("/"), !FeedInputs.isFolder(output) {
      folder = nil
      return
    }
    if output == "-" {
      throw UsageError(
        "Plusieurs flux vont dans un dossier : nommez-le par -o.",
        "Several feeds go into a folder: name it with -o.")
    }
    var names: Set<String> = []
    for name in inputs.map({ Self.fileName(of: $0.name) }) where !names.insert(name).inserted {
      throw UsageError(
        "Deux flux s'appellent \(name.visible) : ils ne peuvent pas aller dans un même dossier.",
        "Two feeds are called \(name.visible): they cannot go into one folder.")
    }
    folder = try OutputFolder(output, owner: .everybody)
  }

  /// The file of a feed; one in a folder waits there until `commit`.
  func file(for feed: FeedInput) throws -> OutputFile {
    guard let folder else { return try OutputFile(output) }
    return try folder.file(Self.fileName(of: feed.name))
  }

  func commit() throws { try folder?.commit() }

  /// The last part of a path or of the name of an archive's member.
  private static func fileName(of name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "!" }.last.map(String.init) ?? ""
    return name == "-" || last.isEmpty ? "feed.xml" : last.visible
  }
}
