import LheoModel
import LheoSchema

/// Makes an offer of LHEO from one of EDOF. All that EDOF says is kept: what LHEO has an element for stands there, and EDOF's
/// extensions stay, so that the way to EDOF leads back to the same. What LHEO wants besides is a gap.
public struct EdofReturn: Sendable {
  /// A translator.
  public init() {}

  /// An offer of LHEO, and what LHEO wants besides; `nil` for one that is not in EDOF.
  ///
  /// - Parameter buffer: the offer; it must not be empty.
  public func translate(_ buffer: ElementBuffer) -> EdofTranslation? {
    guard buffer.dialect.isEdof else { return nil }
    let source = Formation(decoding: buffer)
    var formation = source
    let code = source.certifications.first
    if code?.codeRNCP != nil || code?.codeRS != nil {
      formation.certifiante = CodeLeaf(text: "1", details: ElementDetails(), position: code!.position)
    }
    let contacts = source.actions.flatMap { $0.edofExtras.find("contact-information")?.people ?? [] }
    formation.contactsFormation = contacts.prefix(1).map { ContactFormation(coordonnees: $0) }
    formation.actions = source.actions.map(action)
    let encoded = ElementBuffer()
    formation.encode(into: encoded)
    return EdofTranslation(
      encoded, of: source,
      siret: source.organismeFormationResponsable.siretOrganismeFormation.siret.trimmedText,
      notes: Self.notes(on: encoded), dropped: [:])
  }

  private func action(_ source: Action) -> Action {
    var action = source
    func leaf<Value>(_ info: String) -> Leaf<Value>? {
      source.edofExtras.find(info).map { Leaf(text: $0.trimmedText, details: ElementDetails(), position: $0.position) }
    }
    action.prixTotalTTC = leaf("frais-ttc")
    if source.edofExtras.find("duree-apprentissage")?.trimmedText.isDigits ?? false {
      action.nombreHeuresTotal = leaf("duree-apprentissage")
    }
    action.sessions = source.sessions.map { source in
      var session = source
      let contacts = source.edofExtras.find("contact-inscription")?.people ?? []
      session.contactsSession = contacts.map { ContactSession(coordonnees: $0) }
      session.adresseInscription.adresse = adresse(source.adresseInscription.adresse)
      return session
    }
    action.lieuxDeFormation = source.lieuxDeFormation.map { source in
      var lieu = source
      lieu.coordonnees.adresse = source.coordonnees.adresse.map(adresse)
      return lieu
    }
    action.adresseInformation?.adresse = source.adresseInformation.map { adresse($0.adresse) } ?? .absent
    return action
  }

  /// An address with its street as a line.
  private func adresse(_ source: Adresse) -> Adresse {
    guard !source.isAbsent, let line = source.edofExtras.streetLine else { return source }
    var adresse = source
    if !adresse.lignes.contains(where: { $0.trimmedText == line.text }) { adresse.lignes.append(line) }
    return adresse
  }

  /// What LHEO wants besides.
  private static func notes(on buffer: ElementBuffer) -> [EdofGapNote] {
    var notes: [EdofGapNote] = []
    var checker = SchemaChecker()
    checker.check(buffer, path: "/lheo/offres/formation[1]") { notes.append(EdofGapNote(.wanted, $0)) }
    return notes
  }
}

extension Extras {
  /// The street, as one line of an address; `nil` where these extensions do not say it.
  var streetLine: TextLeaf? {
    func leaf(_ extra: Extra, _ text: String) -> TextLeaf? {
      text.isEmpty ? nil : TextLeaf(text: text, details: ElementDetails(), position: extra.position)
    }
    if let name = find("libelle-voie"), !name.trimmedText.isEmpty {
      let parts = ["numero-voie", "code-nature-voie", "libelle-voie"].compactMap { find($0)?.trimmedText }
      return leaf(name, parts.filter { !$0.isEmpty }.joined(separator: " "))
    }
    return find("ligne5-adresse").flatMap { leaf($0, $0.trimmedText) }
  }
}
