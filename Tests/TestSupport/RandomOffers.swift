import LheoModel

extension RandomDocuments {
  /// The namespace of `xsi:type` and its like.
  public static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"
  /// The declarations that offers of random documents need around them, beside those of LHEO and `xsi`.
  public static let declarations =
    "xmlns:lheo=\"\(LheoSchema.namespace)\" xmlns:autre=\"urn:autre\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
}

extension XMLTree {
  /// The offers in the document.
  public var offers: [XMLTree] {
    children.flatMap { child -> [XMLTree] in
      guard case .element(let tree) = child else { return [] }
      return tree.name == "formation" ? [tree] : tree.offers
    }
  }
}
