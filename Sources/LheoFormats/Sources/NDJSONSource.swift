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
      try read(line, line.count, &place, body)
      line = try text.next(endingAt: { $0 == UInt8(ascii: "\n") }) ?? []
    }
  }

  private func forEachItem(
    of text: LineReader, after start: [UInt8], _ body: (ElementBuffer, Int) throws -> Void
  ) throws {
    var place = Place()
    place.pass(start, start.count)
    var list = JSONList()
    while let piece = try text.next(endingAt: { list.ends(at: $0) }) {
      let item = try named { () throws(NDJSONError) in try list.item(of: piece, line: place.line) }
      try read(item ?? [], piece.count, &place, body)
    }
    try named { () throws(NDJSONError) in try list.checkEnd(line: place.line) }
  }

  /// How far the text has been read.
  private struct Place {
    var line = 1
    var bytes = 0
    /// The offer that is read there.
    let buffer = ElementBuffer()

    mutating func pass(_ text: [UInt8], _ count: Int) {
      line += text.count { $0 == UInt8(ascii: "\n") }
      bytes += count
    }
  }

  private func read(
    _ offer: [UInt8], _ count: Int, _ place: inout Place, _ body: (ElementBuffer, Int) throws -> Void
  ) throws {
    let buffer = place.buffer
    try named { () throws(NDJSONError) in
      try offer.withUnsafeBufferPointer { bytes throws(NDJSONError) in
        try NDJSONReader.read(bytes, startingAt: place.line, into: buffer)
      }
    }
    place.pass(offer, count)
    if !buffer.isEmpty { try body(buffer, place.bytes) }
  }

  /// Names the source in an error.
  private func named<Result>(_ work: () throws(NDJSONError) -> Result) throws(SourceError) -> Result {
    do throws(NDJSONError) {
      return try work()
    } catch {
      throw SourceError(source: name, separator: ":", reason: error.description)
    }
  }
}

/// A source cannot be read any further.
public struct SourceError: Error, Sendable, CustomStringConvertible {
  /// The source.
  public let source: String
  /// Where in it, and why.
  public let reason: String
  private let separator: String

  init(source: String, separator: String, reason: String) {
    self.source = source
    self.separator = separator
    self.reason = reason
  }

  /// The source, where in it, and why.
  public var description: String { source + separator + reason }
}
