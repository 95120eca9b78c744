import LheoJSON
import LheoModel
import LheoParser
import LheoPipeline

/// Offers in JSON: one a line (NDJSON), or a list in one document. The line of an offer is that of its elements.
public struct NDJSONSource: OffersSource {
  private let input: FeedInput

  /// A source of the offers in an input, plain or gzip.
  public init(_ input: FeedInput) { self.input = input }

  /// The name that messages use.
  public var name: String { input.name }
  /// The size in bytes, where it is known beforehand.
  public var size: Int? { input.size }

  func forEachOffer(_ body: (ElementBuffer, Int) throws -> Void) throws {
    let text = try LineReader(input)
    guard let start = try text.next(endingAt: { !JSONList.isBetween($0) }) else { return }
    if start.last == UInt8(ascii: "[") {
      try forEachItem(of: text, after: start, body)
    } else {
      try forEachLine(of: text, after: start, body)
    }
  }

  private func forEachLine(
    of text: LineReader, after start: [UInt8], _ body: (ElementBuffer, Int) throws -> Void
  ) throws {
    var place = Place()
    var line = start + (try text.next(endingAt: { $0 == UInt8(ascii: "\n") }) ?? [])
    try NotOffersError.check(line, of: name)
    while !line.isEmpty {
      try read(line[...], place, body)
      place.pass(line[...])
      line = try text.next(endingAt: { $0 == UInt8(ascii: "\n") }) ?? []
    }
  }

  private func forEachItem(
    of text: LineReader, after start: [UInt8], _ body: (ElementBuffer, Int) throws -> Void
  ) throws {
    var place = Place()
    place.pass(start[...])
    var list = JSONList()
    while let piece = try text.next(endingAt: { list.ends(at: $0) }) {
      let item = try located(piece, place) { () throws(JSONList.Mistake) in try list.item(of: piece) }
      let start = item?.startIndex ?? piece.endIndex
      place.pass(piece[..<start])
      if let item { try read(item, place, body) }
      place.pass(piece[start...])
    }
    _ = try located([], place) { () throws(JSONList.Mistake) in try list.checkEnd() }
  }

  /// Says where in the text a mistake in a piece is that starts at a place.
  private func located<Result>(
    _ piece: [UInt8], _ start: Place, _ work: () throws(JSONList.Mistake) -> Result
  ) throws(SourceError) -> Result {
    do throws(JSONList.Mistake) {
      return try work()
    } catch {
      var place = start
      place.pass(piece.prefix(error.offset))
      throw SourceError(
        source: name, separator: ":",
        reason: Text(verbatim: "\(place.line):\(place.column): ") + error.message)
    }
  }

  /// How far the text has been read.
  private struct Place {
    var line = 1
    var column = 1
    var bytes = 0
    /// The offer that is read there.
    let buffer = ElementBuffer()

    mutating func pass(_ text: ArraySlice<UInt8>) {
      bytes += text.count
      if let end = text.lastIndex(of: UInt8(ascii: "\n")) {
        line += text.count { $0 == UInt8(ascii: "\n") }
        column = text.endIndex - end
      } else {
        column += text.count
      }
    }
  }

  /// Reads an offer that starts at a place.
  private func read(_ offer: ArraySlice<UInt8>, _ place: Place, _ body: (ElementBuffer, Int) throws -> Void) throws {
    try named { () throws(NDJSONError) in
      try offer.withUnsafeBufferPointer { bytes throws(NDJSONError) in
        try NDJSONReader.read(bytes, startingAt: place.line, column: place.column, into: place.buffer)
      }
    }
    if !place.buffer.isEmpty { try body(place.buffer, place.bytes + offer.count) }
  }

  /// Names the source in an error.
  private func named<Result>(_ work: () throws(NDJSONError) -> Result) throws(SourceError) -> Result {
    do throws(NDJSONError) {
      return try work()
    } catch {
      throw SourceError(source: name, separator: ":", reason: error.text)
    }
  }
}

/// A source cannot be read any further.
public struct SourceError: WordedError, Sendable {
  /// The source.
  public let source: String
  /// Where in it, and why.
  public let reason: Text
  private let separator: String

  init(source: String, separator: String, reason: Text) {
    self.source = source
    self.separator = separator
    self.reason = reason
  }

  /// The source, where in it, and why.
  public func description(in language: Language) -> String { source + separator + reason(language) }
}
