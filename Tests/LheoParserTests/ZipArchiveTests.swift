import Foundation
import LheoParser
import TestSupport
import Testing

@Suite struct ZipArchiveTests {
  private static let feed = Array("<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres/></lheo>".utf8)
  private let temporary = try! TemporaryFolder()

  private func archive(_ files: [(name: String, bytes: [UInt8])], named name: String = "a.zip") throws -> FeedInput {
    let url = temporary.url.appending(path: name)
    try Data(ZipFile(files).bytes).write(to: url)
    return .file(url.path)
  }

  /// How many parts a feed has, or why it cannot be read.
  private func parts(_ feed: FeedInput) -> String {
    do throws(FeedError) {
      let parser = FeedParser(feed)
      var count = 0
      while try parser.next() != nil { count += 1 }
      return "\(count) parts"
    } catch {
      return "\(error)"
    }
  }

  @Test func feedsAreRecognisedByTheirNames() throws {
    let archive = try archive([
      ("b.xml", Self.feed), ("deep/a.XML.GZ", Self.feed), ("read.me", Self.feed), ("folder.xml/", []),
    ])
    #expect(ZipArchive.isArchive(archive))
    let feeds = try ZipArchive.feeds(in: archive)
    #expect(feeds.map(\.name) == ["b.xml", "deep/a.XML.GZ"].map { "\(archive.name)!\($0)" })
    #expect(feeds.map(parts) == ["4 parts", "4 parts"])
  }

  @Test func twoFilesOfOneNameAreTwoFeeds() throws {
    let archive = try archive([("a.xml", Self.feed), ("a.xml", Array("<lheo".utf8)), ("a.xml", Self.feed)])
    let feeds = try ZipArchive.feeds(in: archive)
    #expect(Set(feeds.map(\.name)).count == 3)
    #expect(feeds.map { parts($0) == "4 parts" } == [true, false, true])
  }

  @Test(arguments: [[], ["read.me", "feed"], ["folder.xml/"]]) func anArchiveWithoutFeedsIsAnError(
    names: [String]
  ) throws {
    let archive = try archive(names.map { ($0, $0.hasSuffix("/") ? [] : Self.feed) })
    #expect(ZipArchive.isArchive(archive))
    let error = #expect(throws: FeedError.self) { try ZipArchive.feeds(in: archive) }
    #expect(error?.problem == .archiveWithoutFeeds)
  }

  @Test func anArchiveInAnArchiveIsNotPassedOver() throws {
    let inner = ZipFile([("a.xml", Self.feed)]).bytes
    let archive = try archive([("a.xml", Self.feed), ("inner.zip", inner)])
    let results = try ZipArchive.feeds(in: archive).map(parts)
    #expect(results[0] == "4 parts")
    #expect(results[1] == "\(FeedError(.archiveInArchive, file: archive.name + "!inner.zip"))")
    #expect(results.count == 2)
  }

  @Test func anArchiveWhereAFeedIsExpectedIsNamed() throws {
    let archive = try archive([("a.xml", Self.feed)])
    #expect(parts(archive) == "\(FeedError(.archive, file: archive.name))")
  }

  @Test func damagedArchivesSayWhatIsWrong() throws {
    let bytes = ZipFile([("a.xml", Self.feed)]).bytes
    for bad in [Array(bytes.dropLast(30)), Array("PK\u{3}\u{4}nonsense".utf8)] {
      let url = temporary.url.appending(path: "bad.zip")
      try Data(bad).write(to: url)
      let error = #expect(throws: FeedError.self) { try ZipArchive.feeds(in: .file(url.path)) }
      guard case .corruptArchive(let reason) = error?.problem else {
        Issue.record("\(error as Any)")
        return
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test func anArchiveMayComeThroughAPipe() throws {
    let bytes = ZipFile((0..<300).map { ("\($0).xml", Self.feed) }).bytes
    let pipe = temporary.url.appending(path: "pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    Thread.detachNewThread { try? FileHandle(forWritingTo: URL(filePath: pipe)).write(contentsOf: Data(bytes)) }
    let input = FeedInput.file(pipe)
    #expect(input.isStream && ZipArchive.isArchive(input))
    let feeds = try ZipArchive.feeds(in: input)
    #expect(feeds.map(parts) == [String](repeating: "4 parts", count: 300))
  }

  @Test func feedsAreReadByManyThreadsAtOnce() throws {
    let archive = try archive((0..<200).map { ("\($0).xml", Self.feed) })
    let feeds = try ZipArchive.feeds(in: archive)
    let good = Mutexed(0)
    DispatchQueue.concurrentPerform(iterations: feeds.count) { index in
      if parts(feeds[index]) == "4 parts" { good.withLock { $0 += 1 } }
    }
    #expect(good.withLock { $0 } == 200)
  }

  /// Seconds of the processor that this thread has had.
  private static var threadTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// What is opened for one feed serves the next: otherwise the time grows with the square of the number of feeds.
  @Test func theTimeIsLinearInTheNumberOfFiles() throws {
    func time(_ count: Int) throws -> Double {
      let archive = try archive((0..<count).map { ("\($0).xml", Self.feed) }, named: "\(count).zip")
      let start = Self.threadTime
      for feed in try ZipArchive.feeds(in: archive) where try feed.start(5) != Array("<lheo".utf8) {
        Issue.record("\(feed.name)")
      }
      return Self.threadTime - start
    }
    _ = try time(500)
    #expect(try time(8000) < 8 * max(time(2000), 0.001))
  }

  /// Many archives, each with feeds that nobody has read yet, want fewer open files than there are archives.
  @Test func manyArchivesDoNotStayOpen() throws {
    let inputs = try (0..<300).map { try archive([("a.xml", Self.feed), ("b.xml", Self.feed)], named: "\($0).zip") }
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    let feeds = try inputs.map(ZipArchive.feeds)
    #expect(feeds.joined().map(parts) == [String](repeating: "4 parts", count: 600))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < before + 100)
  }
}

private final class Mutexed<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value
  init(_ value: Value) { self.value = value }
  func withLock<Result>(_ body: (inout Value) -> Result) -> Result { lock.withLock { body(&value) } }
}
