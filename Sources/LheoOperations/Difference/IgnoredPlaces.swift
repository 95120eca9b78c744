import LheoModel
import LheoTables

/// What a comparison of offers does not look at: attributes (`@datemaj`), elements with all that is in them
/// (`coordonnees`), or those at the end of a path (`action/session/periode`, `session/@datemaj`).
///
/// Names are turned into numbers once; while offers are read, numbers are compared.
public struct IgnoredPlaces: Sendable {
  /// Known attributes, as bits.
  typealias Attributes = UInt64

  private var elements: [SchemaPath] = []
  private var attributes: [(path: SchemaPath, attribute: Attributes)] = []
  private var attributesAnywhere: Attributes = 0
  /// For the number of each element, whether a path ends at it, or at an attribute of it.
  private var isMentioned = [Bool](repeating: false, count: Element.count + 1)
  private var isEmpty = true

  /// Nothing: all is compared.
  public init() {}

  /// The places that patterns name, in the form of column paths. A path may start at any element of an offer.
  ///
  /// - Throws: `ColumnError` with the nearest name for one that does not exist there.
  public init(_ patterns: [String]) throws(ColumnError) {
    for pattern in patterns {
      let path = try SchemaPath(pattern[...], in: pattern, from: Self.elementsOfOffers)
      switch (path.steps.last, path.attribute) {
      case (let last?, let attribute):
        isMentioned[Int(last.element.rawValue)] = true
        if let attribute { attributes.append((path, Self.bit(attribute))) } else { elements.append(path) }
      case (nil, let attribute?): attributesAnywhere |= Self.bit(attribute)
      case (nil, nil): throw .syntax(path: pattern)
      }
      isEmpty = false
    }
  }

  /// Whether an element, with all that is in it, is not looked at.
  func contains(_ view: ElementView) -> Bool {
    isMentioned(view) && elements.contains { $0.leads(to: view) }
  }

  /// The attributes of an element that are not looked at.
  func attributes(of view: ElementView) -> Attributes {
    guard isMentioned(view) else { return attributesAnywhere }
    return attributes.reduce(attributesAnywhere) { $1.path.leads(to: view) ? $0 | $1.attribute : $0 }
  }

  private func isMentioned(_ view: ElementView) -> Bool {
    !isEmpty && view.code < isMentioned.count && isMentioned[Int(view.code)]
  }

  static func bit(_ attribute: KnownAttribute) -> Attributes { 1 << Attributes(attribute.rawValue) }

  /// The elements that may stand in an offer, and the offer itself.
  private static let elementsOfOffers: [Element] = {
    var found: Set<Element> = [.formation]
    var open: [Element] = [.formation]
    while let element = open.popLast() {
      for child in element.definition.particles.map(\.element) where found.insert(child).inserted { open.append(child) }
    }
    return found.sorted { $0.rawValue < $1.rawValue }
  }()
}
