import LheoModel

// The offers that the examples of EDOF's rules change.

extension Formation {
  /// An offer of EDOF that no rule finds fault with.
  static let edofExample: Formation = {
    var work = EdofWork(options: .assumingAnswers, source: readyForEdof)
    var formation = work.formation()
    formation.extras[0].items += [.extra(Extra(info: "resume-contenu", text: "Du plan à la pose"))]
    formation.action.extras[0].items += [
      .extra(Extra(info: "modalites-handicap", text: "Un référent étudie chaque demande.")),
      .extra(Extra(info: "info-admission", text: "Entretien")),
      .extras(
        Extras(
          info: "codes-modalites-admission", items: [.extra(Extra(info: "code-modalites-admission", text: "92005"))])),
      .extra(Extra(info: "code-gfe", text: "4")),
      .extras(
        Extras(info: "codes-rythme-formation", items: [.extra(Extra(info: "code-rythme-formation", text: "5"))])),
      .extra(Extra(info: "existence-prerequis", text: "1")),
    ]
    formation.session.extras[0].items += [.extra(Extra(info: "garantie", text: "0"))]
    formation.removePositions()
    return formation
  }()

  /// An offer of LHEO that has all that EDOF needs.
  static let readyForEdof: Formation = {
    var formation = Formation.example
    let person = Coordonnees(
      nom: "Darcueil", prenom: "Zoé", telfixe: Telfixe(numtels: ["02 31 00 00 00"]), courriel: "contact@example.org")
    formation.datecrea = "20260110"
    formation.datemaj = "20260110"
    formation.objectifGeneralFormation = .init(.certification)
    formation.contactsFormation = [ContactFormation(coordonnees: person)]
    formation.action.datecrea = "20260110"
    var place = person
    place.adresse = formation.adresse
    formation.lieu.coordonnees = place
    formation.action.accesHandicapes = "Locaux accessibles"
    formation.action.languesFormation = ["FR"]
    formation.action.prixTotalTTC = "1200"
    formation.session.contactsSession = [ContactSession(coordonnees: person)]
    return formation
  }()

  /// What comes from no feed has no place in one.
  private mutating func removePositions() {
    let buffer = ElementBuffer()
    encode(into: buffer)
    let copy = ElementBuffer()
    copy.append(buffer)
    self = Formation(decoding: copy)
  }
}

extension Extras {
  /// The text of the extension of that name, here or in a group here; `nil` takes it out.
  subscript(deep info: String) -> String? {
    get { find(info)?.text }
    set { items = items.compactMap { $0.setting(info, to: newValue) } }
  }
}

extension Extras.Item {
  fileprivate func setting(_ info: String, to text: String?) -> Extras.Item? {
    switch self {
    case .extra(var extra):
      guard extra.info == info else { return self }
      guard let text else { return nil }
      extra.text = text
      return .extra(extra)
    case .extras(var group):
      group[deep: info] = text
      return .extras(group)
    }
  }
}
