import LheoModel
import LheoParser
import LheoRegisters

/// Why registers cannot be imported, or the reference database cannot be read. What was there before stays.
public struct ReferenceError: WordedError, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The file cannot be read, or breaks off.
    case unreadable(Text)
    /// The file is none that can be imported; the names of its first columns, if it has some.
    case unknown(columns: [String])
    /// A folder or an archive in which nothing can be imported.
    case nothingToImport
    /// It is an export of France compétences in another format.
    case otherFormat(Text)
    /// The file is of a known kind, but lacks columns that are needed.
    case missingColumns([String], of: Text)
    /// The main file of an export lacks beside its other files.
    case missingPart(String, of: Register)
    /// No row of it can be used; why not, as far as the rows are wrong.
    case noRows(read: Int, refused: [ReferenceSource.Refused] = [])
    /// It is older than what is there.
    case older(PartialDate, than: PartialDate, Register)
    /// It is of use only for establishments that are asked for.
    case needsSirets
    /// There is no database.
    case noDatabase
    /// The file is a database of something else, or no database at all.
    case notReference
    /// The database is of another version of this library.
    case otherVersion(Int)
    /// What is in the database is not what this library has written.
    case damaged
    /// Another import has changed the database in the meantime.
    case changedMeanwhile
    /// Another database has taken its place while it was read.
    case replaced
    /// The database cannot be read or written; as SQLite says it.
    case database(String)
  }

  /// What is wrong.
  public var problem: Problem
  /// The file that it is wrong with.
  public var file: String

  /// An error from its parts.
  public init(_ problem: Problem, file: String) {
    self.problem = problem
    self.file = file
  }

  init(_ error: FeedError) {
    let again = Text("Téléchargez-le à nouveau.", "Download it again.")
    let problem: Problem =
      switch error.problem {
      case .missing: .unreadable(Text("ce fichier n'existe pas.", "there is no such file."))
      case .truncatedGzip:
        .unreadable(
          Text(
            "le fichier compressé s'arrête au milieu. \(again.french)",
            "the compressed file breaks off. \(again.english)"))
      case .corruptGzip:
        .unreadable(
          Text("le fichier compressé est abîmé. \(again.french)", "the compressed file is damaged. \(again.english)"))
      case .corruptArchive(let reason):
        .unreadable(
          Text(
            "l'archive zip s'arrête au milieu ou est abîmée (\(reason)). Téléchargez-la à nouveau.",
            "the zip archive breaks off or is damaged (\(reason)). \(again.english)"))
      case .cannotRead(let reason):
        .unreadable(
          Text("lecture impossible (\(reason)). \(again.french)", "it cannot be read: \(reason). \(again.english)"))
      default: .unreadable(Text(french: error.message(in: .fr), english: error.message(in: .en)))
      }
    self.init(problem, file: error.file)
  }

  /// The file and what is wrong.
  public func description(in language: Language) -> String {
    language("\(file) : \(message(in: language))", "\(file): \(message(in: language))")
  }
}
