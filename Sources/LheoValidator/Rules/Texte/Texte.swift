import LheoModel

extension RuleSource {
  static let intitule = guide("Intitulé de formation", 127, words: "Écrire en minuscules accentuées")
  static let copierColler = guide("Objectifs et programme", 135, words: "caractères spéciaux", "copier-coller")
}

extension Rule {
  static let texteHTML = Rule(
    "texte/html", .qualite, .warning, blocks: [],
    message: Text("Le texte contient du code HTML.", "The text contains HTML code."),
    why: Text(
      "Les sites affichent les balises telles quelles, au milieu du texte.",
      "Web sites show the tags as they are, in the middle of the text."),
    repair: .rewrite("Retirez les balises et les entités", "Remove the tags and the entities"),
    form: .retype("retirez les balises et ne gardez que le texte.", "remove the tags and keep only the text."),
    source: .copierColler,
    triggering: Example("<p>…</p>") { $0.contenuFormation = "<p>Cloisons, doublages.</p>" },
    Example("&nbsp;") { $0.objectifFormation = "Poser&nbsp;des cloisons." },
    Example("<a href=…>") { $0.contenuFormation = "<a href=\"https://example.org\">Programme</a>" },
    Example("commentaire d'une réunion : <b>…</b>", "comment of a meeting: <b>…</b>") {
      $0.reunion.commentaire = "<b>Apportez un CV.</b>"
    },
    repaired: { $0.rewriteTexts() },
    passing: Example("effectif < 12 et R&D") { $0.contenuFormation = "Effectif < 12 ; R&D ; a<b, b>c ; a<b et c>d." },
    check: .formation { context in
      for text in context.texts where text.marks.contains(.markup) {
        let leaf = text.leaf.pointee
        if let markup = Markup.first(in: leaf.text) {
          context.report(at: leaf, found: markup, expected: Text("du texte sans balises", "text without tags"))
        }
      }
    })

  static let texteCaracteres = Rule(
    "texte/caracteres", .qualite, .warning, blocks: [],
    message: Text("Le texte contient un caractère illisible.", "The text contains an unreadable character."),
    why: Text(
      "Il vient souvent d'un copier-coller et s'affiche comme un carré, comme un point d'interrogation ou pas du tout.",
      "It often comes from copy and paste and is shown as a box, as a question mark or not at all."),
    repair: .rewrite("Retapez le passage", "Type the passage again"),
    form: .retype(
      "retapez le passage, ou passez d'abord le texte dans l'outil « Bloc-notes ».",
      "type the passage again, or pass the text through « Bloc-notes » (Notepad) first."),
    source: .copierColler,
    triggering: Example("U+FFFD") { $0.contenuFormation = "Les m\u{FFFD}tiers du b\u{FFFD}timent." },
    Example("puce de Word (U+F0B7)", "a bullet of Word (U+F0B7)") { $0.contenuFormation = "\u{F0B7} Cloisons" },
    Example("U+0092") { $0.objectifFormation = "Poser l\u{92}isolant." },
    Example("U+0080") { $0.objectifFormation = "Tarif : 12 \u{80}" },
    Example("U+200B") { $0.objectifFormation = "Poser\u{200B} des cloisons." },
    Example("ï¿½") { $0.contenuFormation = "Les mï¿½tiers du bâtiment." },
    repaired: { $0.rewriteTexts() },
    passing: Example("œ, €, « », –") { $0.contenuFormation = "« Œuvre » – 12 € • 😀" },
    morePassing: [Example("U+00A0, U+200D") { $0.contenuFormation = "12\u{A0}% 👩\u{200D}🏭" }],
    check: .formation { context in
      for text in context.texts where !text.marks.isDisjoint(with: [.odd, .mojibake]) {
        let leaf = text.leaf.pointee
        guard let found = leaf.text.firstOddCharacter else { continue }
        context.report(
          at: leaf, found: found, expected: Text("un caractère qui s'affiche", "a character that can be shown"))
      }
    })

  static let texteEncodage = Rule(
    "texte/encodage", .qualite, .warning, blocks: [],
    message: Text("Les accents du texte ont été mal lus.", "The accents of the text have been misread."),
    why: Text(
      "Un texte en UTF-8 lu dans un autre encodage montre deux signes à la place d'une lettre accentuée.",
      "A text in UTF-8 that is read in another encoding shows two signs in place of an accented letter."),
    repair: .rewrite("Réécrivez les lettres accentuées", "Write the accented letters again"),
    form: .retype("retapez le passage avec ses accents.", "type the passage again with its accents."),
    source: .copierColler,
    triggering: Example("DÃ©velopper") { $0.objectifFormation = "DÃ©velopper un site." },
    Example("Lâ€™isolation") { $0.contenuFormation = "Cloisons. Lâ€™isolation." },
    Example("Ã\u{89}lectricitÃ©") { $0.intituleFormation = "Ã\u{89}lectricitÃ©" },
    Example("adresse : Ã‰coles", "address: Ã‰coles") {
      $0.adresse.lignes = ["12 rue des Ã‰coles"]
    },
    Example("Ã la fin") { $0.contenuFormation = "Ã la fin, les cloisons." },
    repaired: { $0.rewriteTexts() },
    passing: Example("âge, maïs, COMPÉTENCES »") { $0.contenuFormation = "Âge, maïs, COMPÉTENCES » à l’â…" },
    check: .formation { context in
      for text in context.texts where text.marks.contains(.mojibake) {
        let leaf = text.leaf.pointee
        guard let (word, meant) = Mojibake.first(in: leaf.text) else { continue }
        context.report(
          at: leaf, found: word,
          expected: meant.map { Text(verbatim: $0) } ?? Text("des lettres accentuées", "accented letters"))
      }
    })
}

extension Text {
  /// The texts of an offer, of which any may be concerned.
  fileprivate static func rewrite(_ french: String, _ english: String) -> Text {
    let elements = "<intitule-formation>, <objectif-formation>, <contenu-formation>, <commentaire>, <ligne>"
    return Text(
      "\(french) dans l'élément signalé (\(elements)…).", "\(english) in the element reported (\(elements)…).")
  }
}

extension FormRepair {
  fileprivate static func retype(_ french: Language.French, _ english: Language.English) -> FormRepair {
    anyField(.contenu, french, english)
  }
}

extension Formation {
  /// The texts of the example again.
  fileprivate mutating func rewriteTexts() {
    let example = Formation.example
    intituleFormation = example.intituleFormation
    objectifFormation = example.objectifFormation
    contenuFormation = example.contenuFormation
    adresse.lignes = example.adresse.lignes
    if reunion.commentaire != nil { reunion.commentaire = "Apportez un CV." }
  }
}

extension String {
  /// The code of the first character that cannot be shown. What was only misread is another rule's.
  fileprivate var firstOddCharacter: String? {
    if let odd = (Mojibake.decoded(self) ?? self).unicodeScalars.first(where: \.isOdd) {
      let code = String(odd.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
    }
    // U+FFFD, misread in its turn.
    return contains("ï¿½") ? "ï¿½" : nil
  }
}

extension Unicode.Scalar {
  /// Control characters, spaces without width, replacement characters, private use and what is not a character.
  fileprivate var isOdd: Bool {
    switch value {
    case 0x80...0x9F, 0x200B, 0xFFFD, 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFEFF, 0xFFF9...0xFFFB: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}
