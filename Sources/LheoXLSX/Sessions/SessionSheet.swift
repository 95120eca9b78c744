import LheoModel

/// The sheet in which a training body keeps its sessions: a row for each, in the words of the form, with the columns of which
/// catalogues of EDOF and feeds of LHEO are made.
public enum SessionSheet {
  /// The name of the sheet with the rows.
  public static let name = "Sessions"

  /// The columns, in the order in which they are written; a workbook may have them in another one.
  public static let columns: [SheetColumn] = organisme + formation + action + place + actionDetails + session + lheo

  /// The columns of codes, of which an offer has one.
  static let certificationColumns = ["code-RNCP", "code-RS", "code-CPF"].map { index(of: $0) }

  /// The columns of numbers, without which rows do not belong to anything.
  static let numeroColumns = ["formation-numero", "action-numero", "session-numero"].map { index(of: $0) }

  /// The column of that name.
  static func index(of name: String) -> Int { columns.firstIndex { $0.name == name }! }
}

// MARK: Body and offer

extension SessionSheet {
  static let organisme: [SheetColumn] = [
    SheetColumn(
      "SIRET-organisme-formation", "SIRET de l'organisme", .organisme, .mandatory, .digits(14),
      .cell(table: "formations", "organisme_siret"),
      "Les 14 chiffres du SIRET de votre organisme. Un fichier EDOF est écrit par SIRET.", "11000007200014")
  ]

  static func formationCell(_ column: String, path: String? = nil) -> SheetColumn.Target {
    .cell(table: "formations", column, path: path)
  }

  static let formation: [SheetColumn] =
    [
      SheetColumn(
        "formation-numero", "Numéro de l'offre", .formation, .mandatory, .text, formationCell("formation_numero"),
        "Votre numéro pour l'offre, toujours le même. Vide : la ligne est une autre session de l'offre du dessus.", "F1"
      ),
      SheetColumn(
        "intitule-formation", nil, .formation, .mandatory, .text, formationCell("intitule"), of: .intituleFormation,
        "Le titre de l'offre, en toutes lettres.", "Installateur thermique et sanitaire"),
      SheetColumn(
        "objectif-formation", nil, .formation, .mandatory, .text, formationCell("objectif"), of: .objectifFormation,
        "Ce que le stagiaire saura faire.", "Poser et mettre en service une installation de chauffage."),
      SheetColumn(
        "resultats-attendus", nil, .formation, .mandatory, .text, formationCell("resultats"), of: .resultatsAttendus,
        "Ce que la formation donne : certification, blocs, attestation.", "Obtenir le titre professionnel."),
      SheetColumn(
        "contenu-formation", nil, .formation, .mandatory, .text, formationCell("contenu"), of: .contenuFormation,
        "Le programme.", "Lecture de plans, soudage, pose, réglage."),
      SheetColumn(
        "parcours-de-formation", nil, .formation, .mandatory, .code(codes(.parcoursDeFormation)),
        formationCell("parcours"), of: .parcoursDeFormation, "Choisissez dans la liste.", "1"),
      SheetColumn(
        "objectif-general-formation", nil, .formation, .mandatory, .code(codes(.objectifGeneralFormation)),
        formationCell("objectif_general"), of: .objectifGeneralFormation, "Choisissez dans la liste.", "6"),
      SheetColumn(
        "code-RNCP", nil, .formation, .oneOf, .text, .cell(table: "certifications", "rncp"), of: .codeRNCP,
        "Le numéro de la fiche au RNCP, par exemple 37277 ou RNCP37277. Remplissez une seule des colonnes RNCP, RS et CPF.",
        "RNCP37277"),
      SheetColumn(
        "code-RS", nil, .formation, .oneOf, .text, .cell(table: "certifications", "rs"), of: .codeRS,
        "Le numéro de la fiche au répertoire spécifique, par exemple RS5695."),
      SheetColumn(
        "code-CPF", nil, .formation, .oneOf, .code(EdofCodes.cpf), .cell(table: "certifications", "cpf"), of: .codeCPF,
        "Pour une VAE, un bilan de compétences ou un permis."),
      SheetColumn(
        "resume-contenu", "Points forts", .formation, .optional, .text, .extra("resume-contenu"),
        "Les points forts de l'offre, en 5 à 255 caractères.", "Plateaux techniques récents"),
      SheetColumn(
        "code-bloc", "Blocs de compétences", .formation, .optional, .lines,
        .extra(group: "blocs-competences", "code-bloc"),
        "Les codes des blocs, par exemple RNCP37277BC01, un par ligne de la cellule (Alt+Entrée).", "RNCP37277BC01"),
      SheetColumn(
        "categorisation-offre", "Catégorie de la VAE", .formation, .optional, .digits(3),
        .extra("categorisation-offre"),
        "Pour une VAE : les trois chiffres de son domaine."),
    ] + contact("contact-formation", "Contact de l'offre", .formation, .contactFormation)
    + dates(.formation, .mandatory)

  /// The columns of a contact.
  static func contact(
    _ name: String, _ label: String, _ level: SheetColumn.Level, _ role: Element
  ) -> [SheetColumn] {
    let need: SheetColumn.Need = role == .contactFormation ? .mandatory : role == .contactSession ? .optional : .lheo
    let hint =
      role == .contactSession
      ? "Vide : le contact de l'offre, si vous le demandez à l'export."
      : "EDOF veut le nom, le prénom, le téléphone et le courriel."
    return [
      SheetColumn(
        "\(name)-nom", "\(label) : nom", level, need, .text, .contact(role, "nom"), of: .nom, hint,
        role == .contactFormation ? "Duval" : ""),
      SheetColumn(
        "\(name)-prenom", "\(label) : prénom", level, need, .text, .contact(role, "prenom"), of: .prenom, hint,
        role == .contactFormation ? "Zoé" : ""),
      SheetColumn(
        "\(name)-numtel", "\(label) : téléphone", level, need, .phone, .contact(role, "telephone"), hint,
        role == .contactFormation ? "02 31 00 00 00" : ""),
      SheetColumn(
        "\(name)-courriel", "\(label) : courriel", level, need, .mail, .contact(role, "courriel"), of: .courriel, hint,
        role == .contactFormation ? "contact@example.org" : ""),
    ]
  }

  /// When something was made and changed.
  static func dates(_ level: SheetColumn.Level, _ need: SheetColumn.Need) -> [SheetColumn] {
    let (name, table) = ("\(level)", "\(level)s")
    let words = ["formation": "l'offre", "action": "l'action", "session": "la session"][name]!
    let rule = level == .formation ? "" : " Vide : la date de l'offre."
    return [
      SheetColumn(
        "\(name)-datecrea", "Création de \(words)", level, need, .date, .cell(table: table, "datecrea"),
        "Le jour où vous avez créé \(words).\(rule)", level == .formation ? "10/01/2026" : ""),
      SheetColumn(
        "\(name)-datemaj", "Mise à jour de \(words)", level, need, .date, .cell(table: table, "datemaj"),
        "Le jour où vous avez modifié \(words) en dernier.\(rule)", level == .formation ? "10/01/2026" : ""),
    ]
  }

  /// The codes that EDOF takes of an element.
  static func codes(_ element: Element) -> CodeTable { DialectSchema.edof.definition(of: element)!.codeTable! }
  static func codesOfLheo(_ element: Element) -> CodeTable { element.definition.codeTable! }
}
