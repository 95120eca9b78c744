import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoWriter

struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Splits a feed into several, by number of offers, size, training body or department.",
    discussion: """
      Each part is a feed with the attributes of the root of the whole, without the extensions beside the offers. By body
      or department, offers wait on disk until the end. The parts of an earlier split into the same folder are replaced, all
      of them; a folder with other files is refused.

      EXAMPLES
        lheo-tool split feed.xml --offers 1000 -o parts
        lheo-tool split feed.xml --megabytes 50 -o parts
        lheo-tool split feed.xml --by organisme -o parts
      """)

  enum Key: String, ExpressibleByArgument, CaseIterable { case organisme, departement }

  @OptionGroup var source: SingleFeed
  @OptionGroup var writing: WritingArguments
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: ArgumentHelp("So many offers a part.", valueName: "n"))
  var offers: Int?

  @Option(help: ArgumentHelp("So many megabytes a part, as read.", valueName: "n"))
  var megabytes: Int?

  @Option(
    help: ArgumentHelp("A part for each: organisme (SIRET of the responsible body), departement.", valueName: "key"))
  var by: Key?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder of the parts; it is made if needed.", valueName: "folder"))
  var output: String

  func validate() throws {
    guard [offers != nil, megabytes != nil, by != nil].filter({ $0 }).count == 1 else {
      throw ValidationError("Say one of --offers, --megabytes and --by.")
    }
    if offers ?? 1 < 1 { throw ValidationError("--offers takes a number from 1.") }
    if let megabytes, !(1...1_000_000).contains(megabytes) {
      throw ValidationError("--megabytes takes a number from 1 to 1000000.")
    }
  }

  private var criterion: FeedSplitter.Criterion {
    if let offers { return .count(offers) }
    if let megabytes { return .bytes(megabytes * 1_000_000) }
    return by == .departement ? .departement : .organisme
  }

  func run() throws {
    try Outcome.run {
      var splitter = FeedSplitter(criterion)
      var parts = PartWriter(
        folder: try OutputFolder(output), options: writing.options, spools: !splitter.partsFollowEachOther)
      let parser = FeedParser(source.input)
      var lastRead = 0
      try parser.forEachEvent(of: source.input, verbosity) { event in
        switch event {
        case .begin(let buffer): parts.frame(buffer)
        case .end: break
        case .element(let buffer):
          guard buffer.root.element == .formation else { return }
          let part = splitter.part(of: buffer.root, bytes: parser.bytesRead - lastRead)
          lastRead = parser.bytesRead
          try parts.write(buffer, to: part)
        }
      }
      let count = try parts.finish()
      if count == 0 { throw NoOfferLeft(feed: source.feed) }
      try parts.folder.commit()
      if parts.hasLostReferences { Terminal.say("lheo-tool: \(source.feed): \(lostReferences)") }
      if !verbosity.quiet { Terminal.say("\(Language.en.quantity(count, "part(s)")) in \(output).") }
    }
  }
}

/// Writes the parts of a feed: one after the other, or all at once by way of the disk.
private struct PartWriter {
  let folder: OutputFolder
  let options: FeedWriter.Options
  let spools: Bool
  private var header = FeedHeader()
  private var current: (name: String, file: OutputFile, writer: FeedWriter)?
  /// What offers that wait on disk are written with, as they will stand in their part.
  private var waiting: (spool: Spool, text: TextCollector, writer: FeedWriter)?
  private var count = 0

  init(folder: OutputFolder, options: FeedWriter.Options, spools: Bool) {
    self.folder = folder
    self.options = options
    self.spools = spools
  }

  /// Whether references from one offer to another have been left out.
  private(set) var hasLostReferences = false

  /// Remembers the attributes of the elements around offers, which each part gets.
  mutating func frame(_ buffer: ElementBuffer) {
    let root = buffer.root
    var details = ElementDetails(attributes: root.attributes)
    details[.idref] = nil
    switch root.element {
    case Element.lheo?:
      header.rootDetails = details
      header.prefix = root.name.prefix
    case Element.offres?: header.offresDetails = details
    default: break
    }
  }

  mutating func write(_ buffer: ElementBuffer, to name: String) throws {
    let copy = buffer.withoutReferencesOutside
    if copy != nil { hasLostReferences = true }
    let buffer = copy ?? buffer
    if spools { return try keep(buffer, for: name) }
    if current?.name != name {
      try close()
      let file = try folder.file("\(name).xml")
      let writer = FeedWriter(file.sink, options: options)
      writer.begin(header)
      current = (name, file, writer)
    }
    current?.writer.write(buffer)
    if let error = current?.file.sink.error { throw error }
  }

  private mutating func close() throws {
    guard let (_, file, writer) = current else { return }
    writer.end()
    try file.commit()
    count += 1
    current = nil
  }

  /// Lets an offer wait on disk, written as it will stand in its part.
  private mutating func keep(_ buffer: ElementBuffer, for name: String) throws {
    if waiting == nil {
      let text = TextCollector()
      let writer = FeedWriter(text.sink, options: options)
      writer.begin(header)
      _ = text.takeBytes()
      waiting = (try Spool(inFolder: folder.path), text, writer)
    }
    guard let (spool, text, writer) = waiting else { return }
    writer.write(buffer)
    try spool.append(text.takeBytes(), to: name)
  }

  mutating func finish() throws -> Int {
    try close()
    guard let spool = waiting?.spool else { return count }
    for name in spool.names {
      let file = try folder.file("\(name).xml")
      let writer = FeedWriter(file.sink, options: options)
      writer.begin(header)
      try spool.take(name, into: file.sink)
      writer.end()
      try file.commit()
      count += 1
    }
    return count
  }
}
