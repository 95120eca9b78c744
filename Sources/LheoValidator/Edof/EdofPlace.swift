import LheoModel

/// Where EDOF has what LHEO says in an element that EDOF does not have.
enum EdofPlace {
  /// In an extension of the given level, under these names.
  case extra(of: Element, [String])
  /// In another element.
  case element(Element)
  /// Nowhere.
  case nowhere

  /// The place of what an element of LHEO says.
  static func of(_ element: Element?) -> EdofPlace {
    switch element {
    case Element.prixTotalTTC?: .extra(of: .action, ["frais-pedagogiques", "frais-ttc"])
    case Element.nombreHeuresTotal?: .extra(of: .action, ["duree-apprentissage"])
    case Element.contactFormation?: .extra(of: .action, ["contact-information"])
    case Element.contactSession?: .extra(of: .session, ["contact-inscription"])
    case Element.blocsCompetences?: .extra(of: .formation, ["blocs-competences", "code-bloc"])
    case Element.codeCERTIFINFO?: .element(.codeRNCP)
    case Element.urlFormation?, Element.urlSession?: .element(.urlAction)
    case Element.dureeIndicative?: .extra(of: .action, ["duree-apprentissage"])
    default: .nowhere
    }
  }

  /// What to do with the element.
  var text: Text {
    switch self {
    case .extra(let level, let infos):
      let path = infos.joined(separator: " / ")
      return Text(
        "Supprimez-le ; EDOF attend cette information dans <extras info=\"\(level.name)\"> : \(path).",
        "Remove it; EDOF wants this in <extras info=\"\(level.name)\">: \(path).")
    case .element(let element):
      return Text(
        "Supprimez-le ; EDOF attend <\(element.name)>.", "Remove it; EDOF wants <\(element.name)>.")
    case .nowhere:
      return Text(
        "Supprimez-le : EDOF n'a pas de place pour cette information.",
        "Remove it: EDOF does not have a place for this.")
    }
  }
}
