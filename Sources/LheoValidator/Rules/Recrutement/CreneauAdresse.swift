import LheoModel

extension Rule {
  static let rdviAdresseAbsente = creneauAdresseAbsente(.rdvi)
  static let icoAdresseAbsente = creneauAdresseAbsente(.ico)
  static let rdviDistanceAdresseDefaut = creneauDistanceAdresseDefaut(.rdvi)
  static let icoDistanceAdresseDefaut = creneauDistanceAdresseDefaut(.ico)
  static let rdviDistanceSansLien = creneauDistanceSansLien(.rdvi)
  static let icoDistanceSansLien = creneauDistanceSansLien(.ico)

  private static func creneauAdresseAbsente(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-adresse-absente", .franceTravail, .error,
      message: creneau.message("l'adresse n'est pas indiquée.", "the address is missing."),
      why: Text("Le candidat doit savoir où venir.", "The candidate must know where to come."),
      repair: Text(
        "Ajoutez <adresse>, ou indiquez <a-distance>1</a-distance>.",
        "Add <adresse>, or say <a-distance>1</a-distance>."),
      source: "\(Creneau.source), adresses (l. 1391-1400)",
      triggering: creneau.example("sur place, pas d'adresse", "on site, no address") { $0.adresse = nil },
      passing: creneau.example("à distance, pas d'adresse", "at a distance, no address") { recrutement in
        recrutement.aDistance = .init(.oui)
        recrutement.adresse = nil
      },
      check: .recrutement(creneau.modalite) { context in
        if context.recrutement.adresse == nil, !context.isADistance {
          context.report(at: context.recrutement, missing: .adresse)
        }
      })
  }

  private static func creneauDistanceAdresseDefaut(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-distance-adresse-defaut", .franceTravail, .info,
      message: creneau.message(
        "à distance et sans adresse, la préfecture de région sera affichée.",
        "remote and without an address: the regional prefecture will be shown."),
      why: Text(
        "Sans adresse, Kairos reçoit le code postal et la ville de la préfecture de région.",
        "Without an address Kairos is sent the postcode and town of the regional prefecture."),
      repair: Text(
        "Rien à faire si cela convient ; sinon ajoutez <adresse>.",
        "Nothing to do if that is fine; otherwise add <adresse>."),
      source: "\(Creneau.source), adresses (l. 1402)",
      triggering: creneau.example("à distance, pas d'adresse", "at a distance, no address") { recrutement in
        recrutement.aDistance = .init(.oui)
        recrutement.adresse = nil
      },
      passing: creneau.example("à distance, avec une adresse", "at a distance, with an address") {
        $0.aDistance = .init(.oui)
      },
      check: .recrutement(creneau.modalite) { context in
        guard context.recrutement.adresse == nil, context.isADistance else { return }
        let prefecture = context.options.region?.prefecture
        context.report(
          at: context.recrutement, missing: .adresse,
          expected: prefecture.map {
            Text("par défaut \($0.codepostal) \($0.ville)", "by default \($0.codepostal) \($0.ville)")
          })
      })
  }

  private static func creneauDistanceSansLien(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-distance-sans-lien", .qualite, .info,
      message: creneau.message("à distance, mais sans lien de connexion.", "remote, but without a link to connect."),
      why: Text("Le candidat ne sait pas où se connecter.", "The candidate does not know where to connect."),
      repair: Text("Ajoutez le lien dans <urlweb>.", "Add the link in <urlweb>."),
      source: "Guide de saisie OFeli, « Modalités de recrutement », champ « Lien web » (l. 1343)",
      triggering: creneau.example("à distance, pas d'urlweb", "at a distance, no urlweb") {
        $0.aDistance = .init(.oui)
      },
      passing: creneau.example("à distance, avec urlweb", "at a distance, with urlweb") { recrutement in
        recrutement.aDistance = .init(.oui)
        recrutement.urlweb = "https://visio.example.org/r3"
      },
      check: .recrutement(creneau.modalite) { context in
        if context.isADistance, context.recrutement.urlweb == nil {
          context.report(at: context.recrutement, missing: .urlweb)
        }
      })
  }
}
