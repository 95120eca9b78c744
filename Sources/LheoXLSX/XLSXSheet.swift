import CLibZip
import Glibc
import LheoOutput
import LheoTables

/// A sheet of a workbook that has been written, to see whether all of it is there.
struct XLSXSheet {
  private let number: Int
  private let path: String

  init(number: Int, in path: String) {
    self.number = number
    self.path = path
  }

  /// Whether the sheet has so many rows and its end.
  func isWhole(rows: Int) throws(OutputError) -> Bool {
    guard let archive = zip_open(path, ZIP_RDONLY, nil) else { return false }
    defer { zip_discard(archive) }
    guard let entry = zip_fopen(archive, "xl/worksheets/sheet\(number).xml", 0) else { return false }
    defer { zip_fclose(entry) }
    let scan = Scan()
    while true {
      let count = zip_fread(entry, scan.free.baseAddress, UInt64(scan.free.count))
      if count < 0 { return false }
      if count == 0 { return scan.rows == rows && scan.hasEnd }
      scan.take(Int(count))
    }
  }

  /// Counts rows in text that comes in pieces.
  private final class Scan {
    private static let row = "</row>"
    private static let end = "</worksheet>"
    private let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1 << 16)
    /// What of the last piece is still there, as a mark may be torn.
    private var kept = 0
    /// How much of it has been looked through for rows.
    private var searched = 0
    private(set) var rows = 0
    private(set) var hasEnd = false

    deinit { buffer.deallocate() }

    /// Where the next piece goes.
    var free: UnsafeMutableBufferPointer<CChar> {
      UnsafeMutableBufferPointer(rebasing: buffer[kept..<(buffer.count - 1)])
    }

    func take(_ count: Int) {
      let end = kept + count
      // XML has no zero, so it can end the text.
      buffer[end] = 0
      while let found = strstr(buffer.baseAddress! + searched, Self.row) {
        rows += 1
        searched = found - buffer.baseAddress! + Self.row.utf8.count
      }
      let start = max(0, end - Self.end.utf8.count)
      hasEnd = strcmp(buffer.baseAddress! + start, Self.end) == 0
      searched = max(0, searched - start)
      kept = end - start
      memmove(buffer.baseAddress!, buffer.baseAddress! + start, kept)
    }
  }
}
