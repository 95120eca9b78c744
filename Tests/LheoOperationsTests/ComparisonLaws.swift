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

  private func compare(_ old: [XMLTree], _ new: [XMLTree]) throws -> Outcome {
    func sources(_ feeds: [XMLTree]) -> [FeedComparison.Source] {
      feeds.map { .success(FeedSource(.text($0.text))) }
    }
    var outcome = Outcome()
    outcome.same = try FeedComparison(old: sources(old), new: sources(new), jobs: 2).run(
      folder: FileManager.default.temporaryDirectory.path
    ) { outcome.changes.append($0) }
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
}

extension XMLTree {
  fileprivate var offers: [XMLTree] {
    elements.filter { $0.name == "offres" }.flatMap { $0.elements.filter { $0.name == "formation" } }
  }
}
