import Foundation
import TestSupport
import Testing

/// A guide in English and in French: one is the other, block by block.
struct Twin: CustomTestStringConvertible, Sendable {
  let english: String
  let french: String

  var testDescription: String { french }

  /// Each line of the table of the site: the source in English, and in French where there is one.
  static let rows: [(english: String, french: String?)] = Self.text("scripts/site/guides.tsv").split(separator: "\n")
    .filter { !$0.hasPrefix("#") }.map { line in
      let cells = line.components(separatedBy: "\t")
      return (cells[0], cells[2] == "-" ? nil : cells[2])
    }

  /// The pages that are written twice. The first pages of the languages are not: each leads into its own.
  static let all: [Twin] = rows.compactMap { row in
    row.french.map { Twin(english: row.english, french: $0) }
  }.filter { $0.english != "README.md" }

  /// Which page of French an English one is, those that the tool makes included.
  static let frenchPages = Dictionary(
    uniqueKeysWithValues: all.map { ($0.english, $0.french) } + [("docs/rules.md", "docs/fr/regles.md")])

  static func text(_ path: String) -> String {
    String(decoding: Repository.root.appending(path: path).bytes, as: UTF8.self)
  }

  /// What examples call things in English, and in French: `Tests/twins.tsv`.
  private static let names: [String: String] = Dictionary(
    uniqueKeysWithValues: text("Tests/twins.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let cells = line.components(separatedBy: "\t")
      return (cells[0], cells[1])
    })

  private static let expression: NSRegularExpression = {
    let longestFirst = names.keys.sorted { ($1.count, $0) < ($0.count, $1) }
    // A name ends where its last word does; a folder's ends before what is in it.
    let words = longestFirst.map {
      NSRegularExpression.escapedPattern(for: $0) + ($0.hasSuffix("/") ? "" : "(?![\\w-])(?!\\.\\w)")
    }
    return try! NSRegularExpression(pattern: "(?<![\\w.-])(?:\(words.joined(separator: "|")))")
  }()

  /// An English example as the French page has it.
  static func translated(_ text: String) -> String {
    var result = text
    for match in expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).reversed() {
      let range = Range(match.range, in: text)!
      let offsets = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let lower = result.utf8.index(result.startIndex, offsetBy: offsets)
      let upper = result.utf8.index(lower, offsetBy: text[range].utf8.count)
      result.replaceSubrange(lower..<upper, with: names[String(text[range])]!)
    }
    return result
  }
}

@Suite struct TwinTests {
  private typealias Page = MarkdownPage

  /// The blocks of both pages; none where they differ in kind, which is reported.
  private func pairs(_ twin: Twin) -> [(english: Page.Block, french: Page.Block)] {
    let english = Page(Twin.text(twin.english)).blocks
    let french = Page(Twin.text(twin.french)).blocks
    for (one, other) in zip(english, french) where one.kind != other.kind {
      Issue.record("\(twin.english):\(one.line) is \(one.kind), \(twin.french):\(other.line) \(other.kind)")
      return []
    }
    guard english.count == french.count else {
      Issue.record("\(twin.english) has \(english.count) blocks, \(twin.french) \(french.count)")
      return []
    }
    return Array(zip(english, french))
  }

  /// Headings, paragraphs, items, rows of tables and their cells, and code follow each other in the same order.
  @Test(arguments: Twin.all) func blocksAreTheSame(_ twin: Twin) { #expect(pairs(twin).count > 5) }

  /// The same commands and programs, but for names of files, comments, and what is printed.
  @Test(arguments: Twin.all) func examplesAreTheSame(_ twin: Twin) {
    for (english, french) in pairs(twin) {
      guard case .code(let language) = english.kind else { continue }
      let (one, other) = (Self.essence(Twin.translated(english.text), language), Self.essence(french.text, language))
      #expect(one == other, "\(twin.french):\(french.line)")
    }
  }

  /// What stays of an example: a console's commands, and neither comments nor the language of a run.
  private static func essence(_ code: String, _ language: String) -> [String] {
    var lines: [String] = []
    var continues = false
    for line in code.components(separatedBy: "\n") {
      if language != "console" || line.hasPrefix("$ ") || continues { lines.append(line) }
      continues = line.hasSuffix("\\")
    }
    return lines.map {
      $0.replacing(/(?:^|\s+)# .*$/, with: "").replacing(/\s--lang (?:en|fr)/, with: "").replacing(/\s+/, with: " ")
    }
  }

  /// Whatever one names as code, the other names too: options, keys, columns, rules.
  @Test(arguments: Twin.all) func whatIsNamedIsTheSame(_ twin: Twin) {
    for (english, french) in pairs(twin) where english.text.contains("`") || french.text.contains("`") {
      if case .code = english.kind { continue }
      let (one, other) = (Set(english.spans.map(Twin.translated)), Set(french.spans))
      #expect(
        one == other,
        "\(twin.french):\(french.line) lacks \(one.subtracting(other).sorted()), adds \(other.subtracting(one).sorted())"
      )
    }
  }

  /// The same limits, codes and years, however a language writes numbers.
  @Test(arguments: Twin.all) func numbersAreTheSame(_ twin: Twin) {
    func numbers(_ text: String) -> Set<String> {
      Set(text.matches(of: /\d(?:[\d,.]|\u{A0}(?=\d{3}))*/).map { $0.output.filter(\.isNumber) })
    }
    for (english, french) in pairs(twin) {
      if case .code = english.kind { continue }
      let (one, other) = (numbers(english.prose), numbers(french.prose))
      #expect(one == other, "\(twin.french):\(french.line)")
    }
  }

  /// Links lead to the same place, in the language of the page where it is there.
  @Test(arguments: Twin.all) func linksLeadToTheSamePlaces(_ twin: Twin) {
    for (english, french) in pairs(twin) {
      let one = english.links.map { Self.french(Self.target($0, in: twin.english)) }.sorted()
      let other = french.links.map { Self.target($0, in: twin.french) }.sorted()
      #expect(one == other, "\(twin.french):\(french.line)")
    }
  }

  /// No French page leads to an English one that has a twin.
  @Test func frenchReadersStayInFrench() {
    for page in DocumentationTests.pages where page.hasPrefix("docs/fr/") {
      for block in Page(Twin.text(page)).blocks {
        for link in block.links {
          let target = Self.target(link, in: page)
          #expect(Self.french(target) == target, "\(page):\(block.line)")
        }
      }
    }
  }

  /// A link as a path in the repository.
  private static func target(_ link: String, in page: String) -> String {
    if link.contains("://") || link.hasPrefix("mailto:") { return link }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let folder = URL(filePath: "/" + page).deletingLastPathComponent()
    let path = parts[0].isEmpty ? page : String(folder.appending(path: parts[0]).standardized.path.dropFirst())
    return ([path] + parts.dropFirst()).joined(separator: "#")
  }

  /// The same place in French, if it is there.
  private static func french(_ target: String) -> String {
    let parts = target.split(separator: "#", maxSplits: 1).map(String.init)
    guard let page = Twin.frenchPages[parts[0]] else { return target }
    guard parts.count == 2, page != "docs/fr/regles.md" else {
      return ([page] + parts.dropFirst()).joined(separator: "#")
    }
    guard let index = Page(Twin.text(parts[0])).anchors.firstIndex(of: parts[1]) else { return target }
    let anchors = Page(Twin.text(page)).anchors
    return page + "#" + (index < anchors.count ? anchors[index] : "")
  }

  // MARK: All pages

  /// A page that is written by hand is in the table of the site, which gives it its twin.
  @Test func everyGuideIsInTheTable() {
    let known = Set(Twin.rows.map(\.english) + Twin.rows.compactMap(\.french))
    let made: Set = ["docs/rules.md", "docs/elements.md", "docs/fr/regles.md"]
    #expect(Set(DocumentationTests.pages).subtracting(made).subtracting(known) == [])
  }

  /// A line must not begin with a sign that belongs to the word before, whoever shows the page.
  @Test(arguments: DocumentationTests.pages.filter { $0.hasPrefix("docs/fr/") })
  func frenchPagesHaveNoBreakSpaces(_ page: String) {
    for block in Page(Twin.text(page)).blocks {
      if case .code = block.kind { continue }
      let prose = block.text.replacing(/`[^`]+`/, with: "x")
      #expect(!prose.contains(/[ ][:;?!»]|«[ ]/), "\(page):\(block.line)")
      #expect(!prose.contains(/\d[ ](?:%|€|\d{3}(?!\d))/), "\(page):\(block.line)")
    }
  }

  /// What pages name exists: commands, and options of some command.
  @Test(arguments: DocumentationTests.pages + ["SECURITY.md"]) func commandsAndOptionsExist(_ page: String) throws {
    let help = try Tool().run("--experimental-dump-help").output
    let names = Set(help.matches(of: /"(?:name|commandName)" : "([^"]+)"/).map { String($0.1) })
    try #require(names.contains("fail-on") && names.contains("validate"))
    for block in Page(Twin.text(page)).blocks {
      var examples = block.spans
      if case .code = block.kind { examples = block.text.components(separatedBy: "\n") }
      for example in examples where example.contains(/lheo-tool |^--/) {
        // What follows a pipe is another program, and so is what is in front.
        let call = example.replacing(/^.*?(?=lheo-tool )/, with: "").replacing(/\s\|\s.*$|\s# .*$/, with: "")
        for match in call.matches(of: /(?:^|[\s\[(])--([a-z][a-z-]*)|^lheo-tool ([a-z][a-z-]*)/) {
          let name = String(match.1 ?? match.2 ?? "")
          #expect(names.contains(name) || name == "help", "\(page):\(block.line): \(name)")
        }
      }
    }
  }
}
