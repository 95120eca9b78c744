import LheoModel

/// Reads lines of bytes, plain or gzip, one at a time.
public final class LineReader {
  private let name: String
  private let source: any ByteSource
  private var chunk = [UInt8](repeating: 0, count: 65536)
  private var chunkCount = 0
  private var position = 0
  private var atEnd = false

  /// A reader of an input's lines.
  ///
  /// - Throws: `FeedError` where the input cannot be opened.
  public init(_ input: FeedInput) throws(FeedError) {
    name = input.name
    do throws(FeedError.Problem) {
      source = try input.open()
    } catch {
      throw FeedError(error, file: input.name)
    }
  }

  /// The next line without its end, or `nil` after the last.
  ///
  /// - Throws: `FeedError` where the input cannot be read, or a line is over 256 MB.
  public func next() throws(FeedError) -> [UInt8]? {
    guard var line = try next(endingAt: { $0 == UInt8(ascii: "\n") }) else { return nil }
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    return line
  }

  /// The bytes up to the first that ends them, that one included, or what is left at the end; `nil` after that.
  ///
  /// - Throws: `FeedError` where the input cannot be read, or there are over 256 MB, or whatever the limit is.
  package func next(
    endingAt isEnd: (UInt8) -> Bool, limit: Int = ParserLimits().offerSize
  ) throws(FeedError) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      if position == chunkCount {
        if atEnd { return bytes.isEmpty ? nil : bytes }
        try fill()
        continue
      }
      let rest = chunk[position..<chunkCount]
      if let end = rest.firstIndex(where: isEnd) {
        bytes += rest[...end]
        position = end + 1
        return bytes
      }
      bytes += rest
      position = chunkCount
      if bytes.count > limit { throw FeedError(.limit(.offerSize(limit)), file: name) }
    }
  }

  private func fill() throws(FeedError) {
    position = 0
    chunkCount = 0
    do throws(FeedError.Problem) {
      var count = 0
      var problem: FeedError.Problem?
      chunk.withUnsafeMutableBytes { bytes in
        do throws(FeedError.Problem) {
          count = try source.read(into: bytes)
        } catch {
          problem = error
        }
      }
      if let problem { throw problem }
      chunkCount = count
      atEnd = count == 0
    } catch {
      throw FeedError(error, file: name)
    }
  }
}
