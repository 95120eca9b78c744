import LheoModel
import LheoValidator

/// The words of the page, in its language.
struct HTMLWords {
  let language: Language

  var outside: String { language("En dehors des offres", "Outside the offers") }
  var noBody: String { language("Organisme non indiqué", "No training body") }
  var notes: String { language("À savoir", "To know") }
  var more: String { language("Afficher tout", "Show all") }
  var rules: String { language("Les offres, par règle", "The offers, by rule") }
  var contact: String { language("Contact :", "Contact:") }

  /// Of the template.
  var template: [String: String] {
    [
      "partners": language("Ce que voient les partenaires", "What partners see"),
      "of": language("sur", "of"),
      "first": language("À réparer d'abord", "To be repaired first"),
      "summary": language("Résumé", "Summary"),
      "unreadable": language("Flux illisibles", "Unreadable feeds"),
      "pagesStay": language(
        "Les pages précédentes des autres organismes restent dans le dossier : nul ne sait s'ils ont réparé leurs offres.",
        "Earlier pages of other bodies stay in the folder: nobody knows whether they have repaired their offers."),
      "change": language("Depuis le rapport précédent", "Since the earlier report"),
      "repaired": language("Ce qui a été réparé", "What has been repaired"),
      "trend": language("Évolution", "How it went"),
      "trendImage": language(
        "Évolution des points bloquants et à améliorer, dont le tableau qui suit donne les nombres",
        "How blocking points and those to improve went; the table below has the numbers"),
      "day": language("Jour", "Day"),
      "repair": language("Offres à réparer", "Offers to repair"),
      "search": language("Chercher", "Search"),
      "body": language("Organisme", "Training body"),
      "bodyNoun": language("organisme", "training body"),
      "bodiesNoun": language("organismes", "training bodies"),
      "rule": language("Ce qui ne va pas", "What is wrong"),
      "severity": language("Gravité", "Severity"),
      "all": language("tous", "all"),
      "allRules": language("tout", "anything"),
      "repeated": language("Offres en double", "Offers that are there twice"),
      "blocking": Severity.error.label(language),
      "improving": Severity.warning.label(language),
      "knowing": Severity.info.label(language),
      "offer": language("offre", "offer"),
      "filtered": language("Filtre actif, tout n'est pas imprimé :", "Filtered, not all is printed:"),
      "finding": language("constat", "finding"),
      "zeroIsPlural": language == .en ? "yes" : "",
    ]
  }
}
