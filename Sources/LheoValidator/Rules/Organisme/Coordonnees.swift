import LheoModel

extension Rule {
  static let courrielFormat = Rule(
    "organisme/courriel-format", .qualite, .warning, blocks: [],
    message: Text("Ce n'est pas une adresse de courriel.", "This is not an e-mail address."),
    why: Text("Personne ne pourra écrire à ce contact.", "Nobody can write to this contact."),
    repair: Text(
      "Écrivez dans <courriel> une adresse comme contact@example.org.",
      "Write an address like contact@example.org in <courriel>."),
    form: .anyField(
      .coordonneesStructure, "corrigez l'adresse de courriel, par exemple contact@example.org.",
      "correct the e-mail address, for example contact@example.org."),
    source: .guide("Coordonnées de la structure", 296...319, words: "d'un email", "Email"),
    triggering: Example("contact : contact.example.org", "contact: contact.example.org") {
      $0.contactsFormation[0].coordonnees.courriel = "contact.example.org"
    },
    Example("contact de la session : a@exemple", "contact of the session: a@exemple") {
      $0.session.contactsSession = [ContactSession(coordonnees: Coordonnees(nom: "Duval", courriel: "a@exemple"))]
    },
    Example("lieu : a@b@example.org", "place: a@b@example.org") { $0.lieu.coordonnees.courriel = "a@b@example.org" },
    Example("mailto:a@example.org") { $0.contactsFormation[0].coordonnees.courriel = "mailto:a@example.org" },
    Example("<a@example.org>") { $0.contactsFormation[0].coordonnees.courriel = "<a@example.org>" },
    Example(".a@example.org") { $0.contactsFormation[0].coordonnees.courriel = ".a@example.org" },
    Example("a@example..org") { $0.contactsFormation[0].coordonnees.courriel = "a@example..org" },
    Example("a@-example.org") { $0.contactsFormation[0].coordonnees.courriel = "a@-example.org" },
    repaired: {
      $0.contactsFormation[0].coordonnees.courriel = "contact@example.org"
      if !$0.session.contactsSession.isEmpty {
        $0.session.contactsSession[0].coordonnees.courriel = "contact@example.org"
      }
      if $0.lieu.coordonnees.courriel != nil { $0.lieu.coordonnees.courriel = "contact@example.org" }
    },
    passing: .unchanged,
    morePassing: [
      Example("a.b+c@example.co.uk") { $0.contactsFormation[0].coordonnees.courriel = "a.b+c@example.co.uk" }
    ],
    check: .formation { context in
      context.forEachCoordonnees { coordonnees in
        guard let leaf = coordonnees.pointee.courriel, !leaf.trimmedText.isEmailAddress, !leaf.text.isBlank else {
          return
        }
        context.report(at: leaf, found: leaf.text, expected: Text("nom@domaine", "name@domain"))
      }
    })

  static let lienWeb = Rule(
    "formation/lien-web", .qualite, .warning, blocks: [],
    message: Text("Le lien n'est pas une adresse web.", "The link is not a web address."),
    why: Text(
      "Un lien sans http:// ou https:// ne s'ouvre pas, et l'offre en est moins visible.",
      "A link without http:// or https:// does not open, and the offer is seen less."),
    repair: Text(
      "Écrivez dans <urlweb> l'adresse complète, par exemple https://www.example.org.",
      "Write the whole address in <urlweb>, for example https://www.example.org."),
    form: .field(
      .erreurLiens, "ouvrez la formation et corrigez le lien, qui commence par https://.",
      "open the course and correct the link, which starts with https://."),
    source: .guide("Formations", 235, words: "merci de corriger ce lien URL"),
    triggering: Example("url-formation : www.example.org", "url-formation: www.example.org") {
      $0.urlFormation = UrlFormation(urlwebs: ["www.example.org"])
    },
    Example("url-action : https://", "url-action: https://") { $0.action.urlAction = UrlAction(urlwebs: ["https://"]) },
    Example("url-session : voir le site", "url-session: voir le site") {
      $0.session.urlSession = UrlSession(urlwebs: ["voir le site"])
    },
    Example("url-formation : https://www..example.org", "url-formation: https://www..example.org") {
      $0.urlFormation = UrlFormation(urlwebs: ["https://www..example.org"])
    },
    Example("contact : htp://example.org", "contact: htp://example.org") {
      $0.contactsFormation[0].coordonnees.web = Web(urlwebs: ["https://www.example.org", "htp://example.org"])
    },
    repaired: {
      $0.urlFormation?.urlwebs = ["https://www.example.org"]
      $0.action.urlAction?.urlwebs = ["https://www.example.org"]
      $0.session.urlSession?.urlwebs = ["https://www.example.org"]
      $0.contactsFormation[0].coordonnees.web?.urlwebs = ["https://www.example.org", "https://example.org"]
    },
    passing: Example("url-formation : https://www.example.org/a?b=c", "url-formation: https://www.example.org/a?b=c") {
      $0.urlFormation = UrlFormation(urlwebs: ["https://www.example.org/a?b=c"])
    },
    check: .formation { context in
      func check(_ links: [TextLeaf]) {
        for leaf in links where !leaf.text.isWebAddress && !leaf.text.isBlank {
          context.report(at: leaf, found: leaf.text, expected: Text(verbatim: "https://…"))
        }
      }
      let formation = context.formationPointer
      if let url = formation.pointee.urlFormation { check(url.urlwebs) }
      formation.pointee.actions.forEachPointer { action in
        guard context.hasSessionsToCome(action) else { return }
        if let url = action.pointee.urlAction { check(url.urlwebs) }
        action.pointee.sessions.forEachPointer { session in
          if let url = session.pointee.urlSession, !context.isOver(session) { check(url.urlwebs) }
        }
      }
      context.forEachCoordonnees { coordonnees in
        if let web = coordonnees.pointee.web { check(web.urlwebs) }
      }
    })
}

extension RuleContext {
  /// All contact details of the offer but those of sessions that are over.
  fileprivate func forEachCoordonnees(_ body: (UnsafePointer<Coordonnees>) -> Void) {
    let responsable = formationPointer.field(\.organismeFormationResponsable)
    formationPointer.pointee.contactsFormation.forEachPointer { body($0.field(\.coordonnees)) }
    responsable.pointee.contactsOrganisme.forEachPointer { body($0.field(\.coordonnees)) }
    body(responsable.field(\.coordonneesOrganisme.coordonnees))
    formationPointer.pointee.actions.forEachPointer { action in
      guard hasSessionsToCome(action) else { return }
      action.pointee.lieuxDeFormation.forEachPointer { body($0.field(\.coordonnees)) }
      action.pointee.organismesFormateurs.forEachPointer { organisme in
        organisme.pointee.contactsFormateur.forEachPointer { body($0.field(\.coordonnees)) }
      }
      action.pointee.sessions.forEachPointer { session in
        if isOver(session) { return }
        session.pointee.contactsSession.forEachPointer { body($0.field(\.coordonnees)) }
      }
    }
  }
}

extension String {
  /// Whether it has one @ with a name before it and a host after it.
  fileprivate var isEmailAddress: Bool {
    withBytes { bytes in
      guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return false }
      let point = UInt8(ascii: ".")
      let name = bytes[..<at]
      let host = bytes[(at + 1)...]
      return !name.isEmpty && name.first != point && name.last != point && host.isHostName
        && !bytes.contains { $0 <= 0x20 || Self.notInAddresses.contains($0) } && !host.contains(UInt8(ascii: "@"))
    }
  }

  private static let notInAddresses = Array("<>()[]:;,\"\\".utf8)
}
