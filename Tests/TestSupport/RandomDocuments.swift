import LheoModel

/// A piece of XML that can be mutated.
public indirect enum XMLNode {
  case element(XMLTree)
  case text(String)
  /// Written as it is: comments, processing instructions, CDATA sections.
  case markup(String)
}

/// An element that can be mutated.
public struct XMLTree {
  /// The name, with its prefix.
  public var name: String
  /// The attributes, in order.
  public var attributes: [(name: String, value: String)] = []
  /// What is inside, in order.
  public var children: [XMLNode] = []

  /// The element as XML.
  public var text: String {
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        .replacing("\r", with: "&#13;")
    }
    let attributes = attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    let inside = children.map { child in
      switch child {
      case .element(let tree): tree.text
      case .text(let text): escaped(text)
      case .markup(let markup): markup
      }
    }.joined()
    return "<\(name)\(attributes)>\(inside)</\(name)>"
  }

  /// How many elements there are, itself included.
  var count: Int {
    children.reduce(1) { if case .element(let child) = $1 { $0 + child.count } else { $0 } }
  }

  /// Changes the element of that number, in document order.
  mutating func change(_ number: Int, _ body: (inout XMLTree) -> Void) {
    var left = number
    change(&left, body)
  }

  private mutating func change(_ left: inout Int, _ body: (inout XMLTree) -> Void) {
    if left == 0 {
      body(&self)
      left = -1
      return
    }
    left -= 1
    for index in children.indices {
      guard left >= 0, case .element(var child) = children[index] else { continue }
      child.change(&left, body)
      children[index] = .element(child)
    }
  }
}

/// Makes random documents: valid ones from the schema, and mutated ones that may or may not be.
public struct RandomDocuments {
  private var state: UInt64

  /// The documents of a seed.
  public init(seed: UInt64) { state = seed }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }

  private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  private mutating func one<T>(of items: [T]) -> T { items[number(0...items.count - 1)] }

  private var identifierCount = 0

  /// A valid document.
  public mutating func validDocument() -> XMLTree {
    identifierCount = 0
    let root = one(of: [Element.lheo, .lheo, .lheo, .lheoIndex, .lheoPlus])
    var tree = element(root, depth: 0)
    tree.attributes.insert(("xmlns", LheoSchema.namespace), at: 0)
    tree.attributes.append(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
    tree.attributes.append(("xmlns:lheo", LheoSchema.namespace))
    tree.attributes.append(("xmlns:autre", "urn:autre"))
    tree.attributes.append(("xmlns:xs", "http://www.w3.org/2001/XMLSchema"))
    return tree
  }

  private mutating func element(_ element: Element, depth: Int) -> XMLTree {
    let definition = element.definition
    var tree = XMLTree(name: definition.name)
    for attribute in definition.attributes where chance(4) {
      if let value = value(of: attribute.type) { tree.attributes.append((attribute.name, value)) }
    }
    switch definition.content {
    case .sequence(let particles):
      for particle in particles {
        var count = particle.minimum
        let room = (particle.maximum ?? 3) - count
        if room > 0, chance(depth < 4 ? 18 : 12), particle.element != .extras || depth < 5 {
          count += number(1...min(room, 2))
        }
        for _ in 0..<count { tree.children.append(.element(self.element(particle.element, depth: depth + 1))) }
      }
      tree.children = spaced(tree.children)
    case .choice(let elements):
      for _ in 0..<number(0...3) where depth < 7 {
        tree.children.append(.element(self.element(one(of: elements), depth: depth + 1)))
      }
      tree.children = spaced(tree.children)
    case .any: tree.children = anything(depth: depth)
    default: tree.children = [.text(text(of: definition.content))]
    }
    return tree
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

  private mutating func anything(depth: Int) -> [XMLNode] {
    switch number(1...8) {
    case 1: return []
    case 2:
      return [
        .text("texte & plus"), .element(XMLTree(name: "autre:x", attributes: [("a", "1")], children: [.text(" é ")])),
      ]
    case 3 where depth < 6: return [.element(element(one(of: [.ville, .date, .periode, .nbPlaces]), depth: depth + 1))]
    case 4: return [.element(XMLTree(name: "inconnu", children: [.text("x")]))]
    case 5: return [.markup("<![CDATA[<b>]]>"), .text("suite")]
    case 6:
      return [.element(XMLTree(name: "autre:y", attributes: [("xsi:type", "xs:integer")], children: [.text("12")]))]
    default: return [.text("20260901")]
    }
  }

  private mutating func text(of content: ElementDefinition.Content) -> String {
    switch content {
    case .text(let minimum, let maximum):
      let longest = min(maximum ?? 30, minimum + 20)
      let length = chance(2) ? maximum ?? longest : number(minimum...max(minimum, longest))
      return String((0..<length).map { _ in one(of: Array("abcé œ€😀 -1Z")) })
    case .number: return one(of: ["12", "0", "-3", "+4", "9223372036854775807", "007"])
    case .date: return one(of: ["20260901", "00000000", "99999999", "20269999", " 20260230 ", "20261399"])
    case .code(let table): return one(of: [one(of: table.entries).code, "\n" + one(of: table.entries).code + " "])
    case .sequence, .choice, .any: return ""
    }
  }

  private mutating func value(of type: AttributeType) -> String? {
    switch type {
    case .string: return one(of: ["", "14_1F", "V14", "é & <"])
    case .id:
      identifierCount += 1
      return "id-\(identifierCount)"
    // libxml2 does not look whether references lead anywhere, so the comparison leaves them out where they do not.
    case .idref: return nil
    case .datetime: return one(of: ["2026-09-01T08:30:00", "2026-09-01T08:30:00.5Z", "2026-02-28T24:00:00+02:00"])
    case .anyuri: return one(of: ["https://example.org/a?b=c&d", "", "a b", "urn:x:1", "../x#y"])
    }
  }

  // MARK: Mutations

  /// A document that was valid, changed in one to three places.
  public mutating func mutatedDocument() -> XMLTree {
    var tree = validDocument()
    for _ in 0..<number(1...3) {
      let target = number(0...tree.count - 1)
      let kind = number(0...19)
      var copy = self
      tree.change(target) { copy.mutate(&$0, kind) }
      self = copy
    }
    return tree
  }

  private mutating func mutate(_ tree: inout XMLTree, _ kind: Int) {
    let elements = tree.children.indices.filter { if case .element = tree.children[$0] { true } else { false } }
    switch kind {
    case 0 where !elements.isEmpty: tree.children.remove(at: one(of: elements))
    case 1 where !elements.isEmpty:
      let index = one(of: elements)
      tree.children.insert(tree.children[index], at: index)
    case 2 where elements.count > 1: tree.children.swapAt(one(of: elements), one(of: elements))
    case 3: tree.name = one(of: LheoSchema.definitions).name
    case 4: tree.name = "inconnu"
    case 5 where !tree.name.contains(":"): tree.name = "lheo:" + tree.name
    case 6: tree.attributes.append(("xmlns", one(of: ["", "urn:autre", LheoSchema.namespace])))
    case 7: tree.children.append(.text(one(of: ["texte", " ", "\n", "\u{A0}"])))
    case 8:
      tree.children = [
        .text(
          one(of: [
            "", " ", "x", "20260901", "2026-09-01", "1", "99", "-", "1.5", " 7 ", "-9223372036854775808",
            "9223372036854775808", "é",
          ]))
      ]
    case 9: tree.children = [.text(String(repeating: one(of: ["a", "é", "😀"]), count: number(0...310)))]
    case 10:
      tree.attributes.append((one(of: ["numero", "info", "ref", "tag", "datemaj", "datecrea", "href", "file"]), "x"))
    case 11:
      tree.attributes.append((one(of: ["inconnu", "autre:a", "xml:lang", "xml:space", "lheo:numero"]), "preserve"))
    case 12: tree.attributes.append(("xsi:nil", one(of: ["true", "false"])))
    case 13:
      let local = tree.name.split(separator: ":").last.map(String.init) ?? ""
      tree.attributes.append(
        ("xsi:type", one(of: ["lheo:\(local)-type", "lheo:session-type", "xs:string", "lheo:rien"])))
    case 14: tree.attributes.append(("id", one(of: ["id-1", "a", "1a", "a b", ""])))
    case 15:
      tree.attributes.append(
        (
          one(of: ["horodatage-creation", "horodatage-export"]),
          one(of: [
            "2026-09-01", "2026-13-01T00:00:00", "2026-09-01T08:30:00Z", " 2026-09-01T08:30:00 ", "",
            "2026-09-01T8:30:00",
          ])
        ))
    case 16:
      tree.attributes.append(("uri", one(of: ["http://example.org/%zz", "http://[x", ":", "a\\b", "http://é.fr/<>"])))
    case 17:
      tree.children.append(
        .markup(one(of: ["<!-- c -->", "<![CDATA[x]]>", "<?p q?>", "<![CDATA[]]>", "&#32;", "&#xE9;"])))
    case 18 where !elements.isEmpty:
      let index = one(of: elements)
      tree.children.insert(.element(element(one(of: LheoSchema.definitions).element, depth: 5)), at: index)
    case 19: tree.attributes.append(("xsi:schemaLocation", "urn:autre autre.xsd"))
    default: tree.children.append(.markup(" "))
    }
    var seen: Set<String> = []
    tree.attributes = tree.attributes.reversed().filter { seen.insert($0.name).inserted }.reversed()
  }
}
