import CXLSXWriter
import GRDB

/// The libraries that tables are written with.
public enum TableLibraries {
  /// Names and the versions in use.
  public static var versions: [(name: String, version: String)] {
    [
      ("SQLite", (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? ""),
      ("libxlsxwriter", lxw_version().map { String(cString: $0) } ?? ""),
    ]
  }
}
