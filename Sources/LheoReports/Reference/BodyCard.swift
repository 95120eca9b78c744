import LheoModel
import LheoReference
import LheoRegisters

extension ReferenceCards {
  func fill(_ card: inout Card, _ body: ReferenceBody) throws(ReferenceError) {
    let name = body.organismes.first?.name ?? body.establishment?.name ?? body.partnerships.first?.name ?? ""
    card.title = "\(body.code)  \(name)"
    if let establishment = body.establishment {
      let since = establishment.since.map { language(" depuis le \($0)", " since \($0)") } ?? ""
      let state = establishment.isOpen ? language("ouvert", "open") : language("fermé", "closed")
      card.row(language("Établissement", "Establishment"), state + since)
      if let code = establishment.commune {
        let commune = try reference.commune(codeINSEE: code)?.name ?? ""
        card.row(
          language("Lieu", "Place"), [establishment.postcode, code, commune].compactMap { $0 }.joined(separator: " "))
      }
      note(&card, .sirene)
    }
    for organisme in body.organismes { fill(&card, organisme) }
    if !body.organismes.isEmpty { note(&card, .organismes) }
    card.row(language("Certificateur de", "Issues"), first: Self.longest, of: try named(body.issues.map(\.description)))
    var partnerships: [String] = []
    for partnership in body.partnerships {
      let title = try reference.certification(partnership.certification)?.title ?? ""
      partnerships.append("\(partnership.certification) \(title), \(rights(of: partnership))")
    }
    card.row(language("Partenaire de", "Partner of"), first: Self.longest, of: partnerships)
    if !body.issues.isEmpty || !body.partnerships.isEmpty { note(&card, .rncp, .rs) }
  }

  private func fill(_ card: inout Card, _ organisme: Organisme) {
    card.row("NDA", organisme.nda)
    card.row(language("Anciens NDA", "Former NDAs"), organisme.formerNDAs.joined(separator: ", "))
    card.row("SIRET", organisme.siret)
    card.row(
      language("Adresse", "Address"),
      [organisme.street, organisme.postcode, organisme.town].compactMap { $0 }.joined(separator: " "))
    let qualiopi = organisme.qualiopi
    let actions = [
      (qualiopi.formation, language("formation", "training")), (qualiopi.bilan, language("bilan", "skills assessment")),
      (qualiopi.vae, "VAE"), (qualiopi.apprentissage, language("apprentissage", "apprenticeship")),
    ]
    let held = actions.filter { $0.0 == true }.map(\.1).joined(separator: ", ")
    card.row("Qualiopi", held.isEmpty ? language("aucune", "none") : held)
    card.row(language("Dernier bilan", "Last report"), organisme.lastDeclaration.map { $0.text(in: language) })
  }

  // MARK: Schools

  func fill(_ card: inout Card, _ school: School) throws(ReferenceError) {
    card.title = "\(school.code)  \(school.name)"
    let state = school.isOpen ? language("ouvert", "open") : language("fermé", "closed")
    card.row(
      language("Établissement", "School"),
      state + (school.closed.map { language(" depuis le \($0)", " since \($0)") } ?? ""))
    card.row("SIRET", school.siret)
    if let code = school.commune {
      let commune = try reference.commune(codeINSEE: code)?.name
      card.row(language("Lieu", "Place"), [school.postcode, code, commune].compactMap { $0 }.joined(separator: " "))
    }
    note(&card, .uai)
  }

  func fill(_ card: inout Card, _ diploma: Diploma) throws(ReferenceError) {
    card.title = "\(diploma.code)  \(diploma.title)"
    card.row(language("Niveau", "Level"), diploma.level.map(String.init))
    card.row(language("Ouvert le", "Opened"), diploma.opened.map { $0.text(in: language) })
    card.row(language("Fermé le", "Closed"), diploma.closed.map { $0.text(in: language) })
    card.row(language("Première session", "First session"), diploma.firstSession.map(String.init))
    card.row(language("Dernière session", "Last session"), diploma.lastSession.map(String.init))
    card.row(language("Remplacé par", "Replaced by"), diploma.successors.joined(separator: ", "))
    card.row("Certification", try named(diploma.certifications.map(\.description)))
    note(&card, .diplomes, .diplomesCertifications)
  }
}
