import CLibXML2
import CLibZip
import CZlib

/// The libraries of the system that the parser runs on.
public enum ParserLibraries {
  /// Names and the versions in use, which may differ from those the toolkit was built with.
  public static var versions: [(name: String, version: String)] {
    [
      ("libxml2", dotted(libxml2_version().map { String(cString: $0) } ?? "")),
      ("zlib", zlibVersion().map { String(cString: $0) } ?? ""),
      ("libzip", zip_libzip_version().map { String(cString: $0) } ?? ""),
    ]
  }

  /// libxml2 says 20914 for 2.9.14.
  private static func dotted(_ version: String) -> String {
    guard let number = Int(version.prefix { ("0"..."9").contains($0) }) else { return version }
    return "\(number / 10000).\(number / 100 % 100).\(number % 100)"
  }
}
