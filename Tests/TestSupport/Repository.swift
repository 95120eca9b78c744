import Foundation

/// Files of this repository and, where it is there, of the shared folder beside it.
public enum Repository {
  /// The root of the repository.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The official schema, real samples and the catalogue of rules: in the folder `shared` beside the repository, or
  /// where `LHEO_SHARED` says; if that is empty, nowhere. A test of them says `.needsShared`.
  static let shared: URL? = {
    let schema = "lheo-2.3/official/lheo.xsd"
    let named = ProcessInfo.processInfo.environment["LHEO_SHARED"]
    if named == "" { return nil }
    let folder = named.map { URL(filePath: $0) } ?? root.deletingLastPathComponent().appending(path: "shared")
    if FileManager.default.fileExists(atPath: folder.appending(path: schema).path) { return folder }
    precondition(named == nil, "LHEO_SHARED is \(folder.path), where there is no \(schema)")
    return nil
  }()

  /// A file of the shared folder, if there is that folder.
  public static func shared(_ path: String) -> URL? { shared?.appending(path: path) }

  /// A fixture.
  public static func fixture(_ path: String) -> URL { root.appending(path: "Fixtures").appending(path: path) }

  /// Our schema.
  public static let schema = root.appending(path: "Schemas/lheo-2.3.xsd")

  /// The official schema, if it is there, or else ours.
  public static let referenceSchema = shared("lheo-2.3/official/lheo.xsd") ?? schema

  /// Our schema of EDOF.
  public static let edofSchema = root.appending(path: "Schemas/edof.xsd")

  /// The official schema of EDOF, if it is there, or else ours.
  public static let referenceEdofSchema =
    shared("edof/official/lheo_import_fichier_xml_optimise_v5r2.xsd") ?? edofSchema

  /// The official sample of EDOF; nothing without the shared folder.
  public static let edofSample = shared("edof/official/exemple-catalogue-v7r0.xml")

  /// The feeds of a fixture folder.
  public static func feeds(_ folder: String) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(at: fixture(folder), includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }
  }

  /// The real, anonymised samples of LHEO 2.3; none without the shared folder.
  public static let samples = ["samples/intercarif-2.3-upgraded.xml", "samples/bts-onisep-2.3-upgraded.xml"]
    .compactMap(shared)
}

extension URL {
  /// The bytes of a file that is there.
  public var bytes: [UInt8] { FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? [] }
}
