/// Many short texts that are written again and again, one after the other in memory that stays where it is: to take one
/// out counts no references.
public final class ByteTable: @unchecked Sendable {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// Where in `bytes` each text begins, and where the last one ends.
  private let bounds: UnsafeMutableBufferPointer<Int>

  /// A table of texts in UTF-8, or whatever encoding is written.
  public init(_ texts: [[UInt8]]) {
    bytes = .allocate(capacity: texts.reduce(0) { $0 + $1.count })
    _ = bytes.initialize(from: texts.joined())
    bounds = .allocate(capacity: texts.count + 1)
    var end = 0
    bounds[0] = 0
    for (index, text) in texts.enumerated() {
      end += text.count
      bounds[index + 1] = end
    }
  }

  deinit {
    bytes.deallocate()
    bounds.deallocate()
  }

  /// A text, valid as long as the table.
  public subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[bounds[index]..<bounds[index + 1]])
  }
}
