import Foundation

/// Files of this repository and, where it is there, of the shared folder beside it.
public enum Repository {
  /// The root of the repository.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file of the shared folder, if it is there.
  public static func shared(_ path: String) -> URL? {
    let url = root.deletingLastPathComponent().appending(path: "shared").appending(path: path)
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }

  /// A fixture.
  public static func fixture(_ path: String) -> URL { root.appending(path: "Fixtures").appending(path: path) }

  /// Our schema.
  public static let schema = root.appending(path: "Schemas/lheo-2.3.xsd")

  /// The official schema, if it is there, or else ours.
  public static let referenceSchema = shared("lheo-2.3/official/lheo.xsd") ?? schema

  /// The feeds of a fixture folder.
  public static func feeds(_ folder: String) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(at: fixture(folder), includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }
  }

  /// The real, anonymised samples of LHEO 2.3, where they are.
  public static let samples: [URL] = ["samples/intercarif-2.3-upgraded.xml", "samples/bts-onisep-2.3-upgraded.xml"]
    .compactMap(shared)

  /// A new folder for a test's files.
  public static func temporaryFolder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "lheo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }
}

extension URL {
  /// The bytes of a file that is there.
  public var bytes: [UInt8] { FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? [] }
}
