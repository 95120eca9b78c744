/// The commands of official registers.
extension CommandHelp {
  static let reference = CommandHelp(
    said(
      "Importer des référentiels officiels (certifications, organismes, communes…) et y chercher des codes, hors ligne.",
      "Imports official registers (certifications, training bodies, communes…) and looks codes up in them, offline."))

  static let referenceImport = CommandHelp(
    said(
      "Importer des fichiers de référentiels officiels, tels que téléchargés.",
      "Imports files of official registers, as they are downloaded."),
    explanation: said(
      """
      Les fichiers sont reconnus à leur contenu : archives zip, gzip, ou ce qui en a été décompressé. La base est remplacée \
      quand tous les fichiers ont été lus ; les référentiels qui ne sont pas importés y restent tels quels.
      """,
      """
      Files are recognised by their content: zip archives, gzip, or what was unpacked from them. The database is \
      replaced when all files have been read; registers that are not imported stay as they are.
      """),
    examples: """
      lheo-tool reference import export-fiches-rncp-v4-1-2026-11-24.zip export-fiches-rs-v4-1-2026-11-24.zip
      lheo-tool reference import downloads/
      lheo-tool reference import StockEtablissement_utf8.zip --siret-from feed.xml
      """)

  static let referenceList = CommandHelp(
    said(
      "Dire quels référentiels sont là, de quel jour, de quels fichiers.",
      "Says which registers are there, of which day, from which files."))

  static let referenceShow = CommandHelp(
    said(
      "Montrer ce que désigne un code : une certification, un organisme, une commune, un code postal, un métier.",
      "Shows what a code stands for: a certification, a body, a commune, a postcode, an occupation."),
    explanation: said(
      "Si rien ne correspond, les codes dont il pouvait s'agir sont nommés, et le code de retour est 1.",
      "Without a match it names codes that may have been meant, and ends with code 1."),
    examples: """
      lheo-tool reference show RNCP38381
      lheo-tool reference show 14118 --format json
      lheo-tool reference show Caen
      """)
}
