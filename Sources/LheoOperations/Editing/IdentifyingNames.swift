import LheoModel

/// The names of people and bodies in an offer, by which others can be told that are the same.
struct IdentifyingNames {
  /// Names as the offer first writes them, by the same without case and accents.
  private var bodies: [String: String] = [:]
  private var familyNames: [String: String] = [:]
  /// First name and family name, in both orders.
  private var fullNames: Set<String> = []

  init() {}

  /// The names in an offer.
  init(of buffer: ElementBuffer) {
    for view in buffer.root.elements {
      switch view.element {
      case Element.nomOrganisme?, Element.raisonSociale?, Element.raisonSocialeFormateur?:
        if let name = view.trimmedText, bodies[name.folded] == nil { bodies[name.folded] = name }
      case Element.nom? where !view.isNameOfPlace:
        guard let text = view.trimmedText else { continue }
        let name = text.folded
        if familyNames[name] == nil { familyNames[name] = text }
        guard let first = view.parent?.child(.prenom)?.trimmedText?.folded else { continue }
        fullNames.formUnion([first + " " + name, name + " " + first])
      default: continue
      }
    }
  }

  /// The body that a text is the name of, as the offer writes it elsewhere.
  func body(_ text: String) -> String? { bodies[text.folded] }

  /// The family name that a text is, as the offer writes it elsewhere.
  func familyName(_ text: String) -> String? { familyNames[text.folded] }

  /// Whether a text names a person: « Chez Mme Durand », or with first name and family name.
  func isOfPerson(_ text: String) -> Bool {
    let words = text.folded.split { !$0.isLetter }.map(String.init)
    if words.contains(where: Self.civilities.contains) { return true }
    let line = " " + words.joined(separator: " ") + " "
    return fullNames.contains { line.contains(" " + $0.split { !$0.isLetter }.joined(separator: " ") + " ") }
  }

  private static let civilities: Set<String> = [
    "m", "mr", "mme", "mmes", "mlle", "monsieur", "madame", "mademoiselle", "chez",
  ]
}

extension ElementView {
  /// Whether the element is the name of a place, and no first name or civility beside it says that it is a person's.
  var isNameOfPlace: Bool {
    guard element == .nom, let around = parent, around.parent?.element == .lieuDeFormation else { return false }
    return around.child(.prenom)?.trimmedText == nil && around.child(.civilite)?.trimmedText == nil
  }
}
