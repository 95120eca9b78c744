import LheoModel

// What is wrong with an element of which it is known that something is: slower than the check, but rare.

extension SchemaChecker {
  /// Reports what is wrong in a sequence: each mistake once, without the mistakes that only follow from others.
  func explainSequence(_ view: ElementView, _ row: SchemaTables.Row, _ skipped: inout Set<Int>, _ report: Report) {
    reportText(view, report)
    let particles = tables.particles + row.firstParticle
    var known: [(view: ElementView, position: Int)] = []
    for child in view.children where !child.isText {
      let position = position(of: child, in: view)
      if position == 0 {
        skipped.insert(child.index)
        report(violation(unexpected(child, in: view), child))
      } else {
        if child.element == nil {
          skipped.insert(child.index)
          report(violation(.namespace(found: child.name.namespace), child))
        }
        known.append((child, position))
      }
    }
    var counts = [Int](repeating: 0, count: row.particleCount + 1)
    for (_, position) in known { counts[position] += 1 }
    for position in 1...row.particleCount where particles[position].minimum > counts[position] {
      let missing = element(particles[position])
      report(violation(.missing(missing), view, name: missing.name))
    }
    for position in 1...row.particleCount where counts[position] > particles[position].maximum {
      let surplus = known.filter { $0.position == position }[particles[position].maximum].view
      report(violation(.tooMany(maximum: particles[position].maximum, found: counts[position]), surplus))
    }
    let inOrder = Self.longestAscent(known.map(\.position))
    let kept = Set(known.indices.lazy.filter { inOrder[$0] }.map { known[$0].position }).sorted()
    for (index, child) in known.enumerated() where !inOrder[index] {
      let before = kept.last { $0 < child.position }.map { element(particles[$0]) }
      let after = kept.first { $0 > child.position }.map { element(particles[$0]) }
      report(violation(.misplaced(after: before, before: after), child.view))
    }
  }

  /// Which numbers belong to a longest sequence that never descends: the others are out of order.
  static func longestAscent(_ numbers: [Int]) -> [Bool] {
    var tails: [Int] = []
    var previous = [Int](repeating: -1, count: numbers.count)
    for index in numbers.indices {
      var low = 0
      var high = tails.count
      while low < high {
        let middle = (low + high) / 2
        if numbers[tails[middle]] <= numbers[index] { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? tails[low - 1] : -1
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var belongs = [Bool](repeating: false, count: numbers.count)
    var index = tails.last ?? -1
    while index >= 0 {
      belongs[index] = true
      index = previous[index]
    }
    return belongs
  }

  func explainChoice(_ view: ElementView, _ code: Int, _ skipped: inout Set<Int>, _ report: Report) {
    reportText(view, report)
    for child in view.children where !child.isText {
      if child.element != nil, position(of: child, in: view) > 0 { continue }
      skipped.insert(child.index)
      let isMisnamed = position(of: child, in: view) > 0
      report(violation(isMisnamed ? .namespace(found: child.name.namespace) : unexpected(child, in: view), child))
    }
  }

  /// Reports what is wrong where exactly one child of several may stand.
  func explainOneOf(_ view: ElementView, _ code: Int, _ skipped: inout Set<Int>, _ report: Report) {
    explainChoice(view, code, &skipped, report)
    let found = view.children.filter { !$0.isText && position(of: $0, in: view) > 0 }
    let allowed = tables.allowed(in: UInt16(code))
    if found.isEmpty {
      report(violation(.missingOneOf(allowed), view, name: allowed[0].name))
    } else if found.count > 1 {
      report(violation(.tooMany(maximum: 1, found: found.count), found[1]))
    }
  }

  private func unexpected(_ child: ElementView, in parent: ElementView) -> SchemaViolation.Kind {
    let allowed = tables.allowed(in: parent.code)
    // What belongs to LHEO there, and not to the dialect.
    let isLheo = Occurrence.place(of: child.code, in: parent.code) != Occurrence.nowhere
    return isLheo ? .notInDialect(allowed: allowed) : .unexpected(allowed: allowed)
  }

  /// Reports the first element in a leaf. Its children are not looked at.
  func explainLeafChildren(_ view: ElementView, _ report: Report) -> Bool {
    if let child = view.children.first(where: { !$0.isText }) { report(violation(.unexpected(allowed: []), child)) }
    return false
  }

  func explainText(_ view: ElementView, _ code: Int, _ report: Report) {
    let text = view.utf8
    switch tables.schema.definition(of: Element(rawValue: UInt16(code)))?.content {
    case .text(let minimum, let maximum):
      let length = SchemaViolation.Kind.length(found: text.characterCount, minimum: minimum, maximum: maximum)
      report(violation(length, view, found: text))
    case .number: report(violation(.number, view, found: text))
    case .date: report(violation(.date, view, found: text))
    case .code(let table): report(violation(.code(table), view, found: text))
    case .digits(let prefix, let isOptional, let minimum, let maximum):
      let kind = SchemaViolation.Kind.digits(
        prefix: prefix, isOptional: isOptional, minimum: minimum, maximum: maximum)
      report(violation(kind, view, found: text))
    default: break
    }
  }

  private func reportText(_ view: ElementView, _ report: Report) {
    if !view.utf8.isEmpty { report(violation(.unexpectedText, view, found: view.utf8)) }
    for child in view.children where child.isText {
      report(violation(.unexpectedText, child, name: view.name.description, found: child.utf8))
    }
  }

  /// The number of the particle that a child is in its parent, also where it is in the wrong namespace; 0 for none.
  private func position(of child: ElementView, in parent: ElementView) -> Int {
    var code = child.code
    if code == ElementStorage.foreign {
      let name = child.name
      guard name.namespace != LheoSchema.namespace, let element = Element(name: name.localName) else { return 0 }
      code = element.rawValue
    }
    return Int(tables.positions[Int(parent.code) * SchemaTables.width + Int(code)])
  }

  private func element(_ particle: SchemaTables.Particle) -> Element { Element(rawValue: particle.element) }
}
