import LheoModel

extension Rule {
  static let recrutementPlacesEntier = Rule(
    "recrutement/places-entier", .qualite, .error,
    message: Text("Le nombre de places est négatif.", "The number of places is negative."),
    why: Text("Un nombre de places négatif n'a pas de sens.", "A negative number of places makes no sense."),
    repair: Text(
      "Écrivez un nombre positif, ou retirez <nb-places>.", "Write a positive number, or remove <nb-places>."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1366, 1381)",
    triggering: Example("nb-places = -1") { $0.rendezVous.nbPlaces = -1 },
    passing: Example("nb-places = 1") { $0.rendezVous.nbPlaces = 1 },
    check: .session { context in
      for recrutement in context.recrutements {
        if let places = recrutement.places, places < 0, let leaf = recrutement.pointer.pointee.nbPlaces {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("un nombre positif", "a positive number"))
        }
      }
    })

  static let periodeSurDocumentaire = Rule(
    "recrutement/periode-sur-documentaire", .qualite, .info,
    message: Text("La fin de la période précède son début.", "The end of the period is before its start."),
    why: Text("Le candidat lit des dates impossibles.", "The candidate reads impossible dates."),
    repair: Text("Corrigez <debut> ou <fin>.", "Correct <debut> or <fin>."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1309, 1335-1345)",
    triggering: Example("concours du 10 au 1er septembre", "a contest from 10 to 1 September") {
      $0.session.recrutements.append(
        Recrutement(modaliteRecrutement: .init(.concours), periode: Periode(debut: "20260910", fin: "20260901")))
    },
    passing: Example("concours d'un jour", "a contest of one day") {
      $0.session.recrutements.append(
        Recrutement(modaliteRecrutement: .init(.concours), periode: Periode(debut: "20260910", fin: "20260910")))
    },
    check: .recrutement(.simulation, .concours, .dossier, .testsPratiques, .epreuvesEcrites, .epreuvesOrales) {
      $0.reportOrderOfDates()
    })

  static let recrutementLienWeb = Rule(
    "recrutement/lien-web", .qualite, .warning,
    message: Text(
      "Le lien du recrutement n'est pas une adresse web.", "The link of the recruitment is no web address."),
    why: Text("Un lien sans http:// ou https:// ne s'ouvre pas.", "A link without http:// or https:// does not open."),
    repair: Text(
      "Écrivez l'adresse complète, par exemple https://www.example.org/inscription.",
      "Write the whole address, for example https://www.example.org/inscription."),
    source: "Guide de saisie OFeli, « Modalités de recrutement », champ « Lien web » (l. 1343)",
    triggering: Example("urlweb = www.exemple.fr") { $0.candidature.urlweb = "www.exemple.fr" },
    passing: Example("urlweb = https://www.example.org") { $0.candidature.urlweb = "https://www.example.org" },
    check: .session { context in
      for recrutement in context.session.recrutements {
        if let leaf = recrutement.urlweb, !leaf.text.isBlank, !leaf.text.isWebAddress {
          context.report(at: leaf, found: leaf.text, expected: Text("https://…", "https://…"))
        }
      }
    })

  static let perimetreAutreSansPrecision = Rule(
    "recrutement/perimetre-autre-sans-precision", .qualite, .info,
    message: Text(
      "Le périmètre de recrutement « Autres » n'est pas précisé.", "The recruitment area “Autres” is not explained."),
    why: Text(
      "« Autres » seul ne dit pas au candidat s'il est concerné.",
      "“Other” alone does not tell candidates whether they are concerned."),
    repair: Text(
      "Précisez-le dans <infos-perimetre-recrutement> (50 caractères au plus).",
      "Explain it in <infos-perimetre-recrutement> (at most 50 characters)."),
    source: "Guide de saisie OFeli, « Modalités de recrutement », périmètre (l. 1318-1320, 1349-1351)",
    triggering: Example("code-perimetre-recrutement = 0") { $0.candidature.codePerimetreRecrutement = .init(.autres) },
    passing: Example("0, avec une précision", "0, with a precision") { formation in
      formation.candidature.codePerimetreRecrutement = .init(.autres)
      formation.candidature.infosPerimetreRecrutement = "bassin d'emploi de Caen"
    },
    check: .session { context in
      for recrutement in context.session.recrutements {
        if let leaf = recrutement.codePerimetreRecrutement, leaf.code == .autres,
          (recrutement.infosPerimetreRecrutement?.text).isBlank
        {
          context.report(at: leaf, found: "0 Autres")
        }
      }
    })
}
