import LheoModel

extension Rule {
  static let adresseLigneVide = Rule(
    "adresse/ligne-vide", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("La première ligne de l'adresse est vide.", "The first line of the address is empty."),
    why: Text(
      "France Travail refuse toute adresse du flux dont la première ligne est vide.",
      "France Travail refuses any address of the feed whose first line is empty."),
    repair: Text(
      "Écrivez le numéro et la voie dans la première <ligne>.",
      "Write the number and the street in the first <ligne>."),
    form: .anyField(.numeroEtVoie, "saisissez le numéro et la voie.", "type the number and the street."),
    source: .adresseLigne,
    triggering: Example("ligne vide", "an empty line") { $0.adresse.lignes = [" "] },
    repaired: { $0.adresse.lignes[0] = "12 rue des Écoles" },
    passing: .unchanged,
    check: .adresse { context in
      if let first = context.adresse.lignes.first, first.text.isBlank {
        context.report(at: first, found: first.text, expected: .numeroEtVoie)
      }
    })

  static let adresseVilleVide = Rule(
    "adresse/ville-vide", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("La ville est vide.", "The town is empty."),
    why: Text("France Travail refuse une adresse sans ville.", "France Travail refuses an address without a town."),
    repair: Text("Écrivez dans <ville> le nom de la commune.", "Write the name of the commune in <ville>."),
    form: .anyField(.ville, "saisissez le nom de la commune.", "type the name of the commune."),
    source: .adresseVille,
    triggering: Example("ville vide", "ville empty") { $0.adresse.ville = " " },
    repaired: { $0.adresse.ville = "Caen" },
    passing: .unchanged,
    check: .adresse { context in
      let ville = context.adresse.ville
      if !ville.isAbsent, ville.text.isBlank {
        context.report(at: ville, found: ville.text, expected: Text("le nom de la commune", "the name of the commune"))
      }
    })

  static let adresseCedexBPPremiereLigne = Rule(
    "adresse/cedex-bp-premiere-ligne", .qualite, .info, blocks: [],
    message: Text("La première ligne est une boîte postale.", "The first line is a post office box."),
    why: Text(
      "On ne se rend pas à une boîte postale : la voie doit venir en premier.",
      "Nobody can go to a post office box: the street should come first."),
    repair: Text(
      "Écrivez le numéro et la voie dans la première <ligne>, la boîte postale (BP ou CS) dans la suivante.",
      "Write the number and the street in the first <ligne>, the post office box (BP or CS) in the next."),
    form: .anyField(
      .numeroEtVoie, "saisissez le numéro et la voie ; la boîte postale va sous « BP, CS, ... ».",
      "type the number and the street; the post office box goes under « BP, CS, ... »."),
    source: .guide("Lieu de la formation", 1003...1007, words: "N° + voie", "BP, CS, ..."),
    triggering: Example("ligne = CS 10050") { $0.adresse.lignes = ["CS 10050", "125 avenue de la Gare"] },
    Example("ligne = BP12") { $0.adresse.lignes = ["BP12"] },
    Example("ligne = cs10050 125 avenue de la Gare") { $0.adresse.lignes = ["cs10050 125 avenue de la Gare"] },
    repaired: { $0.adresse.lignes = ["125 avenue de la Gare", "CS 10050"] },
    passing: Example("CS en deuxième ligne", "CS on the second line") {
      $0.adresse.lignes = ["125 avenue de la Gare", "CS 10050"]
    },
    morePassing: [
      Example("ligne = BP2I Conseil") { $0.adresse.lignes = ["BP2I Conseil"] },
      Example("ligne = CS Formation…") { $0.adresse.lignes = ["CS Formation, 12 rue des Écoles"] },
    ],
    check: .adresse { context in
      guard let first = context.adresse.lignes.first, first.text.withBytes(\.isPostalBox) else { return }
      context.report(at: first, found: first.text, expected: .numeroEtVoie)
    })

  static let adresseDenominationIgnoree = Rule(
    "adresse/denomination-ignoree", .franceTravail, .info, blocks: [],
    message: Text(
      "France Travail n'affichera pas le nom de la structure.", "France Travail will not show the name of the place."),
    why: Text(
      "France Travail ne reprend pas ce nom : le candidat ne verra que les lignes d'adresse.",
      "France Travail does not take this name over: the candidate sees the address lines only."),
    repair: Text(
      "Répétez <denomination> dans une <ligne>, avant la voie ; ses 50 premiers caractères suffisent.",
      "Repeat <denomination> in a <ligne> before the street; its first 50 characters will do."),
    form: .field(
      .adresseRecrutement, "cochez « saisie manuelle » et saisissez le nom de la structure avant la voie.",
      "tick « saisie manuelle » and type the name of the place before the street."),
    source: .adresseDenomination,
    triggering: Example("denomination = CFA Alpha") { $0.reunion.adresse?.denomination = "CFA Alpha" },
    Example("81 caractères, dont 49 répétés", "81 characters, 49 of them repeated") { formation in
      formation.reunion.adresse?.denomination = longName
      formation.reunion.adresse?.lignes.insert(TextLeaf(String(longName.text.prefix(49))), at: 0)
    },
    repaired: { formation in
      let name = String(formation.reunion.adresse!.denomination!.text.prefix(50))
      formation.reunion.adresse!.lignes = [TextLeaf(name), "12 rue des Écoles"]
    },
    passing: Example("répétée dans une ligne", "repeated in a line") { formation in
      formation.reunion.adresse?.denomination = "CFA Alpha"
      formation.reunion.adresse?.lignes.insert("CFA Alpha", at: 0)
    },
    morePassing: [
      Example("81 caractères, dont 50 répétés", "81 characters, 50 of them repeated") { formation in
        formation.reunion.adresse?.denomination = longName
        formation.reunion.adresse?.lignes.insert(TextLeaf(String(longName.text.prefix(50))), at: 0)
      },
      Example("81 caractères sur deux lignes", "81 characters on two lines") { formation in
        formation.reunion.adresse?.denomination = longName
        formation.reunion.adresse?.lignes = [
          "Centre de formation des apprentis du bâtiment", "et des travaux publics de Normandie", "12 rue des Écoles",
        ]
      },
    ],
    check: .adresse { context in
      guard context.adressePlace == .recrutement, context.modalite != .candidature,
        let leaf = context.adresse.denomination, !leaf.text.isBlank
      else { return }
      let lines = context.adresse.lignes.map(\.text).joined(separator: " ").foldedWords
      let name = leaf.text.foldedWords
      let start = String(String.UnicodeScalarView(leaf.trimmedText.unicodeScalars.prefix(50))).foldedWords
      if !lines.contains(name), !lines.contains(start) {
        context.report(
          at: leaf, found: leaf.text,
          expected: Text("ce nom, répété dans une ligne de l'adresse", "this name, repeated in a line of the address"))
      }
    })

  /// 81 characters: a line has 50 at most.
  private static let longName: TextLeaf =
    "Centre de formation des apprentis du bâtiment et des travaux publics de Normandie"
}

extension Text {
  fileprivate static let numeroEtVoie = Text("le numéro et la voie", "the number and the street")
}

extension String {
  /// The words without case, accents and white space between them, for comparisons.
  var foldedWords: String { folded.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text starts with BP or CS and a number: `CS 10050`, `BP12`.
  fileprivate var isPostalBox: Bool {
    let line = trimmed
    guard line.count >= 3 else { return false }
    switch (line[0] | 0x20, line[1] | 0x20) {
    case (UInt8(ascii: "b"), UInt8(ascii: "p")), (UInt8(ascii: "c"), UInt8(ascii: "s")): break
    default: return false
    }
    let number = line[2...].drop { $0 == 0x20 }
    let rest = number.drop(while: \.isDigit)
    guard rest.startIndex > number.startIndex else { return false }
    // A letter after the digits makes it a name.
    return rest.first.map { !$0.isLetterOrDigit && $0 < 0x80 } ?? true
  }
}
