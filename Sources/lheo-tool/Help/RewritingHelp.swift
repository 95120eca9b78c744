/// Commands that write feeds anew.
extension CommandHelp {
  static let select = CommandHelp(
    said(
      "Écrire les offres d'un flux qui répondent à une recherche, selon les critères d'OFeli.",
      "Writes the offers of a feed that fit a search, with OFeli's criteria."),
    explanation: said(
      """
      Tous les critères doivent être remplis, ceux d'une action et d'une session par une même action et une même session. \
      Les offres sont écrites en entier, telles qu'elles sont ; avec --prune, seulement les actions et sessions qui \
      conviennent. Code de retour 1 s'il n'y en a pas.
      """,
      """
      All criteria must hold, those of an action and a session for one and the same. Whole offers are written, as they are; \
      with --prune only the actions and sessions that fit. Exit code 1 if there are none.
      """),
    examples: """
      lheo-tool select feed.xml --texte 'soudure arc' --departement 50 -o selection.xml
      lheo-tool select feed.xml --numero '04_1*' --etat ouvert --prune -o open.xml
      lheo-tool select feed.xml --apprentissage --debut-entre 2027-09-01 2027-12-31 --to csv -o sessions.csv
      lheo-tool select feed.xml --where "certifiante = oui" --count
      lheo-tool select feed.xml --departement Calvados --to csv --columns intitule,debut,lieu_ville --limit 20
      """)

  static let fix = CommandHelp(
    said(
      "Réparer ce qu'un programme peut réparer sans demander, et lister chaque réparation.",
      "Repairs what a program can repair without asking, and lists each repair."),
    explanation: said(
      """
      Chaque réparation porte le nom de la règle dont elle supprime les constats. Celles qui peuvent changer le sens ne \
      sont faites qu'avec --unsafe ; de même celles d'un flux illisible à cause de caractères interdits, d'esperluettes, \
      d'entités HTML ou d'octets dans un autre encodage. Les offres sans réparation sont écrites telles qu'elles sont. \
      Certaines réparations demandent les référentiels officiels : voir lheo-tool reference.
      """,
      """
      Each repair is named after the rule whose findings it removes. Repairs that may change what is meant are made with \
      --unsafe only; so are those of a feed that cannot be read for forbidden characters, ampersands, HTML entities or \
      bytes in another encoding. Offers without repairs are written as they are. Some repairs need official registers: see \
      lheo-tool reference.
      """),
    examples: """
      lheo-tool fix feed.xml --dry-run
      lheo-tool fix feed.xml --diff
      lheo-tool fix feed.xml -o repaired.xml
      lheo-tool fix feed.xml -o repaired.xml --only 'texte/*' --unsafe
      lheo-tool fix --list
      """)

  static let format = CommandHelp(
    said(
      "Écrire des flux avec une autre indentation ou dans un autre encodage.",
      "Writes feeds with other indentation or in another encoding."),
    explanation: said(
      "Les commentaires et instructions de traitement ne sont pas gardés, par cette commande ni par aucune qui écrit un flux.",
      "Comments and processing instructions are not kept, by this or any command that writes a feed."),
    examples: """
      lheo-tool format feed.xml --indent 4 -o pretty.xml
      lheo-tool format feed.xml --indent none --encoding ISO-8859-1 -o compact.xml.gz
      lheo-tool format feeds/ -o formatted/
      """)

  static let anonymise = CommandHelp(
    said(
      "Remplacer personnes, courriels, téléphones et organismes, pour joindre un flux à un signalement.",
      "Replaces people, e-mails, telephones and bodies, to share a feed in a bug report."),
    explanation: said(
      """
      Le même est remplacé par le même. Courriels et téléphones sont remplacés dans tous les textes, extensions comprises. \
      Les intitulés, les descriptions, les adresses, les adresses web et les noms dans les extensions restent : lisez le \
      résultat avant de l'envoyer.
      """,
      """
      The same is replaced by the same. E-mails and telephones are replaced in all texts, extensions included. Titles, \
      descriptions, addresses, web addresses, and names in extensions stay: read the result before you send it.
      """),
    examples: "lheo-tool anonymise feed.xml -o shared.xml")

  static let upgrade = CommandHelp(
    said("Faire d'un flux LHEO 2.2 un flux LHEO 2.3.", "Turns an LHEO 2.2 feed into LHEO 2.3."),
    explanation: said(
      """
      La version 2.3 a tout ce qu'a la 2.2 : l'espace de noms change, rien n'est perdu. Le nouveau flux est contrôlé selon \
      le schéma de la 2.3, et ce qu'il n'accepte pas est listé (code de retour 1). Un flux 2.3 est copié.
      """,
      """
      2.3 has all that 2.2 has: the namespace changes, nothing is lost. The new feed is checked against the schema of 2.3, \
      and what it does not accept is listed (exit code 1). A 2.3 feed is copied.
      """),
    examples: """
      lheo-tool upgrade feed-2.2.xml -o feed.xml
      lheo-tool upgrade - < feed-2.2.xml | lheo-tool validate -
      """)

  static let split = CommandHelp(
    said(
      "Partager un flux en plusieurs, par nombre d'offres, taille, organisme ou département.",
      "Splits a feed into several, by number of offers, size, training body or department."),
    explanation: said(
      """
      Chaque part est un flux avec les attributs de la racine du tout, sans les extensions à côté des offres. Par organisme \
      ou par département, les offres attendent la fin sur le disque. Les parts d'un partage précédent dans le même dossier \
      sont remplacées, toutes ; un dossier qui a d'autres fichiers est refusé.
      """,
      """
      Each part is a feed with the attributes of the root of the whole, without the extensions beside the offers. By body \
      or department, offers wait on disk until the end. The parts of an earlier split into the same folder are replaced, all \
      of them; a folder with other files is refused.
      """),
    examples: """
      lheo-tool split feed.xml --offers 1000 -o parts
      lheo-tool split feed.xml --megabytes 50 -o parts
      lheo-tool split feed.xml --by organisme -o parts
      """)

  static let merge = CommandHelp(
    said("Réunir plusieurs flux en un.", "Puts several feeds into one."),
    explanation: said(
      """
      Des offres de même numero reste celle qui a été modifiée en dernier (datemaj, datecrea) ; les identifiants (id) \
      restent uniques. Chaque flux est lu deux fois ; ce qui vient par un tube est gardé sur le disque entre-temps.
      Le résultat a sa propre racine : les attributs des racines, et d'offres, ne sont pas gardés.
      """,
      """
      Of offers with the same numero the one that was changed last (datemaj, datecrea) stays; identifiers (id) are kept \
      unique. Each feed is read twice; what comes through a pipe is kept on disk meanwhile.
      The result has a root of its own: attributes of the roots, and of offres, are not kept.
      """),
    examples: """
      lheo-tool merge calvados.xml manche.xml -o normandie.xml
      lheo-tool merge feeds/ -o all.xml
      zcat partner.gz | lheo-tool merge our.xml - -o all.xml
      """)

  static let generateFeed = CommandHelp(
    said(
      "Écrire un jeu d'essai : un flux inventé, le même pour la même graine.",
      "Writes a made-up feed, the same for the same seed."))
}
