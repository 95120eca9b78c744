import LheoModel

let sourceTextes =
  "Guide de saisie OFeli, « Recommandations pour la saisie », intitulé, objectifs et programme (l. 121-137)"

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
    source: .other(Text(verbatim: sourceTextes)),
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
    source: .other(Text(verbatim: sourceTextes)),
    triggering: Example("<p>…</p>") { $0.contenuFormation = "<p>Cloisons, doublages.</p>" },
    Example("&nbsp;") { $0.objectifFormation = "Poser&nbsp;des cloisons." },
    passing: Example("effectif < 12 et R&D") { $0.contenuFormation = "Effectif < 12 ; R&D ; a<b, b>c." },
    check: .formation { context in
      for leaf in context.texts {
        if let markup = Markup.first(in: leaf.pointee.text) { context.report(at: leaf.pointee, found: markup) }
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
    source: .other(Text(verbatim: sourceTextes)),
    triggering: Example("U+FFFD") { $0.contenuFormation = "Les m\u{FFFD}tiers du b\u{FFFD}timent." },
    Example("puce de Word (U+F0B7)", "a bullet of Word (U+F0B7)") { $0.contenuFormation = "\u{F0B7} Cloisons" },
    passing: Example("œ, €, « », –") { $0.contenuFormation = "« Œuvre » – 12 € • 😀" },
    check: .formation { context in
      for leaf in context.texts {
        let text = leaf.pointee.text
        guard text.mayHaveOddCharacters, let odd = text.unicodeScalars.first(where: \.isOdd) else { continue }
        context.report(at: leaf.pointee, found: "U+" + String(odd.value, radix: 16, uppercase: true))
      }
    })

  static let texteRemplissage = Rule(
    "texte/remplissage", .qualite, .info,
    message: Text("Le texte ne dit rien.", "The text says nothing."),
    why: Text(
      "Un tiret ou « néant » remplit le champ obligatoire sans informer le public.",
      "A dash or “néant” fills the mandatory field without informing anybody."),
    repair: Text("Écrivez une phrase sur ce que la formation apprend.", "Write a sentence on what the course teaches."),
    source: .other(Text(verbatim: sourceTextes)),
    triggering: Example("-") { $0.objectifFormation = "-" },
    passing: .unchanged,
    check: .formation { context in
      for leaf in [context.formation.objectifFormation, context.formation.contenuFormation] {
        // Fillers are short.
        guard leaf.text.utf8.count < 20 else { continue }
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
    text.withBytes { bytes in
      // Without an early end, many bytes are looked at at once.
      guard bytes.reduce(0, { $0 | ($1 == 0x3C || $1 == 0x26 ? 1 : 0) as UInt8 }) != 0 else { return nil }
      for (index, byte) in bytes.enumerated() where byte == 0x3C || byte == 0x26 {
        if let end = byte == 0x3C ? tagEnd(bytes, index) : entityEnd(bytes, index) {
          return String(decoding: bytes[index..<end], as: UTF8.self)
        }
      }
      return nil
    }
  }

  /// Where the tag ends that starts at `start`, if it is one of HTML.
  private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let nameStart = start + 1 < bytes.count && bytes[start + 1] == 0x2F ? start + 2 : start + 1
    let nameEnd = bytes[nameStart...].prefix(8).firstIndex { !$0.isLetterOrDigit } ?? bytes.count
    guard nameEnd < bytes.count, [0x20, 0x2F, 0x3E, 0x0A, 0x09].contains(bytes[nameEnd]),
      tags.contains(Substring(String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self).lowercased()))
    else { return nil }
    return bytes[nameEnd...].prefix(200).firstIndex(of: 0x3E).map { $0 + 1 }
  }

  /// Where the entity ends that starts at `start`, if it is one of HTML.
  private static func entityEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let name = bytes[(start + 1)...].prefix(10).prefix { $0.isLetterOrDigit || $0 == 0x23 }
    let end = start + 1 + name.count
    guard !name.isEmpty, end < bytes.count, bytes[end] == 0x3B,
      name.first == 0x23 || entities.contains(Substring(String(decoding: name, as: UTF8.self)))
    else { return nil }
    return end + 1
  }
}

extension UInt8 {
  /// Whether it is an ASCII letter or digit.
  var isLetterOrDigit: Bool {
    isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}

extension String {
  /// Whether some byte may start a control character, private use or something beyond the planes in use.
  fileprivate var mayHaveOddCharacters: Bool {
    withBytes { bytes in
      // Without an early end, many bytes are looked at at once.
      bytes.reduce(0) { $0 | ($1 == 0xC2 || $1 >= 0xEE ? 1 : 0) as UInt8 } != 0
    }
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
