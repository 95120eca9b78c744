import ArgumentParser
import LheoFormats
import LheoModel
import LheoPostgreSQL
import LheoTables

extension OutputFormat: ExpressibleByArgument {
  /// The format of that name.
  public init?(argument: String) {
    guard let format = Self.named(argument) else { return nil }
    self = format
  }

  /// The names of all formats.
  public static var allValueStrings: [String] { all.map(\.name) }
  /// The name, in the help.
  public var defaultValueDescription: String { name }

  /// Says that the output must be named.
  func namelessOutput(isFolder: Bool) -> UsageError {
    if isFolder { return UsageError("Nommez le dossier par -o.", "Name the folder with -o.") }
    return needsAddress
      ? UsageError("Nommez l'adresse de la base par -o.", "Name the address of the database with -o.")
      : UsageError("Nommez le fichier par -o.", "Name the file with -o.")
  }

  /// How messages call an output: an address may hold a password.
  func shownName(of output: String) -> String {
    needsAddress ? (try? PostgreSQLAddress(output).name) ?? name : output
  }
}

extension ReadFiles {
  /// Says that an output in a format would take the place of what is read. A feed may: it is made of what was there.
  func require(notReplacedBy output: String, in format: OutputFormat) throws {
    if format.kind != .feed, !format.needsAddress { try require(notReplacedBy: output) }
  }
}

extension Condition {
  /// The condition of an option; names in it are first those of the columns of a table.
  init(option text: String, _ table: Table) throws {
    do {
      try self.init(text, table: table)
    } catch {
      throw UsageError(Text("--where, \(error.text)", "--where, \(error.text)"))
    }
  }
}
