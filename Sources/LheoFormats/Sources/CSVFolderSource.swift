import Glibc
import LheoModel
import LheoParser
import LheoPipeline
import LheoTables

/// Offers in a folder of CSV files, in the layout that `CSVFolderSink` writes. The line of an offer is its row in
/// `formations.csv`. The tables are held in memory.
public struct CSVFolderSource: OffersSource {
  private let path: String

  /// A source of the offers in a folder.
  public init(_ path: String) { self.path = path }

  /// The name that messages use.
  public var name: String { path }
  /// The size in bytes, where it is known beforehand.
  public var size: Int? { nil }

  func forEachOffer(_ body: (ElementBuffer, Int) throws -> Void) throws {
    let tables: CSVFolder
    do {
      tables = try CSVFolder { [path] name in
        let file = "\(path)/\(name)"
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        return try FeedInput.file(file).bytes()
      }
    } catch let error as CSVFolderError {
      throw SourceError(source: path, separator: "/", reason: error.description)
    }
    let buffer = ElementBuffer()
    while tables.read(into: buffer) { try body(buffer, 0) }
  }
}
