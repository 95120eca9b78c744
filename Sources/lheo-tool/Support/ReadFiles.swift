import ArgumentParser
import Glibc
import LheoModel
import LheoParser

/// The files that a command reads, in whose place nothing but a feed made of them may be put.
struct ReadFiles {
  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64

    init?(_ status: stat) {
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }

    /// What a path leads to, if that is a file; `-` is standard input.
    init?(path: String) {
      var status = stat()
      guard (path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)) == 0 else { return nil }
      self.init(status)
    }
  }

  private let names: [Identity: String]
  private let folders: [(name: String, real: String)]

  /// Those that paths lead to, and the feeds that have been found there.
  init(_ paths: [String], _ inputs: [FeedInputs.Input] = []) {
    // A feed of an archive is called after it.
    let found = inputs.map(\.name).flatMap { [$0, String($0.prefix { $0 != "!" })] }
    var names: [Identity: String] = [:]
    for path in paths + found {
      if let identity = Identity(path: path) { names[identity] = path }
    }
    self.names = names
    folders = (paths + found).compactMap { path in Self.real(path).map { (path, $0) } }
  }

  /// Says that an output would take the place of what is read.
  func require(notReplacedBy output: String) throws {
    if output == "-" { return }
    if let identity = Identity(path: output), let name = names[identity] {
      throw UsageError(
        "Ce qui est écrit dans \(output) prendrait la place de \(name), qui est lu. Nommez un autre fichier.",
        "What is written to \(output) would take the place of \(name), which is read. Name another file.")
    }
  }

  /// Says that what is read lies in a folder that is filled anew.
  func require(outside folder: String) throws {
    try require(notReplacedBy: folder)
    guard let real = Self.real(folder), let inside = folders.first(where: { $0.real.hasPrefix(real + "/") }) else {
      return
    }
    throw UsageError(
      "\(inside.name) est lu, et se trouve dans \(folder), qui est rempli à nouveau. Nommez un autre dossier.",
      "\(inside.name) is read, and lies in \(folder), which is filled anew. Name another folder.")
  }

  private static func real(_ path: String) -> String? {
    guard path != "-", let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
