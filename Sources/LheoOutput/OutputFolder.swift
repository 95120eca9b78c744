import Glibc
import LheoModel

/// A folder that is filled with files, all of which are replaced together.
///
/// Files are written beside the ones they replace. `commit` renames them all and removes what the last run left and this
/// one has not written; a manifest in the folder says which files those are. Nothing else is touched: a folder with files
/// that no manifest lists is refused. Where the process is killed in the middle of `commit`, the manifest lists the files
/// of both runs, and the next run makes order.
public final class OutputFolder {
  /// Whose the files are in the end.
  public enum Owner: Sendable {
    /// The next run replaces them.
    case program
    /// The user goes on with them, and no run replaces them.
    case user
    /// A run replaces the files that it writes, whoever made them, and leaves all others.
    case everybody
  }

  /// The folder.
  public let path: String
  private let owner: Owner
  /// The folders that were not there, the outermost first.
  private let made: [String]
  /// Held while the folder is being filled.
  private let lock: Int32
  /// What the last run left.
  private let previous: Set<String>
  private var files: [(name: String, pending: PendingFile)] = []
  private var isOver = false

  /// Whether the last run left files, which stay where this one is given up.
  public var holdsFilesOfLastRun: Bool { !previous.isEmpty }

  /// A folder to be filled; it is made if it is not there, and those around it.
  ///
  /// - Throws: `OutputError` where it cannot be made or written, holds files of somebody else, or is being filled.
  public init(_ path: String, owner: Owner = .program) throws(OutputError) {
    self.path = path
    self.owner = owner
    made = try Self.make(path)
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    do throws(OutputError) {
      guard lock >= 0 else { throw OutputError(file: path, code: errno) }
      if flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        throw OutputError(
          file: path,
          reason: Text("une autre exécution écrit dans ce dossier.", "another run is writing into this folder."))
      }
      let contents = try FolderContents(path)
      let isEmpty = contents.others.isEmpty && contents.listed.isEmpty
      guard isEmpty || owner == .everybody || owner == .program && contents.hasManifest else {
        throw OutputError(
          file: path,
          reason: Text(
            "le dossier n'est pas vide, et ce qu'il contient n'est pas à remplacer. Nommez-en un autre, ou videz-le.",
            "the folder is not empty, and what is in it is not to be replaced. Name another one, or empty it."))
      }
      previous = owner == .program ? contents.listed : []
    } catch {
      Self.release(lock)
      Self.unmake(made)
      throw error
    }
  }

  deinit { discard() }

  /// Lets others fill the folder. A process that a program is just starting has a copy of the descriptor, with which the
  /// folder would stay locked after it is closed.
  private static func release(_ lock: Int32) {
    guard lock >= 0 else { return }
    flock(lock, LOCK_UN)
    close(lock)
  }

  /// Makes a folder and those around it; those that were not there.
  private static func make(_ path: String) throws(OutputError) -> [String] {
    if path.isEmpty { throw OutputError(file: path, code: ENOENT) }
    var made: [String] = []
    var end = path.startIndex
    while end < path.endIndex {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      TemporaryFiles.remember(part)
      if mkdir(part, 0o777) == 0 {
        made.append(part)
        continue
      }
      let code = errno
      TemporaryFiles.forget(part)
      var status = stat()
      // Whatever the system says of what is there already.
      if stat(part, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR {
        unmake(made)
        throw OutputError(file: part, code: code == EEXIST ? ENOTDIR : code)
      }
    }
    return made
  }

  private static func unmake(_ made: [String]) {
    for folder in made.reversed() {
      rmdir(folder)
      TemporaryFiles.forget(folder)
    }
  }

  /// A file of the folder. It is in its place once it and the folder have been committed.
  ///
  /// - Throws: `OutputError` where it cannot be written, or is there and of somebody else.
  public func file(_ name: String) throws(OutputError) -> OutputFile {
    if name.isEmpty || name.hasPrefix(".") || name.unicodeScalars.contains(where: { $0 == "/" || $0.value < 0x20 }) {
      throw OutputError(
        file: path,
        reason: Text("un fichier du dossier ne peut pas porter ce nom.", "a file in the folder cannot have this name."))
    }
    let file = FilePath.join(path, name)
    var status = stat()
    if owner != .everybody, !previous.contains(name), lstat(file, &status) == 0 {
      throw OutputError(
        file: file,
        reason: Text(
          "le fichier est déjà là, et n'est pas à remplacer. Déplacez-le.",
          "the file is there already, and is not to be replaced. Move it away."))
    }
    return try OutputFile(file) { self.files.append((name, $0)) }
  }

  /// Puts all files that are complete in their places, and removes those of the last run that are not among them.
  ///
  /// - Parameter keepsOthers: whether files of the last run stay that this one has not written; the next run replaces them.
  /// - Throws: `OutputError` where a file cannot be put in its place.
  public func commit(keepingOthers keepsOthers: Bool = false) throws(OutputError) {
    let names = Set(files.map(\.name))
    if owner == .program { try writeManifest(previous.union(names)) }
    for (_, pending) in files { try pending.place() }
    files = []
    isOver = true
    defer {
      for folder in made { TemporaryFiles.forget(folder) }
      Self.release(lock)
    }
    let old = keepsOthers ? [] : previous.subtracting(names)
    for name in old { unlink(FilePath.join(path, name)) }
    if owner == .program, !old.isEmpty { try writeManifest(names) }
  }

  private func writeManifest(_ names: Set<String>) throws(OutputError) {
    let file = try OutputFile(FilePath.join(path, FolderContents.manifest))
    file.sink.append("# lheo-tool\n" as StaticString)
    for name in names.sorted() { file.sink.append(name + "\n") }
    try file.commit()
  }

  /// Gives the files up: the folder is what it was.
  public func discard() {
    for (_, pending) in files { pending.remove() }
    files = []
    if isOver { return }
    isOver = true
    Self.unmake(made)
    Self.release(lock)
  }
}

/// What is in a folder before it is filled.
private struct FolderContents {
  static let manifest = ".lheo-tool"

  var hasManifest = false
  /// The files of the last run.
  var listed: Set<String> = []
  /// Files that are not hidden and that no manifest lists.
  var others: Set<String> = []

  /// Looks into a folder, and removes the temporary files of processes that have been killed.
  init(_ path: String) throws(OutputError) {
    guard let directory = opendir(path) else { throw OutputError(file: path, code: errno) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if TemporaryFiles.isLeft(name) {
        unlink(FilePath.join(path, name))
      } else if name == Self.manifest {
        hasManifest = true
      } else if !name.hasPrefix(".") {
        others.insert(name)
      }
    }
    if hasManifest { listed = try Self.read(FilePath.join(path, Self.manifest)).intersection(others) }
    others.subtract(listed)
  }

  /// The names in a manifest: of files in the folder itself, whatever else it may say.
  private static func read(_ path: String) throws(OutputError) -> Set<String> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(file: path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
      }
      if piece.isEmpty { break }
      bytes += piece
    }
    let names = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    return Set(names.filter { !$0.hasPrefix("#") && !$0.hasPrefix(".") && !$0.contains("/") })
  }
}
