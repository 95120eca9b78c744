import Foundation
import LheoFormats
import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline
import LheoTables
import LheoValidator
import LheoWriter
import TestSupport
import Testing

/// What a stranger builds on the libraries.
@Suite struct PipelineTests {
  private static let feed = RealisticFeed.bytes(offers: 400)
  private static func source() -> FeedSource { FeedSource(.bytes(feed)) }

  private func numeros(_ bytes: [UInt8]) throws -> [String] {
    var found: [String] = []
    try Pipeline(FeedSource(.bytes(bytes))).forEach { found.append($0.numero ?? "") }
    return found
  }

  @Test(arguments: [1, 2, 5]) func offersAreFilteredAndChanged(jobs: Int) throws {
    let output = CollectedBytes()
    let pipeline = Pipeline(Self.source(), jobs: jobs)
      .keeping { ($0.numero ?? "").hasSuffix("0_1F") }
      .changing { $0.intituleFormation.text += " (bis)" }
      .keeping { $0.intituleFormation.text.hasSuffix("(bis)") }
    try pipeline.run(into: FeedSink(output))
    let all = try numeros(Self.feed)
    let written = output.take()
    #expect(try numeros(written) == all.filter { $0.hasSuffix("0_1F") })
    #expect(!all.isEmpty && String(decoding: written, as: UTF8.self).contains("(bis)</intitule-formation>"))
  }

  /// For any number of cores the same bytes.
  @Test(arguments: OutputFormat.all.filter { !$0.needsFile }.map(\.name)) func aFormatIsTheSameOnAllCores(
    _ name: String
  ) async throws {
    let format = try #require(OutputFormat.named(name))
    var outputs: [[UInt8]] = []
    for jobs in [1, 3] {
      var bytes: [UInt8] = []
      for try await piece in Pipeline(Self.source(), jobs: jobs).bytes(as: format) { bytes += piece }
      outputs.append(bytes)
    }
    #expect(outputs[0] == outputs[1] && outputs[0].count > 10_000)
  }

  /// What a format cannot be written to is an error, and nothing is left of the attempt.
  @Test(arguments: OutputFormat.all.map(\.name)) func aFormatSaysWhatItCanBeWrittenTo(_ name: String) async throws {
    let format = try #require(OutputFormat.named(name))
    if format.needsFile {
      #expect(throws: NeedsFileError.self) { try format.makeSink(CollectedBytes()) }
      await #expect(throws: NeedsFileError.self) {
        for try await _ in Pipeline(Self.source()).bytes(as: format) {}
      }
    }
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "tables").path
    if format.writesFolders {
      try Pipeline(Self.source()).run(into: format.makeFolderSink(path))
      let files = try FileManager.default.contentsOfDirectory(atPath: path)
      #expect(Set(files).isSuperset(of: Table.all.map { "\($0.name).\(name)" }) && files.contains("datapackage.json"))
    } else {
      #expect(throws: NoFolderError.self) { try format.makeFolderSink(path) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }
  }

  @Test func bytesWaitForTheirReaderAndEndWithIt() async throws {
    let pipeline = Pipeline(Self.source()).noting()
    var pieces = 0
    for try await _ in pipeline.pipeline.bytes(as: .lheo) {
      pieces += 1
      if pieces == 2 { break }
    }
    // A thread that nobody reads from any more ends.
    for _ in 0..<200 where pipeline.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    #expect(!pipeline.isRunning && pipeline.read < 400)
  }

  @Test func aCancelledTaskStopsItsPipeline() async throws {
    let pipeline = Pipeline(Self.source()).noting()
    let task = Task {
      for try await _ in pipeline.pipeline.bytes(as: .lheo) { try await Task.sleep(for: .seconds(30)) }
    }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    for _ in 0..<200 where pipeline.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    #expect(!pipeline.isRunning)
  }

  @Test func anAsynchronousRunCanBeCancelled() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "out.xml").path
    let slow = Pipeline(Self.source()).changing { _ in usleep(20_000) }
    let task = Task { try await slow.run(makeSink: { FeedSink(try OutputFile(path)) }) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    try await Pipeline(Self.source()).run(makeSink: { FeedSink(try OutputFile(path)) })
    #expect(try numeros(Array(Data(contentsOf: URL(filePath: path)))).count == 400)
  }

  @Test func errorsReachWhoReads() async throws {
    let broken = FeedSource(.bytes(Array(Self.feed.dropLast(100))))
    await #expect(throws: FeedError.self) {
      for try await _ in Pipeline(broken).bytes(as: .ndjson) {}
    }
    #expect(throws: NoOfferError.self) {
      try Pipeline(Self.source()).keeping { _ in false }.run(into: FeedSink(CollectedBytes()))
    }
  }

  /// References to offers that have been left out would lead nowhere.
  @Test func whatIsLeftOutIsNotReferredTo() throws {
    let feed = RealisticFeed.bytes(offers: 50, identifiers: true)
    let output = CollectedBytes()
    let pipeline = Pipeline(FeedSource(.bytes(feed))).keeping { ($0.numero ?? "").contains("_1_") }
    let notices = try pipeline.run(into: FeedSink(output, dropsReferences: true))
    #expect(notices == [.lostReferences])
    #expect(LibXML2Schema(Repository.referenceSchema).isValid(output.take()) == true)
  }

  @Test func aSinkThatHasEnoughEndsTheReading() throws {
    final class First: OfferSink {
      var count = 0
      func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Void { { { _ in } } }
      func begin(_ source: String) {}
      func take(_ event: FeedEvent, _ prepared: Void) -> SinkState {
        if event.offer != nil { count += 1 }
        return count == 3 ? .isDone : .wantsMore
      }
      func finish() -> [OutputNotice] { [] }
      func abandon() { count = -1 }
    }
    for jobs in [1, 3] {
      let sink = First()
      try Pipeline(Self.source(), jobs: jobs).run(into: sink)
      #expect(sink.count == 3)
    }
  }

  // MARK: Validation

  @Test func oneValidatorJudgesManyOffersAtOnce() async {
    let validator = OfferValidator(options: ValidationOptions(asOf: .newYear2026))
    var formation = Formation.example
    formation.intituleFormation = ""
    let expected = validator.findings(in: formation)
    #expect(!expected.isEmpty && validator.findings(in: formation) == expected)
    await withTaskGroup(of: [Finding].self) { group in
      for _ in 0..<50 { group.addTask { [formation] in validator.findings(in: formation) } }
      for await findings in group { #expect(findings == expected) }
    }
  }

  @Test(arguments: Rule.all.map(\.id)) func singleOffersAreJudgedAsFeedsOfOneOffer(_ id: String) throws {
    let rule = try #require(Rule.named(id))
    var options = ValidationOptions(asOf: PartialDate(year: 2026, month: 11, day: 24)!)
    options.rules.profiles = Set(Profile.allCases)
    options.rules.region = Region.named("28")
    let validator = OfferValidator(options: options)
    for example in rule.triggering + rule.passing {
      var expected: [Finding] = []
      FeedCheck(options: options).check(example.formation) { expected.append($0) }
      #expect(validator.findings(in: example.formation) == expected, "\(example.label.english)")
    }
  }

  private static func findings(
    _ feed: FeedInput, _ options: ValidationOptions
  ) throws -> (ValidationSummary, [Finding]) {
    var findings: [Finding] = []
    let summary = try FeedValidator(options: options).validate(feed) { findings.append($0) }
    return (summary, findings)
  }

  @Test(arguments: ["valid", "invalid", "unreadable", "earlier"]) func aFeedIsJudgedAsItArrives(folder: String)
    async throws
  {
    for file in Repository.feeds(folder) {
      let bytes = try Array(Data(contentsOf: file))
      let options = ValidationOptions(asOf: .newYear2026)
      let (whole, expected) = try Self.findings(.bytes(bytes, name: "f"), options)
      for size in [7, 1000] {
        let chunks = AsyncStream<ArraySlice<UInt8>> { continuation in
          for start in stride(from: 0, to: bytes.count, by: size) {
            continuation.yield(bytes[start..<min(start + size, bytes.count)])
          }
          continuation.finish()
        }
        var found: [Finding] = []
        let summary = try await FeedValidator(options: options).validate(chunks, name: "f") { found.append($0) }
        #expect(found == expected && summary.error == whole.error, "\(file.lastPathComponent) by \(size)")
        #expect(summary.counts == whole.counts && summary.positioning == whole.positioning)
      }
    }
  }
}

/// A pipeline of which one can see whether somebody still works on it.
private final class Watched: Sendable {
  private let state = Locked((read: 0, last: ContinuousClock.now))
  let source: FeedSource

  init(_ source: FeedSource) { self.source = source }

  var pipeline: Pipeline<Void> {
    Pipeline(source).changing { [self] _ in
      state.withLock { $0 = ($0.read + 1, .now) }
      usleep(1000)
    }
  }

  var read: Int { state.withLock { $0.read } }
  /// Whether an offer has been read lately.
  var isRunning: Bool { state.withLock { ContinuousClock.now - $0.last < .milliseconds(300) } }
}

extension Pipeline<Void> {
  fileprivate func noting() -> Watched { Watched(source as! FeedSource) }
}
