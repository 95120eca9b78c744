/// Commands that say something of feeds.
extension CommandHelp {
  static let validate = CommandHelp(
    said(
      "Dire ce qui ne va pas dans des flux, offre par offre, et comment le réparer.",
      "Says what is wrong in feeds, offer by offer, and how to repair it."),
    examples: """
      lheo-tool validate feed.xml
      lheo-tool validate feed.xml --profile all --region 28
      lheo-tool validate feeds/ --format json -o report.json
      curl -s https://example.org/feed.xml.gz | lheo-tool validate -
      lheo-tool validate feed.xml --report html=report.html --report json=report.json
      lheo-tool validate feed.xml --report html-by-organisme=reports
      lheo-tool validate feed.xml --baseline yesterday.json
      """)

  static let inspect = CommandHelp(
    said(
      "Dire ce que contiennent des flux, en un coup d'œil : nombres, dates, lieux, codes, et ce qui peut être positionné en ligne.",
      "Says what is in feeds, at a glance: counts, dates, places, codes, and what can be positioned online."),
    explanation: said(
      """
      Avec --usage, comment LHEO est employé dans l'ensemble des flux : pour chaque élément, attribut, code et extension, \
      dans combien d'offres il est, comment il est rempli et combien de valeurs il a, par flux et par date de mise à jour.
      """,
      """
      With --usage, how LHEO is used in all feeds together: for each element, attribute, code and extension in how many \
      offers it is, how filled, and how many values it has, by feed and by date of change.
      """),
    examples: """
      lheo-tool inspect feed.xml
      lheo-tool inspect feeds/ --format json
      lheo-tool inspect --usage feeds/ --format html -o usage.html
      """)

  static let diff = CommandHelp(
    said(
      "Comparer deux flux, ou deux dossiers de flux, offre par offre, par numéro, et champ par champ.",
      "Compares two feeds, or two folders of feeds, offer by offer, by number, and field by field."),
    explanation: said(
      """
      Code de retour 0 si les deux contiennent les mêmes offres, 1 s'ils diffèrent. L'ordre des offres, l'indentation, les \
      préfixes et les blancs aux bouts des textes n'importent pas. Les flux d'un dossier ou d'une archive zip forment un \
      seul ensemble d'offres : le fichier où se trouve une offre n'importe pas non plus. Si un flux est illisible, rien \
      n'est comparé. Chaque flux est lu deux fois ; ce qui vient par un tube est gardé sur le disque entre-temps. Si l'un \
      est de l'EDOF et l'autre du LHEO, ce qu'EDOF aurait de l'autre est comparé.
      """,
      """
      Exit code 0 if both hold the same offers, 1 if they differ. Order of offers, indentation, prefixes and white space at \
      the ends of texts do not matter. The feeds of a folder or of a zip archive are one body of offers: in which of its \
      files an offer stands does not matter either. If a feed cannot be read, nothing is compared. Each feed is read twice; \
      what comes through a pipe is kept on disk meanwhile. Where one is EDOF and the other LHEO, what EDOF would have of \
      the other is compared.
      """),
    examples: """
      lheo-tool diff yesterday.xml today.xml
      lheo-tool diff yesterday.xml today.xml --format html -o changes.html
      lheo-tool diff yesterday/ today/
      lheo-tool diff yesterday.zip today/ --ignore @datemaj --ignore action/session/periode
      lheo-tool diff yesterday/ today/ --summary --format csv -o changes.csv
      lheo-tool diff feed.xml edof/ --tva 20
      """)
}
