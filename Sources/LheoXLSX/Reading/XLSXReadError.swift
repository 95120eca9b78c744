import LheoModel
import LheoOutput

/// A workbook that cannot be read.
public struct XLSXReadError: WordedError, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// It is another kind of file, which the text names.
    case notAWorkbook(Text)
    /// A part of it is missing.
    case missing(part: String)
    /// A part of it cannot be read.
    case corrupt(part: String, line: Int, reason: Text)
    /// A part of it, or what it holds, is larger than is allowed.
    case tooLarge(part: String, limit: Text)
    /// What waits on disk cannot be written there or read again.
    case temporaryFile(OutputError)
  }

  /// The workbook.
  public let file: String
  /// What is wrong.
  public let problem: Problem

  /// An error from its parts.
  package init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }

  /// The error as a sentence, with the name of the workbook.
  ///
  /// - Parameter language: the language of the sentence.
  /// - Returns: the sentence.
  public func description(in language: Language) -> String {
    let reason =
      switch problem {
      case .notAWorkbook(let text): text(language)
      case .missing(let part):
        language(
          "le classeur est incomplet : il n'a pas de \(part).", "the workbook is incomplete: there is no \(part).")
      case .corrupt(let part, let line, let reason):
        language(
          "le classeur est abîmé : \(part)\(line > 0 ? ", ligne \(line)" : "") : \(reason).",
          "the workbook is damaged: \(part)\(line > 0 ? ", line \(line)" : ""): \(reason).")
      case .tooLarge(let part, let limit):
        language(
          "le classeur est trop grand : \(part) : \(limit(.fr)).", "the workbook is too large: \(part): \(limit(.en)).")
      case .temporaryFile(let reason):
        language(
          "le dossier des fichiers temporaires ne suffit pas : \(reason.description(in: .fr)).",
          "the folder for temporary files is not enough: \(reason.description(in: .en)).")
      }
    return "\(file): \(reason)"
  }
}

/// What a workbook may ask of the reader before it is refused. The defaults are far above any workbook that people fill in.
public struct XLSXReadLimits: Sendable {
  /// Bytes of a part, uncompressed: a sheet, or the texts that all sheets share.
  public var partSize = 512 << 20
  /// Bytes of the text of a cell. A spreadsheet takes 32,767 characters.
  public var textSize = 4 * 32_767
  /// Sheets, styles, and ranges of merged cells in a sheet.
  public var itemCount = 65_536
  /// Bytes of shared texts that are kept in memory; more wait on disk.
  public var memory = 8 << 20

  /// The default limits.
  public init() {}
}
