import LheoModel

// An offer, its actions and its sessions.

extension EdofWork {
  /// The offer in EDOF.
  mutating func formation() -> Formation {
    var formation = Formation()
    formation.position = source.position
    formation.details = details(of: source)
    formation.intituleFormation = needed(source.intituleFormation)
    formation.objectifFormation = needed(source.objectifFormation)
    formation.resultatsAttendus = needed(source.resultatsAttendus)
    formation.contenuFormation = needed(source.contenuFormation)
    formation.parcoursDeFormation = needed(source.parcoursDeFormation)
    formation.objectifGeneralFormation = optional(source.objectifGeneralFormation)
    formation.certifications = certification().map { [$0] } ?? []
    takenNumbers[.action] = Set(source.actions.compactMap { $0.numero?.trimmed })
    takenNumbers[.session] = Set(source.actions.flatMap(\.sessions).compactMap { $0.numero?.trimmed })
    for action in source.actions {
      // Where there is no place, the schema says so.
      let lieux: [LieuDeFormation?] = action.lieuxDeFormation.isEmpty ? [nil] : places(of: action)
      var copy = 1
      for (index, lieu) in lieux.enumerated() {
        let suffix = index == 0 ? "" : suffix(action, after: &copy)
        formation.actions.append(self.action(action, at: lieu, suffix: suffix))
      }
    }
    // Its page is that of actions which have none.
    if source.urlFormation != nil, source.actions.allSatisfy({ optional($0.urlAction?.urlwebs.first) != nil }) {
      dropped[Element.urlFormation.name, default: 0] += 1
    }
    formation.organismeFormationResponsable = organisme()
    formation.extras = [formationExtras()]
    return formation
  }

  /// The places of an action, each once.
  private mutating func places(of action: Action) -> [LieuDeFormation] {
    var (places, seen) = ([LieuDeFormation](), Set<LieuDeFormation>())
    for lieu in action.lieuxDeFormation {
      if seen.insert(lieu).inserted {
        places.append(lieu)
        continue
      }
      note(
        .defaulted, at: lieu, Element.lieuDeFormation.name,
        Text(
          "Le lieu figure deux fois dans l'action : il est écrit une fois.",
          "The place is in the action twice: it is written once."),
        provide: Text("N'écrivez chaque lieu qu'une fois.", "Write each place once."))
    }
    return places
  }

  /// What is put behind the numbers of an action and its sessions for another place, so that nothing else has them.
  ///
  /// - Parameter copy: the number of the copy before, and then of this one.
  private mutating func suffix(_ action: Action, after copy: inout Int) -> String {
    let numbers: [(kind: Element, numero: String)] =
      (action.numero.map { [(.action, $0.trimmed)] } ?? [])
      + action.sessions.compactMap { $0.numero.map { (.session, $0.trimmed) } }
    repeat { copy += 1 } while numbers.contains { takenNumbers[$0.kind]?.contains("\($0.numero)-\(copy)") ?? false }
    for (kind, numero) in numbers { takenNumbers[kind, default: []].insert("\(numero)-\(copy)") }
    return "-\(copy)"
  }

  /// The one certification, by the one code that EDOF wants: that of the RNCP, or else of the RS, or else of the CPF.
  private mutating func certification() -> Certification? {
    let all = source.certifications.filter { $0.codeRNCP != nil || $0.codeRS != nil || $0.codeCPF != nil }
    guard let first = all.first else {
      note(
        .blocking, at: source, missing: .certification,
        Text(
          "Aucune certification n'a de code RNCP, RS ou CPF.", "No certification has a code of the RNCP, RS or CPF."),
        provide: Text(
          "Donnez le code RNCP, RS ou CPF de la certification ; EDOF ne prend pas le code Certifinfo.",
          "Give the code of the certification in the RNCP, RS or CPF; EDOF does not take the Certifinfo code."))
      return nil
    }
    if all.count > 1 {
      note(
        .blocking, at: all[1], Element.certification.name,
        Text(
          "L'offre a \(all.count) certifications, EDOF n'en prend qu'une.",
          "The offer has \(all.count) certifications, EDOF takes one."),
        provide: Text("Faites une offre par certification.", "Make an offer of each certification."))
    }
    var certification = Certification()
    certification.position = first.position
    if let code = optional(first.codeRNCP) {
      certification.codeRNCP = lettered(code, "RNCP")
    } else if let code = optional(first.codeRS) {
      certification.codeRS = lettered(code, "RS")
    } else if let code = optional(first.codeCPF) {
      certification.codeCPF = lettered(code, "CPF")
    }
    return certification
  }

  /// A code with its letters: `40344` and « RNCP 40344 » are RNCP40344.
  private func lettered(_ leaf: TextLeaf, _ letters: String) -> TextLeaf {
    var code = plain(leaf)
    let joined = code.text.filter { !$0.isWhitespace }.uppercased()
    code.text = !joined.isEmpty && joined.utf8.allSatisfy(\.isDigit) ? letters + joined : joined
    return code
  }

  private func organisme() -> OrganismeFormationResponsable {
    let source = source.organismeFormationResponsable
    var organisme = OrganismeFormationResponsable()
    organisme.position = source.position
    organisme.siretOrganismeFormation.position = source.siretOrganismeFormation.position
    var siret = needed(source.siretOrganismeFormation.siret)
    siret.text = siret.text.filter { !$0.isWhitespace }
    organisme.siretOrganismeFormation.siret = siret
    return organisme
  }

  private func formationExtras() -> Extras {
    var extras = extras(source.extras, of: .formation, at: source.position)
    if extras.group("blocs-competences") == nil {
      var group = Extras(info: "blocs-competences")
      group.position = source.position
      var seen: Set<String> = []
      for bloc in source.actions.flatMap(\.sessions).flatMap(\.blocsCompetences).flatMap(\.blocs) {
        let code = bloc.codeBloc.trimmedText
        guard !code.isEmpty, seen.insert(code).inserted else { continue }
        var extra = Extra(info: "code-bloc", text: code)
        extra.position = bloc.codeBloc.position
        group.items.append(.extra(extra))
      }
      if !group.items.isEmpty { extras.items.append(.extras(group)) }
    }
    return extras
  }

  // MARK: Action

  private mutating func action(_ source: Action, at lieu: LieuDeFormation?, suffix: String) -> Action {
    var action = Action()
    self.action = source.numero.map { $0.trimmed + suffix }
    defer { self.action = nil }
    action.position = source.position
    action.details = details(of: source, suffix: suffix)
    if !suffix.isEmpty {
      note(
        .defaulted, at: lieu ?? LieuDeFormation(), Element.lieuDeFormation.name,
        Text(
          "EDOF prend un lieu par action : l'action est répétée pour ce lieu.",
          "EDOF takes one place an action: the action is repeated for this place."),
        provide: Text("Faites une action par lieu.", "Make an action of each place."))
    }
    action.niveauEntreeObligatoire = needed(source.niveauEntreeObligatoire)
    action.modalitesEnseignement = needed(source.modalitesEnseignement)
    action.conditionsSpecifiques = needed(source.conditionsSpecifiques)
    if let lieu { action.lieuxDeFormation = [self.lieu(lieu)] }
    action.modalitesEntreesSorties = needed(source.modalitesEntreesSorties)
    let url = source.urlAction?.urlwebs.first ?? self.source.urlFormation?.urlwebs.first
    if let url = optional(url) { action.urlAction = UrlAction(urlwebs: [url]) }
    action.sessions = source.sessions.map { session($0, suffix: suffix) }
    action.adresseInformation = source.adresseInformation.map {
      AdresseInformation(adresse: adresse($0.adresse, name: nil))
    }
    action.datesInformation = source.datesInformation.prefix(3).map { DateInformation(date: needed($0.date)) }
    action.restauration = optional(source.restauration)
    action.hebergement = optional(source.hebergement)
    action.transport = optional(source.transport)
    action.accesHandicapes =
      optional(source.accesHandicapes) ?? filled(.accesHandicapes, options.accesHandicapes, in: source)
    action.languesFormation =
      (source.languesFormation.first.flatMap(optional).map(language)
      ?? filled(.langueFormation, options.langue, in: source)).map { [$0] } ?? []
    action.modalitesRecrutement = optional(source.modalitesRecrutement)
    action.modalitesPedagogiques = optional(source.modalitesPedagogiques)
    action.codePerimetreRecrutement = optional(source.codePerimetreRecrutement)
    action.infosPerimetreRecrutement = optional(source.infosPerimetreRecrutement)
    action.nombreHeuresCentre = hours(source.nombreHeuresCentre, .nombreHeuresCentre)
    action.nombreHeuresEntreprise = hours(source.nombreHeuresEntreprise, .nombreHeuresEntreprise)
    action.extras = [actionExtras(source)]
    return action
  }

  private func language(_ leaf: TextLeaf) -> TextLeaf {
    var leaf = leaf
    leaf.text = leaf.trimmedText.uppercased()
    return leaf
  }

  /// What is filled in where an action says nothing.
  private mutating func filled(_ element: Element, _ value: String?, in action: Action) -> TextLeaf? {
    guard let value else { return nil }
    note(
      .defaulted, at: action, element.name,
      Text("\(element.name) manquait : « \(value) ».", "\(element.name) was missing: “\(value)”."),
      provide: Text("Renseignez <\(element.name)>.", "Fill in <\(element.name)>."))
    var leaf = TextLeaf(value)
    leaf.position = action.position
    return leaf
  }

  private mutating func actionExtras(_ source: Action) -> Extras {
    var extras = extras(source.extras, of: .action, at: source.position)
    func add(_ info: String, _ leaf: some AttributedElement, _ text: String) {
      var extra = Extra(info: info, text: text)
      extra.position = leaf.position
      extras.items.append(.extra(extra))
    }
    if extras.find("contact-information") == nil, let contact = contactInformation(source) {
      extras.items.insert(.extra(contact), at: 0)
    }
    if extras.find("duree-apprentissage") == nil {
      let total = hours(source.nombreHeuresTotal, .nombreHeuresTotal)
      if let total { add("duree-apprentissage", total, total.text) }
      let others = [source.nombreHeuresCentre?.trimmedText, source.nombreHeuresTotal?.trimmedText]
      if others.allSatisfy({ $0.map { ["", "0"].contains($0) } ?? true }) {
        note(
          .blocking, at: source, missing: .nombreHeuresTotal, rule: Rule.edofDuree.id,
          Text("L'action n'a pas de durée en heures.", "The action does not have a duration in hours."),
          provide: Text(
            "Renseignez <nombre-heures-total> ou <nombre-heures-centre>.",
            "Fill in <nombre-heures-total> or <nombre-heures-centre>."))
      }
    }
    if extras.group("frais-pedagogiques")?.find("frais-ttc") == nil {
      // A rate without a price is that of the price of LHEO.
      let rate = extras.group("frais-pedagogiques")?.find("taux-tva")
      extras.items.removeAll { if case .extras(let group) = $0 { group.info == "frais-pedagogiques" } else { false } }
      if let price = price(of: source, rate) { extras.items.append(.extras(price)) }
    }
    return extras
  }

  // MARK: Session

  private mutating func session(_ source: Session, suffix: String) -> Session {
    var session = Session()
    self.session = source.numero.map { $0.trimmed + suffix }
    defer { self.session = nil }
    session.position = source.position
    session.details = details(of: source, suffix: suffix)
    if !source.periode.isAbsent {
      session.periode = Periode(debut: needed(source.periode.debut), fin: needed(source.periode.fin))
      session.periode.position = source.periode.position
    }
    if !source.adresseInscription.isAbsent {
      session.adresseInscription = AdresseInscription(adresse: adresse(source.adresseInscription.adresse, name: nil))
      session.adresseInscription.position = source.adresseInscription.position
    }
    session.etatRecrutement = optional(source.etatRecrutement)
    var extras = extras(source.extras, of: .session, at: source.position)
    if extras.find("contact-inscription") == nil, let contact = contactInscription(source) {
      extras.items.insert(.extra(contact), at: 0)
    }
    session.extras = [extras]
    return session
  }
}
