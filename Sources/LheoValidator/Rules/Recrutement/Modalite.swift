import LheoModel

extension Rule {
  static let modaliteAbsente = Rule(
    "recrutement/modalite-absente", .franceTravail, .error,
    message: Text(
      "Aucune modalité de recrutement ne permet de positionner un candidat.",
      "No recruitment modality lets a candidate be positioned."),
    why: Text(
      "Sans candidature (7), rendez-vous (8) ou information collective (9), un conseiller ne peut pas positionner de demandeur d'emploi en ligne depuis Ouiform ou Aude Formation.",
      "Without an application (7), an appointment (8) or a meeting (9) an adviser cannot position a jobseeker online from Ouiform or Aude Formation."
    ),
    repair: Text(
      "Ajoutez un <recrutement> de modalité 7, 8 ou 9 ; une des trois suffit.",
      "Add a <recrutement> of modality 7, 8 or 9; one of the three is enough."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1292-1303)",
    triggering: Example("seulement la modalité 3 (dossier)", "modality 3 only (file)") {
      $0.session.recrutements = [Recrutement(numero: "R1", modaliteRecrutement: .init(.dossier))]
    },
    Example("aucun recrutement", "no recruitment") { $0.session.recrutements = [] },
    passing: Example("recrutement fermé, sans modalité", "recruitment closed, no modality") { formation in
      formation.session.recrutements = []
      formation.session.etatRecrutement = .init(.ferme)
    },
    morePassing: [
      Example("session terminée, sans modalité", "session over, no modality") { formation in
        formation.session.recrutements = []
        formation.session.periode = Periode(debut: "20250101", fin: "20250630")
      },
      .apprentissage("apprentissage : non versé dans Kairos", "apprenticeship: not passed on to Kairos"),
    ],
    check: .session { context in
      guard context.etat != .ferme, context.dispositif.isInKairos,
        !context.recrutements.contains(where: { $0.isPositioning || context.isRefused($0.pointer.pointee.modaliteRecrutement) })
      else { return }
      context.report(
        at: context.session, missing: .recrutement,
        expected: Text("modalité 7, 8 ou 9", "modality 7, 8 or 9"))
    })

  static let modaliteDocumentaire = Rule(
    "recrutement/modalite-documentaire", .franceTravail, .info,
    message: Text(
      "Cette modalité de recrutement n'est affichée qu'à titre documentaire.",
      "This recruitment modality is shown for information only."),
    why: Text(
      "Les modalités 1 à 6 ne permettent pas de positionner un candidat, au contraire de 7, 8 et 9.",
      "Modalities 1 to 6 do not let a candidate be positioned, unlike 7, 8 and 9."),
    repair: Text(
      "Rien à faire si la session a aussi une modalité 7, 8 ou 9.",
      "Nothing to do if the session also has a modality 7, 8 or 9."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1300-1301)",
    triggering: Example("modalite-recrutement = 2") {
      $0.session.recrutements.append(Recrutement(modaliteRecrutement: .init(.concours)))
    },
    passing: .unchanged,
    check: .recrutement(.simulation, .concours, .dossier, .testsPratiques, .epreuvesEcrites, .epreuvesOrales) {
      context in
      let leaf = context.recrutement.modaliteRecrutement
      context.report(at: leaf, found: "\(leaf.trimmedText) \(context.modalite.label ?? "")")
    })

  static let modaliteInconnue = Rule(
    "recrutement/modalite-inconnue", .franceTravail, .warning,
    message: Text("La modalité de recrutement est inconnue (0).", "The recruitment modality is unknown (0)."),
    why: Text(
      "Elle n'apprend rien au candidat et ne permet aucun positionnement.",
      "It tells the candidate nothing and lets nobody be positioned."),
    repair: Text(
      "Choisissez une modalité de 1 à 9, ou retirez ce recrutement.",
      "Choose a modality from 1 to 9, or remove this recruitment."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1292-1303)",
    triggering: Example("modalite-recrutement = 0") {
      $0.session.recrutements.append(Recrutement(modaliteRecrutement: .init(.inconnue)))
    },
    passing: .unchanged,
    check: .recrutement(.inconnue) { $0.report(at: $0.recrutement.modaliteRecrutement, found: "0") })
}
