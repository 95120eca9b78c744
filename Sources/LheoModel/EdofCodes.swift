/// The codes that EDOF has in extensions, beside those of LHEO, by the name of the extension.
package enum EdofCodes {
  /// How people are admitted to a session.
  package static let admission = CodeTable(
    name: "code-modalites-admission", label: "Modalités d'admission",
    entries: [
      ("99999", "Admission sans disposition particulière"), ("92002", "Admission sur dossier"),
      ("92003", "Admission sur concours"), ("92005", "Admission après entretien"), ("92007", "Admission après test"),
      ("92009", "Admission après visite médicale"), ("99998", "Plusieurs modalités d'admission"),
    ])

  /// When the hours of an action are.
  package static let rythme = CodeTable(
    name: "code-rythme-formation", label: "Rythme de la formation",
    entries: [
      ("1", "Journalier"), ("2", "Hebdomadaire"), ("3", "En semaine"), ("4", "Le week-end"), ("5", "Temps plein"),
      ("6", "Temps partiel"), ("7", "Plusieurs rythmes"),
    ])

  /// Groups of trades.
  package static let gfe = CodeTable(
    name: "code-gfe", label: "Groupe formation emploi",
    entries: [
      ("1", "Agriculture"), ("2", "Pêche, mer"), ("3", "Bâtiment gros œuvre, travaux publics"),
      ("4", "Bâtiment second œuvre"), ("5", "Travail des métaux"), ("6", "Mécanique"), ("7", "Électromécanique"),
      ("8", "Électricité, énergie"), ("9", "Appui à la production"), ("10", "Transformation des matériaux"),
      ("11", "Production alimentaire"), ("12", "Textile, cuir"), ("13", "Bois, matériaux de synthèse"),
      ("14", "Techniques graphiques"), ("15", "Transport, logistique"), ("16", "Gestion, traitement de l'information"),
      ("17", "Commerce"), ("18", "Santé, social, soins"), ("19", "Hôtellerie, tourisme"),
      ("20", "Environnement, nettoyage, sécurité"), ("21", "Communication, médias"), ("22", "Création artistique"),
      ("23", "Autres professions"), ("24", "Formation d'insertion"),
    ])

  /// What has no number in the registers of certifications.
  package static let cpf = CodeTable(
    name: "code-CPF", label: "Actions sans certification",
    entries: [
      ("CPF200", "Validation des acquis de l'expérience"), ("CPF202", "Bilan de compétences"), ("CPF206", "Permis B"),
      ("CPF210", "Permis C"), ("CPF211", "Permis C1"), ("CPF212", "Permis C1E"), ("CPF213", "Permis CE"),
      ("CPF214", "Permis D"), ("CPF215", "Permis D1"), ("CPF216", "Permis D1E"), ("CPF217", "Permis DE"),
      ("CPF219", "Permis A1"), ("CPF220", "Permis A2"), ("CPF221", "Permis B1"), ("CPF222", "Permis BE"),
    ])
}
