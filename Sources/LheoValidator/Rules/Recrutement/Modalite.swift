import LheoModel

extension Rule {
  static let modaliteAbsente = Rule(
    "recrutement/modalite-absente", .franceTravail, .error, blocks: [.franceTravail],
    message: Text(
      "Aucune modalité de recrutement ne permet de positionner un candidat.",
      "No recruitment modality lets a candidate be positioned."),
    why: Text(
      "Sans candidature (7), rendez-vous (8) ou information collective (9), un conseiller ne peut pas positionner de demandeur d'emploi en ligne depuis Ouiform ou Aude Formation.",
      "Without an application (7), an appointment (8) or a meeting (9) an adviser cannot position a jobseeker online from Ouiform or Aude Formation."
    ),
    repair: Text(
      "Ajoutez un <recrutement> de modalité 7, 8 ou 9 (une des trois suffit), et 1 (ouvert) dans <etat-recrutement>.",
      "Add a <recrutement> of modality 7, 8 or 9 (one of the three is enough), and 1 (open) in <etat-recrutement>."),
    form: .field(
      .modalitesRecrutement,
      "cliquez sur « Ajouter » et choisissez une information collective, un rendez-vous individuel ou une candidature : une de ces modalités suffit.",
      "click « Ajouter » and choose a group meeting, an individual appointment or an application; one is enough."),
    source: .guide(
      "Modalités de recrutement", 1292...1303, words: "consomme les trois modalités de recrutement",
      "une de ces trois modalités", "l'impossibilité de positionnement en ligne"),
    triggering: Example("seulement la modalité 3 (dossier)", "modality 3 only (file)") {
      $0.session.recrutements = [Recrutement(numero: "R1", modaliteRecrutement: .init(.dossier))]
    },
    Example("aucun recrutement", "no recruitment") { $0.session.recrutements = [] },
    repaired: { formation in
      var another = Formation.example.candidature
      another.numero = "R4"
      formation.session.recrutements.append(another)
    },
    passing: Example("recrutement fermé, sans modalité", "recruitment closed, no modality") { formation in
      formation.session.recrutements = []
      formation.session.etatRecrutement = .init(.ferme)
    },
    morePassing: [
      Example("une candidature seulement", "an application only") { $0.session.recrutements = [$0.candidature] },
      Example("session terminée, sans modalité", "session over, no modality") { formation in
        formation.session.recrutements = []
        formation.session.periode = Periode(debut: "20250101", fin: "20250630")
      },
      .apprentissage("apprentissage : non versé dans Kairos", "apprenticeship: not passed on to Kairos"),
      Example(
        "contrat de professionnalisation à côté d'une session ordinaire",
        "a professionalisation contract beside an ordinary session"
      ) { $0.addContratDeProfessionnalisation() },
    ],
    check: .session { context in
      // Of a suspended recruitment session/etat-suspendu is what is reported.
      guard context.slotsAreTaken, context.etat != .suspendu,
        !context.recrutements.contains(where: { $0.isPositioning || context.isUnreadable($0) })
      else { return }
      context.report(
        at: context.session, missing: .recrutement,
        expected: Text(
          "une réunion collective, un entretien ou une candidature",
          "a group meeting, an individual appointment or an application"))
    })

  static let modaliteDocumentaire = Rule(
    "recrutement/modalite-documentaire", .franceTravail, .info, blocks: [],
    message: Text(
      "Cette modalité de recrutement n'est affichée qu'à titre documentaire.",
      "This recruitment modality is shown for information only."),
    why: Text(
      "Les modalités 1 à 6 ne permettent pas de positionner un candidat, au contraire de 7, 8 et 9.",
      "Modalities 1 to 6 do not let a candidate be positioned, unlike 7, 8 and 9."),
    repair: Text(
      "Rien à faire si la session a aussi un <recrutement> de modalité 7, 8 ou 9 ; sinon ajoutez-en un.",
      "Nothing to do if the session also has a <recrutement> of modality 7, 8 or 9; otherwise add one."),
    form: .field(
      .modalitesRecrutement,
      "rien à faire si la session a aussi une information collective, un rendez-vous ou une candidature ; sinon ajoutez-en un.",
      "nothing to do if the session also has a group meeting, an appointment or an application; otherwise add one."),
    source: .guide("Modalités de recrutement", 1300, words: "uniquement à titre documentaire"),
    triggering: Example("modalite-recrutement = 2") {
      $0.session.recrutements.append(Recrutement(modaliteRecrutement: .init(.concours)))
    },
    repaired: nil,
    passing: .unchanged,
    check: .recrutement(.simulation, .concours, .dossier, .testsPratiques, .epreuvesEcrites, .epreuvesOrales) {
      context in
      let code = context.recrutement.modaliteRecrutement.trimmedText
      context.report(
        at: context.recrutement.modaliteRecrutement, found: code,
        shown: Text("\(code) \(context.modalite.label ?? "")", "\(code)"),
        expected: Text("7, 8 ou 9 pour positionner un candidat", "7, 8 or 9 to position a candidate"))
    })

  static let modaliteInconnue = Rule(
    "recrutement/modalite-inconnue", .franceTravail, .warning, blocks: [],
    message: Text("La modalité de recrutement est inconnue (0).", "The recruitment modality is unknown (0)."),
    why: Text(
      "Elle n'apprend rien au candidat et ne permet aucun positionnement.",
      "It tells the candidate nothing and lets nobody be positioned."),
    repair: Text(
      "Retirez ce <recrutement>, ou écrivez la modalité (1 à 9) dans <modalite-recrutement> et ce qu'elle demande.",
      "Remove this <recrutement>, or write the modality (1 to 9) in <modalite-recrutement> and what it requires."),
    form: .field(
      .modaliteRecrutement, "choisissez une modalité dans la liste, ou supprimez cette ligne.",
      "choose a modality from the list, or remove this line."),
    source: .guide("Modalités de recrutement", 1292...1303, words: "Vous devez choisir à minima une de ces trois"),
    triggering: Example("modalite-recrutement = 0") {
      $0.session.recrutements.append(Recrutement(modaliteRecrutement: .init(.inconnue)))
    },
    repaired: { $0.session.recrutements.removeLast() },
    passing: .unchanged,
    check: .recrutement(.inconnue) {
      $0.report(at: $0.recrutement.modaliteRecrutement, found: "0", expected: Text("de 1 à 9", "1 to 9"))
    })
}

extension RuleContext {
  /// Whether the schema reports the modality of a recruitment: it may well be one to be positioned by.
  func isUnreadable(_ recrutement: RecrutementFacts) -> Bool {
    let leaf = recrutement.pointer.pointee.modaliteRecrutement
    return leaf.isAbsent || isRefused(leaf)
  }
}

extension Formation {
  /// Adds a session without recruitments for professionalisation contracts.
  fileprivate mutating func addContratDeProfessionnalisation() {
    var another = session
    another.numero = "04_9002S"
    another.periode = Periode(debut: "20271001", fin: "20280331")
    another.recrutements = []
    another.cycles = [
      Cycle(
        typeCycle: .init(.formationInitiale), anneesCycle: [1], effectifMinimal: 6, capaciteSimultanee: 12,
        capaciteCumulee: 24, alternance: Alternance(typeAlternance: .init(.professionnalisation)))
    ]
    action.sessions.append(another)
  }
}
