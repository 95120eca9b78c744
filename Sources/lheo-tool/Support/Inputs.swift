import ArgumentParser
import LheoModel
import LheoParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The feeds a command works on.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Feeds: XML, plain or gzip; folders (*.xml and *.xml.gz in them); zip archives; - for standard input.",
      valueName: "feed"),
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var feeds: [String]

  @OptionGroup var limitOptions: LimitOptions

  /// An input, or why there is none.
  enum Input: Sendable {
    case feed(FeedInput)
    case failure(FeedError)

    var name: String {
      switch self {
      case .feed(let feed): feed.name
      case .failure(let error): error.file
      }
    }
  }

  /// All feeds, folders and archives opened up, in the order given.
  func inputs() -> [Input] {
    feeds.flatMap { path -> [Input] in
      if path == "-" { return [.feed(.standardInput)] }
      if Self.isFolder(path) {
        var visited: Set<UInt64> = []
        let found = Self.feeds(inFolder: path, visited: &visited)
        return found.isEmpty ? [.failure(FeedError(.folderWithoutFeeds, file: path))] : found.flatMap(Self.open)
      }
      return Self.open(path)
    }
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func open(_ path: String) -> [Input] {
    guard ZipArchive.isArchive(path) else { return [.feed(.file(path))] }
    do throws(FeedError) {
      return try ZipArchive.feeds(in: path).map(Input.feed)
    } catch {
      return [.failure(error)]
    }
  }

  /// The feeds in a folder and the folders in it, sorted by name; a folder reached twice by links is read once.
  private static func feeds(inFolder folder: String, visited: inout Set<UInt64>) -> [String] {
    var status = stat()
    guard stat(folder, &status) == 0, visited.insert(UInt64(status.st_ino)).inserted,
      let directory = opendir(folder)
    else { return [] }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(directory)
    return names.sorted().flatMap { name -> [String] in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      guard stat(path, &status) == 0 else { return [] }
      if status.st_mode & S_IFMT == S_IFDIR { return feeds(inFolder: path, visited: &visited) }
      return name.isFeedName || name.lowercased().hasSuffix(".zip") ? [path] : []
    }
  }
}
