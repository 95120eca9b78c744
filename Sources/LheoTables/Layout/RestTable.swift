import LheoModel

extension Table {
  /// What the columns of the other tables do not carry, so that nothing of a feed is lost.
  public static let rest = Table(
    "reste",
    Text(
      "ce qui n'a pas de colonne : une partie de l'élément d'une ligne, ou de ce qui entoure les offres",
      "what has no column: a part of the element of a row, or of what is around and beside the offers"),
    parent: ("formations", "formation_id"),
    columns: [
      Column("formation_id", label: "Identifiant de ligne : \(Element.formation.label)"),
      Column("ligne_table", label: "Table de la ligne dont c'est une partie ; lheo : hors des offres"),
      Column("ligne_id", label: "Identifiant de cette ligne"),
      Column("apres", label: "Hors des offres : rang de l'offre qui précède", .number),
      Column("rang", label: "Ordre des parties", .number),
      Column("chemin", label: "Chemin de l'élément de la ligne à la partie"),
      Column("valeur", label: "Texte de la partie, tel que dans le flux"),
    ])

  /// The tables of offers, and what they do not carry.
  public static let layout = all + [rest]

  /// The name that parts have in `ligne_table` which belong to no row.
  static let besideOffers = "lheo"
}
