import LheoModel
import LheoOutput
import LheoPipeline

/// Compares two sources of offers, each of which is read twice.
public struct FeedComparison {
  private let old: any OfferSource
  private let new: any OfferSource
  private let jobs: Int

  /// A comparison on so many cores.
  public init(old: any OfferSource, new: any OfferSource, jobs: Int = 1) {
    self.old = old
    self.new = new
    self.jobs = jobs
  }

  /// Compares the sources.
  ///
  /// - Parameters:
  ///   - folder: where offers that differ wait.
  ///   - report: receives each offer that is not the same in both, in the order of the second source and then, for those
  ///     that only the first one has, of the first.
  /// - Returns: how many offers are the same in both.
  /// - Throws: why a source cannot be read or the folder cannot be written.
  public func run(folder: String, _ report: (OfferChange) -> Void) throws -> Int {
    let difference = try FeedDifference(old: index(old), new: index(new), folder: folder)
    if !difference.isEmpty {
      try offers(old) { try difference.addOld($0) }
      try offers(new) { if let change = try difference.change($0) { report(change) } }
      for change in difference.removed { report(change) }
    }
    return difference.sameCount
  }

  private func index(_ source: any OfferSource) throws -> FeedIndex {
    var index = FeedIndex()
    let stage = OfferStage.noting { { FeedIndex.Entry($0) } }
    try Pipeline(source, stage, jobs: jobs).forEachNote { _, entry in
      index.add(entry)
    }
    return index
  }

  private func offers(_ source: any OfferSource, _ body: (ElementBuffer) throws -> Void) throws {
    try Pipeline(source, jobs: jobs).forEachNote { buffer, _ in
      if let buffer { try body(buffer) }
    }
  }
}
