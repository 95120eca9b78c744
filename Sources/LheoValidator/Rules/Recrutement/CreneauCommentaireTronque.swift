import LheoModel

extension Rule {
  static let rdviCommentaireTronque = creneauCommentaireTronque(.rdvi)
  static let icoCommentaireTronque = creneauCommentaireTronque(.ico)

  private static func creneauCommentaireTronque(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-commentaire-tronque", .franceTravail, .warning,
      message: creneau.message("le commentaire sera coupé.", "the comment will be cut."),
      why: Text(
        "France Travail ne reprend que les 500 premiers caractères : la fin est perdue pour le candidat.",
        "France Travail takes the first 500 characters only: the candidate never sees the end."),
      repair: Text("Ramenez le commentaire à 500 caractères.", "Shorten the comment to 500 characters."),
      source: "\(Creneau.source) (l. 1390)",
      triggering: creneau.example("501 caractères", "501 characters") {
        $0.commentaire = TextLeaf(String(repeating: "é", count: 501))
      },
      passing: creneau.example("500 caractères", "500 characters") {
        $0.commentaire = TextLeaf(String(repeating: "é", count: 500))
      },
      check: .recrutement(creneau.modalite) { context in
        guard let leaf = context.recrutement.commentaire, leaf.text.utf8.count > 500 else { return }
        let length = leaf.text.unicodeScalars.count
        if length > 500 {
          context.report(
            at: leaf, found: String(length), expected: Text("500 caractères au plus", "at most 500 characters"))
        }
      })
  }
}
