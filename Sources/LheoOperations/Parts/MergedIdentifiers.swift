import LheoModel

/// The identifiers (`id`) of feeds that are merged, and what points to them (`idref`): an `id` that another feed has as
/// well gets another name, and a reference follows. One whose element is not in the merged feed is left out.
struct MergedIdentifiers {
  private struct Identifier {
    var name: String
    var feed: Int
    /// The number and the place of the offer that it is in; no place for what is beside offers.
    var numero: String?
    var place: Int?
  }

  private var identifiers: [Identifier] = []
  /// By feed, what each identifier is called in the merged feed.
  private var names: [Int: [String: String]] = [:]
  /// Whether references have been left out, as what they lead to is not in the merged feed.
  private(set) var hasLostReferences = false

  /// Remembers the identifiers in an element.
  mutating func note(_ buffer: ElementBuffer, feed: Int, numero: String?, place: Int?) {
    guard buffer.hasIdentifiers else { return }
    for element in buffer.root.elements {
      guard let name = element.identifier else { continue }
      identifiers.append(Identifier(name: name, feed: feed, numero: numero, place: place))
    }
  }

  /// Gives names, once all are known. What is not in the merged feed takes no name from others, so that merging again
  /// changes none.
  mutating func settle(isKept: (_ feed: Int, _ numero: String?, _ place: Int) -> Bool) {
    func isThere(_ identifier: Identifier) -> Bool {
      identifier.place.map { isKept(identifier.feed, identifier.numero, $0) } ?? true
    }
    let all = Set(identifiers.filter(isThere).map(\.name))
    var taken: Set<String> = []
    // For each name, the number to try next: those before it are taken.
    var next: [String: Int] = [:]
    var kept: [String: [String: String]] = [:]
    var dropped: [Identifier] = []
    for identifier in identifiers {
      guard isThere(identifier) else {
        dropped.append(identifier)
        continue
      }
      if names[identifier.feed]?[identifier.name] != nil { continue }
      var name = identifier.name
      while taken.contains(name) || name != identifier.name && all.contains(name) {
        let number = next[identifier.name] ?? 2
        next[identifier.name] = number + 1
        name = "\(identifier.name)-\(number)"
      }
      taken.insert(name)
      names[identifier.feed, default: [:]][identifier.name] = name
      if let numero = identifier.numero { kept[numero, default: [:]][identifier.name] = name }
    }
    // What pointed into an offer that gives way points to the same place in the one that stays, if it has one.
    for identifier in dropped where names[identifier.feed]?[identifier.name] == nil {
      guard let numero = identifier.numero, let name = kept[numero]?[identifier.name] else { continue }
      names[identifier.feed, default: [:]][identifier.name] = name
    }
    identifiers = []
  }

  /// A copy of an element with the names that hold in the merged feed; `nil` if they are those that it has.
  mutating func renamed(_ buffer: ElementBuffer, feed: Int) -> ElementBuffer? {
    guard buffer.hasIdentifiers else { return nil }
    let names = names[feed] ?? [:]
    func isSame(_ value: String?) -> Bool { value.map { names[$0.trimmed] == $0 } ?? true }
    let isToChange = buffer.root.elements.contains { element in
      element.hasIdentifiers && !(isSame(element.text(of: .id)) && isSame(element.text(of: .idref)))
    }
    guard isToChange else { return nil }
    let copy = ElementBuffer()
    var losesReferences = false
    copy.append(
      buffer.root,
      attribute: { view, attribute in
        switch attribute.name {
        case .known(.id) where view.hasIdentifiers, .known(.idref) where view.hasIdentifiers:
          let name = names[attribute.value.trimmed]
          if name == nil { losesReferences = true }
          return name.map { Attribute(attribute.name, $0) }
        default: return attribute
        }
      })
    if losesReferences { hasLostReferences = true }
    return copy
  }
}
