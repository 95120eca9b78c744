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
      "recrutement/\(creneau)-adresse-absente", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("l'adresse n'est pas indiquée.", "the address is missing."),
      why: Text("Le candidat doit savoir où venir.", "The candidate must know where to come."),
      repair: Text(
        "Ajoutez <adresse> ; si c'est à distance, écrivez aussi 1 dans <a-distance> et le lien dans <urlweb>.",
        "Add <adresse>; if it is remote, also write 1 in <a-distance> and the link in <urlweb>."),
      form: .field(
        .adresseRecrutement,
        "indiquez l'adresse ; si c'est à distance, cochez aussi « À distance » et saisissez le « Lien web ».",
        "give the address; if it is remote, also tick « À distance » and type the « Lien web »."),
      source: .guide(
        "Entretien individuel (RDVI) et les Informations collectives (ICO)", 1392...1402,
        words: "La 1ère ligne doit être renseignée", "peuvent avoir lieu à distance"),
      triggering: creneau.example("sur place, pas d'adresse", "on site, no address") { $0.adresse = nil },
      creneau.example("pas d'adresse, pas d'a-distance", "no address, no a-distance") { recrutement in
        recrutement.aDistance = nil
        recrutement.adresse = nil
      },
      repaired: creneau.change { $0.adresse = Formation.example.adresse },
      passing: creneau.example("à distance, pas d'adresse", "at a distance, no address") { recrutement in
        recrutement.aDistance = .init(.oui)
        recrutement.adresse = nil
      },
      morePassing: [creneau.closed("pas d'adresse", "no address") { $0.adresse = nil }],
      check: .creneau(creneau) { context in
        guard !context.hasAdresse, !context.isADistance else { return }
        // It may be remote for all that is known.
        if let leaf = context.recrutement.aDistance, context.isRefused(leaf) { return }
        context.report(at: context.recrutement, missing: .adresse)
      })
  }

  private static func creneauDistanceAdresseDefaut(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-distance-adresse-defaut", .franceTravail, .info, blocks: [],
      message: creneau.message(
        "à distance et sans adresse, la préfecture de région sera affichée.",
        "remote and without an address: the regional prefecture will be shown."),
      why: Text(
        "Sans adresse, Kairos reçoit le code postal et la ville de la préfecture de région.",
        "Without an address Kairos is sent the postcode and town of the regional prefecture."),
      repair: Text(
        "Rien à faire si cela convient ; sinon ajoutez <adresse>.",
        "Nothing to do if that is fine; otherwise add <adresse>."),
      form: .field(
        .adresseRecrutement, "rien à faire si cela convient ; sinon indiquez l'adresse.",
        "nothing to do if that is fine; otherwise give the address."),
      source: Creneau.source(1402, "par défaut dans Kairos le code postal et la ville"),
      triggering: creneau.example("à distance, pas d'adresse", "at a distance, no address") { recrutement in
        recrutement.aDistance = .init(.oui)
        recrutement.adresse = nil
      },
      repaired: creneau.change { $0.adresse = Formation.example.adresse },
      passing: creneau.example("à distance, avec une adresse", "at a distance, with an address") {
        $0.aDistance = .init(.oui)
      },
      check: .creneau(creneau) { context in
        guard !context.hasAdresse, context.isADistance else { return }
        let prefecture = context.options.region?.prefecture
        context.report(
          at: context.recrutement, missing: .adresse,
          expected: prefecture.map {
            Text(
              "<adresse>, par défaut \($0.codepostal) \($0.ville)", "<adresse>, by default \($0.codepostal) \($0.ville)"
            )
          })
      })
  }

  private static func creneauDistanceSansLien(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-distance-sans-lien", .qualite, .info, blocks: [],
      message: creneau.message("à distance, mais sans lien de connexion.", "remote, but without a link to join."),
      why: Text("Le candidat ne sait pas où se connecter.", "The candidate does not know how to join."),
      repair: Text("Ajoutez le lien dans <urlweb>.", "Add the link in <urlweb>."),
      form: .field(.lienWeb, "saisissez le lien de connexion.", "type the link to join."),
      source: .guide("Modalités de recrutement", 1345, words: "Lien web"),
      triggering: creneau.example("à distance, pas d'urlweb", "at a distance, no urlweb") {
        $0.aDistance = .init(.oui)
      },
      repaired: creneau.change { $0.urlweb = "https://visio.example.org/r3" },
      passing: creneau.example("à distance, avec urlweb", "at a distance, with urlweb") { recrutement in
        recrutement.aDistance = .init(.oui)
        recrutement.urlweb = "https://visio.example.org/r3"
      },
      check: .creneau(creneau) { context in
        if context.isADistance, context.recrutement.urlweb == nil {
          context.report(at: context.recrutement, missing: .urlweb)
        }
      })
  }
}
