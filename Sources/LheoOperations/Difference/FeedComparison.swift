import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline

/// Compares two bodies of offers, each of one source or of several, which are read twice.
///
/// In which source of its side an offer stands does not matter.
public struct FeedComparison {
  /// A source of offers, or why there is none.
  public typealias Source = Result<any OfferSource, FeedError>

  private let old: [Source]
  private let new: [Source]
  private let ignored: IgnoredPlaces
  private let jobs: Int

  /// A comparison of two sources on so many cores.
  public init(
    old: any OfferSource, new: any OfferSource, ignoring ignored: IgnoredPlaces = IgnoredPlaces(), jobs: Int = 1
  ) {
    self.init(old: [.success(old)], new: [.success(new)], ignoring: ignored, jobs: jobs)
  }

  /// A comparison of two bodies of offers on so many cores.
  public init(
    old: [Source], new: [Source], ignoring ignored: IgnoredPlaces = IgnoredPlaces(), jobs: Int = 1
  ) {
    self.ignored = ignored
    self.old = old
    self.new = new
    self.jobs = jobs
  }

  /// Compares the offers.
  ///
  /// - Parameters:
  ///   - folder: where offers that differ wait.
  ///   - report: receives each offer that is not the same in both, in the order of the second body and then, for those
  ///     that only the first one has, of the first.
  /// - Returns: how many offers are the same in both.
  /// - Throws: `UnreadableFeedsError` where feeds cannot be read, before anything is reported; what else keeps a source
  ///   from being read, or the folder from being written.
  public func run(folder: String, _ report: (OfferChange) -> Void) throws -> Int {
    var unreadable: [FeedError] = []
    let (oldIndex, newIndex) = (try index(old, &unreadable), try index(new, &unreadable))
    if !unreadable.isEmpty { throw UnreadableFeedsError(errors: unreadable, feedCount: old.count + new.count) }
    let difference = try FeedDifference(old: oldIndex, new: newIndex, ignoring: ignored, folder: folder)
    if !difference.isEmpty {
      try offers(old) { try difference.addOld($0) }
      try offers(new) { if let change = try difference.change($0) { report(change) } }
      for change in difference.removed { report(change) }
    }
    return difference.sameCount
  }

  /// The index of all sources; what cannot be read is reported for all of them at once.
  private func index(_ sources: [Source], _ unreadable: inout [FeedError]) throws -> FeedIndex {
    var index = FeedIndex()
    let stage = OfferStage.noting { [ignored] in { FeedIndex.Entry($0, ignoring: ignored) } }
    for source in sources {
      do {
        try Pipeline(try source.get(), stage, jobs: jobs).forEachNote { _, entry in index.add(entry) }
      } catch let error as FeedError {
        unreadable.append(error)
      }
    }
    return index
  }

  private func offers(_ sources: [Source], _ body: (ElementBuffer) throws -> Void) throws {
    for source in sources {
      try Pipeline(try source.get(), jobs: jobs).forEachNote { buffer, _ in
        if let buffer { try body(buffer) }
      }
    }
  }
}

/// Feeds that cannot be read, for which nothing is compared: without them their offers would count as removed.
public struct UnreadableFeedsError: WordedError {
  /// Why, for each of them.
  public let errors: [FeedError]
  /// How many feeds were to be compared.
  public let feedCount: Int

  /// What cannot be read, and why; a line for each feed.
  public func description(in language: Language) -> String {
    errors.map { $0.description(in: language) }.joined(separator: "\n")
  }
}
