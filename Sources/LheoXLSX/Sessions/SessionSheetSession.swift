import LheoModel

// What a row says of its session, and what only feeds of LHEO have.

extension SessionSheet {
  static func sessionCell(_ column: String) -> SheetColumn.Target { .cell(table: "sessions", column) }

  static let session: [SheetColumn] =
    [
      SheetColumn(
        "session-numero", "Numéro de la session", .session, .mandatory, .text, sessionCell("session_numero"),
        "Votre numéro pour la session, toujours le même.", "S1", "S2", "S3"),
      SheetColumn(
        "debut", "Date de début", .session, .optional, .date, sessionCell("debut"), of: .debut,
        "Le premier jour ; vide si l'on entre à tout moment.", "04/01/2027", "06/09/2027", "04/01/2027"),
      SheetColumn(
        "fin", "Date de fin", .session, .optional, .date, sessionCell("fin"), of: .fin,
        "Le dernier jour ; vide si l'on entre à tout moment.", "26/03/2027", "26/11/2027", "26/03/2027"),
      SheetColumn(
        "etat-recrutement", nil, .session, .mandatory, .code(codes(.etatRecrutement)), sessionCell("etat_recrutement"),
        of: .etatRecrutement, "Peut-on s'inscrire ?", "1", "1", "2"),
    ]
    + address(
      "inscription", "Inscription", .session, .mandatory, ["12 rue des Écoles", "12 rue des Écoles", "3 place du Port"]
    ) { sessionCell("inscription_\($0)") } + contact("contact-session", "Inscription", .session, .contactSession) + [
      SheetColumn(
        "garantie", "Session garantie", .session, .optional, .code(yesOrNo), .extra("garantie"),
        "La session aura-t-elle lieu quoi qu'il arrive ?", "0", "0", "0"),
      SheetColumn(
        "modalites-particulieres", "Modalités particulières", .session, .optional, .text,
        .extra("modalites-particulieres"), "Ce qui est propre à cette session."),
    ] + dates(.session, .optional)
}

// MARK: For LHEO only

extension SessionSheet {
  static func recruitmentCell(_ column: String) -> SheetColumn.Target { .cell(table: "recrutements", column) }

  static let lheo: [SheetColumn] =
    [
      SheetColumn(
        "code-FORMACODE", nil, .formation, .lheo, .lines, formationCell("formacode"), of: .codeFORMACODE,
        "Les codes du domaine, un par ligne de la cellule.", "22696"),
      SheetColumn(
        "code-NSF", nil, .formation, .lheo, .lines, formationCell("nsf"), of: .codeNSF, "Un par ligne de la cellule."),
      SheetColumn(
        "code-ROME", nil, .formation, .lheo, .lines, formationCell("rome"), of: .codeROME,
        "Un par ligne de la cellule.", "F1603"),
      SheetColumn(
        "certifiante", nil, .formation, .lheo, .code(codesOfLheo(.certifiante)), formationCell("certifiante"),
        of: .certifiante, "La formation mène-t-elle à une certification ?", "1"),
      SheetColumn(
        "code-niveau-entree", nil, .formation, .lheo, .code(codesOfLheo(.codeNiveauEntree)),
        formationCell("niveau_entree"), of: .codeNiveauEntree, "Choisissez dans la liste.", "2"),
      SheetColumn(
        "code-niveau-sortie", nil, .formation, .lheo, .code(codesOfLheo(.codeNiveauSortie)),
        formationCell("niveau_sortie"), of: .codeNiveauSortie, "Choisissez dans la liste.", "4"),
      SheetColumn(
        "rythme-formation", nil, .action, .lheo, .text, actionCell("rythme"), of: .rythmeFormation,
        "Le rythme, en mots.", "Temps plein", "", "Temps plein"),
      SheetColumn(
        "code-public-vise", nil, .action, .lheo, .lines, actionCell("publics"), of: .codePublicVise,
        "Les codes des publics, un par ligne de la cellule.", "80056", "", "80056"),
      SheetColumn(
        "modalites-alternance", nil, .action, .lheo, .text, actionCell("alternance"), of: .modalitesAlternance,
        "Les modalités de l'alternance, ou Aucune.", "Aucune", "", "Aucune"),
      SheetColumn(
        "SIRET-formateur", "SIRET de l'organisme formateur", .action, .lheo, .digits(14), actionCell("formateur_siret"),
        "Les 14 chiffres du SIRET de l'organisme qui forme.", "11000007200014", "", "11000007200014"),
      SheetColumn(
        "raison-sociale-formateur", nil, .action, .lheo, .text, actionCell("formateur_nom"),
        of: .raisonSocialeFormateur,
        "Sa raison sociale.", "Centre de Caen SARL", "", "Centre de Caen SARL"),
      SheetColumn(
        "recrutement-numero", "Recrutement : numéro", .session, .lheo, .text, recruitmentCell("recrutement_numero"),
        "Votre numéro pour le recrutement.", "R1", "R2", "R3"),
      SheetColumn(
        "modalite-recrutement", "Recrutement : modalité", .session, .lheo, .code(codesOfLheo(.modaliteRecrutement)),
        recruitmentCell("modalite"), of: .modaliteRecrutement, "Choisissez dans la liste.", "7", "7", "7"),
      SheetColumn(
        "recrutement-nb-places", "Recrutement : places", .session, .lheo, .hours, recruitmentCell("places"),
        "Le nombre de places.", "12", "12", "12"),
      SheetColumn(
        "recrutement-debut", "Recrutement : début", .session, .lheo, .date, recruitmentCell("debut"), of: .debut,
        "Le premier jour où l'on peut postuler.", "01/10/2026", "01/03/2027", "01/10/2026"),
      SheetColumn(
        "recrutement-fin", "Recrutement : fin", .session, .lheo, .date, recruitmentCell("fin"), of: .fin,
        "Le dernier jour où l'on peut postuler.", "15/12/2026", "31/08/2027", "15/12/2026"),
      SheetColumn(
        "prise-en-charge-frais-possible", nil, .action, .lheo, .code(codesOfLheo(.priseEnChargeFraisPossible)),
        actionCell("prise_en_charge"), of: .priseEnChargeFraisPossible, "Choisissez dans la liste.", "1", "", "1"),
      SheetColumn(
        "nom-organisme", nil, .organisme, .lheo, .text, .body("nom"), of: .nomOrganisme, "Le nom de votre organisme.",
        "Centre de Caen"),
      SheetColumn(
        "raison-sociale", nil, .organisme, .lheo, .text, .body("raison_sociale"), of: .raisonSociale,
        "Sa raison sociale.", "Centre de Caen SARL"),
      SheetColumn(
        "numero-activite", nil, .organisme, .lheo, .digits(11), .body("numero_activite"), of: .numeroActivite,
        "Le numéro de déclaration d'activité, 11 chiffres.", "25140000014"),
    ] + address("organisme", "Organisme", .organisme, .lheo, ["12 rue des Écoles"]) { .body($0) }
    + contact("contact-organisme", "Contact de l'organisme", .organisme, .contactOrganisme)
}
