import LheoModel
import TestSupport
import Testing

/// Nothing is lost on the way through a command that keeps all, but for what the documentation says.
@Suite struct KeptTests {
  static let feeds = RandomFeed.valid(4 * scale, seed: 3)
  static let keeping = ToolCommand.readingFeeds.filter { $0.kept != .some }
  static let idempotent = ToolCommand.readingFeeds.filter(\.isIdempotent)

  @Test(arguments: keeping) func randomFeedsComeBack(_ command: ToolCommand) throws {
    for feed in Self.feeds where command.kept == .everything || feed.tree.localName == "lheo" {
      try check(command, feed.bytes, feed.name, expected: feed.tree.withoutInstructions.kept(command.kept))
    }
  }

  @Test(arguments: keeping) func realFeedsComeBack(_ command: ToolCommand) throws {
    for file in Repository.feeds("valid") + Repository.samples {
      if command.kept != .everything, file.lastPathComponent.contains("catalogue") { continue }
      try check(command, file.bytes, file.lastPathComponent, expected: nil)
    }
  }

  /// Of the size of a region's feed, through all kinds of tables.
  @Test(arguments: keeping.filter { $0.names.contains("export") && $0.kept == .everything })
  func largeFeedsComeBack(_ command: ToolCommand) throws {
    try check(command, RealisticFeed.bytes(offers: 3000), "3,000 offers", expected: nil)
  }

  /// - Parameter expected: What comes back; `nil` for what was there.
  private func check(_ command: ToolCommand, _ bytes: [UInt8], _ name: String, expected: XMLTree?) throws {
    try withFolder { folder in
      let outcome = try command.outcome(of: bytes, in: folder)
      let written = command.feeds(of: outcome)
      let original = expected.map { Array($0.text.utf8) } ?? bytes
      // A feed without offers is refused.
      if written.isEmpty, infoset(original)?.contains(where: { $0.contains("}formation ") }) == false { return }
      guard let result = written.values.first else {
        // References of an offer to what is around it cannot be exported: a person decides.
        if command.kept == .offers, outcome.run.status == 1, outcome.run.errorText.contains("idref") { return }
        keep(bytes, "\(command) \(name).xml")
        Issue.record("\(command) (\(name)): \(outcome.summary)")
        return
      }
      compare(result, original, command, name)
    }
  }

  /// Compares but for what the documentation says is lost, and for what issues will mend.
  private func compare(_ result: [UInt8], _ original: [UInt8], _ command: ToolCommand, _ name: String) {
    // Where elements of LHEO have several prefixes they may get one; else prefixes stay too.
    let hasOnePrefix = !name.contains("severalPrefixes") && !name.contains("declaredWhereUsed")
    if command.kept == .everything, hasOnePrefix {
      let isSame = canonical(result) == canonical(original)
      #expect(isSame, "\(command) (\(name)): \(difference(result, original, []))")
      return
    }
    let documented: Differences =
      command.names.contains("export") ? [.mixedText, .trimmedCodes, .formOfNumbers, .orderInExtras] : []
    let found = difference(result, original, command.kept == .everything ? [] : documented)
    if found.isEmpty { return }
    keep(original, "\(command) \(name).xml")
    Issue.record("\(command) (\(name)): \(found)")
  }

  private func difference(_ result: [UInt8], _ original: [UInt8], _ without: Differences) -> String {
    guard let result = infoset(result, without: without), let original = infoset(original, without: without) else {
      return "not well-formed"
    }
    let changes = result.difference(from: original)
    let lines = changes.removals.prefix(3) + changes.insertions.prefix(3)
    return lines.map { change in
      switch change {
      case .remove(let line, let text, _): "line \(line) is gone: \(text.prefix(200))"
      case .insert(let line, let text, _): "line \(line) is new: \(text.prefix(200))"
      }
    }.joined(separator: "\n")
  }

  /// Doing it twice is doing it once.
  @Test(arguments: idempotent) func twiceIsOnce(_ command: ToolCommand) throws {
    let feeds =
      RandomFeed.valid(3 * scale, seed: 4) + RandomFeed.mutated(3 * scale, seed: 5)
    for feed in feeds {
      try withFolder { folder in
        let once = try command.outcome(of: feed.bytes, in: folder)
        guard let first = command.feeds(of: once).values.first else { return }
        try withFolder { folder in
          let twice = try command.outcome(of: first, in: folder)
          // What is already so may be no change to make.
          let second = command.feeds(of: twice).values.first
          let isSame = second == first || second == nil && twice.run.status == 1
          if !isSame { keep(feed.bytes, "twice \(command) \(feed.name).xml") }
          #expect(isSame, "\(command) (\(feed.name)): \(twice.summary) \(difference(second ?? [], first, []))")
        }
      }
    }
  }
}

extension XMLTree {
  /// What a command keeps of it.
  func kept(_ kept: ToolCommand.Kept) -> XMLTree {
    guard kept != .everything, kept != .some else { return self }
    func plain(_ tree: XMLTree, _ children: [XMLTree]) -> XMLTree {
      let declarations = tree.attributes.filter { $0.name.hasPrefix("xmlns") }
      return XMLTree(name: tree.name, attributes: declarations, children: children.map { .element($0) })
    }
    let names = kept == .offersAndExtras ? ["formation", "extras"] : ["formation"]
    let children = elements.filter { $0.localName == "offres" || names.contains($0.localName) }.map { child in
      guard child.localName == "offres" else { return child }
      let offers = child.elements.filter { names.contains($0.localName) }
      return plain(child, kept == .offersApart ? offers.map(\.withoutOpenReferences) : offers)
    }
    return plain(self, children).withoutOpenReferences
  }

  /// Without references to what has been left out.
  private var withoutOpenReferences: XMLTree {
    var tree = self
    let open = openReferences
    tree.changeAll { if let id = $0["idref"], open.contains(id) { $0["idref"] = nil } }
    return tree
  }

  /// References to what is not in the tree.
  var openReferences: Set<String> {
    var tree = self
    var identifiers: Set<String> = []
    var references: Set<String> = []
    tree.changeAll {
      if let id = $0["id"] { identifiers.insert(id) }
      if let id = $0["idref"] { references.insert(id) }
    }
    return references.subtracting(identifiers)
  }
}
