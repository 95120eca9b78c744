import LheoModel

/// Counts how LHEO is used, offer by offer. Memory does not depend on how many offers there are: names that feeds choose
/// (extensions, codes outside the tables) get entries of their own up to a limit, and different values are estimated.
public struct UsageCounter: Sendable {
  /// So many subjects have counts of their own.
  static let subjectLimit = 10_000
  /// So many names that feeds choose have counts of their own at one place.
  static let freeNameLimit = 100
  /// So many sources are told apart.
  static let sourceLimit = 500

  let period: Usage.Period
  var subjects: [UsageSubject] = []
  private var numbers: [UInt64: Int32] = [:]
  private(set) var isCut = false
  /// The names of sources, and how many offers each has.
  private(set) var sources: [(name: String, offers: Int)] = []
  private var source = 0
  private(set) var periods: [(key: Int, offers: Int)] = []
  private var periodNumbers: [Int: Int] = [:]
  private(set) var offers = 0
  /// How many nodes the offers before had.
  private var nodeCount = 0
  /// For each node of the offer at hand, its subject.
  private var subjectOfNode: [Int32] = []

  /// A counter that has seen nothing.
  ///
  /// - Parameter period: how offers are grouped by date.
  public init(period: Usage.Period) { self.period = period }

  /// The offers of another source follow.
  ///
  /// - Parameter name: its name.
  public mutating func begin(_ name: String) {
    if sources.count <= Self.sourceLimit {
      sources.append((sources.count < Self.sourceLimit ? name : UsageEntry.otherName, 0))
    }
    source = sources.count - 1
  }

  /// Counts an offer.
  ///
  /// - Parameter buffer: the offer.
  public mutating func add(_ buffer: ElementBuffer) {
    let group = periodNumber(of: buffer.root)
    let root = buffer.root
    subjectOfNode.removeAll(keepingCapacity: true)
    for index in 0..<root.endIndex {
      let view = ElementView(storage: root.storage, index: index)
      guard let subject = subject(of: view) else {
        subjectOfNode.append(-1)
        continue
      }
      subjectOfNode.append(Int32(subject))
      let isLeaf = view.endIndex == view.index + 1
      let text = view.utf8.trimmed
      let value: UsageValue = isLeaf ? UsageValue(of: view, text) : .filled
      let around = nodeCount + Int(view.node.parent)
      note(subject, value, in: around, isLeaf && value != .empty ? text : nil, group)
      if isLeaf, value != .empty, view.element?.definition.codeTable != nil {
        noteCode(text, of: subject, in: nodeCount + index, group)
      }
      for number in 0..<view.attributeCount {
        note(view.attributeNode(number), of: view, subject, in: nodeCount + index, group)
      }
    }
    nodeCount += root.endIndex
    offers += 1
    if sources.isEmpty { begin("-") }
    sources[source].offers += 1
    periods[group].offers += 1
  }

  // MARK: Counting

  private mutating func note(
    _ subject: Int, _ value: UsageValue, in around: Int, _ text: UnsafeBufferPointer<UInt8>?, _ group: Int
  ) {
    subjects[subject].counts.occurrences += 1
    switch value {
    case .filled: subjects[subject].counts.filled += 1
    case .empty: subjects[subject].counts.empty += 1
    case .placeholder: subjects[subject].counts.placeholder += 1
    }
    if let text {
      var hash = FNV()
      hash.combine(text)
      subjects[subject].distinct.insert(hash.value)
    }
    if subjects[subject].lastParent != around {
      subjects[subject].lastParent = around
      subjects[subject].counts.inParents += 1
    }
    if subjects[subject].lastOffer != offers {
      subjects[subject].lastOffer = offers
      subjects[subject].counts.offers += 1
      subjects[subject].sources.note(source, isFilled: false)
      subjects[subject].periods.note(group, isFilled: false)
    }
    if value == .filled, subjects[subject].lastFilledOffer != offers {
      subjects[subject].lastFilledOffer = offers
      subjects[subject].counts.filledOffers += 1
      subjects[subject].sources.note(source, isFilled: true)
      subjects[subject].periods.note(group, isFilled: true)
    }
  }

  private mutating func note(
    _ attribute: ElementStorage.AttributeNode, of view: ElementView, _ subject: Int, in around: Int, _ group: Int
  ) {
    let isKnown = attribute.code < ElementStorage.firstForeignAttribute
    if !isKnown, view.storage.pointee.declaredPrefix(attribute.code) != nil { return }
    let key: UInt64
    if isKnown {
      key = UInt64(attribute.code)
    } else {
      key = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)].hash
    }
    let storage = view.storage
    let found = number(.attribute, of: subject, key, isFree: !isKnown) {
      if case .known(let known) = storage.pointee.attributeName(attribute.code) { return known.name }
      return storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)].localName.shownName
    }
    guard let number = found else { return }
    let text = view.value(attribute).trimmed
    note(number, UsageValue(text: text), in: around, text.isEmpty ? nil : text, group)
  }

  private mutating func noteCode(
    _ text: UnsafeBufferPointer<UInt8>, of subject: Int, in around: Int, _ group: Int
  ) {
    var hash = FNV()
    hash.combine(text)
    let table = subjects[subject].element?.definition.codeTable
    func isKnown() -> Bool { table?.entries.contains { $0.code.utf8.elementsEqual(text) } ?? false }
    let found = number(.code, of: subject, hash.value, isFree: !isKnown()) {
      String(decoding: text.prefix(60), as: UTF8.self).shownName
    }
    guard let number = found else { return }
    note(number, .filled, in: around, nil, group)
  }

  // MARK: Subjects

  /// The subject of an element; `nil` for a run of text, and for what is in something that is not counted.
  private mutating func subject(of view: ElementView) -> Int? {
    if view.isText { return nil }
    let parent = view.index == 0 ? -1 : Int(subjectOfNode[Int(view.node.parent)])
    if parent < 0, view.index > 0 { return nil }
    if let element = view.element {
      if element == .extra, let info = view.utf8(of: .info), !info.isEmpty {
        var hash = FNV()
        hash.combine(info)
        return number(.extension, of: parent, hash.value, isFree: true, element) {
          "extra[@info='\(String(decoding: info.prefix(60), as: UTF8.self).shownName)']"
        }
      }
      return number(.element, of: parent, UInt64(element.rawValue), isFree: false, element) { element.name }
    }
    let storage = view.storage
    let name = Int(view.node.name)
    return number(.extension, of: parent, storage.pointee.names[name].hash, isFree: true) {
      storage.pointee.names[name].localName.shownName
    }
  }

  /// The number of a subject in another; `nil` once there are far too many.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - parent: the subject around it.
  ///   - key: what tells it from others of its kind there.
  ///   - isFree: whether feeds choose its name, so that there may be any number of them.
  ///   - element: the element of LHEO.
  ///   - makeName: its name.
  private mutating func number(
    _ kind: UsageEntry.Kind, of parent: Int, _ key: UInt64, isFree: @autoclosure () -> Bool, _ element: Element? = nil,
    _ makeName: () -> String
  ) -> Int? {
    let place = (UInt64(bitPattern: Int64(parent)) << 8 | UInt64(kind.number)).mixed
    let full = (place ^ key).mixed
    if let known = numbers[full] { return Int(known) }
    let isFree = isFree()
    let isTooMany =
      subjects.count >= Self.subjectLimit
      || isFree && parent >= 0 && subjects[parent].freeChildCount >= Self.freeNameLimit
    guard isTooMany else {
      return add(full, UsageSubject(kind, parent: Int32(parent), element: element, name: makeName()), isFree)
    }
    isCut = true
    if subjects.count >= 2 * Self.subjectLimit { return nil }
    let other = (place ^ UInt64.max).mixed
    if let known = numbers[other] { return Int(known) }
    return add(other, UsageSubject(kind, parent: Int32(parent), name: UsageEntry.otherName), false)
  }

  private mutating func add(_ key: UInt64, _ subject: UsageSubject, _ isFree: Bool) -> Int {
    let number = subjects.count
    numbers[key] = Int32(number)
    subjects.append(subject)
    if isFree, subject.parent >= 0 { subjects[Int(subject.parent)].freeChildCount += 1 }
    return number
  }

  // MARK: Periods

  private mutating func periodNumber(of root: ElementView) -> Int {
    let key = period.key(root.utf8(of: .datemaj))
    if let known = periodNumbers[key] { return known }
    periodNumbers[key] = periods.count
    periods.append((key, 0))
    return periods.count - 1
  }
}

extension UsageEntry.Kind {
  fileprivate var number: UInt8 {
    switch self {
    case .element: 0
    case .attribute: 1
    case .code: 2
    case .extension: 3
    }
  }
}

extension QualifiedName {
  /// The same for the same name in the same namespace.
  fileprivate var hash: UInt64 {
    var hash = FNV()
    hash.combine(namespace)
    hash.combine(localName)
    return hash.value
  }
}

extension String {
  /// A name that a feed chose, short.
  fileprivate var shownName: String { utf8.count > 60 ? String(prefix(40)) + "…" : self }
}

extension Usage.Period {
  /// The years that are told apart.
  private static let years = 1990...2099

  /// What stands for a date: its year, or year and month; 0 where it is not known, 1 for another century.
  fileprivate func key(_ text: UnsafeBufferPointer<UInt8>?) -> Int {
    guard let text, text.count >= 4, text[..<4].allSatisfy(\.isDigit) else { return 0 }
    func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let year = number(text[..<4])
    if year == 0 || year == 9999 { return 0 }
    guard Self.years.contains(year) else { return 1 }
    if self == .year { return year * 100 }
    let start = text.count > 4 && text[4] == UInt8(ascii: "-") ? 5 : 4
    guard text.count >= start + 2, text[start..<start + 2].allSatisfy(\.isDigit) else { return year * 100 }
    let month = number(text[start..<start + 2])
    return year * 100 + ((1...12).contains(month) ? month : 0)
  }

  /// The name of what stands for a date.
  static func name(_ key: Int) -> String {
    if key < 2 { return key == 0 ? UsageEntry.unknownName : UsageEntry.otherName }
    let month = key % 100
    return month == 0 ? String(key / 100) : "\(key / 100)-\(month < 10 ? "0" : "")\(month)"
  }
}
