import LheoModel

/// Documents that may or may not be valid.
extension RandomDocuments {
  /// A document that was valid, changed in one to three places.
  public mutating func mutatedDocument() -> XMLTree {
    var tree = validDocument()
    mutate(&tree, times: number(1...3))
    return tree
  }

  /// A feed that was valid, changed in so many places.
  public mutating func mutatedFeed(offers: Int, changes: Int) -> XMLTree {
    var tree = validFeed(offers: offers)
    mutate(&tree, times: changes)
    return tree
  }

  private mutating func mutate(_ tree: inout XMLTree, times: Int) {
    for _ in 0..<times {
      let target = number(0...tree.count - 1)
      let kind = number(0...24)
      tree.change(target) { mutate(&$0, kind) }
    }
  }

  private mutating func mutate(_ tree: inout XMLTree, _ kind: Int) {
    switch kind {
    case 0...5: changeElements(&tree, kind)
    case 6...9: changeText(&tree, kind)
    case 10...13: changeBounds(&tree, kind)
    case 14...23: changeAttributes(&tree, kind)
    default: tree.attributes.append(("xsi:schemaLocation", "urn:autre autre.xsd"))
    }
    var seen: Set<String> = []
    tree.attributes = tree.attributes.reversed().filter { seen.insert($0.name).inserted }.reversed()
  }

  private mutating func changeElements(_ tree: inout XMLTree, _ kind: Int) {
    let elements = tree.children.indices.filter { if case .element = tree.children[$0] { true } else { false } }
    switch kind {
    case 0 where !elements.isEmpty: tree.children.remove(at: one(of: elements))
    case 1 where !elements.isEmpty:
      let index = one(of: elements)
      tree.children.insert(tree.children[index], at: index)
    case 2 where elements.count > 1: tree.children.swapAt(one(of: elements), one(of: elements))
    case 3:
      tree.name =
        chance(50) ? "inconnu" : one(of: chance(50) ? dialect.schema.definitions : LheoSchema.definitions).name
    case 4 where !tree.name.contains(":"): tree.name = "lheo:" + tree.name
    case 5 where !elements.isEmpty:
      let other = element(one(of: chance(50) ? dialect.schema.definitions : LheoSchema.definitions).element, depth: 5)
      tree.children.insert(.element(other), at: one(of: elements))
    default: tree.children.append(.markup(" "))
    }
  }

  private mutating func changeText(_ tree: inout XMLTree, _ kind: Int) {
    switch kind {
    case 6: tree.children.append(.text(one(of: ["texte", " ", "\n", "\u{A0}"])))
    case 7:
      let texts = [
        "", " ", "x", "20260901", "2026-09-01", "1", "99", "-", "1.5", " 7 ", "-9223372036854775808",
        "9223372036854775808", "é", "RNCP1", "RS", "+33231000000", "+", "02 31 00 00 00", "40344",
      ]
      tree.children = [.text(one(of: texts))]
    case 8: tree.children = [.text(String(repeating: one(of: ["a", "é", "😀"]), count: number(0...310)))]
    default:
      let pieces = ["<!-- c -->", "<![CDATA[x]]>", "<?p q?>", "<![CDATA[]]>", "&#32;", "&#xE9;"]
      tree.children.append(.markup(one(of: pieces)))
    }
  }

  /// As much as may be, and one more; as little as may be, and one less.
  private mutating func changeBounds(_ tree: inout XMLTree, _ kind: Int) {
    guard let definition = Element(name: tree.localName).flatMap(dialect.schema.definition) else { return }
    let more = kind == 11 || kind == 13 ? 1 : 0
    switch definition.content {
    case .text(let minimum, let maximum):
      let length = kind < 12 ? (maximum ?? minimum) + more : minimum - more
      tree.children = [.text(String(repeating: one(of: ["x", "é", "😀"]), count: max(0, length)))]
    case .sequence(let particles):
      let bounded = particles.filter { $0.maximum != nil }
      guard !bounded.isEmpty else { return }
      let particle = one(of: bounded)
      let name = particle.element.name
      tree.children.removeAll { if case .element(let child) = $0 { child.localName == name } else { false } }
      let followers = Set(particles.drop { $0.element != particle.element }.map(\.element.name))
      let place = tree.children.firstIndex {
        if case .element(let child) = $0 { followers.contains(child.localName) } else { false }
      }
      let count = kind < 12 ? particle.maximum! + more : max(0, particle.minimum - more)
      let many = (0..<count).map { _ in XMLNode.element(element(particle.element, depth: 6)) }
      tree.children.insert(contentsOf: many, at: place ?? tree.children.count)
    case .digits(let prefix, _, let minimum, let maximum):
      let length = kind < 12 ? maximum + more : minimum - more
      tree.children = [.text(prefix + String(repeating: "7", count: max(0, length - prefix.utf8.count)))]
    default: return
    }
  }

  private mutating func changeAttributes(_ tree: inout XMLTree, _ kind: Int) {
    let local = tree.localName
    let (names, values): ([String], [String]) =
      switch kind {
      case 14: (["numero", "info", "ref", "tag", "datemaj", "datecrea", "href", "file"], ["x"])
      case 15: (["inconnu", "autre:a", "xml:lang", "xml:space", "lheo:numero"], ["preserve"])
      case 16: (["xsi:nil"], ["true", "false"])
      case 17: (["xsi:type"], ["lheo:\(local)-type", "lheo:session-type", "xs:string", "lheo:rien"])
      case 18: (["id"], ["id-1", "a", "1a", "a b", ""])
      case 19: (["idref"], ["id-1", "personne", " id-1 ", "1a", ""])
      case 20:
        (
          ["horodatage-creation", "horodatage-export"],
          [
            "2026-09-01", "2026-13-01T00:00:00", "2026-09-01T08:30:00Z", " 2026-09-01T08:30:00 ", "",
            "2026-09-01T8:30:00",
          ]
        )
      case 21: (["uri"], ["http://example.org/%zz", "http://[x", ":", "a\\b", "http://é.fr/<>"])
      case 22: (["xmlns"], ["", "urn:autre", dialect.namespace])
      default: (["xmlns:lheo"], ["urn:autre", dialect.namespace])
      }
    if dialect.isEdof, chance(30), let first = tree.attributes.indices.first {
      tree.attributes.remove(at: first)
    }
    tree.attributes.append((one(of: names), one(of: values)))
  }
}
