import LheoModel

extension Rule {
  static let certificationUnique = Rule(
    "apprentissage/certification-unique", .apprentissage, .error, blocks: [.parcoursup],
    message: Text(
      "La formation en apprentissage a plusieurs certifications.",
      "The apprenticeship course has several certifications."),
    why: Text(
      "Parcoursup et Affelnet n'acceptent qu'une certification par formation.",
      "Parcoursup and Affelnet accept only one certification per course."),
    repair: Text(
      "Gardez une seule <certification> ; créez une formation pour chacune des autres.",
      "Keep a single <certification>; make one course for each of the others."),
    form: .field(
      .certifications, "gardez une seule certification ; créez une formation pour chacune des autres.",
      "keep a single certification; make one course for each of the others."),
    source: .guide("Certification/diplôme associé à la formation", 139, words: "une seule certification"),
    triggering: .apprentissage("deux certifications", "two certifications") {
      $0.certifications.append($0.certifications[0])
    },
    repaired: { $0.certifications.removeLast() },
    passing: .apprentissage("une certification", "one certification"),
    check: .formation { context in
      guard context.isApprentissage, context.formation.certifications.count > 1 else { return }
      let certifications = context.formation.certifications
      context.report(
        at: certifications[1], found: "\(certifications.count)",
        shown: Text(
          "\(certifications.count, "certification(s)")", "\(certifications.count, "certification(s)")"),
        expected: Text("une seule", "one only"))
    })

  static let certificationAbsente = Rule(
    "apprentissage/certification-absente", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "La formation en apprentissage ne prépare aucune certification.",
      "The apprenticeship course leads to no certification."),
    why: Text(
      "Un apprenti prépare toujours un diplôme ou un titre du RNCP.",
      "An apprentice always prepares for a diploma or a title of the RNCP."),
    repair: Text("Ajoutez <certification> avec <code-RNCP>.", "Add <certification> with <code-RNCP>."),
    form: .field(.certifications, "choisissez la certification préparée.", "choose the certification it leads to."),
    source: .guide("Habilitation à former", 1449, words: "catalogue national apprentissage"),
    triggering: .apprentissage("pas de certification", "no certification") { $0.certifications = [] },
    repaired: { $0.certifications = [Certification(codeRNCP: "RNCP37277")] },
    passing: .apprentissage("RNCP37277"),
    check: .formation { context in
      guard context.isApprentissage else { return }
      let hasCode = context.formation.certifications.contains {
        $0.codeRNCP != nil || $0.codeCERTIFINFO != nil || $0.codeRS != nil
      }
      if !hasCode { context.report(at: context.formation, missing: .certification) }
    })

  static let certificationRS = Rule(
    "apprentissage/certification-rs", .apprentissage, .error, blocks: [],
    message: Text(
      "La certification est du répertoire spécifique (RS), pas du RNCP.",
      "The certification is in the specific register (RS), not in the RNCP."),
    why: Text(
      "Un contrat d'apprentissage mène à une certification du RNCP.",
      "An apprenticeship contract leads to a certification of the RNCP."),
    repair: Text(
      "Remplacez <code-RS> par le <code-RNCP> du titre préparé, dans <certification>.",
      "Replace <code-RS> with the <code-RNCP> of the title it leads to, in <certification>."),
    form: .field(
      .certifications, "choisissez une certification qui a un code RNCP.",
      "choose a certification that has an RNCP code."),
    source: .other(Text("Code du travail, article L. 6211-1", "French labour code, article L. 6211-1")),
    triggering: .apprentissage("RS5080") { $0.certifications = [Certification(codeRS: "RS5080")] },
    repaired: { $0.certifications = [Certification(codeRNCP: "RNCP37277")] },
    passing: .apprentissage("RNCP37277"),
    check: .formation { context in
      guard context.isApprentissage else { return }
      let certifications = context.formation.certifications
      guard !certifications.contains(where: { $0.codeRNCP != nil || $0.codeCERTIFINFO != nil }),
        let leaf = certifications.lazy.compactMap(\.codeRS).first
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("un code RNCP", "an RNCP code"))
    })
}
