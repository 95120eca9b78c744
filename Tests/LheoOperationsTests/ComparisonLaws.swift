import Foundation
import LheoModel
import LheoOperations
import LheoParser
import LheoPipeline
import TestSupport
import Testing

/// What holds for the comparison of any two bodies of offers.
@Suite struct ComparisonLaws {
  private struct Outcome {
    var changes: [OfferChange] = []
    var same = 0
  }

  private func compare(_ old: [XMLTree], _ new: [XMLTree], ignoring patterns: [String] = []) throws -> Outcome {
    func sources(_ feeds: [XMLTree]) -> [FeedComparison.Source] {
      feeds.map { .success(FeedSource(.text($0.text))) }
    }
    var outcome = Outcome()
    outcome.same = try FeedComparison(
      old: sources(old), new: sources(new), ignoring: try IgnoredPlaces(patterns), jobs: 2
    ).run(folder: FileManager.default.temporaryDirectory.path) { outcome.changes.append($0) }
    return outcome
  }

  /// The offers of a feed in several feeds, in any order.
  private func parts(of feed: XMLTree, _ random: inout RandomDocuments) -> [XMLTree] {
    var parts = [[XMLNode]](repeating: [], count: random.number(1...4))
    var offers = feed.offers
    while !offers.isEmpty {
      let offer = offers.remove(at: random.number(0...offers.count - 1))
      parts[random.number(0...parts.count - 1)].append(.element(offer))
    }
    return parts.map { offers in
      XMLTree(
        name: "lheo", attributes: feed.attributes, children: [.element(XMLTree(name: "offres", children: offers))])
    }
  }

  // MARK: Bodies

  @Test func aFeedIsTheSameAsItsPartsInAnyOrder() throws {
    var random = RandomDocuments(seed: 31)
    for _ in 0..<40 {
      let feed = random.validFeed(offers: random.number(1...9))
      let (some, others) = (parts(of: feed, &random), parts(of: feed, &random))
      for (old, new) in [([feed], some), (some, [feed]), (some, others)] {
        let outcome = try compare(old, new)
        #expect(outcome.changes.isEmpty && outcome.same == feed.offers.count, "\(feed.text)")
      }
    }
  }

  /// Numbers that many offers have, in any order, some of them gone.
  @Test func offersOfOneNumberAreCountedAsTheyAre() throws {
    var random = RandomDocuments(seed: 32)
    for _ in 0..<40 {
      func body() -> XMLTree {
        let offers = (0..<random.number(0...8)).map { _ in
          XMLNode.element(
            XMLTree(
              name: "formation",
              attributes: [("numero", "\(random.number(1...2))"), ("tag", "\(random.number(1...3))")]))
        }
        return XMLTree(
          name: "lheo", attributes: [("xmlns", LheoSchema.namespace)],
          children: [.element(XMLTree(name: "offres", children: offers))])
      }
      let (old, new) = (body(), body())
      let outcome = try compare([old], [new])
      let texts = { (feed: XMLTree) in
        feed.offers.reduce(into: [String: Int]()) { $0[$1.text, default: 0] += 1 }
      }
      let common = texts(old).reduce(0) { $0 + min($1.value, texts(new)[$1.key] ?? 0) }
      #expect(outcome.same == common)
      let count = { (kind: OfferChange.Kind) in outcome.changes.count { $0.kind == kind } }
      #expect(outcome.same + count(.changed) + count(.added) == new.offers.count)
      #expect(outcome.same + count(.changed) + count(.removed) == old.offers.count)
      #expect(Set(outcome.changes.map { "\($0.kind) \($0.numero)" }).count == outcome.changes.count)
    }
  }

  // MARK: What is ignored

  /// Patterns, several at a time, that random feeds have something for.
  private static let patterns = [
    ["@datemaj"], ["@numero"], ["@datemaj", "@tag", "@id", "@horodatage-export"], ["coordonnees"], ["extras"],
    ["session"], ["action/session/periode"], ["action/session/periode/fin", "session/@datecrea"], ["action", "@info"],
    ["domaine-formation/code-FORMACODE/@ref", "formation/objectif-formation"], ["adresse", "formation/@tag"],
    ["organisme-formation-responsable", "lieu-de-formation"], ["formation"],
  ]

  @Test func whatChangesInIgnoredPlacesOnlyIsNoChange() throws {
    var random = RandomDocuments(seed: 33)
    var changed = 0
    for round in 0..<80 {
      let patterns = Self.patterns[round % Self.patterns.count]
      let feed = random.validFeed(offers: 3)
      var other = feed
      other.changeIgnored(patterns) { tree, attribute in
        if let attribute {
          tree[attribute] = random.chance(50) ? nil : "x\(random.number(0...9))"
        } else {
          tree.children = random.chance(50) ? [] : [.text("x\(random.number(0...9))")] + tree.children
          tree["info"] = "y"
        }
      }
      if feed.text != other.text { changed += 1 }
      for (old, new) in [(feed, other), (other, feed)] {
        let outcome = try compare([old], [new], ignoring: patterns)
        #expect(outcome.changes.isEmpty, "\(patterns): \(outcome.changes)")
      }
    }
    #expect(changed > 30)
  }

  /// Ignoring a place is comparing feeds that do not have it.
  @Test func ignoredPlacesAreAsIfTheyWereNotThere() throws {
    var random = RandomDocuments(seed: 34)
    var compared = 0
    for round in 0..<120 {
      let patterns = Self.patterns[round % (Self.patterns.count - 1)]
      var copy = random
      let feeds = [random.validFeed(offers: 3), copy.mutatedFeed(offers: 3, changes: 6)]
      let stripped = feeds.map { $0.without(patterns) }
      guard let found = try? compare([feeds[0]], [feeds[1]], ignoring: patterns) else { continue }
      let expected = try compare([stripped[0]], [stripped[1]])
      #expect(found.same == expected.same, "\(patterns)")
      #expect(found.changes.map(\.kind) == expected.changes.map(\.kind), "\(patterns)")
      #expect(found.changes.map(\.fields) == expected.changes.map(\.fields), "\(patterns)")
      compared += 1
    }
    #expect(compared > 60)
  }

  // MARK: Summaries

  /// Whatever a feed holds, what differs has a place in the schema, so that it can be counted and ignored.
  @Test func allThatChangedIsCountedAndCanBeIgnored() throws {
    var random = RandomDocuments(seed: 35)
    var counted: Set<String> = []
    for _ in 0..<120 {
      var copy = random
      let feeds = [random.validFeed(offers: 3), copy.mutatedFeed(offers: 3, changes: 8)]
      guard let found = try? compare([feeds[0]], [feeds[1]]) else { continue }
      var summary = DifferenceSummary()
      for change in found.changes { summary.count(change) }
      for kind in OfferChange.Kind.allCases { #expect(summary[kind] == found.changes.count { $0.kind == kind }) }
      for field in summary.fields {
        #expect(field.offers == found.changes.count { $0.fields.contains { $0.place == field.place } })
        #expect(!field.place.path.contains(/[^a-zA-Z\/@-]/) && !field.place.label.isEmpty, "\(field)")
      }
      #expect(summary.fields.map(\.offers) == summary.fields.map(\.offers).sorted(by: >))
      #expect(Set(summary.fields.map(\.place.path)).count == summary.fields.count)
      let places = summary.fields.map(\.place.path)
      let rest = try compare([feeds[0]], [feeds[1]], ignoring: places)
      #expect(rest.changes.allSatisfy { $0.kind != .changed }, "\(places): \(rest.changes)")
      counted.formUnion(places)
    }
    #expect(counted.count > 40 && counted.contains { $0.contains("@") })
  }
}

extension XMLTree {
  fileprivate var offers: [XMLTree] {
    elements.filter { $0.name == "offres" }.flatMap { $0.elements.filter { $0.name == "formation" } }
  }

  /// Changes what patterns name: attributes by their name, elements as a whole. The number of an offer stays, as it is
  /// found by it.
  fileprivate mutating func changeIgnored(
    _ patterns: [String], inside around: [String] = [], _ change: (inout XMLTree, String?) -> Void
  ) {
    let path = around + [name.hasPrefix("lheo:") ? localName : name]
    for pattern in patterns {
      var steps = pattern.split(separator: "/").map(String.init)
      let attribute = steps.last!.hasPrefix("@") ? String(steps.removeLast().dropFirst()) : nil
      guard path.contains("formation"), path.suffix(steps.count) == steps[...] else { continue }
      if name == "formation", attribute == "numero" { continue }
      let (title, numero) = (elements.first { $0.name == "intitule-formation" }, self["numero"])
      change(&self, attribute)
      guard name == "formation", attribute == nil else { continue }
      self["numero"] = numero
      if let title { children.append(.element(title)) }
    }
    for index in children.indices {
      guard case .element(var child) = children[index] else { continue }
      child.changeIgnored(patterns, inside: path, change)
      children[index] = .element(child)
    }
  }

  /// The feed without what patterns name.
  fileprivate func without(_ patterns: [String]) -> XMLTree {
    var copy = self
    copy.changeIgnored(patterns) { tree, attribute in
      if let attribute { tree[attribute] = nil } else { tree = XMLTree(name: "removed") }
    }
    copy.changeAll { tree in
      tree.children.removeAll { if case .element(let child) = $0 { child.name == "removed" } else { false } }
    }
    return copy
  }
}
