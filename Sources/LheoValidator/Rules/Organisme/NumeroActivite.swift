import LheoModel

/// A declaration number of a training body (NDA): eleven characters of which the first two name the region of
/// declaration, the next two the department. `1175P007675` is that of a public body.
struct NumeroActivite {
  /// The number, or `nil` where it has another shape. Numbers that start with 99 stand for others.
  private let start: Substring

  init?(_ leaf: TextLeaf) {
    let text = leaf.trimmedText
    guard text.withBytes(\.isNumeroActivite), !text.hasPrefix("99"), !text.isZeros else { return nil }
    start = text.prefix(2)
  }

  /// The region of declaration: old numbers have the code of before 2016, or that of the labour administration overseas.
  var region: Region? {
    let code = Self.formerCodes[start] ?? String(start)
    return Region.named(code)
  }

  private static let formerCodes: [Substring: String] = [
    "21": "44", "41": "44", "42": "44", "22": "32", "31": "32", "23": "28", "25": "28", "26": "27", "43": "27",
    "54": "75", "72": "75", "74": "75", "73": "76", "91": "76", "82": "84", "83": "84", "95": "01", "97": "02",
    "96": "03", "98": "04",
  ]
}

extension UnsafeBufferPointer<UInt8> {
  /// Two digits, two digits or letters of Corsica, a digit or P, six digits.
  var isNumeroActivite: Bool {
    guard count == 11 else { return false }
    for (index, byte) in enumerated() where !byte.isDigit {
      switch (index, byte) {
      case (2...3, UInt8(ascii: "A")), (2...3, UInt8(ascii: "B")), (4, UInt8(ascii: "P")): break
      default: return false
      }
    }
    return true
  }
}

extension Rule {
  static let ndaFormat = Rule(
    "organisme/nda-format", .qualite, .warning, blocks: [],
    message: Text(
      "Ce n'est pas un numéro de déclaration d'activité.", "This is not the declaration number of a training body."),
    why: Text(
      "Seul un organisme porteur d'un numéro de déclaration d'activité peut être organisme responsable.",
      "Only a body that has a declaration number can be the responsible body."),
    repair: Text(
      "Écrivez dans <numero-activite> les onze caractères du numéro ; pour une antenne, celui du siège.",
      "Write the eleven characters of the number in <numero-activite>; for a branch, that of its head office."),
    form: .field(
      .organismeResponsable,
      "choisissez, sur le tableau de bord, la structure qui a le numéro de déclaration d'activité, pas une antenne.",
      "choose, on the dashboard, the body that has the declaration number, not a branch."),
    source: .guide(
      "Sélection de l'espace structure", 635...646, words: "porteur du numéro de déclaration d'activité",
      "23760058376"),
    triggering: Example("numero-activite = ANTENNE-ORG") {
      $0.organismeFormationResponsable.numeroActivite = "ANTENNE-ORG"
    },
    Example("numero-activite = ABCDEFGHIJK") { $0.organismeFormationResponsable.numeroActivite = "ABCDEFGHIJK" },
    Example("numero-activite = 00000000000") { $0.organismeFormationResponsable.numeroActivite = "00000000000" },
    Example("numero-activite = 23 76005837") { $0.organismeFormationResponsable.numeroActivite = "23 76005837" },
    repaired: { $0.organismeFormationResponsable.numeroActivite = "23760058376" },
    passing: Example("numero-activite = 23760058376") {
      $0.organismeFormationResponsable.numeroActivite = "23760058376"
    },
    morePassing: [
      Example("numero-activite = 99999999999") { $0.organismeFormationResponsable.numeroActivite = "99999999999" },
      Example("numero-activite = 1175P007675") { formation in
        formation.organismeFormationResponsable.numeroActivite = "1175P007675"
      },
      Example("numero-activite = 942A0123456") { formation in
        formation.organismeFormationResponsable.numeroActivite = "942A0123456"
      },
    ],
    check: .formation { context in
      let leaf = context.formation.organismeFormationResponsable.numeroActivite
      let isRight = leaf.text.withBytes { bytes in
        let number = bytes.trimmed
        // 99 means that the number is not to be published.
        return number.starts(with: "99".utf8) || number.isNumeroActivite && number.contains { $0 != 0x30 }
      }
      if isRight || leaf.isAbsent { return }
      let isAntenne = leaf.trimmedText.uppercased() == "ANTENNE-ORG"
      context.report(
        at: leaf, found: leaf.text,
        expected: isAntenne
          ? Text(
            "le numéro du siège, car une antenne n'en porte pas et n'est pas l'organisme responsable",
            "the number of the head office, as a branch has none and is not the responsible body")
          : Text("onze chiffres, comme 23760058376", "eleven digits, such as 23760058376"))
    })

  static let ndaRegion = Rule(
    "organisme/nda-region", .qualite, .info, blocks: [],
    message: Text(
      "Le numéro de déclaration a été attribué dans une autre région que celle de l'organisme.",
      "The declaration number was given in another region than that of the body."),
    why: Text(
      "C'est normal après un déménagement ; sinon, c'est sans doute le numéro d'un autre organisme.",
      "That is normal after a move; otherwise it is probably the number of another body."),
    repair: Text(
      "Vérifiez <numero-activite> et l'adresse de <coordonnees-organisme>.",
      "Check <numero-activite> and the address of <coordonnees-organisme>."),
    form: .identite,
    source: .guide(
      "Formation certifiante", 749, words: "porteur du numéro de déclaration d'activité"),
    triggering: Example("déclaré en Île-de-France, siège à Caen", "declared in Île-de-France, seat in Caen") {
      $0.organismeFormationResponsable.numeroActivite = "11755555555"
    },
    repaired: { $0.organismeFormationResponsable.numeroActivite = "23760058376" },
    passing: Example("déclaré en Haute-Normandie (23)", "declared in Haute-Normandie (23)") {
      $0.organismeFormationResponsable.numeroActivite = "23760058376"
    },
    morePassing: [
      Example("région inconnue (50)", "an unknown region (50)") {
        $0.organismeFormationResponsable.numeroActivite = "50760058376"
      }
    ],
    check: .formation { context in
      let leaf = context.formation.organismeFormationResponsable.numeroActivite
      guard let siege = context.formation.siege, let declared = NumeroActivite(leaf)?.region,
        let region = Region.containing(siege), region != declared, !context.isRefused(siege.codepostal)
      else { return }
      // For a remote course, lieu/foad-declaration-hors-region or lieu/foad-hors-siege says so.
      if context.options.region != nil,
        context.formation.actions.contains(where: { $0.modalitesEnseignement.code == .aDistance })
      {
        return
      }
      context.report(
        at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText), \(declared.name)"),
        expected: Text("un numéro de la région \(region.name)", "a number of the region \(region.name)"))
    })
}

extension FormRepair {
  /// For what is in the national registers: the Carif-Oref corrects it.
  static let identite = field(
    .identiteStructure, "demandez la correction au Carif-Oref par la « messagerie ».",
    "ask the Carif-Oref to correct it by « messagerie ».")
}
