import LheoModel

extension UsageCounter {
  /// What has been counted so far, in the order of the schema.
  public var usage: Usage {
    let order = periods.indices.sorted { periods[$0].key < periods[$1].key }
    var tree = UsageTree(counter: self, periodOrder: order)
    tree.addChildren(of: -1, path: "", depth: 0, parentCount: offers)
    return Usage(
      period: period, offers: offers, sources: sources.map { Usage.Group(name: $0.name, offers: $0.offers) },
      periods: order.map { Usage.Group(name: Usage.Period.name(periods[$0].key), offers: periods[$0].offers) },
      entries: tree.entries, isCut: isCut)
  }
}

/// Puts subjects into order, and names what is not used.
private struct UsageTree {
  private let counter: UsageCounter
  private let periodOrder: [Int]
  private let children: [Int32: [Int]]
  private(set) var entries: [UsageEntry] = []

  init(counter: UsageCounter, periodOrder: [Int]) {
    self.counter = counter
    self.periodOrder = periodOrder
    children = Dictionary(grouping: counter.subjects.indices) { counter.subjects[$0].parent }
  }

  mutating func addChildren(of parent: Int32, path: String, depth: Int, parentCount: Int) {
    let around = parent < 0 ? nil : counter.subjects[Int(parent)].element
    let used = (children[parent] ?? []).map { number in
      (key: key(counter.subjects[number], in: around), number: Optional(number), subject: counter.subjects[number])
    }
    let keys = Set(used.map(\.key))
    let unused = unusedSubjects(in: around, of: parent).map {
      (key: key($0, in: around), number: Int?.none, subject: $0)
    }
    let all = used + unused.filter { !keys.contains($0.key) }
    for (_, number, subject) in all.sorted(by: { $0.key < $1.key }) {
      let own = subject.kind == .code ? path : Self.path(path, subject)
      var counts = subject.counts
      counts.parents = parentCount
      entries.append(
        UsageEntry(
          kind: subject.kind, path: own, name: subject.name, label: label(subject, in: around), depth: depth,
          counts: counts, distinct: subject.distinct.count, distinctIsExact: subject.distinct.isExact,
          sources: subject.sources.ordered(Array(counter.sources.indices)),
          periods: subject.periods.ordered(periodOrder)))
      guard let number else { continue }
      addChildren(of: Int32(number), path: own, depth: depth + 1, parentCount: counts.occurrences)
    }
  }

  private static func path(_ path: String, _ subject: UsageSubject) -> String {
    let name = subject.kind == .attribute ? "@" + subject.name : subject.name
    return path.isEmpty ? name : "\(path)/\(name)"
  }

  /// What the schema has in an element, but for the room for extensions, and the codes of its table.
  private func unusedSubjects(in element: Element?, of parent: Int32) -> [UsageSubject] {
    guard let element, element != .extra else { return [] }
    let codes = element.definition.codeTable?.entries.map { UsageSubject(.code, parent: parent, name: $0.code) } ?? []
    return codes
      + element.definition.particles.filter { ![.extra, .extras].contains($0.element) }.map {
        UsageSubject(.element, parent: parent, element: $0.element, name: $0.element.name)
      }
  }

  private func label(_ subject: UsageSubject, in around: Element?) -> String? {
    switch subject.kind {
    case .element: subject.element?.label
    case .code: around?.definition.codeTable?.shortLabel(of: subject.name)
    case .attribute: KnownAttribute.allCases.first { $0.name == subject.name }?.label
    case .extension: nil
    }
  }

  /// Attributes, then elements as the schema has them, then others, by name.
  private struct Key: Comparable, Hashable {
    let kind: Int
    let rank: Int
    let name: String

    static func < (left: Key, right: Key) -> Bool {
      (left.kind, left.rank, left.name) < (right.kind, right.rank, right.name)
    }
  }

  private func key(_ subject: UsageSubject, in around: Element?) -> Key {
    var rank = Int.max
    switch subject.kind {
    case .attribute: rank = KnownAttribute.allCases.firstIndex { $0.name == subject.name } ?? .max
    case .element: rank = around?.definition.particles.firstIndex { $0.element == subject.element } ?? .max
    case .code: rank = around?.definition.codeTable?.entries.firstIndex { $0.code == subject.name } ?? .max
    case .extension: break
    }
    let kinds: [UsageEntry.Kind] = [.attribute, .code, .element, .extension]
    return Key(kind: kinds.firstIndex(of: subject.kind)!, rank: rank, name: subject.name)
  }
}
