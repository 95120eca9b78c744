import Foundation
import LheoModel
@testable import LheoValidator
import TestSupport
import Testing

/// What holds for every rule, whoever wrote it.
@Suite struct RuleLaws {
  private static let examples = Rule.all.filter { $0.reportedAs == nil }.flatMap { rule in
    rule.triggering.indices.map { "\(rule.id) \($0)" }
  }

  private func rule(_ name: String) throws -> (rule: Rule, example: Example) {
    let parts = name.split(separator: " ")
    let rule = try #require(Rule.named(String(parts[0])))
    return (rule, rule.triggering[Int(parts[1])!])
  }

  /// Who follows the advice of a rule to the letter is rid of its finding, and gets no other.
  @Test(arguments: examples) func repairsRepair(name: String) throws {
    let (rule, example) = try rule(name)
    guard let repaired = rule.repaired(example) else { return }
    let before = RuleTests.findings(example)
    let after = RuleTests.findings(repaired, like: example)
    #expect(!after.contains { $0.rule == rule.id }, "\(after.map(\.message))")
    var left = before.map(\.rule)
    for finding in after {
      if let index = left.firstIndex(of: finding.rule) {
        left.remove(at: index)
      } else {
        Issue.record("new: \(finding.rule) \(finding.message)")
      }
    }
  }

  /// The repair names all elements that it changes.
  @Test(arguments: examples) func repairsChangeWhatTheyName(name: String) throws {
    let (rule, example) = try rule(name)
    guard let repaired = rule.repaired(example) else { return }
    let changes = ElementChanges(from: example.formation, to: repaired)
    #expect(!changes.paths.isEmpty, "nothing is repaired")
    for path in changes.paths {
      let isNamed = path.suffix(3).contains {
        rule.repair.french.contains("<\($0)>") || rule.repair.french.contains("<\($0) ")
          || rule.repair.french.contains("attribut \($0)")
      }
      #expect(isNamed, "changed but not named: \(path.joined(separator: "/")) in « \(rule.repair.french) »")
    }
  }

  /// Only where the offer may stay as it is, or nothing in it can be changed, is there no repair.
  @Test func everyErrorHasARepair() {
    let unrepaired = Rule.all.filter { $0.reportedAs == nil && $0.repairing == nil && $0.severity != .info }
    #expect(unrepaired.map(\.id) == Self.notRepairedInTheOffer)
  }

  private static let notRepairedInTheOffer: [String] = [
    "apprentissage/affelnet-calendrier", "session/archivee",
  ]

  /// A finding says what was found, unless something is missing, and what is expected.
  @Test(arguments: examples) func findingsNameWhatIsFoundAndExpected(name: String) throws {
    let (rule, example) = try rule(name)
    for finding in RuleTests.findings(example) where finding.rule == rule.id {
      let isMissing = finding.path.split(separator: "/").last?.prefix { $0 != "[" } != finding.element[...]
      #expect(finding.value != nil || isMissing, "\(finding.message)")
      #expect(finding.expected?.isEmpty == false, "\(finding.message)")
    }
  }

  @Test(.needsShared) func labelsOfTheFormAreThoseOfTheGuide() throws {
    let guide = try Guide()
    for field in FormField.allCases {
      for label in field.path.components(separatedBy: " › ") {
        #expect(guide.text.contains(label), "\(field): \(label)")
      }
    }
    for rule in Rule.all {
      for text in [rule.form.text.french, rule.form.text.english] {
        for label in Guide.quoted(text) {
          #expect(guide.text.contains(label), "\(rule.id): « \(label) »")
        }
      }
    }
  }

  @Test(.needsShared) func sourcesAreWhereTheGuideSaysIt() throws {
    let guide = try Guide()
    for rule in Rule.all {
      guard let section = rule.source.section else { continue }
      #expect(!rule.source.words.isEmpty, "\(rule.id): no words to find the place by")
      for lines in rule.source.lines {
        #expect(guide.headings(around: lines.lowerBound).contains { $0.contains(section) }, "\(rule.id): \(section)")
      }
      let cited = rule.source.lines.map { guide.lines($0) }.joined(separator: "\n")
      for words in rule.source.words { #expect(cited.contains(words), "\(rule.id): « \(words) » is not in \(cited)") }
    }
  }

  /// The page names each rule of the guide, at the lines that the rule cites.
  @Test(arguments: ["docs/guide-coverage.md", "docs/fr/couverture-du-guide.md"])
  func theCoverageOfTheGuideIsWritten(path: String) throws {
    let page = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    var rows: [(lines: [ClosedRange<Int>], patterns: [RulePattern])] = []
    let table = page.components(separatedBy: "\n## ")[0]
    for line in table.split(separator: "\n") where line.hasPrefix("| ") && line.dropFirst(2).first?.isNumber == true {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      let lines = cells[1].split(separator: ",").map { part in
        let ends = part.split(separator: "-").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        return ends[0]...ends[ends.count - 1]
      }
      let names = cells[3].split(separator: "`").map(String.init).filter { $0.contains("/") && !$0.contains(" ") }
      let patterns = names.map(RulePattern.init)
      for pattern in patterns where !RuleSheet.all.contains(where: { pattern.matches($0.id) }) {
        Issue.record("there is no rule \(pattern.text)")
      }
      rows.append((lines, patterns))
    }
    for rule in Rule.all where rule.source.section != nil {
      let named = rows.filter { $0.patterns.contains { $0.matches(rule.id) } }
      #expect(!named.isEmpty, "\(rule.id) is not named")
      for cited in rule.source.lines {
        #expect(named.contains { $0.lines.contains { $0.overlaps(cited) } }, "\(rule.id): \(cited)")
      }
    }
  }

  @Test func formRepairsHaveNoTags() {
    for sheet in RuleSheet.all {
      #expect(!sheet.formRepair.french.contains("<"), "\(sheet.id)")
      #expect(sheet.formRepair.french.hasSuffix("."), "\(sheet.id): \(sheet.formRepair.french)")
    }
  }
}

/// The data-entry guide of ../shared.
struct Guide {
  let text: String
  private let all: [Substring]

  init() throws {
    let raw = try String(contentsOf: Repository.shared("reference/guide-saisie-ofeli.txt")!, encoding: .utf8)
    text = raw.replacing("*", with: "").replacing("\\", with: "")
    all = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  func lines(_ range: ClosedRange<Int>) -> String {
    all[(range.lowerBound - 1)..<range.upperBound].joined(separator: "\n")
  }

  /// The headings above a line, nearest first, up to that of the chapter.
  func headings(around line: Int) -> [String] {
    var found: [String] = []
    var level = 7
    for text in all[..<line].reversed() {
      let depth = text.prefix { $0 == "#" }.count
      guard depth > 0, depth <= level else { continue }
      found.append(String(text))
      level = depth
      // A chapter has its own heading, then those of its screens, all of the first level.
      if found.count == 6 { break }
    }
    return found
  }

  /// The labels in « ».
  static func quoted(_ text: String) -> [String] {
    text.components(separatedBy: "«").dropFirst().compactMap { part in
      part.components(separatedBy: "»").first?.trimmingCharacters(in: .whitespaces)
    }
  }
}

/// Which elements and attributes differ between two offers, by their paths.
struct ElementChanges {
  private(set) var paths: [[String]] = []

  init(from before: Formation, to after: Formation) {
    let (old, new) = (ElementBuffer(), ElementBuffer())
    before.encode(into: old)
    after.encode(into: new)
    withExtendedLifetime((old, new)) { compare(old.root, new.root, []) }
  }

  private mutating func compare(_ old: ElementView, _ new: ElementView, _ around: [String]) {
    let path = around + [old.name.localName]
    if old.text != new.text { paths.append(path) }
    let (before, after) = (old.attributes, new.attributes)
    for attribute in before + after where !(before.contains(attribute) && after.contains(attribute)) {
      if case .known(let name) = attribute.name { paths.append(path + [name.name]) }
    }
    let (children, others) = (Array(old.children), Array(new.children))
    let names = Set((children + others).map(\.name.localName))
    for name in names.sorted() {
      let left = children.filter { $0.name.localName == name }
      let right = others.filter { $0.name.localName == name }
      if left.count == right.count {
        for (one, other) in zip(left, right) { compare(one, other, path) }
      } else {
        paths.append(path + [name])
      }
    }
  }
}
