import LheoModel
import LheoRegisters

extension RuleSource {
  static let porteurNDA = guide("Formation certifiante", 749, words: "porteur du numéro de déclaration d'activité")
  static let listePublique = other(
    Text(
      "Liste publique des organismes de formation (article L. 6351-7-1 du code du travail)",
      "Public list of training bodies (French labour code, article L. 6351-7-1)"))
}

extension Rule {
  static let ndaInconnu = Rule(
    "organisme/nda-inconnu", .carif, .warning, blocks: [],
    message: Text(
      "Le numéro de déclaration d'activité est absent de la liste publique des organismes de formation.",
      "The declaration number is not in the public list of training bodies."),
    why: Text(
      "La liste n'a que les organismes à jour de leur bilan pédagogique et financier : l'absence peut être un retard.",
      "The list has only bodies whose yearly report is in order: that it is not there may be a delay."),
    repair: Text(
      "Vérifiez <numero-activite> ; si le numéro est bon, l'organisme doit déposer son bilan pédagogique et financier.",
      "Check <numero-activite>; if the number is right, the body has to hand in its yearly report."),
    form: .identite, source: .porteurNDA, needs: [.organismes],
    triggering: Example("numero-activite = 28140000001") {
      $0.organismeFormationResponsable.numeroActivite = "28140000001"
    },
    repaired: { $0.organismeFormationResponsable.numeroActivite = "23760058376" },
    passing: .unchanged,
    check: .organisme { context in
      let leaf = context.formation.organismeFormationResponsable.numeroActivite
      guard let code = context.declarationNumber, context.answers?.organismes(nda: code).isEmpty == true else { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text("un numéro de la liste publique", "a number of the public list"),
        from: .organismes)
    })

  static let ndaAncien = Rule(
    "organisme/nda-ancien", .carif, .warning, blocks: [],
    message: Text(
      "Ce numéro de déclaration d'activité a été remplacé.", "This declaration number has been replaced."),
    why: Text(
      "Les contrôles qui se font par le numéro ne trouvent plus l'organisme.",
      "Checks that use the number do not find the body any more."),
    repair: Text("Écrivez le nouveau numéro dans <numero-activite>.", "Write the new number in <numero-activite>."),
    form: .identite,
    source: .guide("Mon numéro de déclaration d'activité (NDA) a changé", 1878...1880, words: "Seul le Carif-Oref"),
    needs: [.organismes],
    triggering: Example("numero-activite = 25140000114") {
      $0.organismeFormationResponsable.numeroActivite = "25140000114"
    },
    repaired: { $0.organismeFormationResponsable.numeroActivite = "23760058376" },
    passing: .unchanged,
    check: .organisme { context in
      let leaf = context.formation.organismeFormationResponsable.numeroActivite
      guard let code = context.declarationNumber, let found = context.answers?.organismes(nda: code), !found.isEmpty,
        !found.contains(where: { $0.nda == code.description })
      else { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text(verbatim: found.map(\.nda).joined(separator: ", ")),
        from: .organismes)
    })

  static let ndaAutreOrganisme = Rule(
    "organisme/nda-autre-organisme", .carif, .error, blocks: [],
    message: Text(
      "Ce numéro de déclaration d'activité est celui d'un autre organisme.",
      "This declaration number is that of another body."),
    why: Text(
      "L'offre est attribuée à un autre organisme, dont la certification Qualiopi est contrôlée à sa place.",
      "The offer is put down to another body, whose quality certificate is checked in its place."),
    repair: Text(
      "Écrivez dans <numero-activite> le numéro de l'organisme dont <SIRET> est celui.",
      "Write in <numero-activite> the number of the body whose <SIRET> it is."),
    form: .identite, source: .porteurNDA, needs: [.organismes],
    triggering: Example("numéro du Lycée Bêta", "the number of Lycée Bêta") {
      $0.organismeFormationResponsable.numeroActivite = "28140099999"
    },
    repaired: { $0.organismeFormationResponsable.numeroActivite = "23760058376" },
    passing: Example("numero-activite = 23760058376") {
      $0.organismeFormationResponsable.numeroActivite = "23760058376"
    },
    check: .organisme { context in
      let organisme = context.formationPointer.field(\.organismeFormationResponsable)
      guard let code = context.declarationNumber,
        let siret = Siret(organisme.pointee.siretOrganismeFormation.siret.text),
        let found = context.answers?.organismes(nda: code), let first = found.first, let siren = first.siren,
        !found.contains(where: { $0.siren.map { $0 == Siret.siren(siret.siren) } ?? true })
      else { return }
      let leaf = organisme.pointee.numeroActivite
      context.report(
        at: leaf, found: leaf.text,
        shown: Text(
          "\(leaf.trimmedText), « \(first.name) », SIREN \(siren)",
          "\(leaf.trimmedText), “\(first.name)”, SIREN \(siren)"),
        expected: Text(
          "le numéro de l'entreprise \(Siret.siren(siret.siren))",
          "the number of the company \(Siret.siren(siret.siren))"),
        from: .organismes)
    })

  static let ndaAutreEtablissement = Rule(
    "organisme/nda-autre-etablissement", .carif, .info, blocks: [],
    message: Text(
      "L'établissement qui porte le numéro de déclaration d'activité est un autre.",
      "The establishment that bears the declaration number is another one."),
    why: Text(
      "L'organisme responsable devrait être l'établissement déclarant.",
      "The responsible body should be the establishment that made the declaration."),
    repair: Text(
      "Vérifiez <SIRET> dans <SIRET-organisme-formation>.", "Check <SIRET> in <SIRET-organisme-formation>."),
    form: .identite, source: .porteurNDA, needs: [.organismes],
    triggering: Example("SIRET = 90000000100033") { formation in
      formation.organismeFormationResponsable.numeroActivite = "23760058376"
      formation.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100033"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    passing: .unchanged,
    check: .organisme { context in
      let leaf = context.formation.organismeFormationResponsable.siretOrganismeFormation.siret
      guard let code = context.declarationNumber, let siret = Siret(leaf.text),
        let found = context.answers?.organismes(nda: code), let declared = found.first?.siret,
        found.allSatisfy({ $0.siren == Siret.siren(siret.siren) && $0.siret != siret.description })
      else { return }
      context.report(at: leaf, found: leaf.text, expected: Text(verbatim: declared), from: .organismes)
    })

  static let raisonSociale = Rule(
    "organisme/raison-sociale", .qualite, .info, blocks: [],
    message: Text(
      "La raison sociale ne ressemble pas à celle de la liste publique.",
      "The corporate name does not resemble that of the public list."),
    why: Text("Le SIRET est peut-être celui d'un autre organisme.", "The SIRET may be that of another body."),
    repair: Text("Vérifiez <raison-sociale> et <SIRET>.", "Check <raison-sociale> and <SIRET>."),
    form: .identite, source: .listePublique, needs: [.organismes],
    triggering: Example("raison-sociale = Groupe Dupont") {
      $0.organismeFormationResponsable.raisonSociale = "Groupe Dupont"
    },
    repaired: { $0.organismeFormationResponsable.raisonSociale = "Association Centre Alpha" },
    passing: .unchanged,
    check: .organisme { context in
      let responsable = context.formationPointer.field(\.organismeFormationResponsable)
      let leaf = responsable.pointee.raisonSociale
      guard !leaf.isAbsent, let siret = Siret(responsable.pointee.siretOrganismeFormation.siret.text),
        let name = context.answers?.organismes(siret: siret).first?.name, name != leaf.text
      else { return }
      // The names of the list are many, and each is read once anyway.
      let (said, known) = (context.town(leaf.text), TownName(name))
      if said.words.isEmpty || known.words.isEmpty || said.sharesWord(with: known) { return }
      context.report(at: leaf, found: leaf.text, expected: Text(verbatim: name), from: .organismes)
    })
}

extension RuleContext {
  /// The declaration number, if it is one that may be in the list: 99 stands for numbers that are not published.
  var declarationNumber: PackedCode? {
    let organisme = formationPointer.field(\.organismeFormationResponsable)
    let leaf = organisme.pointee.numeroActivite
    guard leaf.text.withBytes({ $0.trimmed.isNumeroActivite && !$0.trimmed.starts(with: "99".utf8) }),
      !leaf.text.isZeros
    else { return nil }
    return PackedCode(leaf.text)
  }
}
