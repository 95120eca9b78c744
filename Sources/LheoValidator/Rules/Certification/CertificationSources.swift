import LheoModel

extension RuleSource {
  static let rechercheCertification = guide("Formation certifiante", 704...712, words: "le code RNCP, le code RS")
  static let finEnregistrement = guide(
    "Formation certifiante", 765, words: "inférieure à la date de fin d'enregistrement")
  static let validiteCertification = guide(
    "Comment vérifier la validité de ma certification", 1926...1942, words: "Dernière session")
  static let renouvellement = guide(
    "Le code RNCP de ma certification a changé", 1921...1923, words: "renouvellement de code RNCP")
  static let preremplies = guide("Formation certifiante", 753...759, words: "Le niveau de sortie")
  static let descriptionEnBlocs = guide(
    "Blocs de compétences", 1203...1217, words: "décrites en blocs de compétences", "tous les blocs seront sélectionnés"
  )
  static let franceCompetences = other(
    Text(
      "France compétences, fiches du RNCP et du répertoire spécifique",
      "France compétences, sheets of the RNCP and the RS"))
}

extension Formation {
  /// Makes the offer lead to one certification of the RNCP.
  mutating func lead(toRNCP code: String) { certifications = [Certification(codeRNCP: TextLeaf(code))] }

  /// Makes the offer lead to what the example leads to.
  mutating func leadToExample() { lead(toRNCP: "RNCP37277") }
}
