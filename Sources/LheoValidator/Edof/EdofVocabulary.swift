import LheoModel

/// What EDOF says in extensions, by the names that they have there (`info`).
enum EdofVocabulary {
  /// The extensions of a level by name: `false` for an `extra`, `true` for a group.
  static func infos(of level: Element) -> [String: Bool] {
    switch level {
    case .formation:
      ["resume-contenu": false, "blocs-competences": true, "blocs-modifiables": false, "categorisation-offre": false]
    case .action:
      [
        "contact-information": false, "modalites-handicap": false, "info-admission": false,
        "codes-modalites-admission": true, "code-gfe": false, "code-type-horaires": false,
        "duree-apprentissage": false, "codes-rythme-formation": true, "frais-anpec": false,
        "detail-frais-anpec": false, "frais-certif-inclus-frais-anpec": false, "autres-services": false,
        "frais-pedagogiques": true, "existence-prerequis": false,
      ]
    case .session: ["contact-inscription": false, "garantie": false, "modalites-particulieres": false]
    case .adresse:
      [
        "numero-voie": false, "code-nature-voie": false, "libelle-voie": false, "ligne5-adresse": false,
        "accessibilite-batimentaire": false, "conformite-reglementaire": false,
      ]
    default: [:]
    }
  }

  /// The extensions in a group.
  static func infos(inGroup group: String) -> [String] {
    switch group {
    case "blocs-competences": ["code-bloc"]
    case "codes-modalites-admission": ["code-modalites-admission"]
    case "codes-rythme-formation": ["code-rythme-formation"]
    case "frais-pedagogiques": ["taux-tva", "frais-ht", "frais-ttc"]
    default: []
    }
  }

  /// The codes of an extension, where there is a list of them.
  static let codes: [String: Set<String>] = [
    "code-modalites-admission": codes(of: EdofCodes.admission),
    "code-rythme-formation": codes(of: EdofCodes.rythme),
    "code-gfe": codes(of: EdofCodes.gfe),
    "code-nature-voie": [
      "RUE", "AV", "BD", "CHE", "IMP", "ALL", "PL", "RTE", "QUAI", "SQ", "VLA", "CRS", "PAS", "RES", "LOT", "HAM",
      "FG", "DOM", "ESP", "SEN", "TRA", "VOIE", "RLE", "RPT", "CAR", "MTE", "PARC", "VLGE", "PRV", "MAIL", "MAR",
      "PLT", "PLN",
    ],
    "garantie": ["0", "1"], "conformite-reglementaire": ["0", "1"], "blocs-modifiables": ["0", "1"],
    "existence-prerequis": ["0", "1"], "frais-certif-inclus-frais-anpec": ["0", "1"],
    "categorisation-offre": [
      "110", "114", "115", "120", "122", "125", "130", "131", "132", "133", "142", "144", "150", "152", "154", "210",
      "213", "215", "216", "217", "218", "220", "222", "223", "224", "226", "228", "230", "235", "236", "240", "241",
      "242", "243", "244", "308", "310", "313", "314", "316", "317", "318", "320", "321", "326", "330", "340", "342",
      "345", "350", "410", "420", "421", "426", "427", "428", "430", "434", "440", "445", "450", "455", "460", "462",
      "463",
    ],
  ]

  /// The codes of `code-CPF`.
  static let codesCPF = codes(of: EdofCodes.cpf)

  private static func codes(of table: CodeTable) -> Set<String> { Set(table.entries.map(\.code)) }

  /// How many characters an extension may have.
  static let lengths = [
    "resume-contenu": 255, "info-admission": 250, "modalites-handicap": 3000, "detail-frais-anpec": 3000,
    "code-bloc": 40,
  ]

  /// The codes of languages in two letters (ISO 639-1).
  static let languages = Set(
    """
    AA AB AE AF AK AM AN AR AS AV AY AZ BA BE BG BH BI BM BN BO BR BS CA CE CH CO CR CS CU CV CY DA DE DV DZ EE EL EN EO ES
    ET EU FA FF FI FJ FO FR FY GA GD GL GN GU GV HA HE HI HO HR HT HU HY HZ IA ID IE IG II IK IO IS IT IU JA JV KA KG KI KJ
    KK KL KM KN KO KR KS KU KV KW KY LA LB LG LI LN LO LT LU LV MG MH MI MK ML MN MR MS MT MY NA NB ND NE NG NL NN NO NR NV
    NY OC OJ OM OR OS PA PI PL PS PT QU RM RN RO RU RW SA SC SD SE SG SI SK SL SM SN SO SQ SR SS ST SU SV SW TA TE TG TH TI
    TK TL TN TO TR TS TT TW TY UG UK UR UZ VE VI VO WA WO XH YI YO ZA ZH ZU
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// The amounts and rates.
  static let amounts: Set<String> = ["taux-tva", "frais-ht", "frais-ttc", "frais-anpec"]
}

extension Extras {
  /// The extension of that name, here or in a group here.
  func find(_ info: String) -> Extra? {
    for item in items {
      switch item {
      case .extra(let extra): if extra.info == info { return extra }
      case .extras(let group): if let found = group.find(info) { return found }
      }
    }
    return nil
  }

  /// The group of that name.
  func group(_ info: String) -> Extras? {
    for case .extras(let group) in items where group.info == info { return group }
    return nil
  }

  /// All extensions of that name, here and in groups here.
  func all(_ info: String) -> [Extra] {
    items.flatMap { item in
      switch item {
      case .extra(let extra): extra.info == info ? [extra] : []
      case .extras(let group): group.all(info)
      }
    }
  }
}
