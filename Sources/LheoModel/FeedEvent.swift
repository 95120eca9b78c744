/// What a feed consists of, in the order in which it is read.
public enum FeedEvent {
  /// The start of an element that surrounds offers: `lheo`, `offres`, `lheo-index`, `resumes-offres`,
  /// `resumes-organismes`, `lheo-plus`. The buffer holds it with its attributes and namespace declarations.
  case begin(ElementBuffer)
  /// A child of such an element, whole: a `formation`, an `extras`, a `resume-offre`, an
  /// `organisme-formation-responsable`, something that does not belong there, or text.
  case element(ElementBuffer)
  /// The end of an element that surrounds offers.
  case end(Element)
}

extension FeedEvent {
  /// The elements that surround offers. Their children are delivered one by one.
  public static let frameElements: Set<Element> = [
    .lheo, .offres, .lheoIndex, .resumesOffres, .resumesOrganismes, .lheoPlus,
  ]
  /// The elements that a feed may start with.
  public static let rootElements: Set<Element> = [.lheo, .lheoIndex, .lheoPlus]

  /// The buffer, if it has one.
  public var buffer: ElementBuffer? {
    switch self {
    case .begin(let buffer), .element(let buffer): buffer
    case .end: nil
    }
  }

  /// The offer, if the part is one.
  @inlinable public var offer: ElementBuffer? {
    if case .element(let buffer) = self, buffer.root.code == Element.formation.rawValue { buffer } else { nil }
  }

  /// Whether the part is what a feed is there for: an offer, or the summary of an offer or a body in an index.
  public var isEntry: Bool {
    guard case .element(let buffer) = self, let element = buffer.root.element else { return false }
    return [.formation, .resumeOffre, .organismeFormationResponsable].contains(element)
  }
}
