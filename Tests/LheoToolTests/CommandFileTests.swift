import Foundation
import TestSupport
import Testing

/// A command turns arguments into a pipeline, no more.
@Suite struct CommandFileTests {
  @Test func aCommandIsAShortFile() throws {
    let folder = Repository.root.appending(path: "Sources/lheo-tool/Commands")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count > 20)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(count <= 150, "\(name): \(count)")
    }
  }
}
