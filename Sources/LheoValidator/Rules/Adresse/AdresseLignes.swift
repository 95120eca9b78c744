import LheoModel

let sourceAdresses = "Guide de saisie OFeli, « Modalités de recrutement », adresses"

extension Rule {
  static let adresseLigneVide = Rule(
    "adresse/ligne-vide", .franceTravail, .error,
    message: Text("La première ligne de l'adresse est vide.", "The first line of the address is empty."),
    why: Text(
      "France Travail refuse une adresse sans première ligne, partout dans le flux.",
      "France Travail refuses an address without a first line, anywhere in the feed."),
    repair: Text(
      "Écrivez le numéro et la voie dans la première <ligne>.", "Write number and street in the first <ligne>."),
    source: "\(sourceAdresses) (l. 1394)",
    triggering: Example("ligne vide", "an empty line") { $0.adresse.lignes = [" "] },
    passing: .unchanged,
    check: .adresse { context in
      if let first = context.adresse.lignes.first, first.text.isBlank { context.report(at: first) }
    })

  static let adresseVilleVide = Rule(
    "adresse/ville-vide", .franceTravail, .error,
    message: Text("La ville est vide.", "The town is empty."),
    why: Text("France Travail refuse une adresse sans ville.", "France Travail refuses an address without a town."),
    repair: Text("Écrivez le nom de la commune.", "Write the name of the commune."),
    source: "\(sourceAdresses) (l. 1395)",
    triggering: Example("ville vide", "ville empty") { $0.adresse.ville = " " },
    passing: .unchanged,
    check: .adresse { context in
      let ville = context.adresse.ville
      if !ville.isAbsent, ville.text.isBlank { context.report(at: ville) }
    })

  static let adresseCedexBPPremiereLigne = Rule(
    "adresse/cedex-bp-premiere-ligne", .qualite, .info,
    message: Text("La première ligne est une boîte postale.", "The first line is a postal box."),
    why: Text(
      "On ne se rend pas à une boîte postale : la voie doit venir en premier.",
      "Nobody can go to a postal box: the street should come first."),
    repair: Text(
      "Mettez le numéro et la voie en première ligne, BP ou CS ensuite.",
      "Put number and street on the first line, BP or CS after."),
    source: "Guide de saisie OFeli, « Lieu de la formation » (l. 960-985)",
    triggering: Example("ligne = CS 10050") { $0.adresse.lignes = ["CS 10050", "125 avenue de la Gare"] },
    passing: Example("CS en deuxième ligne", "CS on the second line") {
      $0.adresse.lignes = ["125 avenue de la Gare", "CS 10050"]
    },
    check: .adresse { context in
      guard let first = context.adresse.lignes.first, let letter = first.text.utf8.first,
        letter == 0x20 || letter | 0x20 == UInt8(ascii: "b") || letter | 0x20 == UInt8(ascii: "c")
      else { return }
      let words = first.text.uppercased().split(separator: " ")
      if words.count >= 2, words[0] == "BP" || words[0] == "CS", words[1].first?.isNumber == true {
        context.report(at: first, found: first.trimmedText)
      }
    })

  static let adresseDenominationIgnoree = Rule(
    "adresse/denomination-ignoree", .franceTravail, .info,
    message: Text(
      "France Travail n'affichera pas la dénomination.", "France Travail will not show the name of the place."),
    why: Text(
      "La ligne « nom de la structure » n'est pas reprise : le candidat ne verra que les lignes d'adresse.",
      "The name of the place is not taken over: the candidate sees the address lines only."),
    repair: Text(
      "Répétez-la dans une <ligne>, avant la voie (50 caractères, 4 lignes au plus).",
      "Repeat it in a <ligne> before the street (50 characters, at most 4 lines)."),
    source: "\(sourceAdresses) (l. 1400)",
    triggering: Example("denomination = CFA Alpha") { $0.reunion.adresse?.denomination = "CFA Alpha" },
    passing: Example("répétée dans une ligne", "repeated in a line") { formation in
      formation.reunion.adresse?.denomination = "CFA Alpha"
      formation.reunion.adresse?.lignes.insert("CFA Alpha", at: 0)
    },
    check: .adresse { context in
      guard context.adressePlace == .recrutement, context.modalite != .candidature,
        let leaf = context.adresse.denomination, !leaf.text.isBlank
      else { return }
      let name = leaf.trimmedText.folded
      if !context.adresse.lignes.contains(where: { $0.text.folded.contains(name) }) {
        context.report(at: leaf, found: leaf.trimmedText)
      }
    })
}
