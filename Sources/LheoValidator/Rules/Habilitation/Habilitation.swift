import LheoModel
import LheoRegisters

extension Rule {
  static let habilitationAbsente = Rule(
    "habilitation/absente", .habilitation, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "Ni le SIRET de l'OF responsable ni ceux des OF formateurs ne figurent dans la liste des habilités à former.",
      "Neither the SIRET of the responsible body nor those of the training bodies are in the list of who may train."),
    why: Text(
      "La formation ne sera pas diffusée tant que le certificateur n'a pas inscrit le SIRET à France compétences.",
      "The course is not shown until the issuer of the certification has put the SIRET on the list of France compétences."
    ),
    repair: .habilitation, form: .habilitation, source: .habilitation, needs: [.habilitations],
    triggering: Example("RNCP34020") { $0.lead(toRNCP: "RNCP34020") },
    repaired: { $0.setSIRETs("90000000200007") },
    passing: .unchanged,
    morePassing: [
      Example("diplôme de l'Éducation nationale", "a diploma of the ministry of education") {
        $0.lead(toRNCP: "RNCP38381")
      },
      Example("seul le formateur est habilité", "only the training body is authorised") {
        $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000200007"
      },
    ],
    check: .habilitation { context, verdict in
      guard case .absent = verdict.kind else { return }
      let isToldElsewhere = context.isApprentissage && context.checkedRules.contains("apprentissage/habilitation")
      context.report(verdict, isToldElsewhere: isToldElsewhere)
    })

  static let habilitationApprentissage = Rule(
    "apprentissage/habilitation", .apprentissage, .error, blocks: [],
    message: Text(
      "Ni l'organisme responsable ni les formateurs ne sont habilités à former.",
      "Neither the responsible body nor the training bodies are authorised to train."),
    why: Text(
      "La formation n'entrera pas dans le catalogue de l'apprentissage.",
      "The course will not be in the catalogue of apprenticeship."),
    repair: .habilitation, form: .habilitation,
    source: .guide("Habilitation à former", 1449...1455, words: "dès que l'OF responsable ou l'OF formateur détient"),
    needs: [.habilitations],
    triggering: .apprentissage("RNCP34020") { $0.lead(toRNCP: "RNCP34020") },
    repaired: { $0.setSIRETs("90000000200007") },
    passing: .apprentissage("RNCP37277"),
    check: .habilitation { context, verdict in
      guard context.isApprentissage else { return }
      switch verdict.kind {
      case .given, .unreadable, .unknown: return
      case .absent: context.report(verdict)
      // Rules of the other profile say it more precisely.
      case .assessesOnly, .elsewhere, .withdrawn:
        if !context.checkedRules.contains("habilitation/retiree") { context.report(verdict) }
      }
    })

  static let habilitationOrganiserSeulement = Rule(
    "habilitation/organiser-seulement", .habilitation, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "L'organisme est habilité à organiser l'évaluation, mais pas à former.",
      "The body is authorised to assess, but not to train."),
    why: Text(
      "Organiser l'épreuve ne permet pas de proposer la formation.",
      "Holding the examination does not allow offering the course."),
    repair: .habilitation, form: .habilitation,
    source: .guide("Habilitations", 414, words: "habilités à former ou à organiser l'évaluation"),
    needs: [.habilitations],
    triggering: Example("RNCP34021") { $0.lead(toRNCP: "RNCP34021") },
    repaired: { $0.setSIRETs("90000000200007") },
    passing: .unchanged,
    check: .habilitation { context, verdict in
      if case .assessesOnly = verdict.kind { context.report(verdict) }
    })

  static let habilitationAutreEtablissement = Rule(
    "habilitation/autre-etablissement", .habilitation, .warning, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "Un autre établissement de l'organisme est habilité à former, pas celui-ci.",
      "Another establishment of the body is authorised to train, this one is not."),
    why: Text(
      "Le lien se fait avec le SIRET : le certificateur doit ajouter celui de cet établissement.",
      "The SIRET makes the link: the issuer of the certification has to add that of this establishment."),
    repair: .habilitation, form: .habilitation,
    source: .guide("Habilitations", 416...420, words: "Le lien se fait avec votre SIRET", "inviter le certificateur"),
    needs: [.habilitations],
    triggering: Example("RNCP34022") { $0.lead(toRNCP: "RNCP34022") },
    repaired: { $0.setSIRETs("90000000100033") },
    passing: .unchanged,
    check: .habilitation { context, verdict in
      if case .elsewhere = verdict.kind { context.report(verdict, context.isApprentissage ? .error : nil) }
    })

  static let habilitationRetiree = Rule(
    "habilitation/retiree", .habilitation, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text("L'habilitation à former a été retirée.", "The authorisation to train has been withdrawn."),
    why: Text(
      "Le certificateur n'autorise plus cet organisme à former.",
      "The issuer of the certification no longer lets this body train."),
    repair: .habilitation, form: .habilitation,
    source: .guide("Habilitations", 416...420, words: "inviter le certificateur"), needs: [.habilitations],
    triggering: Example("RNCP34023") { $0.lead(toRNCP: "RNCP34023") },
    repaired: { $0.setSIRETs("90000000200007") },
    passing: .unchanged,
    check: .habilitation { context, verdict in
      if case .withdrawn = verdict.kind { context.report(verdict) }
    })

  static let habilitationFormateurSans = Rule(
    "habilitation/formateur-sans", .habilitation, .info, blocks: [],
    message: Text(
      "Ce formateur n'est pas habilité lui-même ; l'habilitation d'un autre organisme de l'offre suffit.",
      "This training body is not authorised itself; the authorisation of another body of the offer is enough."),
    why: Text(
      "Le contrôle est validé dès qu'un des organismes détient l'habilitation.",
      "The check is passed as soon as one of the bodies has the authorisation."),
    repair: Text(
      "Rien à changer ; vérifiez que <SIRET-formateur> est le bon.",
      "Nothing to change; check that <SIRET-formateur> is right."),
    form: .field(
      .organismesFormateurs, "vérifiez que le formateur est le bon.", "check that the training body is right."),
    source: .guide("Habilitation à former", 1449, words: "dès que l'OF responsable ou l'OF formateur détient"),
    needs: [.habilitations],
    triggering: Example("formateur 90000000300005", "training body 90000000300005") {
      $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000300005"
    },
    repaired: nil,
    passing: .unchanged,
    check: .habilitation(isGiven: true) { context, verdict in
      context.forEachFormateur { formateur in
        let leaf = formateur.pointee
        guard let siret = Siret(leaf.text), siret.isRight, verdict.sheet.partners[siret]?.mayTrain != true else {
          return
        }
        context.report(
          at: leaf, found: leaf.text,
          expected: Text(
            "un organisme habilité pour \(verdict.sheet.code)", "a body authorised for \(verdict.sheet.code)"),
          from: verdict.sheet.code.repertoire.register)
      }
    })

  static let habilitationSiretIllisible = Rule(
    "habilitation/siret-illisible", .habilitation, .info, blocks: [],
    message: Text(
      "L'habilitation n'a pas été vérifiée : le SIRET n'est pas valide.",
      "The authorisation was not checked: the SIRET is not valid."),
    why: Text(
      "Sans SIRET, l'organisme n'est pas retrouvé dans la liste des habilités à former.",
      "Without a SIRET the body is not found in the list of who may train."),
    repair: Text(
      "Écrivez dans <SIRET> les 14 chiffres de l'établissement.", "Write the 14 digits of the establishment in <SIRET>."
    ),
    form: .identite,
    source: .guide("Habilitations", 416, words: "Le lien se fait avec votre SIRET"), needs: [.habilitations],
    triggering: Example("SIRET = 00000000000000") { formation in
      formation.organismeFormationResponsable.siretOrganismeFormation.siret = "00000000000000"
      formation.action.organismesFormateurs = []
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    passing: .unchanged,
    check: .habilitation { context, verdict in
      // Of several certifications the first one is enough.
      guard case .unreadable(let leaf) = verdict.kind, verdict.isFirstMissing else { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text("un SIRET valide", "a valid SIRET"),
        from: verdict.sheet.code.repertoire.register)
    })
}

extension RuleContext {
  /// Reports that nobody may train for a certification, at the responsible body.
  fileprivate func report(
    _ verdict: HabilitationVerdict, _ severity: Severity? = nil, isToldElsewhere: Bool = false
  ) {
    let organisme = formation.organismeFormationResponsable
    let leaf = organisme.siretOrganismeFormation.siret
    let sheet = verdict.sheet
    let register = sheet.code.repertoire.register
    let expected: Text
    if case .elsewhere(let siret) = verdict.kind {
      expected = Text(
        "\(siret), habilité pour \(sheet.code), ou celui-ci une fois inscrit",
        "\(siret), authorised for \(sheet.code), or this one once it is on the list")
    } else {
      expected = Text(
        "un organisme habilité à former pour \(sheet.code)", "a body that may train for \(sheet.code)")
    }
    if leaf.isAbsent {
      report(
        at: organisme, found: organisme.nomOrganisme.text, expected: expected, severity: severity, from: register,
        isToldElsewhere: isToldElsewhere)
    } else {
      report(
        at: leaf, found: leaf.text, expected: expected, severity: severity, from: register,
        isToldElsewhere: isToldElsewhere)
    }
  }
}

extension Formation {
  /// Makes one establishment both the responsible and the training body.
  fileprivate mutating func setSIRETs(_ siret: String) {
    organismeFormationResponsable.siretOrganismeFormation.siret = TextLeaf(siret)
    action.organismesFormateurs[0].siretFormateur.siret = TextLeaf(siret)
  }
}

extension RuleSource {
  static let habilitation = guide(
    "Formation certifiante", 726...734, words: "habilité à former sur le titre sélectionné",
    "Ni le SIRET de l'OF responsable")
}

extension Text {
  fileprivate static let habilitation = Text(
    "Demandez au certificateur d'inscrire le <SIRET> de l'organisme à France compétences, ou corrigez ce <SIRET>.",
    "Ask the issuer of the certification to put the <SIRET> of the body on the list of France compétences, or correct this <SIRET>."
  )
}

extension FormRepair {
  fileprivate static let habilitation = field(
    .organismeResponsable,
    "demandez au certificateur d'inscrire votre SIRET à France compétences ; vos habilitations sont dans la fiche de la structure.",
    "ask the issuer of the certification to put your SIRET on the list; your authorisations are on the page of the body."
  )
}
