import LheoParser
import LheoRegisters

/// What a file holds, told by its content.
enum FileContent {
  case table(TableLayout, TableHeader)
  case fiches(Register)
  case list(ListLayout)
  /// It resembles a known kind, but lacks columns.
  case incomplete(TableLayout, missing: [String])
  /// Something else; the names of its columns, if it has some.
  case unknown(columns: [String])

  /// Looks at the start of a file.
  init(of file: ReferenceFile) throws(ReferenceError) {
    let start = try Self.start(of: file.input)
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    switch text.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"):
      self = Self.xml(text) ?? .unknown(columns: [])
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      let isList = text.first { $0 > 0x20 } == UInt8(ascii: "[")
      let layout = isList ? ListLayout.all.first { $0.keys.allSatisfy { text.holds($0, between: 0x22) } } : nil
      self = layout.map { .list($0) } ?? .unknown(columns: [])
    default:
      self = TableHeader(start).map { Self.table($0) } ?? .unknown(columns: [])
    }
  }

  private static func xml(_ text: ArraySlice<UInt8>) -> FileContent? {
    guard text.holds("<FICHES") else { return nil }
    // Which répertoire it is shows in the number of the first sheet.
    return text.holds("<NUMERO_FICHE>RS") ? .fiches(.rs) : .fiches(.rncp)
  }

  private static func table(_ header: TableHeader) -> FileContent {
    let fits = TableLayout.all.map { ($0, header.fit($0)) }
    let complete = fits.filter { $0.1 > 0 && header.missing($0.0).isEmpty }
    // What has all columns of a short layout may be a longer one.
    if let best = complete.max(by: { ($0.1, $0.0.columns.count) < ($1.1, $1.0.columns.count) }) {
      return .table(best.0, header)
    }
    if let near = fits.max(by: { $0.1 < $1.1 }), near.1 >= 0.5,
      near.0.columns.contains(where: { header.names.contains($0) && TableLayout.uniqueColumns.contains($0) })
    {
      return .incomplete(near.0, missing: header.missing(near.0))
    }
    return .unknown(columns: Array(header.names.prefix(6)))
  }

  /// The first bytes, uncompressed.
  private static func start(of input: FeedInput) throws(ReferenceError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var count = 0
    do throws(FeedError.Problem) {
      let source = try input.open()
      while count < buffer.count {
        let more = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        if more == 0 { break }
        count += more
      }
    } catch {
      if error == .archive { return [] }
      throw ReferenceError(FeedError(error, file: input.name))
    }
    return Array(buffer[..<count])
  }
}

extension ArraySlice<UInt8> {
  /// Whether a text stands somewhere in the bytes.
  func holds(_ text: StaticString) -> Bool {
    holds(Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)))
  }

  /// Whether a text stands somewhere in the bytes, between marks.
  func holds(_ text: StaticString, between mark: UInt8) -> Bool {
    holds([mark] + UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) + [mark])
  }

  private func holds(_ wanted: [UInt8]) -> Bool {
    withUnsafeBufferPointer { bytes in
      guard bytes.count >= wanted.count else { return false }
      return (0...(bytes.count - wanted.count)).contains { start in
        wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    }
  }
}
