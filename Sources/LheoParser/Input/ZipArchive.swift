import CLibZip
import LheoModel

/// The feeds in a zip archive.
public enum ZipArchive {
  /// Whether an input starts like a zip archive, an empty one included.
  public static func isArchive(_ input: FeedInput) -> Bool {
    guard let start = try? input.start(4) else { return false }
    return starts(with: start)
  }

  /// Whether bytes are the first ones of an archive.
  static func starts(with bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// The files of an archive that are feeds by their name (`.xml`, `.xml.gz`), in the archive's order. Names serve for
  /// messages only: nothing is ever unpacked to a path. An archive in the archive is a feed that cannot be read. An
  /// archive that comes through a pipe is kept on disk.
  ///
  /// - Throws: `FeedError` where the archive cannot be read, or holds no feed.
  public static func feeds(in input: FeedInput) throws(FeedError) -> [FeedInput] {
    var feeds: [FeedInput] = []
    for member in try members(of: input) where member.name.isFeedName || member.name.isArchiveName {
      guard member.name.isArchiveName else {
        feeds.append(member.input)
        continue
      }
      feeds.append(FeedInput(name: member.input.name) { () throws(FeedError.Problem) in throw .archiveInArchive })
    }
    if feeds.isEmpty { throw FeedError(.archiveWithoutFeeds, file: input.name) }
    return feeds
  }

  /// A file in an archive.
  package struct Member: Sendable {
    /// Its name in the archive, folders included.
    package let name: String
    /// How many bytes it has, uncompressed.
    package let size: Int?
    /// When it was changed last, in seconds since 1970.
    package let modified: Int?
    /// What is in it.
    package let input: FeedInput
  }

  /// All files of an archive, in its order.
  ///
  /// - Throws: `FeedError` where the archive cannot be read.
  package static func members(of input: FeedInput) throws(FeedError) -> [Member] {
    do throws(FeedError.Problem) {
      let shared = try SharedArchive(input)
      let archive = try shared.take()
      defer { shared.giveBack(archive) }
      var names: [String: Int] = [:]
      var members: [Member] = []
      for index in 0..<archive.count {
        guard let name = archive.name(index), !name.hasSuffix("/") else { continue }
        names[name, default: 0] += 1
        let number = names[name]!
        // Two files of one name are two files.
        let shown = "\(input.name)!\(name)" + (number > 1 ? " (\(number))" : "")
        let status = archive.status(index)
        let content = FeedInput(name: shown) { () throws(FeedError.Problem) in
          try ZipEntrySource(shared, index: index, name: name)
        }
        members.append(Member(name: name, size: status.size, modified: status.modified, input: content))
      }
      return members
    } catch {
      throw FeedError(error, file: input.name)
    }
  }
}

extension String {
  /// Whether a file of that name is taken for a feed in folders and archives.
  public var isFeedName: Bool {
    let name = lowercased()
    return name.hasSuffix(".xml") || name.hasSuffix(".xml.gz")
  }

  /// Whether a file of that name is taken for an archive of feeds.
  public var isArchiveName: Bool { lowercased().hasSuffix(".zip") }
}

/// An archive that feeds are read from, by several threads.
///
/// To open an archive takes time for each file in it, and what is open serves one thread. So what one reader has done with
/// serves the next: each thread opens the archive once. Of other archives a few stay open.
private final class SharedArchive: Sendable {
  private static let idle = Locked<[(owner: ObjectIdentifier, archive: OpenArchive)]>([])
  private static let idleLimit = 4

  private enum Place: Sendable { case file(String), kept(KeptBytes) }

  private let place: Place

  init(_ input: FeedInput) throws(FeedError.Problem) {
    place = if let path = input.path { .file(path) } else { .kept(try input.keptBytes()) }
    // Brought into memory before there are several threads.
    if case .kept(let bytes) = place { _ = try bytes.mapped() }
  }

  deinit {
    let id = ObjectIdentifier(self)
    Self.idle.withLock { $0.removeAll { $0.owner == id } }
  }

  func take() throws(FeedError.Problem) -> OpenArchive {
    let id = ObjectIdentifier(self)
    let found = Self.idle.withLock { idle in
      idle.lastIndex { $0.owner == id }.map { idle.remove(at: $0).archive }
    }
    if let found { return found }
    do throws(FeedError.Problem) {
      return try open()
    } catch {
      // There may be too many open files.
      Self.idle.withLock { $0.removeAll() }
      return try open()
    }
  }

  private func open() throws(FeedError.Problem) -> OpenArchive {
    switch place {
    case .file(let path): try OpenArchive(path: path)
    case .kept(let bytes): try OpenArchive(bytes: bytes.mapped())
    }
  }

  func giveBack(_ archive: OpenArchive) {
    let id = ObjectIdentifier(self)
    Self.idle.withLock { idle in
      idle.append((id, archive))
      let others = idle.count { $0.owner != id }
      if others > Self.idleLimit, let oldest = idle.firstIndex(where: { $0.owner != id }) { idle.remove(at: oldest) }
    }
  }
}

/// An open archive, for one thread at a time.
private final class OpenArchive: @unchecked Sendable {
  let pointer: OpaquePointer

  init(path: String) throws(FeedError.Problem) {
    var code: Int32 = 0
    guard let pointer = zip_open(path, ZIP_RDONLY, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      throw Self.problem(&error)
    }
    self.pointer = pointer
  }

  /// An archive in memory, which stays there longer than this object.
  init(bytes: UnsafeRawBufferPointer) throws(FeedError.Problem) {
    var error = zip_error_t()
    zip_error_init(&error)
    guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
      throw Self.problem(&error)
    }
    guard let pointer = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Self.problem(&error)
    }
    self.pointer = pointer
  }

  deinit { zip_discard(pointer) }

  private static func problem(_ error: inout zip_error_t) -> FeedError.Problem {
    let reason = String(cString: zip_error_strerror(&error))
    zip_error_fini(&error)
    return .corruptArchive(reason)
  }

  /// How many files there are.
  var count: UInt64 { UInt64(max(0, zip_get_num_entries(pointer, 0))) }

  /// The size of a file and when it was changed, as far as the archive says.
  func status(_ index: UInt64) -> (size: Int?, modified: Int?) {
    var status = zip_stat_t()
    guard zip_stat_index(pointer, index, 0, &status) == 0 else { return (nil, nil) }
    return (
      status.valid & UInt64(ZIP_STAT_SIZE) == 0 ? nil : Int(clamping: status.size),
      status.valid & UInt64(ZIP_STAT_MTIME) == 0 ? nil : Int(status.mtime)
    )
  }

  func name(_ index: UInt64) -> String? { zip_get_name(pointer, index, 0).map { String(cString: $0) } }
}

/// A file of a zip archive.
private final class ZipEntrySource: ByteSource {
  private let shared: SharedArchive
  private let archive: OpenArchive
  private let entry: OpaquePointer

  init(_ shared: SharedArchive, index: UInt64, name: String) throws(FeedError.Problem) {
    let archive = try shared.take()
    guard archive.name(index) == name, let entry = zip_fopen_index(archive.pointer, index, 0) else {
      let reason =
        archive.name(index) == name
        ? Text(french: "l'entrée ne s'ouvre pas", english: String(cString: zip_strerror(archive.pointer)))
        : Text("l'archive a été remplacée", "it has been replaced")
      shared.giveBack(archive)
      throw .cannotRead(Text("zip : \(reason)", "zip: \(reason)"))
    }
    self.shared = shared
    self.archive = archive
    self.entry = entry
  }

  deinit {
    zip_fclose(entry)
    shared.giveBack(archive)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    let count = zip_fread(entry, buffer.baseAddress, UInt64(buffer.count))
    guard count >= 0 else { throw .cannotRead(Text(verbatim: "zip: \(String(cString: zip_file_strerror(entry)))")) }
    return Int(count)
  }
}
