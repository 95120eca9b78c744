import Foundation
import TestSupport
import Testing

/// Every sentence of the guides that promises something is proven by a test. `Tests/promises.tsv` says by which: document,
/// words of the sentence, tests (`Suite/function`) or targets of the Makefile (`make NAME`), `-` where nothing is promised.
@Suite struct PromiseTests {
  private struct Promise {
    var document: String
    var words: String
    var proofs: [String]
  }

  /// The documents whose every sentence has a row. French pages are twins of these, block by block
  /// (TwinTests), so the rows are theirs too: what only they say has one of its own.
  static let complete =
    ["README.md", "SECURITY.md"]
    + ["validate", "convert", "export", "operations", "reference", "install", "edof"].map { "docs/\($0).md" }
  static let documents = complete + ["docs/fr/README.md", "docs/fr/referentiels.md", "docs/accessibility.md"]

  private static let promises: [Promise] = text(of: "Tests/promises.tsv").split(separator: "\n").filter {
    !$0.hasPrefix("#")
  }.map { line in
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == 3 else { return Promise(document: String(line), words: "", proofs: []) }
    return Promise(document: cells[0], words: cells[1], proofs: cells[2].components(separatedBy: ", "))
  }

  private static func text(of path: String) -> String {
    String(decoding: Repository.root.appending(path: path).bytes, as: UTF8.self)
  }

  private static func collapsed(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Rows

  @Test func rowsAreWellMade() {
    for promise in Self.promises {
      #expect(Self.documents.contains(promise.document), "\(promise.document): no such document, or not three columns")
      #expect(!promise.words.isEmpty && !promise.proofs.contains(""), "\(promise.document): \(promise.words)")
    }
  }

  @Test(arguments: documents) func theWordsStandInTheDocument(_ document: String) {
    let text = Self.collapsed(Self.text(of: document))
    for promise in Self.promises where promise.document == document {
      let count = text.components(separatedBy: promise.words).count - 1
      #expect(count == 1, "\(document) has \(count) times: \(promise.words)")
    }
  }

  @Test func theTestsExist() throws {
    let names = try Self.tests()
    #expect(names.count > 500 && names.contains("PromiseTests/theTestsExist"))
    let targets = Set(Self.text(of: "Makefile").matches(of: /(?m)^([a-z-]+):/).map { "make \($0.1)" })
    for promise in Self.promises where promise.proofs != ["-"] {
      for proof in promise.proofs {
        #expect(names.contains(proof) || targets.contains(proof), "\(promise.document), \(promise.words): \(proof)")
      }
    }
  }

  /// The tests of the sources, as `Suite/function`.
  private static func tests() throws -> Set<String> {
    var names: Set<String> = []
    let folder = Repository.root.appending(path: "Tests").path
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".swift") {
      var suite = ""
      var isTest = false
      for line in text(of: "Tests/\(path)").split(separator: "\n") {
        if let type = line.firstMatch(of: /^\S.*?\b(?:struct|class|enum|extension) (\w+)|^(?:struct|extension) (\w+)/) {
          suite = String(type.1 ?? type.2 ?? "")
        }
        isTest = isTest || line.contains(/^\s+@Test\b/)
        if isTest, let function = line.firstMatch(of: /\bfunc (\w+)/) {
          names.insert("\(suite)/\(function.1)")
          isTest = false
        }
      }
    }
    return names
  }

  // MARK: Sentences

  @Test(arguments: complete) func everySentenceHasARow(_ document: String) {
    let text = Self.collapsed(Self.text(of: document))
    let quoted = Self.promises.filter { $0.document == document }.compactMap { text.range(of: $0.words) }
    var start = text.startIndex
    for sentence in Self.sentences(Self.text(of: document)) {
      guard let range = text.range(of: sentence, range: start..<text.endIndex) else {
        Issue.record("\(document): \(sentence)")
        continue
      }
      start = range.upperBound
      #expect(quoted.contains { $0.overlaps(range) }, "\(document): no row of Tests/promises.tsv quotes: \(sentence)")
    }
  }

  /// The sentences of paragraphs and bullets, and the rows of tables; neither headings nor code.
  private static func sentences(_ text: String) -> [String] {
    blocks(text).flatMap { block -> [String] in
      if block.hasPrefix("|") { return [block] }
      var sentences: [String] = []
      var start = block.startIndex
      for end in block.ranges(of: /[.:!?](?:\*\*)? (?=[A-Z`\[])/) {
        sentences.append(String(block[start..<end.upperBound]))
        start = end.upperBound
      }
      return sentences + [String(block[start...])]
    }.map(collapsed)
  }

  private static func blocks(_ text: String) -> [String] {
    var blocks: [String] = [""]
    var isCode = false
    let lines = text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for (line, next) in zip(lines, lines.dropFirst() + [""]) {
      if line.hasPrefix("```") { isCode.toggle() }
      if isCode || line.isEmpty || line.hasPrefix("```") || line.hasPrefix("#") {
        blocks.append("")
      } else if line.hasPrefix("|") {
        // Neither the names of the columns nor the line below them.
        if !next.hasPrefix("|--") && !line.hasPrefix("|--") { blocks.append(line) }
      } else if line.hasPrefix("- ") {
        blocks.append(String(line.dropFirst(2)))
      } else {
        blocks[blocks.count - 1] += " " + line
      }
    }
    return blocks.map(collapsed).filter { $0.count > 1 }
  }
}
