import LheoModel

let sourceTextes =
  "Guide de saisie OFeli, « Recommandations pour la saisie », intitulé, objectifs et programme (l. 121-137)"

extension RuleContext {
  /// The texts of the offer that people read.
  var texts: [TextLeaf] {
    [formation.intituleFormation, formation.objectifFormation, formation.resultatsAttendus, formation.contenuFormation]
      + formation.actions.flatMap { [$0.rythmeFormation, $0.modalitesAlternance, $0.conditionsSpecifiques] }
  }
}

extension Rule {
  static let texteMajuscules = Rule(
    "texte/majuscules", .carif, .warning,
    message: Text("Le texte est en majuscules.", "The text is in capitals."),
    why: Text(
      "Un texte en majuscules se lit mal et perd ses accents.",
      "A text in capitals is hard to read and loses its accents."),
    repair: Text(
      "Écrivez en minuscules accentuées, avec une majuscule en début de phrase.",
      "Write in small letters with accents, and a capital at the start of a sentence."),
    source: sourceTextes,
    triggering: Example("TITRE PROFESSIONNEL PLAQUISTE") { $0.intituleFormation = "TITRE PROFESSIONNEL PLAQUISTE" },
    passing: Example("CAP") { $0.intituleFormation = "CAP" },
    morePassing: [Example("BTS MCO en 2 ans") { $0.intituleFormation = "BTS MCO en 2 ans" }],
    check: .formation { context in
      for leaf in [
        context.formation.intituleFormation, context.formation.objectifFormation, context.formation.contenuFormation,
      ] {
        var capitals = 0
        var isAllCapitals = true
        for scalar in leaf.text.unicodeScalars {
          if scalar.properties.isLowercase {
            isAllCapitals = false
            break
          }
          if scalar.properties.isUppercase { capitals += 1 }
        }
        // Short titles are often acronyms.
        if isAllCapitals, capitals > 12 { context.report(at: leaf, found: leaf.trimmedText) }
      }
    })

  static let texteHTML = Rule(
    "texte/html", .qualite, .warning,
    message: Text("Le texte contient du HTML.", "The text contains HTML."),
    why: Text(
      "Les sites affichent les balises telles quelles, au milieu du texte.",
      "Web sites show the tags as they are, in the middle of the text."),
    repair: Text(
      "Retirez les balises et les entités ; gardez des phrases.", "Remove tags and entities; keep sentences."),
    source: sourceTextes,
    triggering: Example("<p>…</p>") { $0.contenuFormation = "<p>Cloisons, doublages.</p>" },
    Example("&nbsp;") { $0.objectifFormation = "Poser&nbsp;des cloisons." },
    passing: Example("effectif < 12 et R&D") { $0.contenuFormation = "Effectif < 12 ; R&D ; a<b, b>c." },
    check: .formation { context in
      for leaf in context.texts {
        if let markup = Markup.first(in: leaf.text) { context.report(at: leaf, found: markup) }
      }
    })

  static let texteCaracteres = Rule(
    "texte/caracteres", .qualite, .warning,
    message: Text("Le texte contient un caractère illisible.", "The text contains an unreadable character."),
    why: Text(
      "Il vient souvent d'un copier-coller et s'affiche comme un carré ou un point d'interrogation.",
      "It often comes from copy and paste and shows as a box or a question mark."),
    repair: Text(
      "Retapez le passage, ou passez-le par un éditeur de texte simple.",
      "Type the passage again, or pass it through a plain text editor."),
    source: sourceTextes,
    triggering: Example("U+FFFD") { $0.contenuFormation = "Les m\u{FFFD}tiers du b\u{FFFD}timent." },
    Example("puce de Word (U+F0B7)") { $0.contenuFormation = "\u{F0B7} Cloisons" },
    passing: Example("œ, €, « », –") { $0.contenuFormation = "« Œuvre » – 12 € • 😀" },
    check: .formation { context in
      for leaf in context.texts {
        guard leaf.text.utf8.contains(where: { $0 >= 0xC2 }), let odd = leaf.text.unicodeScalars.first(where: \.isOdd)
        else { continue }
        context.report(at: leaf, found: "U+" + String(odd.value, radix: 16, uppercase: true))
      }
    })

  static let texteRemplissage = Rule(
    "texte/remplissage", .qualite, .info,
    message: Text("Le texte ne dit rien.", "The text says nothing."),
    why: Text(
      "Un tiret ou « néant » remplit le champ obligatoire sans informer le public.",
      "A dash or « néant » fills the mandatory field without informing anybody."),
    repair: Text("Écrivez une phrase sur ce que la formation apprend.", "Write a sentence on what the course teaches."),
    source: sourceTextes,
    triggering: Example("-") { $0.objectifFormation = "-" },
    passing: .unchanged,
    check: .formation { context in
      for leaf in [context.formation.objectifFormation, context.formation.contenuFormation] {
        let text = leaf.trimmedText.folded
        if !leaf.isAbsent, !text.isEmpty,
          ["-", "--", ".", "...", "neant", "na", "n/a", "nc", "sans objet", "a definir", "x"].contains(text)
        {
          context.report(at: leaf, found: leaf.trimmedText)
        }
      }
    })
}

/// Finds HTML in a text.
enum Markup {
  private static let tags: Set<Substring> = [
    "p", "br", "b", "i", "u", "ul", "ol", "li", "div", "span", "strong", "em", "a", "h1", "h2", "h3", "h4", "table",
    "tr", "td",
    "font", "img", "script", "style", "hr",
  ]
  private static let entities: Set<Substring> = [
    "nbsp", "amp", "lt", "gt", "quot", "eacute", "egrave", "ecirc", "agrave", "acirc", "ccedil", "ocirc", "ucirc",
    "icirc",
    "rsquo", "lsquo", "laquo", "raquo", "bull", "hellip", "euro", "oelig", "deg", "ndash", "mdash",
  ]

  /// The first tag or entity, if there is one.
  static func first(in text: String) -> String? {
    let bytes = text.utf8
    guard bytes.contains(0x3C) || bytes.contains(0x26) else { return nil }
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      let after = rest[rest.index(after: start)...]
      if rest[start] == "<" {
        let name = after.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let next = after.drop { $0 == "/" }.dropFirst(name.count).first
        if tags.contains(Substring(name.lowercased())), next.map({ " />\n\t".contains($0) }) ?? false,
          after.prefix(200).contains(">")
        {
          return "<" + after.prefix { $0 != ">" } + ">"
        }
      } else {
        let name = after.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
        if after.dropFirst(name.count).first == ";", entities.contains(name) || name.hasPrefix("#") {
          return "&" + name + ";"
        }
      }
      rest = after
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// Control characters, replacement characters, private use and what is no character at all.
  fileprivate var isOdd: Bool {
    switch value {
    case 0x80...0x9F, 0xFFFD, 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFEFF, 0xFFF9...0xFFFB: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}
