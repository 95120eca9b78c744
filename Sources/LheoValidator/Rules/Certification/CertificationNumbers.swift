import LheoModel
import LheoRegisters

extension Rule {
  static let certificationInconnue = Rule(
    "certification/inconnue", .certification, .error, blocks: [],
    message: Text(
      "Ce code n'existe pas au répertoire de France compétences.",
      "This code does not exist in the register of France compétences."),
    why: Text(
      "L'offre n'est rattachée à aucune certification : elle ne se trouve pas, et les financements la refusent.",
      "The offer is linked to no certification: it is not found, and funding refuses it."),
    repair: Text(
      "Écrivez dans <code-RNCP> ou <code-RS> le numéro de la fiche de France compétences.",
      "Write the number of the sheet of France compétences in <code-RNCP> or <code-RS>."),
    form: .certification, source: .rechercheCertification, needs: [.certifications],
    triggering: Example("code-RNCP = RNCP99999") { $0.certifications[0].codeRNCP = "RNCP99999" },
    Example("code-RS = RS99999") { $0.certifications.append(Certification(codeRS: "RS99999")) },
    repaired: {
      $0.certifications[0].codeRNCP = "RNCP37277"
      if $0.certifications.count > 1 { $0.certifications[1].codeRS = "RS5080" }
    },
    passing: Example("code-RNCP = 37277") { $0.certifications[0].codeRNCP = "37277" },
    check: .unknownCertification { context, certification in
      if certification.swapped != nil { return }
      context.report(
        at: certification.leaf, found: certification.leaf.text,
        expected: Text("le numéro d'une fiche", "the number of a sheet"),
        from: certification.code.repertoire.register)
    })

  static let repertoireInterverti = Rule(
    "certification/repertoire-interverti", .certification, .warning, blocks: [],
    message: Text(
      "Ce code est celui d'une fiche de l'autre répertoire.", "This code is that of a sheet of the other register."),
    why: Text(
      "Le RNCP et le répertoire spécifique ont chacun leur élément : dans l'autre, le code n'est pas reconnu.",
      "The RNCP and the RS have an element each: in the other one the code is not recognised."),
    repair: Text(
      "Écrivez les codes du RNCP dans <code-RNCP>, et ceux du répertoire spécifique dans <code-RS>.",
      "Write codes of the RNCP in <code-RNCP>, and those of the RS in <code-RS>."),
    form: .certification, source: .rechercheCertification, needs: [.certifications],
    triggering: Example("code-RNCP = RS5080") { $0.lead(toRNCP: "RS5080") },
    Example("code-RNCP = 5080") { $0.lead(toRNCP: "5080") },
    repaired: {
      $0.certifications[0].codeRNCP = nil
      $0.certifications[0].codeRS = "RS5080"
    },
    passing: Example("code-RS = 5080") { $0.certifications.append(Certification(codeRS: "5080")) },
    check: .unknownCertification { context, certification in
      guard let other = certification.swapped else { return }
      context.report(
        at: certification.leaf, found: certification.leaf.text,
        expected: Text(verbatim: "<code-\(other.code.repertoire.rawValue)>\(other.code)"),
        from: other.code.repertoire.register)
    })

  static let codesDiscordants = Rule(
    "certification/codes-discordants", .certification, .warning, blocks: [],
    message: Text(
      "Le code Certif Info est celui d'une autre certification.",
      "The Certif Info code is that of another certification."),
    why: Text(
      "Selon le code qu'il lit, un site affiche l'une ou l'autre certification.",
      "Depending on the code it reads, a site shows one certification or the other."),
    repair: Text(
      "Corrigez <code-CERTIFINFO>, ou le <code-RNCP> ou <code-RS> à côté.",
      "Correct <code-CERTIFINFO>, or the <code-RNCP> or <code-RS> beside it."),
    form: .certification, source: .rechercheCertification, needs: [.certifinfo],
    triggering: Example("RNCP37277, code-CERTIFINFO = 22160") { $0.certifications[0].codeCERTIFINFO = "22160" },
    repaired: { $0.certifications[0].codeCERTIFINFO = "113331" },
    passing: .unchanged,
    morePassing: [
      Example("code Certif Info inconnu", "an unknown Certif Info code") { $0.certifications[0].codeCERTIFINFO = "1" }
    ],
    check: .formation { context in
      for certification in context.formation.certifications {
        guard let leaf = certification.codeCERTIFINFO,
          let entry = PackedCode(leaf.text).flatMap({ context.answers?.certifinfo($0) }), !entry.certifications.isEmpty
        else { continue }
        let codes = [
          certification.codeRNCP.flatMap { CertificationCode($0.text, of: .rncp) },
          certification.codeRS.flatMap { CertificationCode($0.text, of: .rs) },
        ].compactMap { $0 }
        if codes.isEmpty || codes.contains(where: entry.certifications.contains) { continue }
        let meant = entry.certifications.map { "\($0)" }.joined(separator: ", ")
        context.report(
          at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText) (\(meant))"),
          expected: Text("un code de \(codes[0])", "a code of \(codes[0])"), from: .certifinfo)
      }
    })

  static let certifinfoRemplace = Rule(
    "certification/certifinfo-remplace", .certification, .info, blocks: [],
    message: Text("Ce code Certif Info n'est plus en usage.", "This Certif Info code is no longer in use."),
    why: Text(
      "Les sites qui lisent ce code ne trouvent plus la certification.",
      "Sites that read this code do not find the certification any more."),
    repair: Text("Remplacez <code-CERTIFINFO> par le nouveau code.", "Replace <code-CERTIFINFO> with the new code."),
    form: .certification, source: .rechercheCertification, needs: [.certifinfoRemplacements],
    triggering: Example("code-CERTIFINFO = 100113") { $0.certifications[0].codeCERTIFINFO = "100113" },
    repaired: { $0.certifications[0].codeCERTIFINFO = "113331" },
    passing: .unchanged,
    check: .formation { context in
      for certification in context.formation.certifications {
        guard let leaf = certification.codeCERTIFINFO,
          let entry = PackedCode(leaf.text).flatMap({ context.answers?.certifinfo($0) }),
          entry.isArchived || !entry.successors.isEmpty
        else { continue }
        context.report(
          at: leaf, found: leaf.text,
          expected: entry.successors.isEmpty
            ? Text("un code en usage", "a code in use") : Text(verbatim: entry.successors.joined(separator: ", ")),
          from: .certifinfo)
      }
    })
}
