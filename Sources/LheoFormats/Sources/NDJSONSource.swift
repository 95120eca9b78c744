import LheoJSON
import LheoModel
import LheoParser
import LheoPipeline

/// Offers in NDJSON: one a line. The line of an offer is that of its elements.
public struct NDJSONSource: OffersSource {
  private let input: FeedInput

  /// A source of the offers in an input, plain or gzip.
  public init(_ input: FeedInput) { self.input = input }

  /// The name that messages use.
  public var name: String { input.name }
  /// The size in bytes, where it is known beforehand.
  public var size: Int? { input.size }

  func forEachOffer(_ body: (ElementBuffer, Int) throws -> Void) throws {
    let lines = try LineReader(input)
    var reader = NDJSONReader()
    let buffer = ElementBuffer()
    var bytesRead = 0
    while let line = try lines.next() {
      if bytesRead == 0 { try NotOffersError.check(line, of: name) }
      bytesRead += line.count + 1
      do throws(NDJSONError) {
        try line.withUnsafeBufferPointer { bytes throws(NDJSONError) in try reader.read(bytes, into: buffer) }
      } catch {
        throw SourceError(source: name, separator: ":", reason: error.description)
      }
      if !buffer.isEmpty { try body(buffer, bytesRead) }
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
