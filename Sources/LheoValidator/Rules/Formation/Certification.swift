import LheoModel

extension Rule {
  static let certifianteSansCertification = Rule(
    "formation/certifiante-sans-certification", .certification, .error,
    message: Text(
      "La formation est certifiante mais ne dit pas quelle certification.",
      "The course certifies, but does not say what."),
    why: Text(
      "Sans code, l'offre n'est rattachée à aucun titre et ne se trouve pas par certification.",
      "Without a code the offer is linked to no title and cannot be found by certification."),
    repair: Text(
      "Ajoutez <certification> avec <code-RNCP> ou <code-RS>, ou écrivez <certifiante>0</certifiante>.",
      "Add <certification> with <code-RNCP> or <code-RS>, or write <certifiante>0</certifiante>."),
    source: "Guide de saisie OFeli, « Formation certifiante » (l. 690-745)",
    triggering: Example("certifiante = 1, pas de certification", "certifiante = 1, no certification") {
      $0.certifications = []
    },
    passing: Example("un code RS", "an RS code") { $0.certifications = [Certification(codeRS: "RS5080")] },
    check: .formation { context in
      // For apprentices it is told by apprentissage/certification-absente.
      guard !context.isApprentissage, context.formation.certifiante.code == .oui else { return }
      let hasCode = context.formation.certifications.contains {
        [$0.codeRNCP, $0.codeCERTIFINFO, $0.codeRS, $0.codeCPF].contains { $0.map { !$0.text.isBlank } ?? false }
      }
      if !hasCode { context.report(at: context.formation, missing: .certification) }
    })

  static let certificationNonCertifiante = Rule(
    "formation/certification-non-certifiante", .certification, .warning,
    message: Text(
      "La formation a une certification mais se dit non certifiante.",
      "The course has a certification but says it does not certify."),
    why: Text("Les sites l'affichent sans certification.", "Web sites show it without certification."),
    repair: Text(
      "Écrivez <certifiante>1</certifiante>, ou retirez <certification>.",
      "Write <certifiante>1</certifiante>, or remove <certification>."),
    source: "Guide de saisie OFeli, « Formation non certifiante » (l. 775-790)",
    triggering: Example("certifiante = 0, une certification", "certifiante = 0, one certification") {
      $0.certifiante = .init(.non)
    },
    passing: .unchanged,
    check: .formation { context in
      if context.formation.certifiante.code == .non, !context.formation.certifications.isEmpty {
        context.report(at: context.formation.certifiante, found: "0", expected: Text("1", "1"))
      }
    })

  static let codeRNCPFormat = Rule(
    "formation/code-rncp-format", .certification, .warning,
    message: Text("Ce n'est pas un code RNCP.", "This is no RNCP code."),
    why: Text("France compétences ne reconnaît pas ce code.", "France compétences does not know this code."),
    repair: Text(
      "Écrivez le numéro de fiche, par exemple RNCP25266.", "Write the number of the sheet, for example RNCP25266."),
    source: "LHEO 2.3, élément « code-RNCP »",
    triggering: Example("code-RNCP = CAP") { $0.certifications[0].codeRNCP = "CAP" },
    passing: Example("code-RNCP = 320") { $0.certifications[0].codeRNCP = "320" },
    check: .formation { context in
      for leaf in context.formation.certifications.compactMap(\.codeRNCP) {
        let isRight = leaf.text.withBytes { bytes in
          let bytes = bytes.trimmed
          let hasPrefix = bytes.prefix(4).elementsEqual("RNCP".utf8) { $0 & 0xDF == $1 }
          let digits = bytes.dropFirst(hasPrefix ? 4 : 0).drop { $0 == 0x20 }
          return (1...6).contains(digits.count) && digits.allSatisfy(\.isDigit)
        }
        if !isRight, !leaf.text.isBlank {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("RNCP et des chiffres", "RNCP and digits"))
        }
      }
    })
}
