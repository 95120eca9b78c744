import LheoModel

let sourceParticulieres = "Guide de saisie OFeli, « Règles de saisies particulières » (l. 165-175)"

extension Rule {
  static let apprentissageMelange = Rule(
    "apprentissage/melange", .apprentissage, .error,
    message: Text(
      "La session n'est pas en apprentissage, dans une formation qui l'est.",
      "The session is not for apprentices, in a course that is."),
    why: Text(
      "Une formation en apprentissage est réservée à ce dispositif : mélangée, elle n'entre pas au catalogue.",
      "An apprenticeship course is for apprentices only: mixed, it does not enter the catalogue."),
    repair: Text(
      "Créez une formation pour l'apprentissage et une autre pour le reste.",
      "Make one course for apprentices and another for the rest."),
    source: .other(Text(verbatim: sourceParticulieres)),
    triggering: .apprentissage("une session avec cycle, une sans", "one session with a cycle, one without") {
      formation in
      formation.intituleFormation = "CAP plaquiste - 1ère et 2ème année"
      var another = formation.session
      another.numero = "04_9002S"
      another.cycles = []
      formation.action.sessions.append(another)
    },
    passing: .apprentissage("toutes en apprentissage", "all for apprentices"),
    check: .formation { context in
      // With the mention in the title it is told by apprentissage/mention-sans-cycle.
      guard context.isApprentissage, !context.saysApprentissage
      else { return }
      context.formationPointer.pointee.actions.forEachPointer { action in
        action.pointee.sessions.forEachPointer { session in
          guard !session.isApprentissage,
            !session.pointee.cycles.contains(where: { $0.typeCycle.code == .formationInitiale })
          else { return }
          context.report(at: session.pointee, expected: Text("un cycle en apprentissage", "an apprenticeship cycle"))
        }
      }
    })

  static let mentionSansCycle = Rule(
    "apprentissage/mention-sans-cycle", .apprentissage, .error,
    message: Text("La session n'a pas de cycle en apprentissage.", "The session has no apprenticeship cycle."),
    why: Text(
      "Sans cycle, elle n'est visible ni sur Parcoursup ni dans Affelnet.",
      "Without a cycle it is visible neither on Parcoursup nor in Affelnet."),
    repair: Text(
      "Ajoutez un <cycle> par année accessible, de type 1.",
      "Add one <cycle> for each year that can be entered, of type 1."),
    source: "Guide de saisie OFeli, « Spécial apprentissage », cycles de l'alternance (l. 1500-1530)",
    triggering: .apprentissage("pas de cycle", "no cycle") { $0.session.cycles = [] },
    passing: .apprentissage("deux cycles de type 1", "two cycles of type 1"),
    check: .session { context in
      if context.saysApprentissage, context.session.cycles.isEmpty {
        context.report(at: context.session, missing: .cycle)
      }
    })

  static let certificationUnique = Rule(
    "apprentissage/certification-unique", .apprentissage, .error,
    message: Text(
      "La formation en apprentissage a plusieurs certifications.",
      "The apprenticeship course has several certifications."),
    why: Text(
      "Parcoursup et Affelnet n'acceptent qu'une certification par formation.",
      "Parcoursup and Affelnet accept one certification a course only."),
    repair: Text(
      "Créez une formation par certification ou option.", "Make one course for each certification or option."),
    source: "Guide de saisie OFeli, « Certification associée à la formation » (l. 139-143)",
    triggering: .apprentissage("deux certifications", "two certifications") {
      $0.certifications.append($0.certifications[0])
    },
    passing: .apprentissage("une certification", "one certification"),
    check: .formation { context in
      let certifications = context.formation.certifications
      if context.isApprentissage, certifications.count > 1 {
        context.report(at: certifications[1], found: "\(certifications.count)", expected: Text("une seule", "one only"))
      }
    })

  static let certificationAbsente = Rule(
    "apprentissage/certification-absente", .apprentissage, .error,
    message: Text(
      "La formation en apprentissage ne prépare aucune certification.",
      "The apprenticeship course leads to no certification."),
    why: Text(
      "L'apprentissage prépare toujours un titre enregistré.", "Apprenticeship always leads to a registered title."),
    repair: Text("Ajoutez <certification> avec <code-RNCP>.", "Add <certification> with <code-RNCP>."),
    source:
      "Guide de saisie OFeli, « Certification associée à la formation » et « Spécial apprentissage » (l. 139-143, 1430-1460)",
    triggering: .apprentissage("pas de certification", "no certification") { $0.certifications = [] },
    passing: .apprentissage("RNCP37277"),
    check: .formation { context in
      let certifications = context.formation.certifications
      if context.isApprentissage, !certifications.contains(where: { $0.codeRNCP != nil || $0.codeCERTIFINFO != nil }) {
        context.report(at: context.formation, missing: .certification)
      }
    })

  static let responsableContact = Rule(
    "apprentissage/ofa-responsable-contact", .apprentissage, .warning,
    message: Text("L'organisme responsable n'a pas de courriel.", "The responsible body has no e-mail address."),
    why: Text(
      "Il reçoit par courriel les listes d'Affelnet et les demandes de La Bonne Alternance.",
      "It is sent the lists of Affelnet and the requests of La Bonne Alternance by e-mail."),
    repair: Text("Ajoutez <courriel> dans <contact-organisme>.", "Add <courriel> to <contact-organisme>."),
    source: "Guide de saisie OFeli, « OFA Responsable » (l. 1465-1490)",
    triggering: .apprentissage("pas de courriel", "no courriel") {
      $0.organismeFormationResponsable.contactsOrganisme[0].coordonnees.courriel = nil
    },
    passing: .apprentissage("un courriel", "an e-mail address"),
    check: .formation { context in
      let organisme = context.formation.organismeFormationResponsable
      guard context.isApprentissage, !organisme.isAbsent else { return }
      let all = organisme.contactsOrganisme.map(\.coordonnees) + [organisme.coordonneesOrganisme.coordonnees]
      if all.allSatisfy({ ($0.courriel?.text).isBlank }) { context.report(at: organisme, missing: .courriel) }
    })

  static let contactApprentissage = Rule(
    "apprentissage/contact-apprentissage", .qualite, .info,
    message: Text("Aucun contact n'est référent apprentissage.", "No contact is an apprenticeship adviser."),
    why: Text(
      "Un référent nommé rassure les familles et les employeurs.", "A named adviser reassures families and employers."),
    repair: Text(
      "Ajoutez un contact avec <type-contact>14</type-contact>.", "Add a contact with <type-contact>14</type-contact>."),
    source: "LHEO, table dict-type-contact ; guide de saisie OFeli, « Spécial apprentissage »",
    triggering: .apprentissage("pas de contact 14", "no contact 14") { $0.session.contactsSession = [] },
    passing: .apprentissage("un contact 14", "a contact 14"),
    check: .formation { context in
      guard context.isApprentissage else { return }
      let formation = context.formationPointer
      let hasContact =
        formation.pointee.contactsFormation.containsPointer { $0.pointee.typeContact?.code == .referentApprentissage }
        || formation.pointee.organismeFormationResponsable.contactsOrganisme.containsPointer {
          $0.pointee.typeContact?.code == .referentApprentissage
        }
        || formation.pointee.actions.containsPointer {
          $0.pointee.sessions.containsPointer {
            $0.pointee.contactsSession.containsPointer { $0.pointee.typeContact?.code == .referentApprentissage }
          }
        }
      if !hasContact { context.report(at: formation.pointee) }
    })
}
