import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoTables
import LheoWriter

/// Offers as JSON: one a line, or one document.
final class JSONConverter: FeedConverter {
  private let file: OutputFile
  private let condition: Condition?
  private let isDocument: Bool
  private var json: JSONWriter
  private var isEmpty = true

  init(_ file: OutputFile, _ condition: Condition?, isDocument: Bool) {
    self.file = file
    self.condition = condition
    self.isDocument = isDocument
    json = JSONWriter(file.sink)
    if isDocument { json.begin("[") }
  }

  /// Prepares the JSON of an offer; empty for what is not written.
  var makePreparation: @Sendable () -> (FeedEvent) -> [UInt8] {
    { [condition] in
      let formationJSON = FormationJSON()
      let text = TextCollector()
      return { event in
        guard let offer = event.offer, condition?.holds(for: offer) ?? true else { return [] }
        var json = JSONWriter(text.sink)
        formationJSON.write(offer, to: &json)
        return text.takeBytes()
      }
    }
  }

  func begin(_ feed: String) {}

  func write(_ event: FeedEvent, _ offer: [UInt8]) throws {
    if offer.isEmpty { return }
    isEmpty = false
    json.value(offer)
    if !isDocument { json.newLine() }
    if let error = file.sink.error { throw error }
  }

  func commit() throws -> [String] {
    if isDocument {
      json.end("]")
      json.newLine()
    }
    try file.commit()
    return isEmpty ? ["no offer has been written."] : []
  }

  func discard() { file.discard() }
}

/// The feed again, which needs an offer.
///
/// Where offers are left out, so are references (`idref`) that lead out of the others: what they lead to may be gone.
final class LheoConverter: FeedConverter {
  private let file: OutputFile
  private let condition: Condition?
  private let leavesOut: Bool
  private let writer: FeedWriter
  private var feed = ""
  private var isEmpty = true
  private var hasLostReferences = false

  init(_ file: OutputFile, _ options: FeedWriter.Options, _ condition: Condition?, leavesOut: Bool = false) {
    self.leavesOut = leavesOut || condition != nil
    self.file = file
    self.condition = condition
    writer = FeedWriter(file.sink, options: options)
  }

  var makePreparation: @Sendable () -> (FeedEvent) -> Void { { { _ in } } }

  func begin(_ feed: String) { self.feed = feed }

  func write(_ event: FeedEvent, _ prepared: Void = ()) throws {
    switch event {
    case .begin(let buffer): writer.begin(whole(buffer))
    case .element(let buffer):
      if let offer = event.offer, let condition, !condition.holds(for: offer) { return }
      writer.write(whole(buffer))
      if event.isEntry { isEmpty = false }
    case .end(let element): writer.end(of: element)
    }
    if let error = file.sink.error { throw error }
  }

  func commit() throws -> [String] {
    if isEmpty {
      file.discard()
      throw NoOfferLeft(feed: feed)
    }
    try file.commit()
    return hasLostReferences ? [lostReferences] : []
  }

  /// The element as it may be in a feed that lacks others.
  private func whole(_ buffer: ElementBuffer) -> ElementBuffer {
    guard leavesOut, let copy = buffer.withoutReferencesOutside else { return buffer }
    hasLostReferences = true
    return copy
  }

  func discard() { file.discard() }
}

/// The notice where references have been left out.
let lostReferences = "references (idref) from one offer to another have been left out, as not all offers are there."
