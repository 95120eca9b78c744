import Foundation
import LheoModel
import LheoOperations
import LheoParser
import TestSupport
import Testing

/// What holds for the comparison of any two feeds.
@Suite struct DifferenceLaws {
  private static let xmlns = "xmlns=\"\(LheoSchema.namespace)\""

  private func offers(_ feed: String) throws -> [ElementBuffer] {
    var found: [ElementBuffer] = []
    try FeedParser(.text(feed)).forEachEvent { event in
      guard case .element(let buffer) = event, buffer.root.element == .formation else { return }
      let copy = ElementBuffer()
      copy.append(buffer.root.content)
      found.append(copy)
    }
    return found
  }

  private func changes(_ old: [ElementBuffer], _ new: [ElementBuffer]) throws -> (changes: [OfferChange], same: Int) {
    var indices = [FeedIndex(), FeedIndex()]
    for (number, offers) in [old, new].enumerated() { for offer in offers { indices[number].add(offer) } }
    let difference = try FeedDifference(
      old: indices[0], new: indices[1], folder: FileManager.default.temporaryDirectory.path)
    for offer in old { try difference.addOld(offer) }
    let changed = try new.compactMap { try difference.change($0) } + difference.removed
    return (changed, difference.sameCount)
  }

  private func changes(_ old: String, _ new: String) throws -> [OfferChange] {
    try changes(try offers(old), try offers(new)).changes
  }

  private func feed(_ offer: String, root: String = "") -> String {
    "<lheo \(Self.xmlns) \(root)><offres><formation numero=\"1\">\(offer)</formation></offres></lheo>"
  }

  @Test func whatIsTheSameAndWhatIsNotIsTheSameBothWays() throws {
    var documents = RandomDocuments(seed: 15)
    for _ in 0..<60 {
      // A version and a version of it that is changed in some places.
      var copy = documents
      let old = try offers(documents.validDocument().text)
      let new = (try? offers(copy.mutatedDocument().text)) ?? []
      #expect(try changes(old, old).changes.isEmpty)
      let there = try changes(old, new), back = try changes(new, old)
      #expect(there.changes.allSatisfy { $0.kind != .changed || !$0.fields.isEmpty })
      #expect(there.same == back.same)
      func fields(_ changes: [OfferChange]) -> [[String]] {
        changes.flatMap(\.fields).map { [$0.before ?? "-", $0.after ?? "-"] }
      }
      #expect(
        Set(fields(there.changes)) == Set(fields(back.changes).map { $0.reversed() }))
      let kinds = back.changes.map { change -> OfferChange.Kind in
        switch change.kind {
        case .added: .removed
        case .removed: .added
        case .changed: .changed
        }
      }
      #expect(Set(there.changes.map(\.kind)) == Set(kinds))
    }
  }

  @Test(arguments: [
    // Prefixes.
    (
      "<extras><extra><p:a xmlns:p=\"urn:x\">1</p:a></extra></extras>",
      "<extras><extra><q:a xmlns:q=\"urn:x\">1</q:a></extra></extras>"
    ),
    ("<extras><extra xmlns:p=\"urn:x\" p:b=\"1\"/></extras>", "<extras><extra xmlns:q=\"urn:x\" q:b=\"1\"/></extras>"),
    // White space and composed accents.
    ("<intitule-formation>é</intitule-formation>", "<intitule-formation> e\u{301}\n</intitule-formation>"),
    // Order of what has a number.
    (
      "<action><session numero=\"1\"/><session numero=\"2\"/></action>",
      "<action><session numero=\"2\"/><session numero=\"1\"/></action>"
    ),
  ])
  func theSame(_ old: String, _ new: String) throws {
    #expect(try changes(feed(old), feed(new)).isEmpty)
    let counted = try changes(try offers(feed(old)), try offers(feed(new)))
    #expect(counted.same == 1)
  }

  @Test(arguments: [
    (
      "<extras><extra><p:a xmlns:p=\"urn:x\">1</p:a></extra></extras>",
      "<extras><extra><p:a xmlns:p=\"urn:y\">1</p:a></extra></extras>"
    ),
    (
      "<extras><extra info=\"a\"/><extra info=\"b\"/></extras>",
      "<extras><extra info=\"b\"/><extra info=\"a\"/></extras>"
    ),
    ("<extras><extra/><extras/></extras>", "<extras><extras/><extra/></extras>"),
    ("<extras><extra>a<b/>c</extra></extras>", "<extras><extra>a c<b/></extra></extras>"),
    ("<action><session numero=\"1\"/></action>", "<action><session numero=\"1\" tag=\"\"/></action>"),
    ("<action/>", "<action/><action/>"), ("<intitule-formation/>", ""),
  ])
  func whatDiffersHasAField(_ old: String, _ new: String) throws {
    for (before, after) in [(old, new), (new, old)] {
      let found = try changes(feed(before), feed(after))
      #expect(found.map(\.kind) == [.changed] && found.allSatisfy { !$0.fields.isEmpty })
    }
  }

  @Test func oneOfVeryManyThatIsNewIsOneChange() throws {
    let many = (0..<1000).map { "<extra>\($0)</extra>" }
    let found = try changes(
      feed("<extras>\(many.joined())</extras>"), feed("<extras><extra>new</extra>\(many.joined())</extras>"))
    #expect(found.flatMap(\.fields).map(\.after) == ["new"])
  }
}
