/// Commands that make something else of feeds, and feeds of something else.
extension CommandHelp {
  static let convert = CommandHelp(
    said(
      "Faire de flux des tables (CSV, XLSX, SQLite, PostgreSQL), du JSON, à nouveau du LHEO, ou de l'EDOF.",
      "Turns feeds into tables (CSV, XLSX, SQLite, PostgreSQL), JSON, LHEO again or EDOF."),
    explanation: said(
      "lheo-tool tables liste les tables et leurs colonnes.", "lheo-tool tables lists the tables and their columns."),
    examples: #"""
      lheo-tool convert feed.xml --to csv -o sessions.csv
      lheo-tool convert feed.xml --to csv --excel --table formations -o offres.csv
      lheo-tool convert feed.xml --to csv \
        --columns "session_numero,debut,intitule,niveau=formation/code-niveau-sortie:label"
      lheo-tool convert feed.xml --to csv --all-tables -o folder
      lheo-tool convert feed.xml --to xlsx -o feed.xlsx
      lheo-tool convert feeds/ --to sqlite -o offers.sqlite
      lheo-tool convert feeds/ --to postgresql -o 'postgresql://host/base?schema=lheo'
      lheo-tool convert feed.xml --to csv \
        --where "debut >= 2026-09-01 and etat_recrutement = ouvert and lieu_codepostal like '14*'"
      lheo-tool convert feed.xml --to ndjson | jq .
      lheo-tool convert latin1.xml.gz --to lheo --indent 2 -o feed.xml
      lheo-tool convert feed.xml --to edof --tva 20 --use-contact --transliterate -o edof/
      """#)

  static let export = CommandHelp(
    said(
      "Écrire un flux, LHEO ou EDOF, d'offres en NDJSON, SQLite, PostgreSQL, CSV ou Excel, si elles sont valides.",
      "Writes a feed, LHEO or EDOF, from offers in NDJSON, SQLite, PostgreSQL, CSV or Excel, if they are valid."),
    explanation: said(
      """
      Chaque offre est contrôlée avant d'être écrite. Avec un constat au niveau de --fail-on ou au-dessus, rien ne remplace \
      le flux, et le rapport dit pourquoi, offre par offre.
      """,
      """
      Each offer is validated before it is written. With a finding at or above --fail-on nothing replaces the feed, \
      and the report says why, offer by offer.
      """),
    examples: """
      lheo-tool export offers.ndjson -o feed.xml
      lheo-tool export offers.sqlite -o feed.xml
      lheo-tool export 'postgresql://host/base?schema=lheo' -o feed.xml
      lheo-tool export --template my-tables && lheo-tool export my-tables -o feed.xml
      lheo-tool export --example sql | psql base && lheo-tool export postgresql:///base -o feed.xml
      my-database-dump | lheo-tool export - -o feed.xml --stamp
      lheo-tool export offers.ndjson -o feed.xml --drop-invalid
      lheo-tool export offers.sqlite --to edof --tva 20 -o edof/
      lheo-tool export --template edof.xlsx && lheo-tool export edof.xlsx --to edof -o edof/
      """)

  static let sql = CommandHelp(
    said(
      "Répondre à une question en SQL sur les offres de flux.",
      "Answers a question in SQL about the offers of feeds."),
    explanation: said(
      """
      Les tables sont celles de convert --to sqlite, dans une base qui disparaît avec la réponse ; seules celles que la \
      question lit sont remplies. Sans question, les tables et leurs colonnes sont listées. Avec --reference s'y ajoutent \
      des colonnes de ce que les référentiels officiels disent des codes des offres.
      """,
      """
      The tables are those of convert --to sqlite, in a database that goes with the answer; only those are filled that the \
      question reads. Without a question, the tables and their columns are listed. With --reference there are columns of \
      what official registers say of the offers' codes.
      """),
    examples: """
      lheo-tool sql feed.xml "select count(*) from sessions where etat_recrutement = 1"
      lheo-tool sql feeds/ "select source, lieu_ville, count(*) n from sessions group by 1, 2 order by n desc limit 10"
      lheo-tool sql feed.xml "select intitule from recherche where recherche match 'cuisin*'" --format csv -o found.csv
      lheo-tool sql feed.xml "select certification_titre, count(*) from formations group by 1" --reference registers.sqlite
      lheo-tool sql
      """)
}
