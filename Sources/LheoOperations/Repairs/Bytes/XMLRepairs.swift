extension Repair {
  /// Bytes that are not what the feed says of its encoding.
  static let xmlEncoding = Repair(
    ByteRepair.Kind.encoding.rawValue,
    "Lit les octets qui ne sont pas dans l'encodage annoncé : Windows-1252 dans un flux UTF-8, et l'inverse.",
    "Reads bytes that are not in the encoding which the feed says: Windows-1252 in a feed in UTF-8, and the reverse.",
    isUnsafe: true, .bytes(.encoding))

  /// Characters that XML does not have, and references to them.
  static let xmlCharacters = Repair(
    ByteRepair.Kind.characters.rawValue,
    "Retire les caractères que XML interdit, comme U+0000 ou &#x1F;, et réunit les moitiés d'un caractère (&#xD83D;&#xDE00;).",
    "Removes the characters that XML forbids, such as U+0000 or &#x1F;, and joins the halves of one (&#xD83D;&#xDE00;).",
    isUnsafe: true, .bytes(.characters))

  /// Ampersands that begin no reference.
  static let xmlAmpersands = Repair(
    ByteRepair.Kind.ampersands.rawValue, "Écrit &amp; pour une esperluette seule (« R&D »).",
    "Writes &amp; for an ampersand by itself (“R&D”).", isUnsafe: true, .bytes(.ampersands))

  /// Entities of HTML, which XML does not know.
  static let xmlEntities = Repair(
    ByteRepair.Kind.entities.rawValue,
    "Remplace par leur caractère les entités HTML que XML n'a pas (&nbsp;, &eacute;).",
    "Replaces entities of HTML that XML does not have (&nbsp;, &eacute;) by their characters.", isUnsafe: true,
    .bytes(.entities))
}
