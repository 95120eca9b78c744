import LheoModel

/// The offers of one side of a comparison by their number, without their content: 24 bytes and the number for each. What
/// both sides have in common is known from it, so that only what differs is looked at again.
public struct FeedIndex: Sendable {
  private(set) var hashes: [String: Int] = [:]
  /// How many offers there are of each name that several have.
  private(set) var repeats: [String: Int] = [:]
  /// The numbers that offers of one name got by `align`, in their order.
  private(set) var places: [String: [Int]] = [:]

  /// The index of a side of which nothing has been read.
  public init() {}

  /// What is remembered of an offer.
  public struct Entry: Sendable {
    fileprivate let name: String
    fileprivate let hash: Int

    /// The entry of an offer. Offers that differ in ignored places only have the same, but for their names.
    public init(_ offer: ElementBuffer, ignoring ignored: IgnoredPlaces = IgnoredPlaces()) {
      name = OfferKey.name(of: offer.root)
      hash = offer.root.contentHash(ignoring: ignored)
    }
  }

  /// Remembers an offer.
  public mutating func add(_ entry: Entry) {
    if hashes[entry.name] == nil {
      hashes[entry.name] = entry.hash
    } else {
      let number = (repeats[entry.name] ?? 1) + 1
      repeats[entry.name] = number
      hashes[OfferKey.key(entry.name, number)] = entry.hash
    }
  }

  /// Remembers an offer.
  public mutating func add(_ offer: ElementBuffer, ignoring ignored: IgnoredPlaces = IgnoredPlaces()) {
    add(Entry(offer, ignoring: ignored))
  }

  /// How many offers there are.
  public var count: Int { hashes.count }

  /// Numbers the offers of one name anew, so that those which the other index has too have the same key there. Which
  /// file of a folder comes first must not matter, and offers that are new or gone leave the others alone.
  mutating func align(with other: FeedIndex) {
    for name in Set(repeats.keys).union(other.repeats.keys) {
      let own = hashes(of: name)
      if own.isEmpty { continue }
      let numbers = Self.numbers(of: own, by: other.hashes(of: name))
      for number in own.indices { hashes[OfferKey.key(name, number + 1)] = nil }
      for (hash, number) in zip(own, numbers) { hashes[OfferKey.key(name, number)] = hash }
      places[name] = numbers
    }
  }

  private func hashes(of name: String) -> [Int] {
    guard hashes[name] != nil else { return [] }
    return (1...(repeats[name] ?? 1)).map { hashes[OfferKey.key(name, $0)]! }
  }

  /// For each hash the number of an equal one of the others; the rest gets the numbers that are left, in order.
  private static func numbers(of own: [Int], by others: [Int]) -> [Int] {
    var equal: [Int: [Int]] = [:]
    for (number, hash) in others.enumerated().reversed() { equal[hash, default: []].append(number + 1) }
    let found = own.map { equal[$0]?.popLast() }
    let taken = Set(found.compactMap { $0 })
    var free = (1...own.count + others.count).lazy.filter { !taken.contains($0) }.makeIterator()
    return found.map { $0 ?? free.next()! }
  }
}

/// By which offers are found again: their number or else their title, and which of several that have it they are.
enum OfferKey {
  /// No text of XML has it.
  private static let separator: Character = "\0"

  static func name(of view: ElementView) -> String {
    let numero = view.text(of: .numero) ?? ""
    return numero.isEmpty ? "« \(view.child(.intituleFormation)?.trimmedText ?? "") »" : numero
  }

  static func key(_ name: String, _ number: Int) -> String { number == 1 ? name : "\(name)\(separator)\(number)" }

  /// The key for people: `14_1F#2` for the second offer of that number.
  static func shown(_ key: String) -> String {
    key.utf8.contains(0) ? key.replacingScalars { $0 == "\0" ? "#" : nil } : key
  }
}

/// The keys of the offers of a side as they are read again, in the order in which its index was made.
struct OfferKeys {
  private let places: [String: [Int]]
  private let repeats: [String: Int]
  private var visited: [String: Int] = [:]

  init(_ index: FeedIndex) {
    places = index.places
    repeats = index.repeats
  }

  mutating func key(of view: ElementView) -> String {
    let name = OfferKey.name(of: view)
    let places = places[name]
    guard places != nil || repeats[name] != nil else { return name }
    let count = visited[name, default: 0]
    visited[name] = count + 1
    guard let places, count < places.count else { return OfferKey.key(name, count + 1) }
    return OfferKey.key(name, places[count])
  }
}

extension ElementView {
  /// A number made of all that is in the element and not ignored. Elements that are the same by `FieldNode` may have
  /// different ones, but not the other way round.
  fileprivate func contentHash(ignoring ignored: IgnoredPlaces) -> Int {
    var hasher = Hasher()
    // Where the elements end that are open: how many there are says where each of them ends.
    var ends: [Int] = []
    var number = index
    while number < endIndex {
      let element = ElementView(storage: storage, index: number)
      if ignored.contains(element) || element.isWhiteSpace {
        number = element.endIndex
        continue
      }
      while let end = ends.last, end <= number { ends.removeLast() }
      hasher.combine(ends.count)
      ends.append(element.endIndex)
      element.combineContent(into: &hasher, except: ignored.attributes(of: element))
      number += 1
    }
    return hasher.finalize()
  }

  private func combineContent(into hasher: inout Hasher, except ignored: IgnoredPlaces.Attributes) {
    hasher.combine(code)
    if code == ElementStorage.foreign { hasher.combine(ContentName(name)) }
    for number in 0..<attributeCount {
      let attribute = attributeNode(number)
      guard attribute.code < ElementStorage.firstForeignAttribute, ignored & 1 << attribute.code == 0 else { continue }
      hasher.combine(attribute.code)
      hasher.combine(text: value(attribute))
    }
    // No attribute has this code.
    hasher.combine(UInt32.max)
    if hasForeignAttribute {
      for attribute in contentAttributes(except: .max) {
        hasher.combine(attribute.name)
        hasher.combine(attribute.value)
      }
    }
    hasher.combine(text: utf8.trimmed)
  }
}

extension Hasher {
  fileprivate mutating func combine(text: UnsafeBufferPointer<UInt8>) {
    combine(text.count)
    combine(bytes: UnsafeRawBufferPointer(text))
  }
}
