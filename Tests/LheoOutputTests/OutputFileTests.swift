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

  @Test func aLinkToNothingGetsItsTarget() throws {
    let real = folder.appending(path: "real.txt").path
    let link = folder.appending(path: "link.txt").path
    // From the folder of the link, over another link.
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "second.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "second.txt").path, withDestinationPath: real)
    for text in ["avant", "après"] {
      let file = try OutputFile(link)
      file.sink.append(text)
      try file.commit()
      #expect(try String(contentsOfFile: real, encoding: .utf8) == text)
      #expect(try files() == ["link.txt", "real.txt", "second.txt"])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "second.txt")
    }
  }

  @Test func linksInACircleAreAnError() throws {
    let link = folder.appending(path: "link.txt").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "link.txt")
    #expect(throws: OutputError(file: link, code: ELOOP)) { try OutputFile(link) }
    #expect(throws: OutputError(file: link, code: ELOOP)) { try ReplacedFile(link) }
  }

  /// Both ways in which files are replaced.
  private func replace(_ path: String, with text: String, _ way: String) throws {
    if way == "OutputFile" {
      let file = try OutputFile(path)
      file.sink.append(text)
      try file.commit()
    } else {
      let file = try ReplacedFile(path)
      try Data(text.utf8).write(to: URL(filePath: file.temporaryPath))
      try file.commit()
    }
  }

  @Test(arguments: ["OutputFile", "ReplacedFile"]) func whatIsReplacedKeepsItsPermissions(way: String) throws {
    let path = folder.appending(path: "out.txt").path
    try "avant".write(toFile: path, atomically: true, encoding: .utf8)
    // Also those that a new file would not get.
    for mode in [0o640, 0o666, 0o604] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      try replace(path, with: "après", way)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "après")
    #expect(try files() == ["out.txt"])
  }

  @Test(.enabled(if: getuid() == 0), arguments: ["OutputFile", "ReplacedFile"]) func whatIsReplacedKeepsItsOwner(
    way: String
  ) throws {
    let path = folder.appending(path: "out.txt").path
    try "avant".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(chown(path, 1234, 2345) == 0)
    try replace(path, with: "après", way)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.ownerAccountID] as? Int == 1234 && attributes[.groupOwnerAccountID] as? Int == 2345)
  }

  @Test(arguments: ["OutputFile", "ReplacedFile"]) func aPipeIsWrittenAndStays(way: String) throws {
    let pipe = folder.appending(path: "pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let text = String(repeating: "x", count: 200_000)
    let written = Thread { [self] in try? replace(pipe, with: text, way) }
    written.start()
    let read = try FileHandle(forReadingFrom: URL(filePath: pipe)).readToEnd()
    #expect(read == Data(text.utf8))
    #expect(try files() == ["pipe"])
  }

  @Test func anOutputNeedsAName() {
    let error = #expect(throws: OutputError.self) { try OutputFile("") }
    #expect(error?.isNameless == true)
    #expect(throws: OutputError.self) { try ReplacedFile("") }
    #expect(throws: OutputError.self) { try OutputFolder("") }
  }

  @Test func aFolderThatIsMissingIsNamed() {
    let error = #expect(throws: OutputError.self) { try OutputFile("/no/such/folder/out") }
    #expect(error?.description == "/no/such/folder/out: there is no folder /no/such/folder")
  }

  @Test func longNamesAreNames() throws {
    let name = String(repeating: "x", count: 255)
    try replace(folder.appending(path: name).path, with: "après", "OutputFile")
    #expect(try files() == [name])
  }

  @Test func diskFullIsAnError() throws {
    let file = try OutputFile("/dev/full")
    file.sink.append(String(repeating: "x", count: 200_000))
    #expect(throws: OutputError(file: "/dev/full", code: ENOSPC)) { try file.commit() }
  }
}
