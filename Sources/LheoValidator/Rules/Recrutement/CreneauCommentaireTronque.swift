import LheoModel

extension Rule {
  static let rdviCommentaireTronque = creneauCommentaireTronque(.rdvi)
  static let icoCommentaireTronque = creneauCommentaireTronque(.ico)

  /// LHEO itself allows 500 characters.
  private static func creneauCommentaireTronque(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-commentaire-tronque", .franceTravail, .warning, blocks: [],
      message: creneau.message("le commentaire sera coupé.", "the comment will be cut."),
      why: Text(
        "France Travail ne reprend que les 500 premiers caractères : la fin est perdue pour le candidat.",
        "France Travail takes the first 500 characters only: the candidate never sees the end."),
      repair: Text("Ramenez <commentaire> à 500 caractères.", "Shorten <commentaire> to 500 characters."),
      form: .field(.commentaire, "raccourcissez le texte à 500 caractères.", "shorten the text to 500 characters."),
      source: Creneau.source(1390, "500 premiers caractères"),
      triggering: creneau.example("501 caractères", "501 characters") {
        $0.commentaire = TextLeaf(String(repeating: "é", count: 501))
      },
      repaired: nil,
      passing: creneau.example("500 caractères", "500 characters") {
        $0.commentaire = TextLeaf(String(repeating: "é", count: 500))
      },
      reportedAs: .longueur, check: .schema)
  }
}
