import LheoModel

/// Makes random documents, always the same for the same seed: valid ones from the schema, and mutated ones that may or
/// may not be.
public struct RandomDocuments {
  private var state: UInt64
  private var identifierCount = 0
  /// Placeholder of a reference, until all identifiers are known.
  static let openReference = "?"

  /// The dialect of the documents.
  let dialect: Dialect

  /// The documents of a seed.
  public init(seed: UInt64, dialect: Dialect = .current) {
    state = seed
    self.dialect = dialect
  }

  /// A number in a range.
  public mutating func number(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }

  /// Whether something happens that happens so many times in a hundred.
  public mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// One of several.
  public mutating func one<T>(of items: [T]) -> T { items[number(0...items.count - 1)] }

  // MARK: Documents

  /// A valid document.
  public mutating func validDocument() -> XMLTree {
    identifierCount = 0
    let roots: [Element] = dialect.isEdof ? [.lheo] : [.lheo, .lheo, .lheo, .lheoIndex, .lheoPlus]
    return finished(element(one(of: roots), depth: 0))
  }

  /// A valid feed of so many offers; most offers, actions and sessions have a number of their own.
  public mutating func validFeed(offers: Int) -> XMLTree {
    identifierCount = 0
    var list = element(.offres, depth: 1)
    list.children.removeAll { if case .element(let child) = $0 { child.name == "formation" } else { false } }
    list.children = (1...offers).map { _ in .element(element(.formation, depth: 2)) } + list.children
    var root = element(.lheo, depth: 0)
    for index in root.children.indices {
      if case .element(let child) = root.children[index], child.name == "offres" {
        root.children[index] = .element(list)
      }
    }
    var numbers: [String: Int] = [:]
    root.changeAll { tree in
      guard ["formation", "action", "session"].contains(tree.name) else { return }
      numbers[tree.name, default: 0] += 1
      tree["numero"] = chance(85) ? "14_\(numbers[tree.name]!)\(tree.name.first!.uppercased())" : nil
    }
    return finished(root)
  }

  /// The root with its namespaces, all references leading somewhere.
  private mutating func finished(_ root: XMLTree) -> XMLTree {
    var tree = root
    tree.attributes.insert(("xmlns", dialect.namespace), at: 0)
    tree.attributes.append(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
    tree.attributes.append(("xmlns:lheo", dialect.namespace))
    tree.attributes.append(("xmlns:autre", "urn:autre"))
    tree.attributes.append(("xmlns:xs", "http://www.w3.org/2001/XMLSchema"))
    var identifiers: [String] = []
    tree.changeAll { if let id = $0["id"] { identifiers.append(id) } }
    tree.changeAll { element in
      guard element["idref"] == Self.openReference else { return }
      element["idref"] = identifiers.isEmpty ? nil : one(of: identifiers)
    }
    return tree
  }

  mutating func newIdentifier() -> String {
    identifierCount += 1
    return "id-\(identifierCount)"
  }

  // MARK: Elements

  /// A valid element, which may hold open references.
  mutating func element(_ element: Element, depth: Int) -> XMLTree {
    guard let definition = dialect.schema.definition(of: element) else { return unknown(element) }
    var tree = XMLTree(name: definition.name)
    let required = Set(definition.requiredAttributes)
    for attribute in definition.attributes where required.contains(attribute) || chance(4) {
      tree.attributes.append((attribute.name, value(of: attribute.type)))
    }
    if chance(1) { tree.attributes.append(("xsi:type", "lheo:\(definition.name)-type")) }
    switch definition.content {
    case .sequence(let particles):
      for particle in particles {
        for _ in 0..<count(of: particle, depth: depth) {
          tree.children.append(.element(self.element(particle.element, depth: depth + 1)))
        }
      }
      tree.children = spaced(tree.children)
    case .choice(let elements):
      for _ in 0..<number(0...3) where depth < 7 {
        tree.children.append(.element(self.element(one(of: elements), depth: depth + 1)))
      }
      tree.children = spaced(tree.children)
    case .oneOf(let elements): tree.children = spaced([.element(self.element(one(of: elements), depth: depth + 1))])
    case .any:
      if chance(5) {
        tree.attributes.append(one(of: [("xml:lang", "fr"), ("autre:a", "é"), ("xml:space", "preserve")]))
      }
      tree.children = anything(depth: depth)
    default: tree.children = interrupted(text(of: definition.content))
    }
    return tree
  }

  /// An element that the dialect does not have: inside an extension it may hold what it likes.
  private mutating func unknown(_ element: Element) -> XMLTree {
    XMLTree(name: element.name, attributes: chance(30) ? [("id", "a b")] : [], children: [.text("inconnu")])
  }

  /// How many of a particle: mostly the minimum or a little more, now and then as many as may be.
  private mutating func count(of particle: ElementDefinition.Particle, depth: Int) -> Int {
    let room = (particle.maximum ?? particle.minimum + 6) - particle.minimum
    guard room > 0, particle.element != .extras || depth < 5 else { return particle.minimum }
    if depth > 2, chance(2) { return particle.minimum + room }
    return chance(depth < 4 ? 18 : 12) ? particle.minimum + number(1...min(room, 2)) : particle.minimum
  }

  /// White space, comments and processing instructions between elements now and then.
  private mutating func spaced(_ children: [XMLNode]) -> [XMLNode] {
    children.flatMap { child -> [XMLNode] in
      switch number(1...40) {
      case 1: [.text("\n  "), child]
      case 2: [.markup("<!-- <a> & -->"), child]
      case 3: [.markup("<?pi x?>"), child]
      case 4: [child, .markup("<![CDATA[ \n]]>")]
      case 5: [.text(" \u{D}\t"), child]
      default: [child]
      }
    }
  }

  /// A text, now and then in several pieces.
  private mutating func interrupted(_ text: String) -> [XMLNode] {
    guard text.unicodeScalars.count > 1, chance(3) else { return [.text(text)] }
    let middle = text.unicodeScalars.index(text.startIndex, offsetBy: text.unicodeScalars.count / 2)
    let end = String(text[middle...])
    let isPlain = end.unicodeScalars.allSatisfy { $0.isASCII && $0 != "\r" && $0 != "]" }
    let rest: XMLNode = isPlain && chance(50) ? .markup("<![CDATA[\(end)]]>") : .text(end)
    return [.text(String(text[..<middle])), .markup(one(of: ["<!-- c -->", "<?pi x?>", ""])), rest]
  }

  /// What may stand in an `extra`.
  private mutating func anything(depth: Int) -> [XMLNode] {
    let other = XMLTree(name: "autre:x", attributes: [("a", "1")], children: [.text(" é ")])
    switch number(1...13) {
    case 1: return []
    case 2: return [.text("texte & plus"), .element(other)]
    case 3 where depth < 6:
      return [.element(element(one(of: [.ville, .date, .periode, .nbPlaces, .adresse]), depth: depth + 1))]
    case 4: return [.element(XMLTree(name: "inconnu", children: [.text("x")]))]
    case 5: return [.markup("<![CDATA[<b>]]>"), .text("suite")]
    case 6:
      return [.element(XMLTree(name: "autre:y", attributes: [("xsi:type", "xs:integer")], children: [.text("12")]))]
    case 7:
      let inner = XMLTree(name: "e", attributes: [("xml:lang", "br")], children: [.text("demat")])
      return [.element(XMLTree(name: "d", attributes: [("xmlns", "urn:d")], children: [.element(inner)]))]
    case 8:
      let type = [("xmlns:t", dialect.namespace), ("xsi:type", "t:ville-type")]
      return [.element(XMLTree(name: "autre:z", attributes: type, children: [.text("Caen")]))]
    case 9 where depth < 6: return [.element(element(one(of: [.extra, .extras]), depth: depth + 1)), .element(other)]
    case 10: return [.element(other), .element(XMLTree(name: "autre:y")), .element(other)]
    default: return [.text(one(of: ["20260901", "", " ", "oui", "contact@example.org"]))]
    }
  }
}
