import LheoModel

extension Rule {
  static let recrutementPlacesEntier = Rule(
    "recrutement/places-entier", .qualite, .error, blocks: [],
    message: Text("Le nombre de places est négatif.", "The number of places is negative."),
    why: Text("Un nombre de places négatif n'a pas de sens.", "A negative number of places makes no sense."),
    repair: Text(
      "Écrivez dans <nb-places> un nombre positif, ou retirez l'élément.",
      "Write a positive number in <nb-places>, or remove the element."),
    form: .field(.nombreDePlaces, "saisissez un nombre positif.", "type a positive number."),
    source: .guide("Modalités de recrutement", 1343, words: "Nombre de places"),
    triggering: Example("concours, nb-places = -1", "contest, nb-places = -1") { $0.addConcours { $0.nbPlaces = -1 } },
    repaired: { $0.session.recrutements[3].nbPlaces = nil },
    passing: Example("concours, nb-places = 1", "contest, nb-places = 1") { $0.addConcours { $0.nbPlaces = 1 } },
    morePassing: [
      Example("concours, nb-places = 0", "contest, nb-places = 0") { $0.addConcours { $0.nbPlaces = 0 } },
      Example(
        "rendez-vous, nb-places = -1 : voir recrutement/rdvi-places",
        "appointment, nb-places = -1: see recrutement/rdvi-places"
      ) { $0.rendezVous.nbPlaces = -1 },
    ],
    // The numbers of the other modalities have rules of their own.
    check: .recrutement(
      .inconnue, .simulation, .concours, .dossier, .testsPratiques, .epreuvesEcrites, .epreuvesOrales
    ) { context in
      if let places = context.places, places < 0, let leaf = context.recrutement.nbPlaces {
        context.report(
          at: leaf, found: leaf.trimmedText, expected: Text("0 ou un nombre positif", "0 or a positive number"))
      }
    })

  static let periodeSurDocumentaire = Rule(
    "recrutement/periode-sur-documentaire", .qualite, .info, blocks: [],
    message: Text("La date de fin précède la date de début.", "The end date is before the start date."),
    why: Text("Le candidat lit des dates impossibles.", "The candidate reads impossible dates."),
    repair: Text("Corrigez <debut> ou <fin>.", "Correct <debut> or <fin>."),
    form: .field(
      .modalitesRecrutement, "corrigez « Date début » ou « Date fin ».", "correct « Date début » or « Date fin »."),
    source: .guide("Modalités de recrutement", 1309, words: "Date début", "Date fin"),
    triggering: Example("concours du 10 au 1er septembre", "a contest from 10 to 1 September") {
      $0.addConcours { $0.periode = Periode(debut: "20270910", fin: "20270901") }
    },
    repaired: { $0.session.recrutements[3].periode?.fin = "20270910" },
    passing: Example("concours d'un jour", "a contest of one day") {
      $0.addConcours { $0.periode = Periode(debut: "20270910", fin: "20270910") }
    },
    check: .recrutement(.simulation, .concours, .dossier, .testsPratiques, .epreuvesEcrites, .epreuvesOrales) {
      $0.reportOrderOfDates()
    })

  static let recrutementLienWeb = Rule(
    "recrutement/lien-web", .qualite, .warning, blocks: [],
    message: Text(
      "Le lien du recrutement n'est pas une adresse web.", "The link of the recruitment is not a web address."),
    why: Text("Un lien sans http:// ou https:// ne s'ouvre pas.", "A link without http:// or https:// does not open."),
    repair: Text(
      "Écrivez dans <urlweb> l'adresse complète, par exemple https://www.example.org/inscription.",
      "Write the whole address in <urlweb>, for example https://www.example.org/inscription."),
    form: .field(
      .lienWeb, "saisissez l'adresse complète, par exemple https://www.example.org/inscription.",
      "type the whole address, for example https://www.example.org/inscription."),
    source: .guide("Modalités de recrutement", 1345, words: "Lien web"),
    triggering: Example("urlweb = www.exemple.fr") { $0.candidature.urlweb = "www.exemple.fr" },
    repaired: { $0.candidature.urlweb = "https://www.example.org/inscription" },
    passing: Example("urlweb = https://www.example.org") { $0.candidature.urlweb = "https://www.example.org" },
    check: .session { context in
      for recrutement in context.session.recrutements {
        if let leaf = recrutement.urlweb, !leaf.text.isBlank, !leaf.text.isWebAddress {
          context.report(at: leaf, found: leaf.text, expected: Text("https://…", "https://…"))
        }
      }
    })

  static let perimetreAutreSansPrecision = Rule(
    "recrutement/perimetre-autre-sans-precision", .qualite, .info, blocks: [],
    message: Text(
      "Le périmètre de recrutement « Autres » n'est pas précisé.",
      "The recruitment area “Autres” (other) is not explained."),
    why: Text(
      "« Autres » seul ne dit pas au candidat s'il est concerné.",
      "“Autres” (other) alone does not tell candidates whether it concerns them."),
    repair: Text(
      "Précisez-le dans <infos-perimetre-recrutement> (50 caractères au plus).",
      "Explain it in <infos-perimetre-recrutement> (at most 50 characters)."),
    form: .field(
      .commentairePerimetre, "précisez le périmètre (50 caractères au plus).",
      "explain the area (at most 50 characters)."),
    source: .guide(
      "Modalités de recrutement", 1318...1320, 1349...1351, words: "Périmètre de recrutement",
      "Commentaire périmètre de recrutement"),
    triggering: Example("code-perimetre-recrutement = 0") { $0.candidature.codePerimetreRecrutement = .init(.autres) },
    Example("0, précision vide", "0, blank precision") { formation in
      formation.candidature.codePerimetreRecrutement = .init(.autres)
      formation.candidature.infosPerimetreRecrutement = "  "
    },
    repaired: { $0.candidature.infosPerimetreRecrutement = "bassin d'emploi de Caen" },
    passing: Example("0, avec une précision", "0, with a precision") { formation in
      formation.candidature.codePerimetreRecrutement = .init(.autres)
      formation.candidature.infosPerimetreRecrutement = "bassin d'emploi de Caen"
    },
    check: .session { context in
      for recrutement in context.session.recrutements {
        guard let leaf = recrutement.codePerimetreRecrutement, leaf.code == .autres,
          (recrutement.infosPerimetreRecrutement?.text).isBlank
        else { continue }
        if let precision = recrutement.infosPerimetreRecrutement, context.isRefused(precision) { continue }
        context.report(
          at: leaf, found: leaf.trimmedText, shown: Text("0 (Autres)", "0 (other)"),
          expected: Text("une précision sur le périmètre", "a precision on the area"))
      }
    })
}

extension Formation {
  /// Adds a contest, modality 2.
  fileprivate mutating func addConcours(_ change: (inout Recrutement) -> Void) {
    var concours = Recrutement(modaliteRecrutement: .init(.concours))
    change(&concours)
    session.recrutements.append(concours)
  }
}
