import LheoModel

// What a row says of its action and the place of it.

extension SessionSheet {
  static func actionCell(_ column: String, path: String? = nil) -> SheetColumn.Target {
    .cell(table: "actions", column, path: path)
  }

  static let action: [SheetColumn] = [
    SheetColumn(
      "action-numero", "Numéro de l'action", .action, .mandatory, .text, actionCell("action_numero"),
      "Une action est l'offre en un lieu, avec un prix et une durée. Vide : une autre session de l'action du dessus.",
      "A1", "", "A2"),
    SheetColumn(
      "niveau-entree-obligatoire", nil, .action, .mandatory, .code(codes(.niveauEntreeObligatoire)),
      actionCell("niveau_entree_obligatoire"), of: .niveauEntreeObligatoire, "Le niveau d'entrée est-il obligatoire ?",
      "0", "", "0"),
    SheetColumn(
      "modalites-enseignement", nil, .action, .mandatory, .code(codes(.modalitesEnseignement)),
      actionCell("modalites_enseignement"), of: .modalitesEnseignement, "Choisissez dans la liste.", "0", "", "0"),
    SheetColumn(
      "modalites-entrees-sorties", nil, .action, .mandatory, .code(codes(.modalitesEntreesSorties)),
      actionCell("entrees_sorties"), of: .modalitesEntreesSorties,
      "Peut-on entrer à tout moment, ou à des dates fixes ?", "0", "", "0"),
    SheetColumn(
      "conditions-specifiques", nil, .action, .optional, .text, actionCell("conditions"), of: .conditionsSpecifiques,
      "Les prérequis et conditions d'accès.", "Lire des plans simples", "", "Lire des plans simples"),
    SheetColumn(
      "existence-prerequis", "Des prérequis ?", .action, .optional, .code(yesOrNo), .extra("existence-prerequis"),
      "Oui : écrivez-les dans les conditions spécifiques.", "1", "", "1"),
    SheetColumn(
      "prix-total-TTC", "Prix TTC", .action, .mandatory, .amount, actionCell("prix_total_ttc"),
      "Le prix de l'action toutes taxes comprises, en euros : 1200 ou 1200,50.", "1200", "", "1300"),
    SheetColumn(
      "taux-tva", "Taux de TVA (%)", .action, .optional, .rate, .extra(group: "frais-pedagogiques", "taux-tva"),
      "0 ou 20, ou un autre taux français : 2,1, 5,5, 8,5, 10. Vide : le taux que vous donnez à l'export.", "20", "",
      "20"),
    SheetColumn(
      "nombre-heures-total", nil, .action, .oneOf, .hours, actionCell("duree_totale"), of: .nombreHeuresTotal,
      "La durée en heures entières. Remplissez-la, ou les heures en centre.", "420", "", "420"),
    SheetColumn(
      "nombre-heures-centre", nil, .action, .oneOf, .hours, actionCell("duree_centre"), of: .nombreHeuresCentre,
      "Les heures au centre, entières.", "420", "", "420"),
    SheetColumn(
      "nombre-heures-entreprise", nil, .action, .optional, .hours, actionCell("duree_entreprise"),
      of: .nombreHeuresEntreprise, "Les heures en entreprise, entières.", "0", "", "0"),
    SheetColumn(
      "acces-handicapes", nil, .action, .mandatory, .text, actionCell("acces_handicapes"), of: .accesHandicapes,
      "Ce qui est accessible, ou 0.", "Locaux accessibles", "", "0"),
    SheetColumn(
      "langue-formation", nil, .action, .mandatory, .text, actionCell("langue"), of: .langueFormation,
      "Le code de la langue : FR.", "FR", "", "FR"),
  ]

  static let yesOrNo = codesOfLheo(.certifiante)

  // MARK: Place

  static func placeCell(_ column: String, path: String? = nil) -> SheetColumn.Target {
    .cell(table: "lieux", column, path: path)
  }

  static let place: [SheetColumn] =
    [
      SheetColumn(
        "lieu-nom", "Lieu : nom de la personne", .action, .mandatory, .text, placeCell("nom"), of: .nom,
        "La personne à joindre sur le lieu de formation.", "Duval", "", "Martin"),
      SheetColumn(
        "lieu-prenom", "Lieu : prénom", .action, .mandatory, .text,
        placeCell("#prenom", path: "lieu-de-formation/coordonnees/prenom"), of: .prenom, "Son prénom.", "Zoé", "", "Ali"
      ),
      SheetColumn(
        "lieu-numtel", "Lieu : téléphone", .action, .mandatory, .phone, placeCell("telephone"), "Son téléphone.",
        "02 31 00 00 00", "", "02 31 00 00 01"),
      SheetColumn(
        "lieu-courriel", "Lieu : courriel", .action, .mandatory, .mail, placeCell("courriel"), of: .courriel,
        "Son courriel.", "contact@example.org", "", "contact@example.org"),
      SheetColumn(
        "lieu-denomination", "Lieu : nom du site", .action, .optional, .text, placeCell("denomination"),
        "Le nom du bâtiment ou du site, s'il en a un. Il précède la rue dans l'adresse.", "Pôle des métiers", "",
        "Pôle des métiers"),
    ] + address("lieu", "Lieu", .action, .mandatory, ["12 rue des Écoles", "", "3 place du Port"]) { placeCell($0) } + [
      SheetColumn(
        "lieu-latitude", "Lieu : latitude", .action, .optional, .decimal, placeCell("latitude"),
        "En degrés, par exemple 49.18."),
      SheetColumn(
        "lieu-longitude", "Lieu : longitude", .action, .optional, .decimal, placeCell("longitude"),
        "En degrés, par exemple -0.37."),
      SheetColumn(
        "accessibilite-batimentaire", "Lieu : accessibilité du bâtiment", .action, .optional, .text,
        .extraOfPlace("accessibilite-batimentaire"), "Ce qu'il faut savoir pour accéder au bâtiment."),
      SheetColumn(
        "conformite-reglementaire", "Lieu : conforme à la règlementation", .action, .optional, .code(yesOrNo),
        .extraOfPlace("conformite-reglementaire"), "Le lieu est-il conforme ?"),
    ]

  /// The columns of an address.
  static func address(
    _ name: String, _ label: String, _ level: SheetColumn.Level, _ need: SheetColumn.Need, _ streets: [String],
    _ target: (String) -> SheetColumn.Target
  ) -> [SheetColumn] {
    func column(
      _ end: String, _ words: String, _ kind: SheetColumn.Kind, _ column: String, _ element: Element,
      _ help: String, _ example: String, _ need: SheetColumn.Need
    ) -> SheetColumn {
      let examples = streets.map { $0.isEmpty ? "" : example.isEmpty ? $0 : example }
      return SheetColumn(
        "\(name)-\(end)", "\(label) : \(words)", level, need, kind, target(column), of: element, help,
        examples: examples)
    }
    return [
      column(
        "ligne", "adresse", .lines, "adresse", .ligne,
        "Numéro et rue. Jusqu'à trois lignes de 50 caractères dans la cellule (Alt+Entrée).", "", need),
      column("codepostal", "code postal", .digits(5), "codepostal", .codepostal, "Cinq chiffres.", "14000", need),
      column("ville", "ville", .text, "ville", .ville, "La ville.", "Caen", need),
    ]
  }

  // MARK: More of an action

  static let actionDetails: [SheetColumn] =
    [
      SheetColumn(
        "url-action", "Page web", .action, .optional, .web, actionCell("url"), of: .urlweb,
        "L'adresse de la page de l'offre, avec https://."),
      SheetColumn(
        "date-information", "Dates d'information", .action, .optional, .dates, actionCell("information_date"),
        "Jusqu'à trois dates, une par ligne de la cellule (Alt+Entrée)."),
    ] + address("information", "Réunion d'information", .action, .optional, []) { actionCell("information_\($0)") } + [
      SheetColumn(
        "restauration", nil, .action, .optional, .text, actionCell("restauration"), of: .restauration,
        "Ce qui est prévu, ou 0."),
      SheetColumn(
        "hebergement", nil, .action, .optional, .text, actionCell("hebergement"), of: .hebergement,
        "Ce qui est prévu, ou 0."),
      SheetColumn(
        "transport", nil, .action, .optional, .text, actionCell("transport"), of: .transport, "Comment venir, ou 0."),
      SheetColumn(
        "modalites-recrutement", nil, .action, .optional, .text, actionCell("modalites_recrutement"),
        of: .modalitesRecrutement, "Comment vous recrutez."),
      SheetColumn(
        "modalites-pedagogiques", nil, .action, .optional, .text, actionCell("modalites_pedagogiques"),
        of: .modalitesPedagogiques, "Comment vous enseignez."),
      SheetColumn(
        "code-perimetre-recrutement", nil, .action, .optional, .code(codes(.codePerimetreRecrutement)),
        actionCell("perimetre"), of: .codePerimetreRecrutement, "D'où viennent les stagiaires."),
      SheetColumn(
        "infos-perimetre-recrutement", nil, .action, .optional, .text, actionCell("perimetre_precision"),
        of: .infosPerimetreRecrutement, "Une précision sur le périmètre."),
      SheetColumn(
        "modalites-handicap", "Accueil du handicap", .action, .optional, .text, .extra("modalites-handicap"),
        "Comment vous accueillez les personnes en situation de handicap, en 3000 caractères au plus."),
      SheetColumn(
        "info-admission", "Admission : précisions", .action, .optional, .text, .extra("info-admission"),
        "En 250 caractères au plus."),
      SheetColumn(
        "code-modalites-admission", "Admission", .action, .optional, .codes(EdofCodes.admission),
        .extra(group: "codes-modalites-admission", "code-modalites-admission"),
        "Choisissez dans la liste ; plusieurs codes sont séparés par « ; ».", "92005", "", "92005"),
      SheetColumn(
        "code-rythme-formation", "Rythme (EDOF)", .action, .optional, .codes(EdofCodes.rythme),
        .extra(group: "codes-rythme-formation", "code-rythme-formation"),
        "Choisissez dans la liste ; plusieurs codes sont séparés par « ; ».", "5", "", "5"),
      SheetColumn(
        "code-gfe", "Groupe formation emploi", .action, .optional, .code(EdofCodes.gfe), .extra("code-gfe"),
        "Choisissez dans la liste.", "4", "", "4"),
      SheetColumn(
        "frais-anpec", "Frais non pris en charge", .action, .optional, .amount, .extra("frais-anpec"),
        "Les frais en plus du prix, en euros."),
      SheetColumn(
        "detail-frais-anpec", "Frais non pris en charge : détail", .action, .optional, .text,
        .extra("detail-frais-anpec"), "Ce que sont ces frais, en 3000 caractères au plus."),
      SheetColumn(
        "autres-services", "Autres services", .action, .optional, .text, .extra("autres-services"),
        "Ce que vous offrez encore."),
    ] + dates(.action, .optional)
}
