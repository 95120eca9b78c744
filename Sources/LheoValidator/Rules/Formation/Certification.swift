import LheoModel
import LheoRegisters

extension Rule {
  static let certifianteSansCertification = Rule(
    "formation/certifiante-sans-certification", .certification, .error, blocks: [],
    message: Text(
      "La formation est certifiante mais n'indique pas de certification.",
      "The course leads to a certification but does not say which."),
    why: Text(
      "Sans code, l'offre n'est rattachée à aucun titre et ne se trouve pas par certification.",
      "Without a code the offer is linked to no title and cannot be found by certification."),
    repair: Text(
      "Ajoutez <certification> avec <code-RNCP> ou <code-RS> ; si rien n'est certifié, écrivez 0 dans <certifiante>.",
      "Add <certification> with <code-RNCP> or <code-RS>; if nothing is certified, write 0 in <certifiante>."),
    form: .field(
      .certifications, "cliquez sur « Ajouter » et choisissez la certification.",
      "click « Ajouter » and choose the certification."),
    source: .guide("Formation certifiante", 700...712, words: "cochez le bouton radio", "le code RNCP, le code RS"),
    triggering: Example("certifiante = 1, pas de certification", "certifiante = 1, no certification") {
      $0.certifications = []
    },
    Example("une certification sans code", "a certification without a code") { $0.certifications = [Certification()] },
    repaired: { $0.certifications = Formation.example.certifications },
    passing: Example("un code RS", "an RS code") { $0.certifications = [Certification(codeRS: "RS5080")] },
    morePassing: [
      // The schema reports it.
      Example("code-RNCP vide", "an empty code-RNCP") { $0.certifications = [Certification(codeRNCP: "")] }
    ],
    check: .formation { context in
      // For apprentices apprentissage/certification-absente says it.
      guard !context.isApprentissage, context.formation.certifiante.code == .oui else { return }
      let hasCode = context.formation.certifications.contains {
        [$0.codeRNCP, $0.codeCERTIFINFO, $0.codeRS, $0.codeCPF].contains { code in
          // An empty one is refused already.
          code.map { !$0.text.isBlank || context.isRefused($0) } ?? false
        }
      }
      if hasCode { return }
      if let first = context.formation.certifications.first {
        context.report(at: first, missing: .codeRNCP)
      } else {
        context.report(at: context.formation, missing: .certification)
      }
    })

  static let certificationNonCertifiante = Rule(
    "formation/certification-non-certifiante", .certification, .warning, blocks: [],
    message: Text(
      "La formation a une certification mais se dit non certifiante.",
      "The course has a certification but says it leads to none."),
    why: Text(
      "Les sites affichent la formation sans sa certification.",
      "Web sites show the course without its certification."),
    repair: Text(
      "Écrivez 1 dans <certifiante>, ou retirez <certification>.",
      "Write 1 in <certifiante>, or remove <certification>."),
    form: .field(
      .certifications,
      "si la formation est certifiante, déplacez le curseur sur « Oui » ; sinon retirez la certification.",
      "if the course leads to a certification, move the switch to « Oui »; otherwise remove the certification."),
    source: .guide("Formation certifiante", 700, words: "déplacez le curseur sur Oui"),
    triggering: Example("certifiante = 0, une certification", "certifiante = 0, one certification") {
      $0.certifiante = .init(.non)
    },
    repaired: { $0.certifiante = .init(.oui) },
    passing: .unchanged,
    morePassing: [
      Example("certifiante = 0, pas de certification", "certifiante = 0, no certification") {
        $0.certifiante = .init(.non)
        $0.certifications = []
      }
    ],
    check: .formation { context in
      if context.formation.certifiante.code == .non, !context.formation.certifications.isEmpty {
        context.report(
          at: context.formation.certifiante, found: context.formation.certifiante.text, expected: Text(verbatim: "1"))
      }
    })

  static let codeRNCPFormat = Rule(
    "formation/code-rncp-format", .certification, .warning, blocks: [],
    message: Text("Ce n'est pas un code RNCP.", "This is not an RNCP code."),
    why: Text("France compétences ne reconnaît pas ce code.", "France compétences does not know this code."),
    repair: Text(
      "Écrivez dans <code-RNCP> le numéro de la fiche, par exemple RNCP25266.",
      "Write the number of the record in <code-RNCP>, for example RNCP25266."),
    form: .certification, source: .lheo(.codeRNCP),
    triggering: Example("code-RNCP = CAP") { $0.certifications[0].codeRNCP = "CAP" },
    Example("code-RNCP = RNCP00000") { $0.certifications[0].codeRNCP = "RNCP00000" },
    Example("code-RNCP = RS5080") { $0.certifications[0].codeRNCP = "RS5080" },
    repaired: { $0.certifications[0].codeRNCP = "RNCP37277" },
    passing: Example("code-RNCP = 320") { $0.certifications[0].codeRNCP = "320" },
    morePassing: [
      Example("code-RNCP = rncp 37277") { $0.certifications[0].codeRNCP = "rncp 37277" },
      Example("code-RNCP = RNCP00001") { $0.certifications[0].codeRNCP = "RNCP00001" },
    ],
    check: .formation { context in
      for leaf in context.formation.certifications.compactMap(\.codeRNCP)
      where CertificationCode(leaf.text, of: .rncp) == nil && !leaf.text.isBlank {
        context.report(at: leaf, found: leaf.text, expected: Text("RNCP suivi de chiffres", "RNCP followed by digits"))
      }
    })

  static let codeRSFormat = Rule(
    "formation/code-rs-format", .certification, .warning, blocks: [],
    message: Text("Ce n'est pas un code du répertoire spécifique.", "This is not a code of the specific register."),
    why: Text("France compétences ne reconnaît pas ce code.", "France compétences does not know this code."),
    repair: Text(
      "Écrivez dans <code-RS> le numéro de la fiche, par exemple RS5080.",
      "Write the number of the record in <code-RS>, for example RS5080."),
    form: .certification, source: .lheo(.codeRS),
    triggering: Example("code-RS = TOEIC") { $0.certifications.append(Certification(codeRS: "TOEIC")) },
    Example("code-RS = RS0000") { $0.certifications.append(Certification(codeRS: "RS0000")) },
    Example("code-RS = RNCP37277") { $0.certifications.append(Certification(codeRS: "RNCP37277")) },
    repaired: { $0.certifications[1].codeRS = "RS5080" },
    passing: Example("code-RS = RS5080") { $0.certifications.append(Certification(codeRS: "RS5080")) },
    morePassing: [Example("code-RS = 5080") { $0.certifications.append(Certification(codeRS: "5080")) }],
    check: .formation { context in
      for leaf in context.formation.certifications.compactMap(\.codeRS)
      where CertificationCode(leaf.text, of: .rs) == nil && !leaf.text.isBlank {
        context.report(at: leaf, found: leaf.text, expected: Text("RS suivi de chiffres", "RS followed by digits"))
      }
    })
}

extension FormRepair {
  static let certification = field(
    .certifications, "choisissez de nouveau la certification avec la loupe, par son code ou son libellé.",
    "choose the certification again with the magnifying glass, by its code or title.")
}
