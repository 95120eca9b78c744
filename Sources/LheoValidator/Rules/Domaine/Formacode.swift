import LheoModel

extension Rule {
  static let formacodeListeAnnexe = Rule(
    "domaine/formacode-liste-annexe", .qualite, .warning, blocks: [],
    message: Text(
      "Ce code désigne un public ou un moyen, pas un domaine de formation.",
      "This code stands for a group of people or a means, not for a field of training."),
    why: Text(
      "Les codes FORMACODE qui commencent par 8 sont ceux des listes annexes : le domaine de l'offre est inconnu.",
      "FORMACODE codes that start with 8 are those of the annex lists: the field of the offer is not known."),
    repair: Text(
      "Écrivez dans <code-FORMACODE> le code du domaine, par exemple 22403.",
      "Write the code of the field in <code-FORMACODE>, for example 22403."),
    form: .reportToCarif, source: .lheo(.codeFORMACODE),
    triggering: Example("code-FORMACODE = 80006") { $0.domaineFormation.codesFORMACODE = ["80006"] },
    repaired: { $0.domaineFormation.codesFORMACODE = ["22403"] },
    passing: .unchanged,
    morePassing: [Example("code-FORMACODE = 71654") { $0.domaineFormation.codesFORMACODE = ["71654"] }],
    check: .formation { context in
      for leaf in context.formation.domaineFormation.codesFORMACODE
      where leaf.text.isOfAnnexList {
        context.report(
          at: leaf, found: leaf.text,
          expected: Text("un code qui ne commence pas par 8", "a code that does not start with 8"))
      }
    })

  static let publicViseHorsListe = Rule(
    "domaine/public-vise-hors-liste", .qualite, .warning, blocks: [],
    message: Text("Ce code ne désigne pas un public.", "This code does not stand for a group of people."),
    why: Text(
      "Les publics sont dans une liste annexe du FORMACODE, dont les codes commencent par 8.",
      "Groups of people are in an annex list of FORMACODE, whose codes start with 8."),
    repair: Text(
      "Écrivez dans <code-public-vise> le code du public, par exemple 83056 (tout public).",
      "Write the code of the group of people in <code-public-vise>, for example 83056 (everybody)."),
    form: .field(
      .financements, "choisissez de nouveau la « Mesure » : le champ « Publics » se remplit automatiquement.",
      "choose the « Mesure » again: the field « Publics » is filled in automatically."),
    source: .lheo(.codePublicVise),
    triggering: Example("code-public-vise = 22403") { $0.action.codesPublicVise = ["22403"] },
    repaired: { $0.action.codesPublicVise = ["83056"] },
    passing: Example("code-public-vise = 80006") { $0.action.codesPublicVise = ["80006"] },
    check: .action { context in
      for leaf in context.action.codesPublicVise
      where !leaf.text.isOfAnnexList && !leaf.text.isBlank {
        context.report(
          at: leaf, found: leaf.text, expected: Text("un code qui commence par 8", "a code that starts with 8"))
      }
    })
}

extension String {
  /// Whether it is a code of an annex list of FORMACODE.
  fileprivate var isOfAnnexList: Bool { withBytes { $0.trimmed.first == UInt8(ascii: "8") } }
}
