import LheoFormats
import LheoModel
import LheoPipeline

/// The one output, in some format, of what a command reads from all feeds.
struct OneOutput {
  private let format: OutputFormat
  private let path: String
  let sink: any OfferSink

  init(_ format: OutputFormat, _ path: String, _ tables: TableArguments, _ options: OutputFormat.Options) throws {
    self.format = format
    self.path = path
    let sink = try tables.allTables ? format.makeFolderSink(path, options) : format.makeSink(path, options)
    guard let limit = tables.offerLimit(format) else {
      self.sink = sink
      return
    }
    func limited(_ sink: some OfferSink) -> any OfferSink {
      LimitedSink(sink, offers: limit, needsEnd: tables.needsEnd(format))
    }
    self.sink = limited(sink)
  }

  /// Puts the output in its place, and says what is to be known of it.
  func finish(_ language: Language) throws {
    for notice in try sink.finish() {
      Terminal.say("lheo-tool: \(format.shownName(of: path)): \(notice.message(in: language))")
    }
  }
}
