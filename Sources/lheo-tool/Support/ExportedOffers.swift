import LheoFormats
import LheoModel
import LheoOperations
import LheoParser
import LheoSQLite
import LheoPipeline
import LheoTables

/// The offers that an export reads, wherever they are.
struct ExportedOffers {
  private let data: String
  /// The feed that is meant, of several.
  private let feed: String?
  let reading: ReadingOptions

  /// Whether what only LHEO has is left alone.
  private let isForEdof: Bool

  init(_ data: String, feed: String?, _ reading: ReadingOptions, isForEdof: Bool = false) {
    self.isForEdof = isForEdof
    self.data = data
    self.feed = feed
    self.reading = reading
  }

  /// What they are called in messages.
  var name: String { OfferSources.name(of: data) }

  /// Of a sheet, how people call its columns, by the names of elements.
  var labels: [String: String]? { OfferSources.isSheet(data) ? OfferSources.columnLabels : nil }

  /// The files that they are read from.
  var read: ReadFiles { ReadFiles([data] + CSVFolderOffers.fileNames.map { "\(data)/\($0)" }) }

  /// Lets the offers flow into the sink, and finishes it.
  func run(into sink: CheckedFeedSink) throws -> [OutputNotice] {
    try withSource { source in
      try reading.follow(source) { try Pipeline(source, jobs: reading.jobCount).run(into: sink, progress: $0) }
    }
  }

  /// Lets the offers flow through a stage into a sink.
  func feed<Note>(
    through stage: OfferStage<Note>, into sink: some OfferSink, settle: (ElementBuffer?, Note) throws -> OfferEdit
  ) throws {
    try withSource { source in
      try reading.follow(source) {
        try Pipeline(source, stage, jobs: reading.jobCount).feed(sink, progress: $0, settle: settle)
      }
    }
  }

  /// Hands over the source of the offers, or says what to do where there are those of several feeds.
  private func withSource<Result>(_ body: (any OfferSource) throws -> Result) throws -> Result {
    do {
      return try body(try OfferSources.open(data, feed: feed, limits: reading.limits, isForEdof: isForEdof))
    } catch let error as any SeveralFeedsError where !error.feeds.isEmpty {
      Terminal.say(
        "lheo-tool: "
          + Speech.language("\(error.text) Choisissez par --source NOM.", "\(error.text) Use --source NAME."))
      throw Outcome.failure
    }
  }
}
