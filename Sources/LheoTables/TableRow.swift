/// A row for a sink: its cells in UTF-8, empty where there is no value.
public struct TableRow: Sendable, RandomAccessCollection {
  @usableFromInline var bytes: [UInt8] = []
  /// Where each cell ends.
  @usableFromInline var ends: [Int] = []

  /// No cell yet.
  init() {}

  /// A row of such cells.
  public init(_ cells: some Sequence<some Sequence<UInt8>>) {
    for cell in cells { add(cell) }
  }

  /// The number of the first cell.
  public var startIndex: Int { 0 }
  /// The number of cells.
  public var endIndex: Int { ends.count }

  /// The cell of a column.
  public subscript(column: Int) -> ArraySlice<UInt8> { bytes[start(of: column)..<ends[column]] }

  private func start(of column: Int) -> Int { column == 0 ? 0 : ends[column - 1] }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Appends to the cell that has not ended yet.
  mutating func append(_ part: some Sequence<UInt8>) { bytes.append(contentsOf: part) }

  /// Appends a cell.
  mutating func add(_ cell: some Sequence<UInt8>) {
    append(cell)
    endCell()
  }

  /// Appends cells that stand one after the other in a list of bytes, from a place there on.
  mutating func append(_ cells: UnsafeBufferPointer<UInt8>, from start: Int, ends: UnsafeBufferPointer<Int>) {
    let shift = bytes.count - start
    bytes.append(contentsOf: cells)
    for end in ends { self.ends.append(end + shift) }
  }

  /// What has come since the last call is a cell.
  mutating func endCell() { ends.append(bytes.count) }

  /// Calls `body` with all cells, whose bytes stay where they are until it returns.
  @inlinable public func withCells<Result, Failure: Error>(_ body: (Cells) throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try ends.withUnsafeBufferPointer { ends throws(Failure) in try body(Cells(bytes: bytes, ends: ends)) }
    }
  }

  /// The cells of a row, as long as `withCells` lasts.
  public struct Cells: RandomAccessCollection {
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline let ends: UnsafeBufferPointer<Int>

    @usableFromInline
    init(bytes: UnsafeBufferPointer<UInt8>, ends: UnsafeBufferPointer<Int>) {
      self.bytes = bytes
      self.ends = ends
    }

    /// The number of the first cell.
    @inlinable public var startIndex: Int { 0 }
    /// The number of cells.
    @inlinable public var endIndex: Int { ends.count }

    /// The cell of a column.
    @inlinable public subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[(column == 0 ? 0 : ends[column - 1])..<ends[column]])
    }
  }
}
