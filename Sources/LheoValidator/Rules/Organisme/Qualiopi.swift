import LheoModel
import LheoRegisters

extension RuleSource {
  static let qualiopi = guide(
    "Faut-il être certifié Qualiopi", 1870, words: "obligatoire pour obtenir des financements publics")
  static let actionsQualiopi = guide("Qualiopi", 402...406, words: "Bilan de compétences")
}

extension Rule {
  static let apprentissageQualiopi = Rule(
    "apprentissage/qualiopi", .apprentissage, .error, blocks: [],
    message: Text(
      "L'organisme n'est pas certifié Qualiopi pour l'apprentissage.",
      "The body has no Qualiopi certificate for apprenticeship."),
    why: Text(
      "La certification est obligatoire pour former des apprentis ; sans elle, l'offre quitte le catalogue.",
      "The certificate is mandatory to train apprentices; without it the offer leaves the catalogue."),
    repair: .qualiopi, form: .qualiopi, source: .qualiopi, needs: [.organismes],
    triggering: .apprentissage("SIRET = 90000000400003") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000400003"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    passing: .apprentissage("SIRET = 90000000100009"),
    check: .formation { context in
      guard context.isApprentissage, let qualiopi = context.qualiopi, qualiopi.apprentissage != true,
        let organisme = context.organisme
      else { return }
      context.report(organisme, Text("Qualiopi pour l'apprentissage", "Qualiopi for apprenticeship"))
    })

  static let apprentissageQualiopiInconnu = Rule(
    "apprentissage/qualiopi-inconnu", .apprentissage, .warning, blocks: [],
    message: Text(
      "L'organisme est absent de la liste publique : sa certification Qualiopi n'a pas pu être vérifiée.",
      "The body is not in the public list: its Qualiopi certificate could not be checked."),
    why: Text(
      "La liste n'a que les organismes à jour de leur bilan pédagogique et financier.",
      "The list has only bodies whose yearly report is in order."),
    repair: .qualiopi, form: .qualiopi, source: .qualiopi, needs: [.organismes],
    triggering: .apprentissage("SIRET = 90000000300005") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000300005"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    passing: .apprentissage("SIRET = 90000000100009"),
    check: .formation { context in
      let leaf = context.formation.organismeFormationResponsable.siretOrganismeFormation.siret
      guard context.isApprentissage, let siret = Siret(leaf.text), siret.isRight, !context.hasOrganisme else {
        return
      }
      context.report(
        at: leaf, found: leaf.text, expected: Text("un organisme de la liste publique", "a body of the public list"),
        from: .organismes)
    })

  static let qualiopiFinancementPublic = Rule(
    "organisme/qualiopi-financement-public", .certification, .warning, blocks: [],
    message: Text(
      "L'offre a un financement public et l'organisme n'est pas certifié Qualiopi.",
      "The offer has public funding and the body has no Qualiopi certificate."),
    why: Text(
      "La certification est obligatoire pour obtenir des financements publics.",
      "The certificate is mandatory for public funding."),
    repair: .qualiopi, form: .qualiopi, source: .qualiopi, needs: [.organismes],
    triggering: Example("SIRET = 90000000400003, région") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000400003"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    passing: Example("financement privé", "private funding") { formation in
      formation.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000400003"
      formation.action.organismesFinanceurs[0].codeFinanceur = .init("5")
    },
    check: .formation { context in
      guard !context.isApprentissage, let qualiopi = context.qualiopi, qualiopi.formation != true,
        context.hasPublicFunding, let organisme = context.organisme
      else { return }
      context.report(organisme, Text("Qualiopi pour les actions de formation", "Qualiopi for training"))
    })

  static let qualiopiVAE = Rule(
    "organisme/qualiopi-vae", .certification, .warning, blocks: [],
    message: Text(
      "L'organisme n'est pas certifié Qualiopi pour la VAE.",
      "The body has no Qualiopi certificate for the validation of experience (VAE)."),
    why: Text(
      "Un accompagnement à la VAE n'est financé que s'il est certifié.",
      "Support for a VAE is funded only if it is certified."),
    repair: .qualiopi, form: .qualiopi, source: .actionsQualiopi, needs: [.organismes],
    triggering: Example("code-CPF = CPF200") { $0.certifications[0].codeCPF = "CPF200" },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000500000" },
    passing: .unchanged,
    check: .formation { context in
      guard context.hasCodeCPF("CPF200"), let organisme = context.organisme, organisme.qualiopi.vae != true else {
        return
      }
      context.report(organisme, Text("Qualiopi pour la VAE", "Qualiopi for VAE"))
    })

  static let qualiopiBilan = Rule(
    "organisme/qualiopi-bilan", .certification, .warning, blocks: [],
    message: Text(
      "L'organisme n'est pas certifié Qualiopi pour les bilans de compétences.",
      "The body has no Qualiopi certificate for skills assessments."),
    why: Text(
      "Un bilan de compétences n'est financé que s'il est certifié.",
      "A skills assessment is funded only if it is certified."),
    repair: .qualiopi, form: .qualiopi, source: .actionsQualiopi, needs: [.organismes],
    triggering: Example("code-CPF = CPF202") { $0.certifications[0].codeCPF = "CPF202" },
    Example("code-FORMACODE = 15062") { $0.domaineFormation.codesFORMACODE = ["15062", "22403"] },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000500000" },
    passing: .unchanged,
    check: .formation { context in
      let isBilan =
        context.hasCodeCPF("CPF202")
        || context.formation.domaineFormation.codesFORMACODE.contains { $0.trimmedText == "15062" }
      guard isBilan, let organisme = context.organisme, organisme.qualiopi.bilan != true else { return }
      context.report(organisme, Text("Qualiopi pour les bilans de compétences", "Qualiopi for skills assessments"))
    })
}

extension RuleContext {
  fileprivate func report(_ organisme: Organisme, _ expected: Text) {
    let leaf = formation.organismeFormationResponsable.siretOrganismeFormation.siret
    report(
      at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText), \(organisme.name)"), expected: expected,
      from: .organismes)
  }

  fileprivate func hasCodeCPF(_ code: String) -> Bool {
    formation.certifications.contains { $0.codeCPF?.trimmedText.uppercased() == code }
  }

  /// Whether a session to come is paid with public money, European funds among it.
  fileprivate var hasPublicFunding: Bool {
    formationPointer.pointee.actions.contains { action in
      withUnsafePointer(to: action) { hasSessionsToCome($0) }
        && action.organismesFinanceurs.contains { Self.publicFunders.contains($0.codeFinanceur.trimmedText) }
    }
  }

  private static let publicFunders: Set<String> = [
    "2", "3", "4", "7", "8", "9", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
  ]
}

extension Text {
  fileprivate static let qualiopi = Text(
    "Corrigez <SIRET> s'il est faux ; sinon l'organisme doit obtenir la certification pour cette action.",
    "Correct <SIRET> if it is wrong; otherwise the body has to get the certificate for this action.")
}

extension FormRepair {
  fileprivate static let qualiopi = field(
    .organismeResponsable, "vérifiez la certification de la structure avec le Carif-Oref.",
    "check the certificate of the body with the Carif-Oref.")
}
