import LheoModel

// Places, addresses and people.

extension EdofWork {
  /// The place of an action.
  mutating func lieu(_ source: LieuDeFormation) -> LieuDeFormation {
    var lieu = LieuDeFormation()
    lieu.position = source.position
    if !source.coordonnees.isAbsent { lieu.coordonnees = coordonnees(source.coordonnees, mayBorrow: true) }
    return lieu
  }

  /// A person with an address. Where EDOF wants more of the person than there is, the contact of the offer may do.
  private mutating func coordonnees(_ source: Coordonnees, mayBorrow: Bool) -> Coordonnees {
    var person = source
    if mayBorrow, !source.isWholePerson, options.usesContactOfOffer, let contact = contactOfOffer {
      person = contact
      note(
        .defaulted, at: source, Element.coordonnees.name,
        Text(
          "Nom, prénom, téléphone et courriel sont ceux du contact de l'offre.",
          "Name, first name, phone and e-mail are those of the contact of the offer."),
        provide: Text(
          "Renseignez <nom>, <prenom>, <telfixe> et <courriel>.", "Fill in <nom>, <prenom>, <telfixe> and <courriel>."))
    }
    var result = Coordonnees()
    result.position = source.position
    result.details = numero(of: source, .coordonnees, prefix: "C")
    result.nom = optional(person.nom)
    result.prenom = optional(person.prenom)
    result.adresse = source.adresse.map { adresse($0, name: optional(source.nom)) }
    let (fixed, mobile) = (phone(person.telfixe?.numtels), phone(person.portable?.numtels))
    // A number is a number: EDOF wants the one, and may have the other.
    if let first = fixed ?? mobile { result.telfixe = Telfixe(numtels: [first]) }
    if fixed == nil, let mobile {
      note(
        .defaulted, at: mobile, Element.telfixe.name, found: mobile.text,
        Text(
          "EDOF veut un <telfixe> : c'est le numéro du portable.", "EDOF wants a <telfixe>: it is the mobile number."),
        provide: Text("Renseignez <telfixe>.", "Fill in <telfixe>."))
    }
    if fixed != nil, let mobile { result.portable = Portable(numtels: [mobile]) }
    result.courriel = optional(person.courriel)
    return result
  }

  private mutating func phone(_ numbers: [TextLeaf]?) -> TextLeaf? {
    guard let number = numbers?.first(where: { !$0.trimmedText.isEmpty }) else { return nil }
    var leaf = plain(number)
    written[leaf.position] = leaf.text
    leaf.text = Self.phoneNumber(leaf.text)
    return leaf
  }

  /// A number without what only helps to read it: `+33 (0)2.31-00` is `+33231`…
  static func phoneNumber(_ text: String) -> String {
    let isAbroad = TextLeaf(text).trimmedText.hasPrefix("+")
    let separators: Set<Character> = [".", "-", "/", "(", ")", "\u{2011}", "\u{2013}"]
    return (isAbroad ? text.replacing("(0)", with: "") : text).filter { !$0.isWhitespace && !separators.contains($0) }
  }

  private var contactOfOffer: Coordonnees? {
    source.contactsFormation.map(\.coordonnees).first { $0.isWholePerson }
  }

  // MARK: Contacts in extensions

  /// Who informs the public of an action: the contact of the offer.
  mutating func contactInformation(_ action: Action) -> Extra? {
    guard let contact = contactOfOffer ?? source.contactsFormation.first?.coordonnees, !contact.isAbsent else {
      note(
        .blocking, at: source, missing: .contactFormation, rule: Rule.edofContactInformation.id,
        Text(
          "EDOF veut un contact d'information (contrôle 30017).",
          "EDOF wants a contact for information (control 30017)."),
        provide: Text(
          "Renseignez <contact-formation> : nom, prénom, téléphone, courriel.",
          "Fill in <contact-formation>: name, first name, phone, e-mail."))
      return nil
    }
    return extra("contact-information", contact)
  }

  /// Who takes applications for a session.
  mutating func contactInscription(_ session: Session) -> Extra? {
    let own = session.contactsSession.map(\.coordonnees)
    if let contact = own.first(where: { $0.isWholePerson }) { return extra("contact-inscription", contact) }
    if options.usesContactOfOffer, let contact = contactOfOffer {
      note(
        .defaulted, at: session, Element.contactSession.name,
        Text(
          "Le contact d'inscription est le contact de l'offre.",
          "The contact for applications is the contact of the offer."),
        provide: Text("Renseignez <contact-session>.", "Fill in <contact-session>."))
      return extra("contact-inscription", contact)
    }
    guard let contact = own.first, !contact.isAbsent else {
      note(
        .blocking, at: session, missing: .contactSession, rule: Rule.edofContactInscription.id,
        Text(
          "EDOF veut un contact d'inscription (contrôle 30022).",
          "EDOF wants a contact for applications (control 30022)."),
        provide: Text(
          "Renseignez <contact-session> : nom, prénom, téléphone, courriel.",
          "Fill in <contact-session>: name, first name, phone, e-mail."))
      return nil
    }
    return extra("contact-inscription", contact)
  }

  private mutating func extra(_ info: String, _ contact: Coordonnees) -> Extra {
    var withoutAddress = contact
    withoutAddress.adresse = nil
    let person = coordonnees(withoutAddress, mayBorrow: false)
    var extra = Extra(info: info, text: "")
    extra.position = contact.position
    extra.content = [ForeignContent.element(of: person)]
    return extra
  }

  // MARK: Addresses

  /// The name of a site comes before the other lines, where there is room for it.
  private mutating func addSite(_ site: TextLeaf?, to lines: inout [TextLeaf]) {
    guard let site, !lines.isEmpty, !lines.contains(where: { $0.trimmedText == site.text }) else { return }
    if lines.count < 3, site.text.unicodeScalars.count <= 50 {
      lines.insert(site, at: 0)
    } else {
      dropped[Element.denomination.name, default: 0] += 1
    }
  }

  /// An address; the street goes into three extensions, or where its parts are not sure, as it is into one.
  mutating func adresse(_ source: Adresse, name: TextLeaf?) -> Adresse {
    if source.isAbsent { return .absent }
    var adresse = Adresse()
    adresse.position = source.position
    adresse.details = numero(of: source, .adresse, prefix: "A")
    var extras = extras(source.extras, of: .adresse, at: source.position)
    var lines = source.lignes.compactMap { optional($0) }
    func add(_ info: String, _ text: String, _ leaf: TextLeaf) {
      var extra = Extra(info: info, text: text)
      extra.position = leaf.position
      extras.items.append(.extra(extra))
    }
    if extras.find("numero-voie") == nil, extras.find("ligne5-adresse") == nil {
      if let index = lines.firstIndex(where: { EdofStreet($0.text) != nil }), let street = EdofStreet(lines[index].text)
      {
        let line = lines.remove(at: index)
        add("numero-voie", street.number, line)
        add("code-nature-voie", street.nature, line)
        add("libelle-voie", street.name, line)
        if lines.isEmpty { lines = [optional(source.denomination) ?? name ?? line] }
      } else if let last = lines.popLast() {
        add("ligne5-adresse", last.trimmedText, last)
        if lines.isEmpty { lines = [optional(source.denomination) ?? name ?? last] }
      }
    }
    if let street = extras.streetLine, lines.count > 1 { lines.removeAll { $0.trimmedText == street.text } }
    addSite(optional(source.denomination), to: &lines)
    adresse.lignes = lines
    adresse.codepostal = needed(source.codepostal)
    adresse.ville = needed(source.ville)
    adresse.pays = optional(source.pays)
    if let place = source.geolocalisation {
      adresse.geolocalisation = Geolocalisation(latitude: plain(place.latitude), longitude: plain(place.longitude))
      adresse.geolocalisation?.position = place.position
    }
    adresse.extras = [extras]
    return adresse
  }
}

extension Coordonnees {
  /// Whether there is all that EDOF wants of a person.
  fileprivate var isWholePerson: Bool {
    func isThere(_ leaf: TextLeaf?) -> Bool { !(leaf?.trimmedText.isEmpty ?? true) }
    let hasPhone =
      (telfixe?.numtels ?? []).contains(where: { isThere($0) })
      || (portable?.numtels ?? []).contains(where: { isThere($0) })
    return isThere(nom) && isThere(prenom) && isThere(courriel) && hasPhone
  }
}

extension ForeignContent {
  /// An element of LHEO as content of an extension.
  fileprivate static func element(of value: some ComplexElement) -> ForeignContent {
    let buffer = ElementBuffer()
    value.encode(into: buffer)
    return withExtendedLifetime(buffer) { buffer.root.content }
  }
}
