import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoSchema
import TestSupport
import Testing

@Suite struct MergeAndSplitTests {
  private func offer(_ numero: String, _ date: String, id: String? = nil) -> ElementBuffer {
    var formation = Formation.example
    formation.numero = numero
    formation.datemaj = date
    formation.details[.id] = id
    return buffer(formation)
  }

  @Test func theLatestVersionStays() {
    var merger = FeedMerger()
    merger.note(offer("1", "20260101"), feed: 0)
    merger.note(offer("1", "20260201"), feed: 1)
    merger.note(offer("1", "20260115"), feed: 2)
    merger.startWriting()
    let kept = [("20260101", 0), ("20260201", 1), ("20260115", 2)].map { date, feed in
      if case .drop = merger.edit(offer("1", date), feed: feed) { false } else { true }
    }
    #expect(kept == [false, true, false])
    #expect(merger.duplicates.count == 2)
  }

  @Test func identifiersStayUnique() {
    var merger = FeedMerger()
    for feed in 0...1 { merger.note(offer("\(feed)", "20260101", id: "a"), feed: feed) }
    merger.startWriting()
    if case .keep = merger.edit(offer("0", "20260101", id: "a"), feed: 0) {} else { Issue.record("changed") }
    guard case .rewrite(let copy) = merger.edit(offer("1", "20260101", id: "a"), feed: 1) else {
      Issue.record("not changed")
      return
    }
    #expect(copy.root.text(of: .id) == "a-2")
  }

  @Test func referencesFollowTheirElements() throws {
    // Feed 1 refers to its own "a" before it comes, feed 2 to an offer that gives way to that of feed 1.
    func referring(_ numero: String, to id: String) -> ElementBuffer {
      var formation = Formation.example
      formation.numero = numero
      formation.details[.idref] = id
      return buffer(formation)
    }
    let offers = [
      (offer("0", "20260101", id: "a"), 0), (referring("1", to: "a"), 1), (offer("2", "20260201", id: "a"), 1),
      (offer("2", "20260101", id: "a"), 2), (referring("3", to: "a"), 2), (referring("4", to: "b"), 2),
    ]
    var merger = FeedMerger()
    for (buffer, feed) in offers { merger.note(buffer, feed: feed) }
    merger.startWriting()
    var written: [(id: String?, idref: String?)] = []
    for (buffer, feed) in offers {
      switch merger.edit(buffer, feed: feed) {
      case .keep: written.append((buffer.root.text(of: .id), buffer.root.text(of: .idref)))
      case .rewrite(let copy): written.append((copy.root.text(of: .id), copy.root.text(of: .idref)))
      default: continue
      }
    }
    #expect(written.map(\.id) == ["a", nil, "a-2", nil, nil])
    #expect(written.map(\.idref) == [nil, "a-2", nil, "a-2", nil])
  }

  @Test func extensionsBesideOffersHaveIdentifiersOfTheirOwn() {
    func extras(_ id: String) -> ElementBuffer {
      var extras = Extras(items: [.extra(Extra(text: "a"))])
      extras.details[.id] = id
      let buffer = ElementBuffer()
      extras.encode(into: buffer)
      return buffer
    }
    var merger = FeedMerger()
    for feed in 0...1 { merger.note(extras("z"), feed: feed) }
    merger.note(offer("1", "20260101", id: "z-2"), feed: 2)
    merger.startWriting()
    let written = (0...1).map { merger.besides(extras("z"), feed: $0) }
    #expect(written.map { Extras(decoding: $0).details[.id] } == ["z", "z-3"])
  }

  @Test func referencesThatLeadOutOfAnOfferAreLeftOut() throws {
    var formation = Formation.example
    formation.actions[0].details[.id] = "a"
    formation.actions[0].sessions[0].details[.idref] = "a"
    #expect(buffer(formation).withoutReferencesOutside == nil)
    formation.actions[0].sessions[0].recrutements[0].details[.idref] = "elsewhere"
    let copy = Formation(decoding: try #require(buffer(formation).withoutReferencesOutside))
    formation.actions[0].sessions[0].recrutements[0].details[.idref] = nil
    #expect(copy == formation)
  }

  @Test func namesOfPartsCannotLeaveTheFolder() {
    var formation = Formation.example
    formation.organismeFormationResponsable.siretOrganismeFormation.siret = "../../etc/x"
    var splitter = FeedSplitter(.organisme)
    #expect(splitter.part(of: buffer(formation), bytes: 1) == "etcx")
    formation.organismeFormationResponsable.siretOrganismeFormation.siret = "///"
    #expect(splitter.part(of: buffer(formation), bytes: 1) == "inconnu")
  }

  @Test func partsAreFilledUpToTheirSize() {
    var splitter = FeedSplitter(.bytes(100))
    let offer = buffer(.example)
    #expect(
      [60, 30, 20, 500, 10].map { splitter.part(of: offer, bytes: $0) } == ["0001", "0001", "0002", "0003", "0004"])
  }

  // MARK: Whole merges

  private func feed(_ offers: String, named name: String) -> FeedInput {
    .text("<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>\(offers)</offres></lheo>", name: name)
  }

  private func offer(_ numero: String, title: String = "a", date: String = "20260101") -> String {
    "<formation numero=\"\(numero)\" datemaj=\"\(date)\"><intitule-formation>\(title)</intitule-formation></formation>"
  }

  /// What a program that knows no command does.
  @Test func feedsAreMergedInOneCall() throws {
    let feeds = [
      feed(offer("1", date: "20260201") + offer("2"), named: "a"), feed(offer("1") + offer("3"), named: "b"),
    ]
    for jobs in [1, 2] {
      let bytes = CollectedBytes()
      let result = try FeedMerge(feeds.map(FeedInputs.Input.success), jobs: jobs).run(
        into: bytes, named: "out")
      #expect(result.writtenCount == 3 && result.skippedCount == 0)
      #expect(result.duplicates.map(\.numero) == ["1"] && result.duplicates.map(\.feed) == ["b"])
      var numeros: [String] = []
      try FeedReader(.bytes(bytes.take())).forEachFormation { numeros.append($0.numero ?? "") }
      #expect(numeros == ["1", "2", "3"])
    }
  }

  /// A feed, or an offer, that cannot be read is left out where that is wanted, and told once.
  @Test func whatCannotBeReadIsLeftOutWhereThatIsWanted() throws {
    let whole = feed(offer("1") + offer("2"), named: "a")
    let broken = feed(offer("3") + offer("4", title: "&") + offer("5"), named: "b")
    let truncated = FeedInput.text("<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>" + offer("6"), name: "c")
    let missing = FeedInputs.Input.failure(FeedError(.missing, file: "d"))
    let inputs = [.success(whole), .success(broken), .success(truncated), missing]
    let bytes = CollectedBytes()
    #expect(throws: FeedError.self) { try FeedMerge(inputs).run(into: bytes, named: "out") }
    #expect(bytes.take().isEmpty)

    var skipped: [String] = []
    var result = try FeedMerge(inputs).run(into: bytes, named: "out") { skipped.append($0.file) }
    #expect(skipped == ["b", "c", "d"] && result.skippedCount == 3 && result.writtenCount == 2)

    skipped = []
    let told = Locked<[String]>([])
    let merge = FeedMerge(inputs, goingOnAfter: { offer in told.withLock { $0.append(offer.numero ?? "") } })
    result = try merge.run(into: CollectedBytes(), named: "out") { skipped.append($0.file) }
    #expect(skipped == ["c", "d"] && told.withLock { $0 } == ["4"] && result.writtenCount == 4)
  }

  /// What only stands beside offers in one of the feeds is not in the merged feed, and nothing refers to it there.
  @Test func referencesToWhatIsLeftOutAreLeftOut() throws {
    let fixture = Repository.fixture("valid/catalogue-references.xml")
    let feed = FeedInput.file(fixture.path)
    let first = CollectedBytes()
    let result = try FeedMerge([.success(feed), .success(self.feed(offer("9"), named: "b"))]).run(
      into: first, named: "out")
    #expect(result.notices == [.leftOut(elements: ["organisme-formation-responsable"]), .lostReferences])
    #expect(result.writtenCount == 3)
    let merged = first.take()
    var checker = SchemaChecker()
    var violations: [String] = []
    let parser = FeedParser(.bytes(merged))
    while let event = try parser.next() { checker.check(event) { violations.append("\($0.kind) \($0.path)") } }
    #expect(!violations.contains { $0.contains("unresolvedReference") }, "\(violations)")
    #expect(String(decoding: merged, as: UTF8.self).matches(of: /idref="/).count == 9, "the others stay")
    let again = CollectedBytes()
    let second = try FeedMerge([.success(.bytes(merged))]).run(into: again, named: "out")
    #expect(again.take() == merged && second.notices.isEmpty)
  }

  /// Who merges every night what there is with what it came from gets the same feed: no identifier changes, no extension
  /// comes again.
  @Test func mergingAgainChangesNothing() throws {
    func feed(_ numero: String, _ extras: String, named name: String) -> FeedInput {
      .text(
        """
        <lheo xmlns="\(LheoSchema.namespace)"><offres><formation numero="\(numero)" id="x" datemaj="20260101">
        <intitule-formation>a</intitule-formation><action id="y"><rythme-formation idref="x">b</rythme-formation></action>
        </formation>\(extras)</offres>\(extras)</lheo>
        """, name: name)
    }
    let same = "<extras info=\"partner\"><extra info=\"by\">GCO</extra></extras>"
    let feeds = [feed("A", same + same, named: "a"), feed("B", same + "<extras info=\"b\"></extras>", named: "b")]
    func merged(_ feeds: [FeedInput]) throws -> [UInt8] {
      let bytes = CollectedBytes()
      _ = try FeedMerge(feeds.map(FeedInputs.Input.success)).run(into: bytes, named: "out")
      return bytes.take()
    }
    let all = try merged(feeds)
    let text = String(decoding: all, as: UTF8.self)
    #expect(
      text.matches(of: /info="partner"/).count == 4, "twice among the offers and twice after them, as in the first")
    #expect(text.matches(of: /<extras info="b"/).count == 2)
    #expect(text.contains("id=\"x-2\"") && text.contains("idref=\"x-2\"") && text.contains("id=\"y-2\""))
    var last = all
    for _ in 0..<3 {
      last = try merged([.bytes(last)] + feeds)
      #expect(last == all)
    }
    #expect(try merged([.bytes(all)]) == all)
  }

  /// The same for random feeds, which have the same identifiers, and of which each offer has a number of its own.
  @Test(arguments: 0..<30 as Range<UInt64>) func mergingRandomFeedsAgainChangesNothing(_ seed: UInt64) throws {
    var random = RandomDocuments(seed: 900 + seed)
    let feeds = (0..<4).map { feed -> FeedInput in
      var tree = random.validFeed(offers: 3)
      var number = 0
      tree.changeAll { element in
        if element.localName == "formation" {
          number += 1
          (element["numero"], element["datemaj"]) = ("\(feed)_\(number)F", "20260101")
        }
        // Extensions beside offers that have identifiers are kept apart.
        guard ["offres", "lheo", "lheo-plus"].contains(element.localName) else { return }
        for index in element.children.indices {
          guard case .element(var extras) = element.children[index], extras.localName == "extras" else { continue }
          extras.changeAll { ($0["id"], $0["idref"]) = (nil, nil) }
          element.children[index] = .element(extras)
        }
      }
      return .bytes(RandomEncoding.utf8.bytes(of: tree))
    }
    func merged(_ feeds: [FeedInput]) throws -> [UInt8] {
      let bytes = CollectedBytes()
      _ = try FeedMerge(feeds.map(FeedInputs.Input.success)).run(into: bytes, named: "out")
      return bytes.take()
    }
    let all = try merged(feeds)
    #expect(try merged([.bytes(all)]) == all)
    #expect(try merged([.bytes(all)] + feeds) == all)
    #expect(try merged([.bytes(all)] + feeds + feeds) == all)
  }

  @Test func aMergeWithoutOffersIsRefused() throws {
    #expect(throws: NoOfferError.self) {
      try FeedMerge([.success(feed("", named: "a"))]).run(into: CollectedBytes(), named: "out")
    }
  }
}
