import LheoParser

/// How the bytes of a feed arrive: all at once, or in pieces as a pipe brings them.
public enum Arrival: CaseIterable, Sendable {
  case whole, byByte, byTag, byOffer, by4096Bytes

  /// The pieces that bytes arrive in.
  public func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    switch self {
    case .whole: [bytes[...]]
    case .byByte: bytes.indices.map { bytes[$0...$0] }
    case .byTag: Self.cut(bytes, after: Array(">".utf8))
    case .byOffer: Self.cut(bytes, after: Array("/formation>".utf8))
    case .by4096Bytes: stride(from: 0, to: bytes.count, by: 4096).map { bytes[$0..<min($0 + 4096, bytes.count)] }
    }
  }

  /// A feed that arrives like that.
  public func input(_ bytes: [UInt8], name: String = "pieces.xml") -> FeedInput {
    Self.input(pieces(bytes), name: name)
  }

  /// A feed that arrives in these pieces.
  public static func input(_ pieces: [ArraySlice<UInt8>], name: String = "pieces.xml") -> FeedInput {
    FeedInput(name: name) { PieceSource(pieces) }
  }

  private static func cut(_ bytes: [UInt8], after mark: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for end in bytes.indices where end + 1 >= mark.count && bytes[(end + 1 - mark.count)...end].elementsEqual(mark) {
      pieces.append(bytes[start...end])
      start = end + 1
    }
    return start < bytes.count ? pieces + [bytes[start...]] : pieces
  }
}

/// Hands out one piece at each reading.
private final class PieceSource: ByteSource {
  private let pieces: [ArraySlice<UInt8>]
  private var number = 0
  private var rest: ArraySlice<UInt8> = []

  init(_ pieces: [ArraySlice<UInt8>]) { self.pieces = pieces }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if rest.isEmpty {
      guard number < pieces.count else { return 0 }
      rest = pieces[number]
      number += 1
    }
    let count = min(buffer.count, rest.count)
    buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}
