import LheoModel

extension Rule {
  static let apprentissageMelange = Rule(
    "apprentissage/melange", .apprentissage, .error, blocks: [],
    message: Text(
      "La formation mêle l'apprentissage et d'autres dispositifs.",
      "The course mixes apprenticeship and other schemes."),
    why: Text(
      "Une formation en apprentissage est réservée à ce dispositif, sans mélange avec les autres.",
      "An apprenticeship course is for apprentices only and is not mixed with other schemes."),
    repair: Text(
      "Ne gardez ici que les <session> en apprentissage, indiquez-le dans <intitule-formation> et créez une autre formation pour les autres sessions ; si celles-ci sont aussi en apprentissage, ajoutez-y un <cycle>.",
      "Keep here only the <session> elements for apprentices, say so in <intitule-formation> and make another course for the other sessions; if these are for apprentices too, add a <cycle> to them."
    ),
    form: .field(
      .formations,
      "créez une formation pour l'apprentissage et une autre pour le reste ; si la session est en apprentissage, remplissez « Cycles de l'alternance ».",
      "make one course for apprentices and another for the rest; if the session is for apprentices, fill in « Cycles de l'alternance »."
    ),
    source: .guide("Règles de saisies particulières", 169...169, 1177...1177, words: "pas de mélange"),
    triggering: .apprentissage("une session avec cycle, une sans", "one session with a cycle, one without") {
      $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année"
      $0.action.sessions.append($0.renumbered(Formation.example.session, 2))
    },
    .apprentissage("de même, avec la mention", "the same, with the mention") {
      $0.action.sessions.append($0.renumbered(Formation.example.session, 2))
    },
    .apprentissage("une session en contrat de professionnalisation", "one session for a professionalisation contract") {
      var another = Formation.example
      another.becomeContratPro()
      $0.action.rythmeFormation = "En alternance"
      $0.action.sessions.append($0.renumbered(another.session, 2))
    },
    repaired: {
      $0.action.sessions.removeAll { $0.cycles.first?.typeCycle.code != .apprentissage }
      $0.intituleFormation = Formation.apprentissage.intituleFormation
    },
    passing: .apprentissage("toutes en apprentissage", "all for apprentices"),
    morePassing: [
      .apprentissage("l'autre session est terminée", "the other session is over") {
        $0.addPastSession()
        $0.action.sessions[1].cycles = []
      }
    ],
    check: .formation { context in
      guard let session = context.firstOther else { return }
      let all = context.dispositifs
      let others =
        context.saysApprentissage && all.apprentissage == 0
        ? all.professionnalisation : all.count - all.apprentissage
      context.report(
        at: session.pointee, found: "\(others)/\(all.count)",
        shown: Text(
          "\(others, "session(s)") sur \(all.count) pour un autre dispositif",
          "\(others) of \(all.count, "session(s)") for another scheme"),
        expected: Text("l'apprentissage seul", "apprenticeship only"))
    })

  static let mentionSansCycle = Rule(
    "apprentissage/mention-sans-cycle", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text("La session n'a pas de cycle en apprentissage.", "The session has no apprenticeship cycle."),
    why: Text(
      "Sans cycle, elle n'est visible ni sur Parcoursup ni sur Affelnet.",
      "Without a cycle it is visible neither on Parcoursup nor on Affelnet."),
    repair: Text(
      "Ajoutez à la session un <cycle> de type 1 (contrat d'apprentissage) par année accessible.",
      "Add one <cycle> of type 1 (apprenticeship contract) to the session for each year that can be entered."),
    form: .field(
      .cycles, "cliquez sur « Ajouter » pour chaque année accessible en apprentissage.",
      "click « Ajouter » for each year that can be entered as an apprentice."),
    source: .guide("Cycles de l'alternance", 1498, words: "obligatoirement pour l'apprentissage"),
    triggering: .apprentissage("pas de cycle", "no cycle") { $0.session.cycles = [] },
    repaired: { $0.session.cycles = Formation.apprentissage.session.cycles },
    passing: .apprentissage("deux cycles de type 1", "two cycles of type 1"),
    morePassing: [
      .apprentissage("session terminée sans cycle", "a session that is over, without cycle") {
        $0.addPastSession()
        $0.action.sessions[1].cycles = []
      },
      // That is apprentissage/melange.
      .apprentissage("à côté d'une session avec cycle", "beside a session with a cycle") {
        $0.action.sessions.append($0.renumbered(Formation.example.session, 2))
      },
    ],
    check: .session { context in
      if context.dispositif == .apprentissage, context.session.cycles.isEmpty {
        context.report(at: context.session, missing: .cycle)
      }
    })

  static let responsableContact = Rule(
    "apprentissage/ofa-responsable-contact", .apprentissage, .warning, blocks: [],
    message: Text("L'organisme responsable n'a pas de courriel.", "The responsible body has no e-mail address."),
    why: Text(
      "Il télécharge la liste des candidats d'Affelnet, et La Bonne Alternance le sollicite par courriel.",
      "It downloads the list of candidates of Affelnet, and La Bonne Alternance writes to it by e-mail."),
    repair: Text(
      "Ajoutez <courriel> aux coordonnées d'un <contact-organisme>.",
      "Add <courriel> to the contact details of a <contact-organisme>."),
    form: .field(
      .contactsStructure, "indiquez, dans les demandes sur les contacts, le courriel d'un contact de la direction.",
      "give, in the requests on contacts, the e-mail address of a contact of the management."),
    source: .guide("OFA Responsable", 1469, words: "mail des directions"),
    triggering: .apprentissage("pas de courriel", "no courriel") {
      $0.organismeFormationResponsable.contactsOrganisme[0].coordonnees.courriel = nil
    },
    repaired: {
      $0.organismeFormationResponsable.contactsOrganisme[0].coordonnees.courriel = "contact@example.org"
    },
    passing: .apprentissage("un courriel", "an e-mail address"),
    check: .formation { context in
      guard context.isApprentissage, !context.formation.organismeFormationResponsable.isAbsent else { return }
      let organisme = context.formation.organismeFormationResponsable
      let all = organisme.contactsOrganisme.map(\.coordonnees) + [organisme.coordonneesOrganisme.coordonnees]
      // An address that the schema refuses is there, and reported.
      let hasCourriel = all.contains { coordonnees in
        coordonnees.courriel.map { !$0.text.isBlank || context.isRefused($0) } ?? false
      }
      if !hasCourriel { context.report(at: organisme, missing: .courriel) }
    })

  static let contactApprentissage = Rule(
    "apprentissage/contact-apprentissage", .qualite, .info, blocks: [],
    message: Text("Aucun contact n'est référent apprentissage.", "No contact is an adviser for apprentices."),
    why: Text(
      "Un référent nommé rassure les familles et les employeurs.", "A named adviser reassures families and employers."),
    repair: Text(
      "Ajoutez à la session un <contact-session> avec <type-contact>14</type-contact>.",
      "Add a <contact-session> with <type-contact>14</type-contact> to the session."),
    form: .field(
      .contactSession,
      "cliquez sur « Ajouter » et choisissez le référent apprentissage ; s'il manque à la liste, demandez son ajout.",
      "click « Ajouter » and choose the adviser for apprentices; if the list lacks them, ask for them to be added."),
    source: .lheo(.typeContact),
    triggering: .apprentissage("pas de contact 14", "no contact 14") { $0.session.contactsSession = [] },
    repaired: { $0.session.contactsSession = Formation.apprentissage.session.contactsSession },
    passing: .apprentissage("un contact 14", "a contact 14"),
    check: .formation { context in
      guard context.isApprentissage, !context.isMixed else { return }
      var types: [TypeContact?] = []
      let formation = context.formationPointer
      formation.pointee.contactsFormation.forEachPointer { types.append($0.pointee.typeContact?.code) }
      formation.pointee.organismeFormationResponsable.contactsOrganisme.forEachPointer {
        types.append($0.pointee.typeContact?.code)
      }
      formation.pointee.actions.forEachPointer { action in
        action.pointee.sessions.forEachPointer { session in
          session.pointee.contactsSession.forEachPointer { types.append($0.pointee.typeContact?.code) }
        }
      }
      if types.contains(.referentApprentissage) { return }
      context.report(
        at: formation.pointee, found: "\(types.count)",
        shown: Text(
          "\(types.count, "contact(s)") d'un autre type", "\(types.count, "contact(s)") of other types"),
        expected: Text(
          "un contact de type 14 (référent apprentissage)", "a contact of type 14 (adviser for apprentices)"))
    })
}
