import LheoModel
import LheoRegisters

// The messages for a person whose files cannot be imported.

extension ReferenceError {
  /// What is wrong and what to do.
  public func message(in language: Language) -> String {
    switch problem {
    case .unreadable(let reason): reason(language)
    case .otherFormat(let reason):
      language(
        "\(reason) : ce n'est pas l'export au format 4 de France compétences, le seul que ce programme connaisse.",
        "\(reason): this is not France compétences' export in format 4, the only one that this program knows.")
    case .unknown(let columns): Self.unknown(columns)(language)
    case .nothingToImport:
      language("il n'y a rien là-dedans qui puisse être importé.", "there is nothing in it that can be imported.")
    case .missingColumns(let columns, let kind): Self.missing(columns, of: kind)(language)
    case .missingPart(let part, _):
      language(
        "il manque à cet export son fichier \(part), sans lequel les autres ne servent à rien.",
        "the export lacks its file \(part), without which the others are of no use.")
    case .noRows(let read, let refused): Self.noRows(read, refused)(language)
    case .older(let day, let there, let register):
      language(
        "ce fichier est du \(day), plus ancien que ce qu'il y a de \(register.rawValue), du \(there).",
        "it is of \(day), older than what is there of \(register.rawValue), \(there).")
    case .needsSirets:
      language(
        "de ce référentiel, seuls sont gardés les établissements que des flux nomment ; aucun flux n'est donné.",
        "of this register only establishments are kept that feeds name; no feed is given.")
    case .noDatabase: language("il n'y a pas de base de référence.", "there is no reference database.")
    case .notReference:
      language("ce fichier n'est pas une base de référence.", "this file is not a reference database.")
    case .otherVersion(let version):
      language(
        "la base de référence est de la version \(version), ce programme connaît la \(ReferenceSchema.version). Supprimez-la et importez à nouveau les fichiers.",
        "the reference database has layout \(version), this program knows \(ReferenceSchema.version). Delete it and import the files again."
      )
    case .damaged:
      language(
        "la base de référence est abîmée. Supprimez-la et importez à nouveau les fichiers.",
        "the reference database is damaged. Delete it and import the files again.")
    case .changedMeanwhile:
      language(
        "un autre import a modifié la base entre-temps. Recommencez.",
        "another import has changed the database in the meantime. Import again.")
    case .replaced:
      language(
        "la base a été remplacée pendant la lecture. Relancez la commande.",
        "the database was replaced while it was read. Run the command again.")
    case .database(let reason):
      language("la base ne peut être ni lue ni écrite (SQLite : \(reason)).", "\(reason)")
    }
  }

  private static func noRows(_ read: Int, _ refused: [ReferenceSource.Refused]) -> Text {
    let reasons = refused.map { refused in
      Text(
        " ; \(refused.reason.text.french) : \(refused.count) (la première : \(refused.firstRow))",
        "; \(refused.reason.text.english): \(refused.count) (first: \(refused.firstRow))")
    }
    return Text(
      "aucune de ses lignes n'est utilisable (\(read, "lue(s)")\(reasons.map(\.french).joined())).",
      "none of its rows can be used (\(read) read\(reasons.map(\.english).joined())).")
  }

  private static func unknown(_ columns: [String]) -> Text {
    let list = columns.joined(separator: ", ")
    return columns.isEmpty
      ? Text(
        "ce n'est pas un fichier d'un référentiel connu.", "this is no file of a register that can be imported.")
      : Text(
        "ce n'est pas un fichier d'un référentiel connu ; ses colonnes sont \(list).",
        "this is no file of a register that can be imported; its columns are \(list).")
  }

  private static func missing(_ columns: [String], of kind: Text) -> Text {
    let list = columns.joined(separator: ", ")
    return Text(
      "ce fichier semble être « \(kind.french) », mais il lui manque \(columns.count > 1 ? "les colonnes" : "la colonne") \(list).",
      "this looks like \(kind.english), but it has no column \(list).")
  }
}
