import Glibc
import LheoModel
import LheoParser

/// A file as it was downloaded.
final class Download {
  let input: FeedInput
  /// Its name without folders.
  let name: String
  private var hash: String?

  init(_ input: FeedInput) {
    self.input = input
    name = input.name.lastComponent
  }

  /// The SHA-256 of its bytes as they are stored, in hexadecimal.
  func sha256() throws(ReferenceError) -> String {
    if let hash { return hash }
    var digest = SHA256()
    do throws(FeedError.Problem) {
      let source = try input.openStored()
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { buffer.deallocate() }
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { break }
        digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    } catch {
      throw ReferenceError(FeedError(error, file: input.name))
    }
    let text = digest.finish()
    hash = text
    return text
  }
}

/// A file that may be one of a register: as downloaded, in a zip archive or in a folder.
struct ReferenceFile {
  let input: FeedInput
  /// Its name without folders.
  let name: String
  let download: Download
  /// What holds it and others of the same export; its own name if nothing does.
  let container: String
  /// Whether somebody named it, and not only the folder or archive that it is in.
  let isNamed: Bool
  /// Bytes as far as they are known, for progress.
  let size: Int?
  /// The day on which the file was changed last.
  let modified: PartialDate?

  /// The files that paths lead to; folders and archives are opened up.
  static func all(at paths: [String]) throws(ReferenceError) -> [ReferenceFile] {
    var files: [ReferenceFile] = []
    for path in paths {
      if FeedInputs.isFolder(path) {
        for inside in try Self.paths(inFolder: path) { files += try at(inside, container: inside.folder) }
      } else {
        files += try at(path, container: nil)
      }
    }
    if files.isEmpty { throw ReferenceError(.nothingToImport, file: paths.first ?? "-") }
    return files
  }

  private static func at(_ path: String, container: String?) throws(ReferenceError) -> [ReferenceFile] {
    do throws(FeedError) {
      let input = try path == "-" ? FeedInput.standardInput.readableAgain() : FeedInput.file(path).readableAgain()
      let download = Download(input)
      guard ZipArchive.isArchive(input) else {
        return [
          ReferenceFile(
            input: input, name: download.name, download: download, container: container ?? path.folder,
            isNamed: container == nil, size: input.size, modified: modificationDay(of: path))
        ]
      }
      return try ZipArchive.members(of: input).map { member in
        ReferenceFile(
          input: member.input, name: member.name.lastComponent, download: download, container: path,
          isNamed: false, size: member.size, modified: member.modified.flatMap { PartialDate(secondsSince1970: $0) })
      }
    } catch {
      throw ReferenceError(error)
    }
  }

  private static func modificationDay(of path: String) -> PartialDate? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return PartialDate(secondsSince1970: Int(status.st_mtim.tv_sec))
  }

  /// The files in a folder and the folders in it, sorted by name, but hidden ones.
  private static func paths(inFolder folder: String) throws(ReferenceError) -> [String] {
    guard let directory = opendir(folder) else {
      throw ReferenceError(.unreadable(Text(verbatim: String(cString: strerror(errno)))), file: folder)
    }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(directory)
    var paths: [String] = []
    for name in names.sorted() {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var status = stat()
      // Links are followed to files only: a folder of folders has no circles then.
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        paths += try self.paths(inFolder: path)
      } else if !FeedInputs.isFolder(path) {
        paths.append(path)
      }
    }
    return paths
  }
}

extension String {
  /// What follows the last slash.
  var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }

  /// What stands before the last slash.
  fileprivate var folder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "." }
}

extension PartialDate {
  /// The day of a time.
  init?(secondsSince1970 seconds: Int) {
    var time = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return nil }
    self.init(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  /// Whether it comes before another day.
  func isOlder(than other: PartialDate) -> Bool { isoText < other.isoText }

  /// The day that stands in the name of a file: `2026-11-24`, `2026_11_24`, `20261124`; a month or a
  /// year is its first day.
  init?(inFileName name: String) {
    let groups = name.split { !$0.isASCII || !$0.isNumber }.map(String.init)
    for (index, group) in groups.enumerated() {
      if group.count == 8, let date = PartialDate(group), date.isComplete { self = date; return }
      guard group.count == 4, let year = Int(group), (2000...2099).contains(year) else { continue }
      let parts = groups[(index + 1)...].prefix { $0.count == 2 }.map { Int($0) }
      let candidates = [
        parts.count > 1 ? PartialDate(year: year, month: parts[0], day: parts[1]) : nil,
        parts.count > 0 ? PartialDate(year: year, month: parts[0], day: 1) : nil,
        PartialDate(year: year, month: 1, day: 1),
      ]
      self = candidates.compactMap { $0 }[0]
      return
    }
    return nil
  }

  /// `JJ/MM/AAAA`, `AAAA-MM-JJ` or `AAAA-MM-JJThh:mm:ss`.
  init?(register text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 10 else { return nil }
    if bytes[4] == 0x2D, bytes[7] == 0x2D, bytes.count == 10 || bytes[10] == 0x54,
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10)
    {
      self.init(year: year, month: month, day: day)
    } else if bytes[2] == 0x2F, bytes[5] == 0x2F, bytes.count == 10,
      let day = number(0..<2), let month = number(3..<5), let year = number(6..<10)
    {
      self.init(year: year, month: month, day: day)
    } else {
      return nil
    }
  }
}
