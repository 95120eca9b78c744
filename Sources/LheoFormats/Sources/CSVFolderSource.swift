import Glibc
import LheoParser
import LheoPipeline
import LheoSQLite
import LheoTables

/// Offers in a folder of CSV files, in the layout that `CSVFolderSink` writes. The line of an offer is its row in
/// `formations.csv`. Rows may have any order: they are sorted on disk.
public struct CSVFolderSource: StoredSource {
  private let path: String

  /// A source of the offers in a folder.
  public init(_ path: String) { self.path = path }

  /// The name that messages use.
  public var name: String { path }

  func open() throws -> any StoredParts {
    do {
      return try CSVFolderOffers(path, declared: DeclaredColumns.read(in: path), openFile: { try bytes(of: $0) }).parts
    } catch let error as CSVFolderError {
      throw SourceError(source: path, separator: "/", reason: error.text)
    }
  }

  /// What reads a file of the folder, `nil` if it is not there.
  private func bytes(of file: String) throws -> DelimitedReader.Read? {
    let path = "\(self.path)/\(file)"
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    do throws(FeedError.Problem) {
      let source = try FeedInput.file(path).open()
      return { buffer in
        do throws(FeedError.Problem) {
          return try source.read(into: buffer)
        } catch {
          throw FeedError(error, file: path)
        }
      }
    } catch {
      throw FeedError(error, file: path)
    }
  }
}
