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
  /// - Throws: `FeedError` where the input cannot be read, or a line is over 256 MiB.
  public func next() throws(FeedError) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if position == chunkCount {
        if atEnd { return line.isEmpty ? nil : line }
        try fill()
        continue
      }
      let rest = chunk[position..<chunkCount]
      if let end = rest.firstIndex(of: 0x0A) {
        line += rest[..<end]
        position = end + 1
        return line
      }
      line += rest
      position = chunkCount
      let limit = ParserLimits().offerSize
      if line.count > limit { throw FeedError(.limit(.offerSize(limit)), file: name) }
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
