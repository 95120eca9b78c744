import Foundation
import TestSupport
import Testing

/// What the guides show is what the tool does: every command in a `console` block is run, and its output compared with
/// what stands below it. A line of `…` stands for anything.
@Suite struct DocumentationTests {
  static let pages = ["README.md", "docs/fr/README.md"] + pages(in: "docs") + pages(in: "docs/fr")

  private static func pages(in folder: String) -> [String] {
    let path = Repository.root.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().map { "\(folder)/\($0)" }
  }

  private struct Example {
    var command: String
    var expected: String
  }

  @Test(arguments: pages) func commandsDoWhatThePageShows(_ page: String) throws {
    let text = try String(contentsOf: Repository.root.appending(path: page), encoding: .utf8)
    let examples = Self.blocks("console", in: text).flatMap(Self.examples)
    let workshop = try Workshop()
    for example in examples {
      let result = Program.run(
        URL(filePath: "/bin/bash"), ["-c", workshop.preparation + example.command])
      #expect([0, 1].contains(result.status), "\(page): \(example.command)\n\(result.output)")
      #expect(
        example.expected.isEmpty || Self.matches(result.output, example.expected),
        "\(page): \(example.command)\n\(result.output)")
    }
  }

  @Test func theCodeOfThePagesIsCompiled() throws {
    let sources = try ["Examples/Sources", "Sources/LheoValidator/Rules"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: Repository.root.appending(path: folder).path)
        .filter { $0.hasSuffix(".swift") }.map {
          try String(contentsOf: Repository.root.appending(path: folder).appending(path: $0), encoding: .utf8)
        }
    }
    let articles = try FileManager.default.subpathsOfDirectory(atPath: Repository.root.appending(path: "Sources").path)
      .filter { $0.hasSuffix(".md") }.map { "Sources/\($0)" }
    #expect(articles.count >= 3)
    for page in ["README.md"] + articles {
      let text = try String(contentsOf: Repository.root.appending(path: page), encoding: .utf8)
      for block in Self.blocks("swift", in: text) {
        #expect(sources.contains { $0.contains(block) }, "\(page): no example or rule has this code:\n\(block)")
      }
    }
  }

  /// Fenced blocks of a language.
  private static func blocks(_ language: String, in text: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
  }

  private static func examples(in block: String) -> [Example] {
    var examples: [Example] = []
    var continues = false
    for line in block.components(separatedBy: "\n") {
      if line.hasPrefix("$ ") {
        examples.append(Example(command: String(line.dropFirst(2)), expected: ""))
      } else if continues {
        examples[examples.count - 1].command += "\n" + line
      } else if !examples.isEmpty {
        examples[examples.count - 1].expected += line + "\n"
      }
      let command = examples.last?.command ?? ""
      let isOpen = command.filter { $0 == "\"" }.count % 2 == 1
      continues = (line.hasPrefix("$ ") || continues) && (line.hasSuffix("\\") || isOpen)
    }
    return examples
  }

  private static func matches(_ output: String, _ expected: String) -> Bool {
    let pattern = expected.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces) == "…"
        ? "(?:.*\n)*?" : NSRegularExpression.escapedPattern(for: String($0)) + "\n"
    }.joined()
    let padded = output.hasSuffix("\n") ? output : output + "\n"
    let trimmed = pattern.hasSuffix("\n") ? String(pattern.dropLast(1)) : pattern
    return padded.range(of: "^" + trimmed + "\\s*$", options: .regularExpression) != nil
  }
}

/// A folder with the files that the guides speak of.
private struct Workshop {
  /// What goes before each command.
  let preparation: String
  private let temporary = try! TemporaryFolder()

  init() throws {
    let folder = temporary.url
    func copy(_ fixture: String, _ names: String...) throws {
      for name in names {
        let target = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Repository.fixture(fixture), to: target)
      }
    }
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "Fixtures"), withDestinationURL: Repository.root.appending(path: "Fixtures"))
    let regional = ["feed.xml", "feeds/regional.xml", "flux.xml", "flux/regional.xml", "dossier/regional.xml"]
    for name in regional { try copy("valid/regional.xml", name) }
    try copy("valid/minimal.xml", "feeds/minimal.xml", "dossier/minimal.xml", "latin1.xml")
    try copy("valid/catalogue.xml", "flux/catalogue.xml")
    try FileManager.default.copyItem(
      at: Repository.fixture("registers"), to: folder.appending(path: "downloads"))
    let binary = folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: binary, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: binary.appending(path: "lheo-tool"), withDestinationURL: Tool.executable)
    preparation =
      "cd '\(folder.path)' && export PATH=\"$PWD/bin:$PATH\" XDG_DATA_HOME=\"$PWD/data\" LHEO_REFERENCE= && "
    _ = Program.run(
      URL(filePath: "/bin/bash"),
      [
        "-c",
        preparation + """
          gzip -k feed.xml flux.xml &&
          sed s,http://lheo.gouv.fr/2.3,http://www.lheo.org/2.2, feed.xml > feed-2.2.xml && cp feed-2.2.xml flux-2.2.xml && lheo-tool convert feed.xml --to ndjson -o offers.ndjson &&
          cp offers.ndjson offres.ndjson && lheo-tool convert feed.xml --to sqlite -o offers.sqlite &&
          cp offers.sqlite offres.sqlite && lheo-tool convert feed.xml --to csv --all-tables -o my-tables &&
          cp -r my-tables mes-offres && printf '#!/bin/sh\ncat offers.ndjson\n' > bin/my-database-dump &&
          chmod +x bin/my-database-dump && cp bin/my-database-dump bin/extraction-de-ma-base &&
          lheo-tool validate feed.xml --format json -o yesterday.json
          cp yesterday.json hier.json
          """,
      ])
  }
}
