import CLibZip

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The feeds in a zip archive.
public enum ZipArchive {
  /// Whether a file starts like a zip archive. What is no ordinary file, such as a pipe, can be read only once, and is
  /// not touched.
  public static func isArchive(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let source = try? FileSource(path: path) else {
      return false
    }
    return withUnsafeTemporaryAllocation(byteCount: 4, alignment: 4) { start in
      (try? source.read(into: start)) == 4 && Array(start) == [0x50, 0x4B, 0x03, 0x04]
    }
  }

  /// The files of an archive that are feeds by their name (`.xml`, `.xml.gz`), in the archive's order. Names serve for
  /// messages only: nothing is ever unpacked to a path.
  ///
  /// - Throws: `FeedError` where the archive cannot be read.
  public static func feeds(in path: String) throws(FeedError) -> [FeedInput] {
    guard let archive = zip_open(path, ZIP_RDONLY, nil) else { throw FeedError(.cannotRead("zip"), file: path) }
    defer { zip_discard(archive) }
    var feeds: [FeedInput] = []
    for index in 0..<UInt64(max(0, zip_get_num_entries(archive, 0))) {
      guard let raw = zip_get_name(archive, index, 0) else { continue }
      let name = String(cString: raw)
      guard name.isFeedName else { continue }
      feeds.append(
        FeedInput(name: "\(path)!\(name)") { () throws(FeedError.Problem) in
          try ZipEntrySource(archive: path, index: index)
        })
    }
    return feeds
  }
}

extension String {
  /// Whether a file of that name is taken for a feed in folders and archives.
  public var isFeedName: Bool {
    let name = lowercased()
    return name.hasSuffix(".xml") || name.hasSuffix(".xml.gz")
  }
}

/// A file of a zip archive.
private final class ZipEntrySource: ByteSource {
  private let archive: OpaquePointer
  private let entry: OpaquePointer

  init(archive path: String, index: UInt64) throws(FeedError.Problem) {
    guard let archive = zip_open(path, ZIP_RDONLY, nil) else { throw .cannotRead("zip") }
    guard let entry = zip_fopen_index(archive, index, 0) else {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw .cannotRead(reason)
    }
    self.archive = archive
    self.entry = entry
  }

  deinit {
    zip_fclose(entry)
    zip_discard(archive)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    let count = zip_fread(entry, buffer.baseAddress, UInt64(buffer.count))
    guard count >= 0 else { throw .cannotRead("zip: \(String(cString: zip_file_strerror(entry)))") }
    return Int(count)
  }
}
