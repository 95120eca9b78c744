import LheoModel

extension Rule {
  static let edofActionsIdentiques = edof(
    "actions-identiques", .error, blocks: [.monCompteFormation],
    message: Text(
      "Deux actions de l'offre sont identiques pour EDOF.", "Two actions of the offer are the same to EDOF."),
    why: Text(
      "EDOF refuse une action qui a le lieu, les modalités, la langue, le prix et la durée d'une autre (contrôle 30056).",
      "EDOF refuses an action with the place, modalities, language, price and duration of another (control 30056)."),
    repair: Text(
      "Réunissez leurs sessions dans une <action>.", "Join their sessions in one <action>."),
    source: .edofControl(30056),
    triggering: Example(edof: "deux fois la même action", "the same action twice") { formation in
      formation.actions.append(formation.action)
      formation.actions[1].numero = "04_9002A"
    },
    repaired: { $0.actions.removeLast() },
    passing: Example(edof: "deux actions à des prix différents", "two actions at different prices") { formation in
      formation.actions.append(formation.action)
      formation.actions[1].extras[0][deep: "frais-ttc"] = "1300.00"
      formation.actions[1].extras[0][deep: "duree-apprentissage"] = "600"
    },
    check: { context in
      context.comparesActions { action, before, isSameOffer in
        if isSameOffer {
          context.report(
            at: action, found: action.numero ?? "", shown: .sameAs(action, before),
            expected: Text("des actions différentes", "different actions"))
        }
      }
    })

  static let edofActionsProches = edof(
    "actions-proches", .warning, blocks: [.monCompteFormation],
    message: Text(
      "Deux actions de l'offre ne diffèrent que de quelques heures.",
      "Two actions of the offer differ by a few hours only."),
    why: Text(
      "EDOF refuse deux actions de même lieu et de mêmes modalités dont les durées diffèrent de moins de 10 heures (contrôle 30057).",
      "EDOF refuses two actions of the same place and modalities whose durations differ by less than 10 hours (control 30057)."
    ),
    repair: Text(
      "Réunissez leurs sessions dans une <action>, ou corrigez <extra info=\"duree-apprentissage\">.",
      "Join their sessions in one <action>, or correct <extra info=\"duree-apprentissage\">."),
    source: .edofControl(30057),
    triggering: Example(edof: "9 heures de plus", "9 hours more") { formation in
      formation.actions.append(formation.action)
      formation.actions[1].extras[0][deep: "duree-apprentissage"] = "479"
    },
    repaired: { $0.actions[1].extras[0][deep: "duree-apprentissage"] = "480" },
    passing: Example(edof: "10 heures de plus", "10 hours more") { formation in
      formation.actions.append(formation.action)
      formation.actions[1].extras[0][deep: "duree-apprentissage"] = "480"
    },
    check: { context in
      context.comparesActions { action, before, isSameOffer in
        guard !isSameOffer, let hours = action.edofHours, let others = before.edofHours,
          hours.distance(to: others).magnitude < 10
        else { return }
        context.report(
          at: action, found: action.numero ?? "", shown: .sameAs(action, before),
          expected: Text("10 heures d'écart au moins", "at least 10 hours between them"))
      }
    })

  static let edofActionsAilleurs = edof(
    "actions-ailleurs", .warning,
    message: Text(
      "Une action d'une autre offre de la même certification est presque la même pour EDOF.",
      "An action of another offer for the same certification is almost the same to EDOF."),
    why: Text(
      "Les contrôles 30056 et 30057 comparent une action à celles de l'offre ou de tout le catalogue : les textes se contredisent.",
      "Controls 30056 and 30057 compare an action with those of the offer or of the whole catalogue: texts disagree."),
    repair: Text(
      "Réunissez leurs sessions dans une <action>, ou distinguez les deux actions par <modalites-pedagogiques> ou <extra info=\"duree-apprentissage\">.",
      "Join their sessions in one <action>, or tell the two apart by <modalites-pedagogiques> or <extra info=\"duree-apprentissage\">."
    ),
    source: .edofControl(30057),
    triggering: Example(
      edof: "l'action d'une offre précédente", "the action of an offer before", after: [.edofExample]
    ) { $0.renumberForEdof() },
    Example(
      edof: "9 heures de plus que dans une offre précédente", "9 hours more than in an offer before",
      after: [.edofExample]
    ) {
      $0.renumberForEdof()
      $0.action.extras[0][deep: "duree-apprentissage"] = "479"
    },
    repaired: { $0.action.extras[0][deep: "duree-apprentissage"] = "480" },
    passing: Example(
      edof: "la même action pour une autre certification", "the same action for another certification",
      after: [.edofExample]
    ) {
      $0.renumberForEdof()
      $0.certifications = [Certification(codeRS: "RS5695")]
    },
    check: { context in
      var own: Set<Int> = []
      for action in context.formation.actions {
        var seen: FeedMemory.Place?
        for key in action.edofKeys(in: context.formation) where own.insert(key).inserted {
          let place = context.memory.note(key, of: .actionEdof, line: action.position.line, isLive: true)
          seen = seen ?? place
        }
        guard let seen else { continue }
        let numero = action.numero ?? "?"
        context.report(
          at: action, found: numero, shown: seen.shown(numero, Text("semblable", "similar")),
          expected: Text("10 heures d'écart au moins", "at least 10 hours between them"))
      }
    })

  static let edofPrix = edof(
    "prix", .warning,
    message: Text("L'action n'a pas de prix.", "The action does not have a price."),
    why: Text(
      "Sans prix, l'offre ne peut pas être achetée sur Mon Compte Formation.",
      "Without a price the offer cannot be bought on Mon Compte Formation."),
    repair: Text(
      "Écrivez un montant au-dessus de zéro dans <extra info=\"frais-ttc\">.",
      "Write an amount above zero in <extra info=\"frais-ttc\">."), source: .edofOthers,
    triggering: Example(edof: "frais-ttc = 0.00") { $0.action.extras[0][deep: "frais-ttc"] = "0.00" },
    repaired: { $0.action.extras[0][deep: "frais-ttc"] = "1200.00" },
    check: { context in
      for action in context.formation.actions {
        let expected = Text("un montant au-dessus de zéro", "an amount above zero")
        guard let price = action.edofExtras.find("frais-ttc") else {
          context.report(at: action.edofExtras, missing: .extra, expected: expected)
          continue
        }
        if let amount = EdofPrice(price.text), amount.cents == 0 {
          context.report(at: price, found: price.text, expected: expected)
        }
      }
    })

  static let edofDuree = edof(
    "duree", .warning,
    message: Text("L'action n'a pas de durée.", "The action does not have a duration."),
    why: Text("EDOF demande la durée de l'action.", "EDOF asks for the duration of the action."),
    repair: Text(
      "Renseignez <extra info=\"duree-apprentissage\"> ou <nombre-heures-centre>.",
      "Fill in <extra info=\"duree-apprentissage\"> or <nombre-heures-centre>."), source: .edofOthers,
    triggering: Example(
      edof: "duree-apprentissage et nombre-heures-centre = 0", "duree-apprentissage and nombre-heures-centre = 0"
    ) {
      $0.action.extras[0][deep: "duree-apprentissage"] = "0"
      $0.action.nombreHeuresCentre = 0
    },
    repaired: { $0.action.nombreHeuresCentre = 400 },
    passing: Example(edof: "duree-apprentissage = 1, nombre-heures-centre = 0") {
      $0.action.extras[0][deep: "duree-apprentissage"] = "1"
      $0.action.nombreHeuresCentre = 0
    },
    check: { context in
      for action in context.formation.actions
      where (action.edofHours ?? 0) <= 0 && action.nombreHeuresCentre?.number ?? 0 <= 0 {
        context.report(
          at: action, missing: .nombreHeuresCentre,
          expected: Text("une heure au moins", "at least one hour"))
      }
    })

  static let edofPrerequis = edof(
    "prerequis", .warning,
    message: Text(
      "L'action a des prérequis, mais ne les dit pas.", "The action has prerequisites but does not say which."),
    why: Text(
      "Qui s'inscrit doit savoir ce qui lui est demandé.", "Who applies must know what is asked of them."),
    repair: Text(
      "Renseignez <conditions-specifiques>, ou écrivez 0 dans <extra info=\"existence-prerequis\">.",
      "Fill in <conditions-specifiques>, or write 0 in <extra info=\"existence-prerequis\">."), source: .edofOthers,
    triggering: Example(edof: "existence-prerequis = 1, pas de conditions", "existence-prerequis = 1, no conditions") {
      $0.action.conditionsSpecifiques = .absent
    },
    repaired: { $0.action.conditionsSpecifiques = "Savoir lire" },
    passing: Example(edof: "existence-prerequis = 0, pas de conditions", "existence-prerequis = 0, no conditions") {
      $0.action.conditionsSpecifiques = .absent
      $0.action.extras[0][deep: "existence-prerequis"] = "0"
    },
    check: { context in
      for action in context.formation.actions
      where action.edofExtras.find("existence-prerequis")?.trimmedText == "1"
        && action.conditionsSpecifiques.trimmedText.isEmpty
      {
        context.report(at: action, missing: .conditionsSpecifiques)
      }
    })

  static let edofContactInformation = edof(
    "contact-information", .warning,
    message: Text("L'action n'a pas de contact d'information.", "The action does not have a contact for information."),
    why: Text("EDOF le demande (contrôle 30017).", "EDOF asks for it (control 30017)."),
    repair: Text(
      "Ajoutez <extra info=\"contact-information\"> avec <coordonnees>, dans <extras>.",
      "Add <extra info=\"contact-information\"> with <coordonnees>, in <extras>."),
    source: .edofControlByOthers(30017),
    triggering: Example(edof: "pas de contact-information", "no contact-information") {
      $0.action.extras[0][deep: "contact-information"] = nil
    },
    repaired: {
      $0.action.extras[0].items += [.extra(Formation.edofExample.action.edofExtras.find("contact-information")!)]
    },
    check: { context in
      for action in context.formation.actions
      where action.edofExtras.find("contact-information")?.people.isEmpty ?? true {
        context.report(
          at: action.edofExtras, missing: .extra, expected: Text("contact-information", "contact-information"))
      }
    })
}

extension Text {
  /// An action, and the one that it is like.
  fileprivate static func sameAs(_ action: Action, _ before: Action) -> Text {
    let (one, other) = (action.numero ?? "?", before.numero ?? "?")
    return Text("\(one), comme \(other)", "\(one), like \(other)")
  }
}

extension Action {
  /// The duration, in hours.
  fileprivate var edofHours: Int? {
    edofExtras.find("duree-apprentissage").flatMap { Int($0.trimmedText) }
  }

  /// What the portal compares actions by.
  fileprivate var edofKey: [String] {
    let place = lieuxDeFormation.first?.coordonnees.adresse
    let street = ["numero-voie", "code-nature-voie", "libelle-voie", "ligne5-adresse"].map {
      place?.edofExtras.find($0)?.trimmedText ?? ""
    }
    return [
      modalitesEnseignement.trimmedText, languesFormation.first?.trimmedText ?? "",
      modalitesPedagogiques?.trimmedText ?? "", edofExtras.find("modalites-handicap")?.trimmedText ?? "",
      place?.codepostal.trimmedText ?? "", place?.ville.trimmedText ?? "",
    ] + (place?.lignes.map(\.trimmedText) ?? []) + street
  }

  /// Hashes of what the portal compares it by among offers, with each of ten durations from its own on: those of two actions
  /// meet where they are less than 10 hours apart.
  fileprivate func edofKeys(in formation: Formation) -> [Int] {
    let siret = formation.organismeFormationResponsable.siretOrganismeFormation.siret.trimmedText
    // All accompaniments to a VAE have one code, and a category each.
    let category = formation.edofExtras.find("categorisation-offre")?.trimmedText ?? ""
    let key = edofKey + [siret, formation.edofCode?.trimmedText ?? "", category]
    guard let hours = edofHours else { return [(key + edofPriceAndHours).hashValue] }
    return (0..<10).map { (key + [String(hours &+ $0)]).hashValue }
  }

  fileprivate var edofPriceAndHours: [String] {
    [
      edofExtras.find("frais-ttc")?.trimmedText ?? "", edofExtras.find("duree-apprentissage")?.trimmedText ?? "",
    ]
  }
}

extension Formation {
  /// Gives an example numbers of its own.
  fileprivate mutating func renumberForEdof() {
    numero = "04_9002F"
    action.numero = "04_9002A"
    session.numero = "04_9002S"
  }
}

extension RuleContext {
  /// Hands each action to `body` that is like an earlier one of the offer, and whether price and duration are the same.
  fileprivate func comparesActions(_ body: (Action, Action, Bool) -> Void) {
    var before: [[String]: [Action]] = [:]
    for action in formation.actions {
      let key = action.edofKey
      let others = before[key, default: []]
      if let same = others.first(where: { $0.edofPriceAndHours == action.edofPriceAndHours }) {
        body(action, same, true)
      } else if let near = others.last {
        body(action, near, false)
      }
      before[key, default: []].append(action)
    }
  }
}
