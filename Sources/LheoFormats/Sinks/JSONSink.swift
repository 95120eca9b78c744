import LheoJSON
import LheoModel
import LheoOutput
import LheoPipeline

/// Writes offers as JSON: one a line, or one document.
public final class JSONSink: OfferSink {
  private let file: any Output
  private let isDocument: Bool
  private var json: JSONWriter
  private var isEmpty = true

  /// A sink that writes into an output: NDJSON, or a list in one document.
  public init(_ file: any Output, isDocument: Bool) {
    self.file = file
    self.isDocument = isDocument
    json = JSONWriter(file.sink)
    if isDocument { json.begin("[") }
  }

  /// Makes the JSON of an offer; nothing of what stands beside offers.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> [UInt8] {
    {
      let formationJSON = FormationJSON()
      let text = CollectedBytes()
      return { event in
        guard let offer = event.offer else { return [] }
        var json = JSONWriter(text.sink)
        formationJSON.write(offer, to: &json)
        return text.take()
      }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) {}

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ offer: [UInt8]) throws -> SinkState {
    if offer.isEmpty { return .wantsMore }
    isEmpty = false
    json.value(offer)
    if !isDocument { json.newLine() }
    if let error = file.sink.error { throw error }
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    if isDocument {
      json.end("]")
      json.newLine()
    }
    try file.commit()
    return isEmpty ? [.noOffer] : []
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}
