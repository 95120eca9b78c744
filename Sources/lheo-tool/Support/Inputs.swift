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

  func validate() throws {
    if feeds.contains("") { throw ValidationError("The name of a feed is empty.") }
  }

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

  /// All feeds, folders and archives opened up, in the order given. What is named twice, as a folder and a file in it, is
  /// read once.
  func inputs() -> [Input] {
    var seen: Set<String> = []
    var repeated: [String] = []
    let inputs = feeds.flatMap { path -> [Input] in
      Self.files(path).flatMap { file -> [Input] in
        guard case .feed(let feed) = file else { return [file] }
        // With one argument there is nothing to compare.
        if feeds.count > 1, !seen.insert(Self.identity(feed.name)).inserted {
          repeated.append(feed.name)
          return []
        }
        return open(feed)
      }
    }
    for name in repeated.prefix(20) { Terminal.say("lheo-tool: \(name): named twice, read once.") }
    if repeated.count > 20 { Terminal.say("lheo-tool: \(repeated.count - 20) other feeds are named twice, read once.") }
    return inputs
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files that an argument names.
  private static func files(_ path: String) -> [Input] {
    if path == "-" { return [.feed(.standardInput)] }
    guard isFolder(path) else { return [.feed(.file(path))] }
    var visited: Set<UInt64> = []
    let found = files(inFolder: path, visited: &visited)
    return found.isEmpty ? [.failure(FeedError(.folderWithoutFeeds, file: path))] : found
  }

  /// A feed, or the feeds of an archive. To see whether it is one, a pipe must be waited for, which is not done where
  /// another one may have to be read first.
  private func open(_ feed: FeedInput) -> [Input] {
    if feed.isStream, feeds.filter({ $0 == "-" || FeedInput.file($0).isStream }) != [feed.name] { return [.feed(feed)] }
    guard ZipArchive.isArchive(feed) else { return [.feed(feed)] }
    do throws(FeedError) {
      return try ZipArchive.feeds(in: feed).map(Input.feed)
    } catch {
      return [.failure(error)]
    }
  }

  /// What tells files apart, whatever path leads to them.
  private static func identity(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The feeds and archives in a folder and the folders in it, sorted by name; a folder reached twice by links is read
  /// once.
  private static func files(inFolder folder: String, visited: inout Set<UInt64>) -> [Input] {
    var status = stat()
    guard stat(folder, &status) == 0, visited.insert(UInt64(status.st_ino)).inserted else { return [] }
    guard let directory = opendir(folder) else {
      return [.failure(FeedError(.cannotRead(String(cString: strerror(errno))), file: folder))]
    }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(directory)
    return names.sorted().flatMap { name -> [Input] in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if isFolder(path) { return files(inFolder: path, visited: &visited) }
      return name.isFeedName || name.isArchiveName ? [.feed(.file(path))] : []
    }
  }
}
