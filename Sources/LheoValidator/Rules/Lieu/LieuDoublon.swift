import LheoModel

extension Rule {
  static let lieuDoublon = Rule(
    "lieu/doublon", .qualite, .warning, blocks: [],
    message: Text("Le lieu de formation est en double.", "The place of training is given twice."),
    why: Text(
      "Le candidat croit avoir le choix entre deux lieux.",
      "The candidate thinks there are two places to choose from."),
    repair: Text(
      "Retirez l'un des deux <lieu-de-formation> ; si ce sont deux lieux différents, corrigez <SIRET> ou <adresse>.",
      "Remove one of the two <lieu-de-formation>; if they are different places, correct <SIRET> or <adresse>."),
    form: .field(.lieuxDeFormation, "retirez l'un des deux lieux.", "remove one of the two places."),
    source: .guide("Lieu de la formation", 989, words: "attentions aux doublons"),
    triggering: Example("deux fois la même adresse", "the same address twice") {
      $0.action.lieuxDeFormation.append($0.lieu)
    },
    Example("la même adresse, sans SIRET", "the same address, without SIRET") { formation in
      var other = formation.lieu
      other.siretLieuFormation = nil
      formation.action.lieuxDeFormation.append(other)
    },
    Example("écrite sans accents", "written without accents") { formation in
      var other = formation.lieu
      other.siretLieuFormation = nil
      other.coordonnees.adresse?.lignes = ["12,  rue des ecoles"]
      other.coordonnees.adresse?.ville = "CAEN"
      formation.action.lieuxDeFormation.append(other)
    },
    Example("le même SIRET, une autre adresse", "the same SIRET, another address") { formation in
      var other = formation.lieu
      other.coordonnees.adresse?.lignes = ["12 r. des Écoles"]
      formation.action.lieuxDeFormation.append(other)
    },
    repaired: { $0.action.lieuxDeFormation.removeLast() },
    passing: Example("deux adresses, un SIRET", "two addresses, one SIRET") { formation in
      var other = formation.lieu
      other.siretLieuFormation = nil
      other.coordonnees.adresse?.lignes = ["14 rue des Écoles"]
      formation.action.lieuxDeFormation.append(other)
    },
    check: .action { context in
      guard context.action.lieuxDeFormation.count > 1 else { return }
      var seen: [String: UInt32] = [:]
      for lieu in context.action.lieuxDeFormation {
        let keys = context.keys(of: lieu)
        if let line = keys.lazy.compactMap({ seen[$0] }).first {
          let name = lieu.coordonnees.adresse?.placeText ?? lieu.siretLieuFormation?.siret.trimmedText ?? ""
          context.report(
            at: lieu, found: name, shown: Text("\(name), déjà ligne \(line)", "\(name), already on line \(line)"),
            expected: Text("un lieu indiqué une seule fois", "a place that is given only once"))
        }
        for key in keys where seen[key] == nil { seen[key] = lieu.position.line }
      }
    })
}

extension RuleContext {
  /// What makes two places the same: the SIRET, or the first line, postcode and town.
  fileprivate func keys(of lieu: LieuDeFormation) -> [String] {
    var keys: [String] = []
    if let siret = lieu.siretLieuFormation?.siret, !siret.text.isBlank, !siret.text.isZeros, !isRefused(siret) {
      keys.append(siret.trimmedText)
    }
    if let adresse = lieu.coordonnees.adresse, let ligne = adresse.lignes.first, !ligne.text.isBlank,
      !isRefused(ligne), !isRefused(adresse.codepostal), !isRefused(adresse.ville)
    {
      keys.append("\(ligne.text) \(adresse.codepostal.text) \(adresse.ville.text)".lettersAndDigits)
    }
    return keys
  }
}

extension Adresse {
  /// The address in a few words.
  fileprivate var placeText: String {
    "\(lignes.first?.trimmedText ?? ""), \(codepostal.trimmedText) \(ville.trimmedText)"
  }
}

extension String {
  /// The words without case, accents and punctuation, for comparisons.
  fileprivate var lettersAndDigits: String {
    folded.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
