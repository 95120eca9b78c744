import LheoModel

extension Rule {
  static let contratProSansRNCP = Rule(
    "certification/contrat-pro-sans-rncp", .carif, .error, blocks: [],
    message: Text(
      "Le contrat de professionnalisation ne mène à aucun titre du RNCP.",
      "The professionalisation contract leads to no title of the RNCP."),
    why: Text(
      "Une formation en contrat de professionnalisation doit être rattachée à un code RNCP valide.",
      "A course for a professionalisation contract must be linked to a valid RNCP code."),
    repair: Text(
      "Écrivez <code-RNCP> dans <certification>, et <certifiante>1</certifiante>.",
      "Write <code-RNCP> in <certification>, and <certifiante>1</certifiante>."),
    form: .field(
      .certifications, "choisissez la certification préparée, qui a un code RNCP.",
      "choose the certification it leads to, which has an RNCP code."),
    source: .guide(
      "Comment saisir une session proposée dans le cadre d'un contrat de professionnalisation", 2165,
      words: "code RNCP valide"),
    triggering: .contratPro("un code RS seulement", "an RS code only") {
      $0.certifications = [Certification(codeRS: "RS5080")]
    },
    .contratPro("non certifiante", "certifies nothing") {
      $0.certifiante = .init(.non)
      $0.certifications = []
    },
    repaired: {
      if $0.certifications.isEmpty { $0.certifiante = .init(.oui) }
      $0.certifications = [Certification(codeRNCP: "RNCP37277")]
    },
    passing: .contratPro("RNCP37277"),
    morePassing: [
      .contratPro("session terminée", "the session is over") {
        $0.certifications = [Certification(codeRS: "RS5080")]
        $0.session.periode = Periode(debut: "20240901", fin: "20260630")
      }
    ],
    check: .formation { context in
      // For apprentices apprentissage/certification-absente reports it.
      guard context.dispositifs.professionnalisation > 0, !context.isApprentissage else { return }
      let certifications = context.formation.certifications
      let hasRNCP = certifications.contains { certification in
        certification.codeRNCP.map { !$0.text.isBlank || context.isRefused($0) } ?? false
      }
      if hasRNCP { return context.reportRNCPNotInForce() }
      if let first = certifications.first {
        context.report(at: first, missing: .codeRNCP)
      } else if context.formation.certifiante.code != .oui {
        // Else formation/certifiante-sans-certification reports it.
        context.report(at: context.formation, missing: .certification)
      }
    })

  static let contratProSansAlternance = Rule(
    "contrat-pro/sans-alternance", .carif, .warning, blocks: [],
    message: Text("Le rythme n'indique pas « En alternance ».", "The rhythm does not say “En alternance”."),
    why: Text(
      "Un contrat de professionnalisation se fait en alternance, et les candidats le cherchent par ce rythme.",
      "A professionalisation contract is a work-study contract, and candidates look for it by this rhythm."),
    repair: Text(
      "Écrivez « En alternance » dans <rythme-formation> ; mettez les autres sessions dans une autre <action>.",
      "Write “En alternance” in <rythme-formation>; put the other sessions in another <action>."),
    form: .field(.rythme, "choisissez « En alternance ».", "choose « En alternance »."),
    source: .guide(
      "Comment saisir une session proposée dans le cadre d'un contrat de professionnalisation", 2163,
      words: "En alternance"),
    triggering: .contratPro("Temps plein") { $0.action.rythmeFormation = "Temps plein" },
    repaired: { $0.action.rythmeFormation = "En alternance" },
    passing: .contratPro("En alternance"),
    morePassing: [
      .contratPro("Temps plein, EN ALTERNANCE") { $0.action.rythmeFormation = "Temps plein, EN ALTERNANCE" }
    ],
    check: .action { context in
      guard context.dispositifs.professionnalisation > 0, context.actionHasContratPro else { return }
      let leaf = context.action.rythmeFormation
      if leaf.isAbsent || context.isRefused(leaf) || leaf.text.folded.contains("alternance") { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("En alternance", "En alternance"))
    })

  static let contratProMelange = Rule(
    "contrat-pro/melange", .carif, .error, blocks: [],
    message: Text(
      "La session mêle un contrat de professionnalisation et d'autres dispositifs.",
      "The session mixes a professionalisation contract and other schemes."),
    why: Text(
      "Un contrat de professionnalisation demande une session dédiée ; mélangée, elle bloque les autres financements.",
      "A professionalisation contract needs a session of its own; mixed, it blocks the other funding."),
    repair: Text(
      "Gardez ici les <cycle> dont <type-alternance> vaut 2 ; mettez les autres dans une autre session.",
      "Keep here each <cycle> whose <type-alternance> is 2; put the others in another session."),
    form: .field(
      .cycles, "supprimez ici les cycles des autres dispositifs, et créez une autre session pour eux.",
      "remove the cycles of other schemes here, and make another session for them."),
    source: .guide(
      "Comment saisir une session proposée dans le cadre d'un contrat de professionnalisation", 2161,
      words: "ne pas mélanger"),
    triggering: .contratPro("un cycle de type-alternance 2, un de 0", "a cycle of type-alternance 2, one of 0") {
      $0.session.cycles.append(
        Cycle(typeCycle: .init(.formationInitiale), alternance: Alternance(typeAlternance: .init(.tous))))
    },
    repaired: { $0.session.cycles.removeAll { !$0.isContratPro } },
    passing: .contratPro("un cycle de type-alternance 2", "a cycle of type-alternance 2"),
    check: .session { context in
      guard context.session.cycles.count > 1, context.session.cycles.contains(where: \.isContratPro),
        let other = context.session.cycles.first(where: { $0.isForOthers })
      else { return }
      let leaf = other.alternance?.typeAlternance
      if let leaf, !leaf.isAbsent {
        context.report(
          at: leaf, found: leaf.trimmedText,
          expected: Text("2 (contrat de professionnalisation)", "2 (professionalisation contract)"))
      } else {
        context.report(
          at: other.typeCycle, found: other.typeCycle.trimmedText,
          expected: Text("un contrat de professionnalisation", "a professionalisation contract"))
      }
    })

  static let contratProRecrutement = Rule(
    "contrat-pro/recrutement", .carif, .warning, blocks: [],
    message: Text(
      "La session en contrat de professionnalisation attend des candidats de Kairos.",
      "The session for a professionalisation contract waits for candidates from Kairos."),
    why: Text(
      "Elle n'est pas transmise à Kairos : ses candidatures, rendez-vous et réunions n'y seraient pas visibles.",
      "It is not passed on to Kairos: its applications, appointments and meetings would not be visible there."),
    repair: Text(
      "Mettez les <recrutement> de modalité 7, 8 et 9 dans une autre session, pour les autres dispositifs.",
      "Move each <recrutement> of modality 7, 8 and 9 to another session, for the other schemes."),
    form: .field(
      .modalitesRecrutement,
      "supprimez-les ici ; si d'autres dispositifs sont concernés, créez pour eux une autre session.",
      "remove them here; if other schemes are concerned, make another session for them."),
    source: .guide(
      "Règles de saisies particulières", 175...175, 1182...1182, words: "bloquerait les autres financements"),
    triggering: .contratPro("avec les modalités 7, 8 et 9", "with modalities 7, 8 and 9") {
      $0.session.recrutements = Formation.example.session.recrutements
    },
    repaired: { $0.session.recrutements = [] },
    passing: .contratPro("sans recrutement", "no recruitment"),
    morePassing: [
      .contratPro("modalité 3 (dossier)", "modality 3 (file)") {
        $0.session.recrutements = [Recrutement(modaliteRecrutement: .init(.dossier))]
      },
      .contratPro("recrutement fermé", "the recruitment is closed") {
        $0.session.recrutements = Formation.example.session.recrutements
        $0.session.etatRecrutement = .init(.ferme)
      },
    ],
    check: .session { context in
      guard context.dispositif == .professionnalisation, context.etat != .ferme,
        let first = context.recrutements.first(where: \.isPositioning)
      else { return }
      let leaf = first.pointer.pointee.modaliteRecrutement
      context.report(
        at: leaf, found: leaf.trimmedText, shown: Text("modalité \(leaf.trimmedText)", "modality \(leaf.trimmedText)"),
        expected: Text("une session sans modalité 7, 8 ni 9", "a session without modality 7, 8 or 9"))
    })
}

extension RuleContext {
  /// Whether a session of the action that is not over is for a professionalisation contract.
  fileprivate var actionHasContratPro: Bool {
    let ofAction = Dispositif(actionPointer)
    return action.sessions.containsPointer { !isOver($0) && Dispositif($0, in: ofAction) == .professionnalisation }
  }
}

extension Cycle {
  /// Whether it is for a professionalisation contract. With type 1 the alternance is the mistake.
  fileprivate var isContratPro: Bool {
    alternance?.typeAlternance.code == .professionnalisation && typeCycle.code != .apprentissage
  }

  fileprivate var isForOthers: Bool {
    if typeCycle.code == .apprentissage { return alternance?.typeAlternance.code != .professionnalisation }
    switch alternance?.typeAlternance.code {
    case .tous, .apprentissage: return true
    default: return false
    }
  }
}

extension Example {
  /// An offer for a professionalisation contract.
  static func contratPro(
    _ label: Language.French, _ english: Language.English? = nil,
    _ change: @escaping @Sendable (inout Formation) -> Void = { _ in }
  ) -> Example {
    Example(label, english) {
      $0.becomeContratPro()
      change(&$0)
    }
  }
}

extension RuleContext {
  /// That no code of the RNCP is in force, as far as the RNCP is there. Rules of another profile say it of each code.
  fileprivate func reportRNCPNotInForce() {
    if edition(of: .rncp) == nil || checkedRules.contains(Rule.certificationInactive.id) { return }
    let codes = certifications.filter { $0.code.repertoire == .rncp }
    guard let first = codes.first, codes.count == formation.certifications.count(where: { $0.codeRNCP != nil }),
      codes.allSatisfy({ $0.sheet.map { $0.isActive == false } ?? true })
    else { return }
    report(
      at: first.leaf, found: first.leaf.text,
      expected: Text("le code d'une certification active du RNCP", "the code of a certification of the RNCP in force"),
      from: .rncp)
  }
}
