import LheoModel

/// JSON that is not an offer.
public struct NDJSONError: WordedError, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The byte in the line, from 1.
  public let column: Int
  /// What is wrong.
  public let message: Text

  /// The place and what is wrong.
  public func description(in language: Language) -> String {
    // As compilers and editors write a place.
    "\(line):\(column): \(message(language))"
  }
}

/// Puts offers written as JSON into buffers: the reverse of `FormationJSON`.
public struct NDJSONReader {
  private var line = 1
  /// Spreadsheets and old editors put a mark before the first line.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A reader, before the first line.
  public init() {}

  /// Puts the next line into a buffer as an element; an empty line leaves the buffer empty. Children may stand in any
  /// order: they are put into that of the schema.
  ///
  /// - Throws: `NDJSONError` where the line is not JSON, or not an object.
  public mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, as element: Element = .formation, into buffer: ElementBuffer
  ) throws(NDJSONError) {
    defer { line += 1 }
    try Self.read(bytes, startingAt: line, as: element, into: buffer)
  }

  /// Puts an object that starts on a line, and may take several, into a buffer as an element.
  package static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, startingAt line: Int, column: Int = 1, as element: Element = .formation,
    into buffer: ElementBuffer
  ) throws(NDJSONError) {
    buffer.reset()
    let text = line == 1 && bytes.starts(with: mark) ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes
    if text.trimmed.isEmpty { return }
    let value: JSONValue
    do throws(JSONSyntaxError) {
      value = try JSONParser.parse(text)
    } catch {
      let before = text[..<error.offset]
      let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 1 - column
      throw NDJSONError(
        line: line + before.count { $0 == UInt8(ascii: "\n") }, column: error.offset - lineStart + 1,
        message: Text("ce n'est pas du JSON : \(error.message).", "this is not JSON: \(error.message)."))
    }
    do throws(JSONElementReader.ShapeError) {
      try JSONElementReader(line: line).read(value, as: element, into: buffer)
    } catch {
      throw NDJSONError(line: line, column: column, message: error.message)
    }
  }
}
