import LheoModel

/// A line of NDJSON that is no offer.
public struct NDJSONError: Error, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// The byte in the line, from 1.
  public let column: Int
  /// What is wrong.
  public let message: String

  /// The place and what is wrong.
  public var description: String { "\(line):\(column): \(message)" }
}

/// Puts offers written as NDJSON into buffers: the reverse of `FormationJSON`.
public struct NDJSONReader {
  private var line = 0

  /// A reader, before the first line.
  public init() {}

  /// Puts a line into a buffer as an element; an empty line leaves the buffer empty. Children may stand in any order:
  /// they are put into that of the schema.
  ///
  /// - Throws: `NDJSONError` where the line is not JSON, or not an object.
  public mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, as element: Element = .formation, into buffer: ElementBuffer
  ) throws(NDJSONError) {
    line += 1
    buffer.reset()
    // Spreadsheets and old editors put a mark before the first line.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = line == 1 && bytes.starts(with: mark) ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes
    if text.trimmed.isEmpty { return }
    let value: JSONValue
    do throws(JSONSyntaxError) {
      value = try JSONParser.parse(text)
    } catch {
      throw NDJSONError(line: line, column: error.offset + 1, message: "this is not JSON: \(error.message).")
    }
    guard case .object = value else {
      throw NDJSONError(line: line, column: 1, message: "an object is expected: one \(element.name) a line.")
    }
    do throws(JSONElementReader.ShapeError) {
      try JSONElementReader(line: line).read(value, as: element, into: buffer)
    } catch {
      throw NDJSONError(line: line, column: 1, message: error.message)
    }
  }
}
