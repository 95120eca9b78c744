import Foundation
import LheoOutput
import TestSupport
import Testing

@Suite struct OutputFileTests {
  private let temporary = try! TemporaryFolder()
  private var folder: URL { temporary.url }

  private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

  @Test func appearsWhenItIsCommitted() throws {
    let path = folder.appending(path: "out.txt").path
    let file = try OutputFile(path)
    file.sink.append("bonjour")
    #expect(!FileManager.default.fileExists(atPath: path))
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "bonjour")
    #expect(try files() == ["out.txt"])
  }

  @Test func leavesWhatWasThereWhenItIsDiscarded() throws {
    let path = folder.appending(path: "out.txt").path
    try "avant".write(toFile: path, atomically: true, encoding: .utf8)
    do {
      let file = try OutputFile(path)
      file.sink.append(String(repeating: "x", count: 200_000))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "avant")
    #expect(try files() == ["out.txt"])
  }

  @Test func keepsPermissionsAndLinks() throws {
    let path = folder.appending(path: "out.txt").path
    let link = folder.appending(path: "link.txt").path
    try "avant".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let file = try OutputFile(link)
    file.sink.append("après")
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "après")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
  }

  @Test func saysWhyItCannotBeOpened() {
    #expect(throws: OutputError(file: "/does/not/exist/out", code: ENOENT)) { try OutputFile("/does/not/exist/out") }
  }

  @Test func diskFullIsAnError() throws {
    let file = try OutputFile("/dev/full")
    file.sink.append(String(repeating: "x", count: 200_000))
    #expect(throws: OutputError(file: "/dev/full", code: ENOSPC)) { try file.commit() }
  }
}
