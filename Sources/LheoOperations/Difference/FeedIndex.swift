import LheoModel

/// The offers of a feed by their number, without their content: 24 bytes and the number for each. What two feeds have in
/// common is known from it, so that only what differs is looked at again.
public struct FeedIndex: Sendable {
  private(set) var hashes: [String: Int] = [:]
  private var keys = OfferKeys()

  /// The index of a feed of which nothing has been read.
  public init() {}

  /// What is remembered of an offer.
  public struct Entry: Sendable {
    fileprivate let name: String
    fileprivate let hash: Int

    /// The entry of an offer.
    public init(_ offer: ElementBuffer) {
      name = OfferKeys.name(of: offer.root)
      hash = offer.root.contentHash
    }
  }

  /// Remembers an offer.
  public mutating func add(_ entry: Entry) { hashes[keys.key(ofName: entry.name)] = entry.hash }

  /// Remembers an offer.
  public mutating func add(_ offer: ElementBuffer) { add(Entry(offer)) }

  /// How many offers there are.
  public var count: Int { hashes.count }
}

/// By which offers are found again: their number, with `#2` and so on for those that have it again, or their title.
struct OfferKeys {
  private var seen: [String: Int] = [:]

  static func name(of view: ElementView) -> String {
    let numero = view.text(of: .numero) ?? ""
    return numero.isEmpty ? "« \(view.child(.intituleFormation)?.trimmedText ?? "") »" : numero
  }

  mutating func key(of view: ElementView) -> String { key(ofName: Self.name(of: view)) }

  mutating func key(ofName key: String) -> String {
    let count = (seen[key] ?? 0) + 1
    seen[key] = count
    return count == 1 ? key : "\(key)#\(count)"
  }
}

extension ElementView {
  /// A number made of all that is in the element. Elements that are the same by `FieldNode` may have different ones, but
  /// not the other way round.
  fileprivate var contentHash: Int {
    var hasher = Hasher()
    for number in index..<endIndex {
      let element = ElementView(storage: storage, index: number)
      hasher.combine(element.code)
      // How many elements are in it says where it ends.
      hasher.combine(element.endIndex - number)
      if element.code == ElementStorage.foreign { hasher.combine(ContentName(element.name)) }
      for attribute in element.contentAttributes {
        hasher.combine(attribute.name)
        hasher.combine(attribute.value)
      }
      let text = element.utf8.trimmed
      hasher.combine(text.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(text))
    }
    return hasher.finalize()
  }
}
