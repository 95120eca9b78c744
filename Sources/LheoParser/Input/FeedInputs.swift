import Glibc
import LheoModel

/// The feeds that paths lead to: files, the feeds in folders and the folders in them, and those in zip archives.
public struct FeedInputs: Sendable {
  /// A feed, or why there is none.
  public typealias Input = Result<FeedInput, FeedError>

  /// The feeds, in the order given.
  public private(set) var inputs: [Input] = []
  /// The names of feeds that are named twice, as a folder and a file in it; they are there once.
  public private(set) var repeated: [String] = []
  /// The names of all that is read.
  private let names: [String]

  /// Opens folders and archives; `-` is standard input.
  ///
  /// - Parameters:
  ///   - paths: what is opened.
  ///   - others: what is read beside it. Of several pipes none is looked at before it is read.
  public init(_ paths: [String], beside others: [String] = []) {
    names = paths + others
    var seen: Set<String> = []
    for file in paths.flatMap(Self.files) {
      guard case .success(let feed) = file else {
        inputs.append(file)
        continue
      }
      // With one path there is nothing to compare.
      if paths.count > 1, !seen.insert(Self.identity(feed.name)).inserted {
        repeated.append(feed.name)
      } else {
        inputs += feeds(in: feed)
      }
    }
  }

  /// The files that a path names.
  private static func files(_ path: String) -> [Input] {
    if path == "-" { return [.success(.standardInput)] }
    guard isFolder(path) else { return [.success(.file(path))] }
    var visited: Set<UInt64> = []
    let found = files(inFolder: path, visited: &visited)
    return found.isEmpty ? [.failure(FeedError(.folderWithoutFeeds, file: path))] : found
  }

  /// A feed, or the feeds of an archive. To see whether it is one, a pipe must be waited for, which is not done where
  /// another one may have to be read first.
  private func feeds(in feed: FeedInput) -> [Input] {
    if feed.isStream, names.filter({ $0 == "-" || FeedInput.file($0).isStream }) != [feed.name] {
      return [.success(feed)]
    }
    guard ZipArchive.isArchive(feed) else { return [.success(feed)] }
    do throws(FeedError) {
      return try ZipArchive.feeds(in: feed).map(Input.success)
    } catch {
      return [.failure(error)]
    }
  }

  /// Whether a path leads to a folder.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What distinguishes files, whatever path leads to them.
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
      return [.failure(FeedError(.cannotRead(SystemReason.text(errno)), file: folder))]
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
      return name.isFeedName || name.isArchiveName ? [.success(.file(path))] : []
    }
  }
}

extension FeedInputs.Input {
  /// The name that messages use.
  public var name: String {
    switch self {
    case .success(let feed): feed.name
    case .failure(let error): error.file
    }
  }
}
