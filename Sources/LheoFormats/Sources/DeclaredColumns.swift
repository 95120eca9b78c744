import Foundation
import LheoModel
import LheoTables

/// Columns that a user has added to a folder of CSV files, as `lheo:path` of its `datapackage.json` declares them.
enum DeclaredColumns {
  private struct Package: Decodable {
    struct Resource: Decodable {
      var name: String?
      var schema: Schema?
    }

    struct Schema: Decodable { var fields: [Field]? }

    struct Field: Decodable {
      var name: String?
      var path: String?

      enum CodingKeys: String, CodingKey {
        case name
        case path = "lheo:path"
      }
    }

    var resources: [Resource]?
  }

  /// The columns that are not ours.
  ///
  /// - Throws: `SourceError` where the description cannot be read.
  static func read(in folder: String) throws -> [(table: String, column: String, path: String)] {
    let file = "\(folder)/datapackage.json"
    guard FileManager.default.fileExists(atPath: file) else { return [] }
    let package: Package
    do {
      package = try JSONDecoder().decode(Package.self, from: Data(contentsOf: URL(filePath: file)))
    } catch {
      throw SourceError(
        source: folder, separator: "/",
        reason: Text(
          "datapackage.json : ce n'est pas un paquet de données Frictionless.",
          "datapackage.json: this is not a Frictionless data package."))
    }
    return (package.resources ?? []).flatMap { resource -> [(table: String, column: String, path: String)] in
      guard let name = resource.name, let table = Table.layout.first(where: { $0.name == name }) else { return [] }
      let known = Set(table.columns.map(\.name) + ["source", "formations"])
      return (resource.schema?.fields ?? []).compactMap { field in
        guard let column = field.name, let path = field.path, !known.contains(column) else { return nil }
        return (name, column, path)
      }
    }
  }
}
