import Foundation
import LheoOutput
import TestSupport
import Testing

/// A folder whose files are replaced together, and in which nothing else is touched.
@Suite struct OutputFolderTests {
  private let temporary = try! TemporaryFolder()
  private var outer: URL { temporary.url }

  private var path: String { outer.appending(path: "a/b").path }

  /// The files that are not hidden, with what is in them.
  private var content: [String: String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let visible = names.filter { !$0.hasPrefix(".") }
    return Dictionary(
      uniqueKeysWithValues: visible.map { name in
        (name, (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "")
      })
  }

  private func write(_ names: [String], _ text: String, to folder: OutputFolder) throws {
    for name in names {
      let file = try folder.file(name)
      file.sink.append(text)
      try file.commit()
    }
  }

  private func fill(_ names: [String], _ text: String) throws {
    let folder = try OutputFolder(path)
    try write(names, text, to: folder)
    try folder.commit()
  }

  @Test func filesAppearTogether() throws {
    let folder = try OutputFolder(path)
    try write(["1", "2"], "un", to: folder)
    #expect(content.values.allSatisfy { $0 == "un" } && content.keys.allSatisfy { $0.hasSuffix(".tmp") })
    try folder.commit()
    #expect(content == ["1": "un", "2": "un"])
  }

  @Test func theNextRunReplacesAllOfThem() throws {
    try fill(["1", "2", "3"], "un")
    try fill(["2", "4"], "deux")
    #expect(content == ["2": "deux", "4": "deux"])
    try fill([], "trois")
    #expect(content == [:])
    try fill(["1"], "quatre")
    #expect(content == ["1": "quatre"])
  }

  @Test func whatIsGivenUpChangesNothing() throws {
    do {
      let folder = try OutputFolder(path)
      try write(["1", "2"], "un", to: folder)
      // One is not complete.
      _ = try folder.file("3")
    }
    #expect(!FileManager.default.fileExists(atPath: outer.appending(path: "a").path))
    try fill(["1"], "un")
    let folder = try OutputFolder(path)
    try write(["1", "2"], "deux", to: folder)
    folder.discard()
    #expect(content == ["1": "un"])
  }

  @Test func aFileThatIsNotCompleteIsNotPutInItsPlace() throws {
    let folder = try OutputFolder(path)
    try write(["1"], "un", to: folder)
    var half: OutputFile? = try folder.file("2")
    half?.sink.append("demi")
    half = nil
    try folder.commit()
    #expect(content == ["1": "un"])
  }

  @Test func filesOfSomebodyElseStay() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try "moi".write(toFile: "\(path)/mine", atomically: true, encoding: .utf8)
    #expect(throws: OutputError.self) { try OutputFolder(path) }
    #expect(content == ["mine": "moi"])
    // In a folder of ours as well: beside our files, and where one of ours would go.
    try FileManager.default.removeItem(atPath: "\(path)/mine")
    try fill(["1", "2"], "un")
    try "moi".write(toFile: "\(path)/mine", atomically: true, encoding: .utf8)
    try fill(["2", "3"], "deux")
    #expect(content == ["2": "deux", "3": "deux", "mine": "moi"])
    #expect(throws: OutputError.self) { try fill(["3", "mine"], "trois") }
    #expect(content == ["2": "deux", "3": "deux", "mine": "moi"])
  }

  @Test func hiddenFilesDoNotFillAFolder() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try "x".write(toFile: "\(path)/.hidden", atomically: true, encoding: .utf8)
    try fill(["1"], "un")
    #expect(content == ["1": "un"])
    #expect(FileManager.default.fileExists(atPath: "\(path)/.hidden"))
  }

  /// What a manifest says is believed of files in the folder only.
  @Test func aManifestReachesNoOtherFolder() throws {
    try fill(["1"], "un")
    try "moi".write(toFile: "\(path)/../mine", atomically: true, encoding: .utf8)
    let manifest = try #require(
      FileManager.default.contentsOfDirectory(atPath: path).first { $0.hasPrefix(".") })
    let text = try String(contentsOfFile: "\(path)/\(manifest)", encoding: .utf8)
    try (text + "../mine\n/etc/hostname\n..\n.\n\n").write(
      toFile: "\(path)/\(manifest)", atomically: true, encoding: .utf8)
    try fill(["2"], "deux")
    #expect(content == ["2": "deux"])
    #expect(FileManager.default.fileExists(atPath: "\(path)/../mine"))
  }

  @Test func aFolderOfTheUserIsNotReplaced() throws {
    let folder = try OutputFolder(path, owner: .user)
    try write(["1"], "un", to: folder)
    try folder.commit()
    #expect(throws: OutputError.self) { try OutputFolder(path) }
    #expect(throws: OutputError.self) { try OutputFolder(path, owner: .user) }
    #expect(content == ["1": "un"])
    // Nor is one of ours given away.
    try FileManager.default.removeItem(atPath: path)
    try fill(["1"], "deux")
    #expect(throws: OutputError.self) { try OutputFolder(path, owner: .user) }
  }

  /// As of a process that is being started, which has not yet closed what it does not need.
  @Test func aCopyOfADescriptorLocksNothing() throws {
    for isKept in [true, false] {
      let folder = try OutputFolder(path)
      let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
      let copies = descriptors.filter {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
      }
      .map { dup($0) }
      defer { for copy in copies { close(copy) } }
      #expect(copies.count == 1)
      if isKept { try folder.commit() } else { folder.discard() }
      #expect(throws: Never.self) { try OutputFolder(path).discard() }
    }
  }

  @Test func aFolderIsFilledByOneRunAtATime() throws {
    let folder = try OutputFolder(path)
    #expect(throws: OutputError.self) { try OutputFolder(path) }
    try write(["1"], "un", to: folder)
    try folder.commit()
    try fill(["1"], "deux")
  }

  /// A process that was killed before it had put anything in its place, or in the middle of it.
  @Test func theNextRunMakesOrderAfterAKill() throws {
    try fill(["1", "2"], "un")
    let program = try ChildProcess("/bin/true", [])
    program.wait()
    for name in ["3", "4"] {
      try "demi".write(toFile: "\(path)/\(name).\(program.identifier)-0.tmp", atomically: true, encoding: .utf8)
    }
    try fill(["1"], "deux")
    #expect(content == ["1": "deux"])
  }

  @Test func aFileIsNoFolder() throws {
    try "x".write(to: outer.appending(path: "a"), atomically: true, encoding: .utf8)
    let error = #expect(throws: OutputError.self) { try OutputFolder(path) }
    #expect(error?.code == ENOTDIR)
    #expect(throws: OutputError.self) { try OutputFolder(outer.appending(path: "a").path) }
  }

  @Test func manyFilesFitIntoAFolder() throws {
    let names = (0..<500).map(String.init)
    try fill(names, "un")
    #expect(content.count == 500)
  }
}
