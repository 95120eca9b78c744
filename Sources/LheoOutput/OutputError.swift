import Glibc
import LheoModel

/// An output cannot be written.
public struct OutputError: WordedError, Sendable, Equatable {
  /// The file, or `-` for standard output.
  public var file: String
  /// The system's error number; 0 where it is not the system that refuses.
  public var code: Int32
  /// Why, where it is not the system that refuses.
  public var reason: Text?

  /// An error of the system.
  public init(file: String, code: Int32) {
    self.file = file
    self.code = code
  }

  /// An error with a reason of its own.
  public init(file: String, reason: Text) {
    self.file = file
    code = 0
    self.reason = reason
  }

  /// An error of the system in the folder for temporary files.
  package static func inTemporaryFolder(_ code: Int32) -> OutputError {
    OutputError(file: TemporaryFolder.path, reason: TemporaryFolder.reason(code))
  }

  /// Whether the reader at the other end of a pipe has gone.
  public var isBrokenPipe: Bool { code == EPIPE }

  /// Whether the output has no name.
  public var isNameless: Bool { file.isEmpty }

  /// The file and the reason.
  public func description(in language: Language) -> String {
    if isNameless { return language("Le nom de la sortie est vide.", "The name of the output is empty.") }
    if let reason { return language("\(file) : \(reason)", "\(file): \(reason)") }
    if code == ENOENT, let folder = FilePath.folder(of: file) {
      return language("\(file) : il n'y a pas de dossier \(folder)", "\(file): there is no folder \(folder)")
    }
    return language("\(file) : \(SystemReason.text(code))", "\(file): \(SystemReason.text(code))")
  }
}

/// Paths of files as text.
enum FilePath {
  /// The folder that a path names a file in; `nil` for the current one.
  static func folder(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file in a folder.
  static func join(_ folder: String?, _ name: String) -> String {
    guard let folder else { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Where symbolic links lead, whether anything is there or not; only those in the way of the last name are followed.
  ///
  /// - Throws: `OutputError` where they lead in a circle.
  static func behindLinks(_ path: String) throws(OutputError) -> String {
    var result = path
    for _ in 0..<40 {
      let target = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer -> String? in
        let count = readlink(result, buffer.baseAddress!, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
      guard let target else { return result }
      result = target.hasPrefix("/") ? target : join(folder(of: result), target)
    }
    throw OutputError(file: path, code: ELOOP)
  }
}
