import LheoModel

/// The offers of a feed by their number, without their content: 24 bytes and the number for each. What two feeds have in
/// common is known from it, so that only what differs is looked at again.
public struct FeedIndex: Sendable {
  private(set) var hashes: [String: UInt64] = [:]
  private var keys = OfferKeys()

  /// The index of a feed of which nothing has been read.
  public init() {}

  /// Remembers an offer.
  public mutating func add(_ view: ElementView) { hashes[keys.key(of: view)] = view.contentHash }

  /// How many offers there are.
  public var count: Int { hashes.count }
}

/// By which offers are found again: their number, with `#2` and so on for those that have it again, or their title.
struct OfferKeys {
  private var seen: [String: Int] = [:]

  mutating func key(of view: ElementView) -> String {
    let numero = view.text(of: .numero) ?? ""
    let key = numero.isEmpty ? "« \(view.child(.intituleFormation)?.trimmedText ?? "") »" : numero
    let count = (seen[key] ?? 0) + 1
    seen[key] = count
    return count == 1 ? key : "\(key)#\(count)"
  }
}

extension ElementView {
  /// A number made of all that is in the element: names, attributes, texts without white space at both ends.
  fileprivate var contentHash: UInt64 {
    var hash = FNV()
    for number in index..<endIndex {
      let element = ElementView(storage: storage, index: number)
      hash.combine(UInt8(truncatingIfNeeded: element.code))
      hash.combine(UInt8(truncatingIfNeeded: element.code >> 8))
      // How many elements are in it says where it ends.
      var inside = element.endIndex - number
      repeat {
        hash.combine(UInt8(truncatingIfNeeded: inside))
        inside >>= 8
      } while inside > 0
      if element.element == nil, !element.isText {
        hash.combine(element.name.description)
      }
      for attribute in element.contentAttributes {
        hash.combine(attribute.name + "=" + attribute.value)
      }
      hash.combine(element.utf8.trimmed)
    }
    return hash.value
  }

  /// The attributes by name, without namespace declarations, which say nothing of the offer.
  var contentAttributes: [(name: String, value: String)] {
    if attributeCount == 0 { return [] }
    return attributes.compactMap { attribute in
      switch attribute.name {
      case .known(let known): (known.name, attribute.value)
      case .other(let name): name.declaredPrefix == nil ? (name.description, attribute.value) : nil
      }
    }.sorted { $0.0 < $1.0 }
  }
}
