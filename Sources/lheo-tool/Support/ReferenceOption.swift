import ArgumentParser
import Glibc
import LheoModel
import LheoOutput
import LheoReference
import LheoTables

/// Where the reference database is.
struct ReferenceOption: ParsableArguments {
  @Option(
    name: .customLong("reference"),
    help: .said(
      "La base des référentiels. Par défaut, celle que dit LHEO_REFERENCE ou lheo.toml, sinon lheo-tool/reference.sqlite dans XDG_DATA_HOME (~/.local/share).",
      "The reference database. Default: what LHEO_REFERENCE or lheo.toml says, or else lheo-tool/reference.sqlite in XDG_DATA_HOME (~/.local/share).",
      value: "fichier", "file"),
    completion: .file(extensions: ["sqlite"]))
  var reference: String?

  func validate() throws {
    if reference == "" {
      throw UsageError(
        "Le nom de la base des référentiels est vide.",
        "The name of the reference database is empty.")
    }
    if reference == "-" {
      throw UsageError(
        "La base des référentiels est un fichier : donnez son nom.",
        "The reference database is a file: give its name.")
    }
  }

  /// The place that is named, or where it is without a name.
  ///
  /// - Throws: where `lheo.toml` cannot be read.
  func path(configuration: String? = nil) throws -> String {
    if let named = reference ?? ProcessInfo.environment("LHEO_REFERENCE") { return named }
    return try Configuration.read(configuration).reference ?? Self.usualPath
  }

  /// Says that an output, or a folder that is filled anew, would take the place of the database.
  func require(notReplacedBy output: String, isFolder: Bool = false, configuration: String? = nil) throws {
    // A configuration that cannot be read is reported by whoever needs it.
    guard let path = try? path(configuration: configuration) else { return }
    let read = ReadFiles([path])
    try isFolder ? read.require(outside: output) : read.require(notReplacedBy: output)
  }

  /// The database; `nil` where there is none and nothing names one.
  ///
  /// - Parameter configuration: the configuration file; `nil` for `lheo.toml`, if it is there.
  /// - Throws: `ReferenceError` where the one that is named cannot be opened.
  func open(configuration: String? = nil) throws -> Reference? {
    let path = try path(configuration: configuration)
    if path == Self.usualPath, access(path, F_OK) != 0 { return nil }
    return try Reference(path: path)
  }

  /// What to say of a question that cannot be answered and names a column that only registers fill.
  func hint(on question: String) -> Text {
    let asked = Set(question.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    let columns = Table.all.flatMap { $0.withRegisterColumns.columns.filter(\.needsRegisters) }.map(\.name)
    guard reference == nil, let name = columns.first(where: asked.contains) else { return Text("", "") }
    return Text(
      " « \(name) » vient des référentiels officiels : nommez leur base par --reference.",
      " '\(name)' is what official registers say: name their database with --reference.")
  }

  /// The place; its folder is made where nobody named it.
  func pathToWrite() throws -> String {
    let path = try path()
    if path == Self.usualPath { try Self.makeFolders(around: path) }
    return path
  }

  /// Where it is if nothing says otherwise.
  static var usualPath: String {
    let home = ProcessInfo.environment("HOME") ?? ""
    let data = ProcessInfo.environment("XDG_DATA_HOME") ?? "\(home)/.local/share"
    return "\(data)/lheo-tool/reference.sqlite"
  }

  private static func makeFolders(around path: String) throws(OutputError) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw OutputError(file: folder, code: errno) }
    }
  }
}
