import LheoModel
import LheoReference
import LheoRegisters

extension ReferenceCards {
  /// How many bodies, blocs or certifications a card lists.
  static let longest = 12

  func fill(
    _ card: inout Card, _ certification: RegisteredCertification, _ partenaires: [Partenaire]
  ) throws(ReferenceError) {
    card.title = "\(certification.code)  \(certification.title)"
    card.row("Type", certification.kind.map(shown))
    card.row(language("Niveau", "Level"), certification.level.map(String.init))
    card.row(language("État", "State"), state(of: certification))
    card.row(language("Enregistrement", "Registration"), registration(of: certification))
    card.row(
      language("Délivrance jusqu'au", "Issued until"), certification.deliveryDate.map { $0.text(in: language) })
    card.row(language("Remplace", "Takes the place of"), try named(certification.predecessors))
    card.row(language("Remplacée par", "Replaced by"), try named(certification.successors))
    card.row(language("Voies d'accès", "Ways to it"), certification.voies.map { name(of: $0) }.joined(separator: ", "))
    card.row(
      language("Certificateur", "Issued by"), first: Self.longest,
      of: certification.certificateurs.map { body in body.siret.map { "\($0) \(body.name)" } ?? body.name })
    card.row("ROME", certification.rome.map(shown))
    card.row("NSF", certification.nsf.map(shown))
    card.row("Formacode", certification.formacodes.map(shown))
    card.row(language("Blocs", "Blocs"), first: Self.longest, of: certification.blocs.map(shown))
    card.row(
      language("Partenaires", "Partners"), first: Self.longest,
      of: partenaires.map { "\($0.siret ?? "–") \($0.name), \(rights(of: $0))" })
    note(&card, certification.code.repertoire.register)
  }

  private func shown(_ labelled: RegisteredCertification.Labelled) -> String {
    labelled.label.map { "\(labelled.code) \($0)" } ?? labelled.code
  }

  func named(_ codes: [String]) throws(ReferenceError) -> [String] {
    var names: [String] = []
    for code in codes {
      let title = try reference.certification(code: code)?.title
      names.append(title.map { "\(code) \($0)" } ?? code)
    }
    return names
  }

  private func state(of certification: RegisteredCertification) -> String {
    let active = certification.isActive.map { $0 ? language("active", "active") : language("inactive", "inactive") }
    let sheet = certification.state.map { language("fiche \($0)", "sheet \($0)") }
    return [active, sheet].compactMap { $0 }.joined(separator: ", ")
  }

  private func registration(of certification: RegisteredCertification) -> String {
    let kind = certification.isByRight.map {
      $0 ? language("de droit", "by right") : language("sur demande", "on request")
    }
    let start = (certification.effectDate ?? certification.decisionDate).map { language("du \($0)", "from \($0)") }
    let end = certification.endDate.map { language("jusqu'au \($0)", "until \($0)") }
    return [kind, start, end].compactMap { $0 }.joined(separator: ", ")
  }

  private func name(of voie: RegisteredCertification.Voie) -> String {
    switch voie {
    case .formationInitiale: language("formation initiale", "initial training")
    case .apprentissage: language("apprentissage", "apprenticeship")
    case .formationContinue: language("formation continue", "continuing training")
    case .professionnalisation: language("contrat de professionnalisation", "contrat de professionnalisation")
    case .candidatureIndividuelle: language("candidature individuelle", "candidates without training")
    case .experience: language("expérience (VAE)", "experience (VAE)")
    }
  }

  func rights(of partenaire: Partenaire) -> String {
    if partenaire.isWithdrawn { return language("retiré", "withdrawn") }
    switch (partenaire.trains, partenaire.assesses) {
    case (true, true): return language("forme et évalue", "trains and assesses")
    case (true, false): return language("forme", "trains")
    case (false, true): return language("évalue seulement", "assesses only")
    case (false, false): return language("sans habilitation", "without habilitation")
    }
  }
}
