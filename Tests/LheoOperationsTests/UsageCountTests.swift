import LheoModel
import LheoOperations
import LheoParser
import TestSupport
import Testing

/// How LHEO is used, counted in flat memory, is what a plain count over paths says.
@Suite struct UsageCountTests {
  /// What is at one place, counted with texts as keys.
  private struct Plain: Equatable {
    var offers: Set<Int> = []
    var parents: Set<[Int]> = []
    var occurrences = 0
    var values: Set<String> = []
  }

  private func offers(_ tree: XMLTree) -> [ElementBuffer] {
    var offers: [ElementBuffer] = []
    try? FeedParser(.text(tree.text)).forEachEvent { event in
      if let offer = event.offer { offers.append(copy(offer)) }
    }
    return offers
  }

  private func copy(_ buffer: ElementBuffer) -> ElementBuffer {
    let copy = ElementBuffer()
    copy.append(buffer)
    return copy
  }

  private func plainCount(_ offers: [ElementBuffer]) -> [String: Plain] {
    var counts: [String: Plain] = [:]
    for (number, offer) in offers.enumerated() {
      func note(_ path: String, in parent: Int, _ value: String?) {
        counts[path, default: Plain()].offers.insert(number)
        counts[path]!.parents.insert([number, parent])
        counts[path]!.occurrences += 1
        if let value, !value.isEmpty { counts[path]!.values.insert(value) }
      }
      func walk(_ view: ElementView, _ around: String, _ parent: Int) {
        if view.isText { return }
        var name = view.name.localName
        if view.element == .extra, let info = view.text(of: .info), !info.isEmpty { name += "[@info='\(info)']" }
        let path = around.isEmpty ? name : around + "/" + name
        note(path, in: parent, view.endIndex == view.index + 1 ? view.trimmedText ?? "" : nil)
        for attribute in view.details.attributes where attribute.name.declaredPrefix == nil {
          let name = if case .other(let other) = attribute.name { other.localName } else { "\(attribute.name)" }
          note(path + "/@" + name, in: view.index, attribute.value.trimmed)
        }
        for child in view.children { walk(child, path, view.index) }
      }
      withExtendedLifetime(offer) { walk(offer.root, "", -1) }
    }
    return counts
  }

  @Test(arguments: 0..<20) func countsAreThoseOfAPlainCount(seed: Int) {
    var random = RandomDocuments(seed: UInt64(300 + seed))
    let tree = seed % 2 == 0 ? random.validFeed(offers: 6) : random.mutatedFeed(offers: 6, changes: 6)
    let offers = offers(tree)
    var counter = UsageCounter(period: .year)
    for offer in offers { counter.add(offer) }
    let plain = plainCount(offers)
    let usage = counter.usage
    #expect(usage.offers == offers.count && !usage.isCut)
    // Names of other vocabularies may be cut or the same in two namespaces; the others are compared.
    let entries = usage.entries.filter { $0.kind != .code && $0.counts.occurrences > 0 }
    for entry in entries where entry.kind == .element || entry.kind == .attribute {
      guard let expected = plain[entry.path] else { continue }
      let isAmbiguous = entries.count { $0.path == entry.path } > 1
      if isAmbiguous { continue }
      #expect(entry.counts.offers == expected.offers.count, "\(entry.path), seed \(seed)")
      #expect(entry.counts.occurrences == expected.occurrences, "\(entry.path), seed \(seed)")
      #expect(entry.counts.inParents == expected.parents.count, "\(entry.path), seed \(seed)")
      #expect(entry.distinct == expected.values.count, "\(entry.path), seed \(seed)")
      #expect(entry.counts.filled + entry.counts.empty + entry.counts.placeholder == entry.counts.occurrences)
      #expect(entry.counts.inParents <= entry.counts.parents && entry.counts.filledOffers <= entry.counts.offers)
    }
    #expect(Set(entries.map(\.path)).isSuperset(of: plain.keys.filter { !$0.contains("extra") && !$0.contains("…") }))
  }

  @Test func partsOfTheUsageAddUp() {
    var counter = UsageCounter(period: .month)
    for (number, day) in ["20260110", "2026-02-11", "20250000", "", "99999999", "18000101"].enumerated() {
      var offer = Formation.example
      offer.datemaj = day.isEmpty ? nil : day
      if number % 2 == 0 { counter.begin("feed \(number)") }
      counter.add(buffer(offer))
    }
    let usage = counter.usage
    #expect(usage.periods.map(\.name) == ["?", "…", "2025", "2026-01", "2026-02"])
    #expect(usage.periods.map(\.offers) == [2, 1, 1, 1, 1])
    #expect(usage.sources.map(\.name) == ["feed 0", "feed 2", "feed 4"] && usage.sources.allSatisfy { $0.offers == 2 })
    for entry in usage.entries {
      #expect(entry.sources.offers.reduce(0, +) == entry.counts.offers)
      #expect(entry.periods.offers.reduce(0, +) == entry.counts.offers)
      #expect(entry.periods.filledOffers.reduce(0, +) == entry.counts.filledOffers)
    }
  }

  @Test func whatIsNotUsedIsThereToo() throws {
    var counter = UsageCounter(period: .year)
    var offer = Formation.example
    offer.urlFormation = nil
    counter.add(buffer(offer))
    let entries = counter.usage.entries
    let url = try #require(entries.first { $0.path == "formation/url-formation" })
    #expect(url.counts.occurrences == 0 && url.counts.parents == 1)
    let codes = entries.filter { $0.path == "formation/certifiante" && $0.kind == .code }
    #expect(codes.map(\.name) == ["0", "1"] && codes.map(\.counts.offers).reduce(0, +) == 1)
    #expect(codes.allSatisfy { $0.label != nil })
  }

  @Test(arguments: [
    ("Néant", false), ("À compléter.", false), ("R.A.S.", false), ("***", false), ("…", false), ("-", false),
    (" néant ", false), ("Ne\u{301}ant", true), ("Néanmoins", true), ("Test de français", true), ("xxxx", true),
    ("na na", true), ("œuvre", true), ("0", true),
  ])
  func whatFillsAFieldAndSaysNothingIsAPlaceholder(_ text: String, isFilled: Bool) throws {
    var counter = UsageCounter(period: .year)
    var offer = Formation.example
    offer.contenuFormation = TextLeaf(text)
    counter.add(buffer(offer))
    let entry = try #require(counter.usage.entries.first { $0.path == "formation/contenu-formation" })
    #expect((entry.counts.filled, entry.counts.placeholder) == (isFilled ? 1 : 0, isFilled ? 0 : 1))
    #expect(entry.counts.offers == 1 && entry.counts.filledOffers == entry.counts.filled)
  }

  @Test(arguments: [0, 1, 256, 257, 1000, 20_000, 300_000]) func differentValuesAreCountedWithinAFewPercent(count: Int)
    throws
  {
    var counter = UsageCounter(period: .year)
    // Each value twice, in another order.
    for number in Array(0..<count) + (0..<count).reversed() {
      let offer = ElementBuffer()
      offer.begin(.formation, ElementDetails(attributes: [Attribute(.known(.numero), "14_\(number)F")]))
      offer.end()
      counter.add(offer)
    }
    guard count > 0 else { return }
    let entry = try #require(counter.usage.entries.first { $0.kind == .attribute })
    #expect(entry.distinctIsExact == (count <= 256))
    #expect(abs(entry.distinct - count) <= (count <= 256 ? 0 : count / 20), "\(entry.distinct) for \(count)")
  }

  @Test func namesThatFeedsChooseAreBounded() {
    var counter = UsageCounter(period: .year)
    for number in 0..<3000 {
      let offer = ElementBuffer()
      offer.begin(.formation)
      offer.begin(.extras)
      for part in 0..<10 {
        offer.begin(.extra, ElementDetails(attributes: [Attribute(.known(.info), "info \(number)-\(part)")]))
        offer.begin(
          foreign: QualifiedName(localName: "n\(number)", namespace: "urn:\(part)"), attributes: [], at: .unknown)
        offer.end()
        offer.end()
      }
      offer.end()
      offer.end()
      counter.add(offer)
      counter.begin("feed \(number)")
    }
    let usage = counter.usage
    #expect(usage.isCut && usage.entries.count < 30_000 && usage.sources.count <= 501)
    #expect(usage.entries.contains { $0.name == "…" && $0.counts.offers > 2000 })
  }
}
