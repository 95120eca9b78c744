import Foundation
import TestSupport
import Testing

/// A name that ends in `.gz` compresses, whatever is written; not what is a container of its own.
@Suite struct CompressionTests {
  private static let commands = ToolCommand.readingFeeds.filter { command in
    command.writesOneFile && !["out.sqlite", "out.xlsx"].contains(command.output)
      && !command.description.contains(".gz")
  }

  @Test(arguments: commands) func aNameInGzCompresses(_ command: ToolCommand) throws {
    let feed = Repository.fixture("valid/minimal.xml").bytes
    let name = command.output!
    let line = command.description.replacing("-o \(name)", with: "-o \(name).gz")
    let other = ToolCommand(line, command.result)
    let plain = try withFolder { try command.outcome(of: feed, in: $0) }
    try withFolder { folder in
      let outcome = try other.outcome(of: feed, in: folder)
      #expect(outcome.run.ending == plain.run.ending, "\(other): \(outcome.summary)")
      let written = outcome.files["\(name).gz"] ?? []
      if plain.files[name] == command.before {
        #expect(written == command.before)
        return
      }
      #expect(written.starts(with: [0x1F, 0x8B]), "\(other)")
      let path = "\(folder)/\(name).gz"
      let unzipped = Program.run(URL(filePath: "/bin/sh"), ["-c", "gzip -dc '\(path)'"])
      let isSame = unzipped.output == String(decoding: plain.files[name] ?? [], as: UTF8.self)
      #expect(unzipped.status == 0 && isSame, "\(other)")
    }
  }
}
