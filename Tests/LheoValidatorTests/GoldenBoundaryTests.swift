import LheoModel
import LheoParser
import TestSupport
import Testing

@testable import LheoValidator

/// Where each rule begins to find something: in the offers that examples are made of, and in what makes an example
/// different from them, each number, date, time, code and text is changed, and each element left out or doubled. What
/// then changes the verdict is in Tests/Golden/boundaries.
@Suite struct GoldenBoundaryTests {
  /// The largest families first, so that no core waits for them at the end.
  private static let families = Dictionary(grouping: Rule.all, by: \.family).sorted {
    ($1.value.count, $0.key) < ($0.value.count, $1.key)
  }.map(\.key)

  @Test(arguments: families) func boundariesAreWhereTheyWere(family: String) throws {
    var text = ""
    for rule in Rule.all where rule.family == family && rule.reportedAs == nil {
      text += "\(rule.id)\n" + Boundaries.lines(of: rule).map { "  \($0)\n" }.joined() + "\n"
    }
    try Golden.expect(text, "boundaries/\(family).txt")
  }
}

/// What rules say of an offer: how bad, and how often, by rule.
private typealias Verdicts = [String: String]

private enum Boundaries {
  /// The offers that examples are made of, and what all rules say of each variant.
  private static let bases: [(label: String, variants: OfferVariants, usual: Verdicts, outcomes: [Outcomes])] =
    [Example.unchanged, .apprentissage("une offre pour apprentis")].map { base in
      let variants = OfferVariants(base.formation)
      let found = variants.elements.map { outcomes($0, in: variants) { verdicts($0, "") } }
      return (base.label.french, variants, verdicts(variants.with(nil, at: 0), ""), found)
    }

  /// What stands at each path in those offers.
  private static let known: [String: Set<String>] = bases.reduce(into: [:]) { known, base in
    for element in base.variants.elements { known[element.path(from: ""), default: []].insert(content(element)) }
  }

  static func lines(of rule: Rule) -> [String] {
    var relevant: Set<String> = []
    var lines: [String] = []
    for base in bases where rule.profile != .edof {
      let usual = base.usual[rule.id] ?? "good"
      let found = base.outcomes.compactMap { outcomes -> String? in
        let line = outcomes.line(for: rule.id, usual)
        if line != nil { relevant.insert(outcomes.path) }
        return line
      }
      if !found.isEmpty { lines += ["\(base.label): \(usual)"] + found.map { "  \($0)" } }
    }
    for example in rule.triggering + rule.passing {
      let variants = OfferVariants(example.formation)
      let judge = { (offer: ElementBuffer) in
        offer.dialect = example.dialect
        return verdicts(offer, rule.id)
      }
      let usual = judge(variants.with(nil, at: 0))[rule.id] ?? "good"
      let found = variants.elements.filter { element in
        let path = element.path(from: "")
        return relevant.contains(path) || known[path]?.contains(content(element)) != true
      }.compactMap { outcomes($0, in: variants, judge).line(for: rule.id, usual) }
      let new = found.filter { !lines.contains("  \($0)") }
      lines += ["\(example.label.french): \(usual)"] + new.map { "  \($0)" }
    }
    return lines
  }

  private static func content(_ element: ElementView) -> String {
    "\(element.text) \(element.attributes.map(\.value)) \(Array(element.children).count)"
  }

  private static func outcomes(
    _ element: ElementView, in variants: OfferVariants, _ judge: (ElementBuffer) -> Verdicts
  ) -> Outcomes {
    Outcomes(element) { judge(variants.with($0, at: element.index)) }
  }

  /// The rules of that name, or all but those of EDOF, which would run beside all others; chosen once.
  private static let selections: [String: RuleEngine.Selection] = Dictionary(
    uniqueKeysWithValues: ([""] + Rule.all.map(\.id)).map { id in
      (
        id,
        RuleEngine.Selection(
          RuleTests.options { if id.isEmpty { $0.profiles.remove(.edof) } else { $0.only = [id] } }.rules)
      )
    })
  private static let options = RuleTests.options().rules

  /// What a rule, or all, say of an offer.
  private static func verdicts(_ offer: ElementBuffer, _ rule: String) -> Verdicts {
    var found: [String: [Severity: Int]] = [:]
    let isEdof = rule.hasPrefix("edof/")
    let options = isEdof ? RuleTests.options { ($0.profiles, $0.only) = ([.edof], [rule]) }.rules : options
    RuleEngine(selections[rule]!, options: options, language: .fr).check(offer.root, path: "") {
      found[$0.rule, default: [:]][$0.severity, default: 0] += 1
    }
    return found.mapValues { counts in
      counts.sorted { $0.key > $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
  }
}

/// What rules say of the variants of an element.
private struct Outcomes: Sendable {
  let path: String
  private let isLeaf: Bool
  private var single: [(name: String, verdicts: Verdicts)] = []
  private var scales: [(scale: Scale, verdicts: [(value: Int, verdicts: Verdicts)])] = []

  init(_ element: ElementView, _ judge: (OfferVariants.Change) -> Verdicts) {
    path = element.path(from: "")
    isLeaf = element.element?.definition.isLeaf ?? false
    func add(_ name: String, _ change: OfferVariants.Change) { single.append((name, judge(change))) }
    func add(_ scale: Scale?, _ change: (String) -> OfferVariants.Change) {
      if let scale { scales.append((scale, scale.outcomes { judge(change($0)) })) }
    }
    add("left out", .dropped)
    add("twice", .doubled)
    for attribute in [KnownAttribute.numero, .datecrea, .datemaj] {
      guard let value = element.text(of: attribute) else { continue }
      add("without @\(attribute.name)", .attribute(attribute, ""))
      add(Scale(of: value, as: "@\(attribute.name) ")) { .attribute(attribute, $0) }
    }
    guard isLeaf else { return }
    let text = element.text
    if let table = element.element?.definition.codeTable {
      for entry in table.entries { add("= \(entry.code)", .text(entry.code)) }
    } else if let scale = Scale(of: text) {
      add(scale) { .text($0) }
    } else {
      add(.length(of: text)) { .text($0) }
      let changed = [
        ("in capitals", text.uppercased()), ("in small letters", text.lowercased()), ("= ?", "?"), ("= 0", "0"),
        ("and <b>", text + "<b>x</b>"), ("and &eacute;", text + "&eacute;"), ("and Ã©", text + "Ã©"), ("blank", "  "),
      ]
      for (name, text) in changed { add(name, .text(text)) }
    }
  }

  /// What a rule says that differs from what it usually says, if anything does.
  func line(for rule: String, _ usual: String) -> String? {
    var names: [String: [String]] = [:]
    // That nothing is wrong with what is not there says nothing of the rule.
    for (name, verdicts) in single where isLeaf || usual == "good" {
      names[verdicts[rule] ?? "good", default: []].append(name)
    }
    names[usual] = nil
    for (scale, verdicts) in scales {
      let ranges = scale.ranges(verdicts.map { ($0.value, $0.verdicts[rule] ?? "good") })
      guard ranges.count > 1 || ranges.first?.verdict != usual else { continue }
      for (name, verdict) in ranges { names[verdict, default: []].append(name) }
    }
    if names.isEmpty { return nil }
    let parts = names.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
    return "\(path.drop { $0 == "/" }) – \(parts.joined(separator: "; "))"
  }
}
