import LheoOutput

/// Rows of a table that are kept on disk, but for some that wait in memory: each is found again by its place. One thread keeps
/// rows; when all are there, any may read them.
final class RowFile: @unchecked Sendable {
  /// Where a row stands.
  struct Place {
    fileprivate let bytes: Range<Int>
  }

  private let columnCount: Int
  private let memory: Int
  private var waiting: [UInt8] = []
  private var file: UnnamedFile?
  /// How many bytes are in the file.
  private var size = 0

  /// No row yet.
  ///
  /// - Parameter memory: how many bytes may wait in memory.
  init(columnCount: Int, memory: Int = 1 << 20) {
    self.columnCount = columnCount
    self.memory = memory
  }

  /// Keeps a row.
  func keep(_ cells: some Collection<some Collection<UInt8>>) throws(OutputError) -> Place {
    if waiting.count > memory { try writeWaiting() }
    let start = size + waiting.count
    for cell in cells { withUnsafeBytes(of: cell.count) { waiting += $0 } }
    for cell in cells { waiting += cell }
    return Place(bytes: start..<size + waiting.count)
  }

  private func writeWaiting() throws(OutputError) {
    if file == nil { file = try UnnamedFile(inFolder: TemporaryFiles.folder) }
    try file?.append(waiting)
    size += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }

  /// A row that has been kept, alone.
  func row(at place: Place) throws(OutputError) -> StoredRows {
    let range = place.bytes
    var row = StoredRows(columnCount: columnCount)
    row.beginRow(line: 0)
    let bytes =
      if let file, range.lowerBound < size {
        try file.bytes(at: range)[...]
      } else {
        waiting[range.lowerBound - size..<range.upperBound - size]
      }
    bytes.withUnsafeBytes { bytes in
      let width = MemoryLayout<Int>.size
      var start = columnCount * width
      for column in 0..<columnCount {
        let end = start + bytes.loadUnaligned(fromByteOffset: column * width, as: Int.self)
        row.add(UnsafeRawBufferPointer(rebasing: bytes[start..<end]).assumingMemoryBound(to: UInt8.self))
        start = end
      }
    }
    return row
  }
}
