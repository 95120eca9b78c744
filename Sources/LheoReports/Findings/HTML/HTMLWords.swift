import LheoModel
import LheoParser

/// The words of the page, in its language.
struct HTMLWords {
  let language: Language

  /// Of the template.
  var template: [String: String] {
    [
      "summary": language("Résumé", "Summary"),
      "positioning": language("Positionnement en ligne", "Online positioning"),
      "reasons": language("Pourquoi les autres ne le sont pas", "Why the others cannot"),
      "unreadable": language("Flux illisibles", "Unreadable feeds"),
      "change": language("Depuis le rapport précédent", "Since the earlier report"),
      "repaired": language("Constats réparés", "What has been repaired"),
      "trend": language("Évolution", "How it went"),
      "repair": language("À réparer", "To repair"),
      "noScript": language(
        "La liste des constats a besoin de JavaScript. Le rapport en texte ou en CSV s'en passe.",
        "The list of findings needs JavaScript. The report in text or CSV does not."),
      "search": language("Chercher", "Search"),
      "body": language("Organisme", "Training body"),
      "rule": language("Règle", "Rule"),
      "severity": language("Gravité", "Severity"),
      "all": language("tous", "all"),
      "allRules": language("toutes", "all"),
      "errors": language("Erreurs", "Errors"),
      "warnings": language("Avertissements", "Warnings"),
      "notes": language("Informations", "Notes"),
      "pages": language("Pages d'offres", "Pages of offers"),
      "previous": language("Précédente", "Previous"),
      "next": language("Suivante", "Next"),
      "contact": language("Contact", "Contact"),
    ]
  }

  /// Of the script.
  var script: [(String, String)] {
    [
      ("error", language("Erreur", "Error")),
      ("warning", language("Attention", "Warning")),
      ("info", language("Information", "Note")),
      ("offer", language("offre", "offer")),
      ("finding", language("constat", "finding")),
      ("line", language("ligne", "line")),
      ("source", language("Source :", "Source:")),
      ("contact", language("Contact :", "Contact:")),
      ("noBody", language("Organisme non indiqué", "No training body")),
      ("outside", language("En dehors des offres", "Outside the offers")),
      ("zeroIsPlural", language == .en ? "yes" : ""),
    ]
  }
}
