import LheoModel
import LheoRegisters

extension Rule {
  static let voieAccesContratPro = Rule(
    "certification/voie-acces-contrat-pro", .certification, .warning, blocks: [],
    message: Text(
      "La certification n'est pas accessible en contrat de professionnalisation.",
      "The certification is not open to professionalisation contracts."),
    why: Text(
      "Un contrat de professionnalisation qui n'y mène pas sera refusé.",
      "A professionalisation contract that does not lead to it will be refused."),
    repair: Text(
      "Indiquez un <code-RNCP> accessible par cette voie, ou un autre <type-alternance>.",
      "Give a <code-RNCP> that is open to it, or another <type-alternance>."),
    form: .certification,
    source: .guide(
      "Comment saisir une session proposée dans le cadre d'un contrat de professionnalisation", 2165,
      words: "code RNCP valide"),
    needs: [.certifications],
    triggering: .contratPro("RNCP34015") { $0.lead(toRNCP: "RNCP34015") },
    repaired: { $0.leadToExample() },
    passing: .contratPro("RNCP37277"),
    check: .formation { context in
      if context.dispositifs.professionnalisation > 0, !context.isApprentissage {
        context.checkVoie(
          .professionnalisation,
          expected: Text("En contrat de professionnalisation", "the way “En contrat de professionnalisation”"))
      }
    })

  static let certificationVoieAcces = Rule(
    "apprentissage/certification-voie-acces", .apprentissage, .error, blocks: [],
    message: Text(
      "La certification n'est pas accessible en apprentissage.", "The certification is not open to apprentices."),
    why: Text(
      "Le catalogue de l'apprentissage écarte l'offre.", "The catalogue of apprenticeship leaves the offer out."),
    repair: Text(
      "Indiquez dans <certification> un <code-RNCP> accessible en apprentissage.",
      "Give a <code-RNCP> that is open to apprentices in <certification>."),
    form: .certification, source: .accesApprentissage, needs: [.certifications],
    triggering: .apprentissage("RNCP34015") { $0.lead(toRNCP: "RNCP34015") },
    repaired: { $0.leadToExample() },
    passing: .apprentissage("RNCP37277"),
    check: .formation { context in
      if context.isApprentissage {
        context.checkVoie(
          .apprentissage, expected: Text("En contrat d'apprentissage", "the way “En contrat d'apprentissage”"))
      }
    })
}

extension RuleSource {
  static let accesApprentissage = guide(
    "Comment vérifier la validité de ma certification", 1936, words: "Acces. Appr.")
}

extension RuleContext {
  /// Reports the certification where none of the offer is open to a way. Sheets without any way say nothing.
  fileprivate func checkVoie(_ voie: RegisteredCertification.Voie, expected: Text) {
    let all = certifications
    guard let first = all.first, all.count == formation.certifications.count else { return }
    let isClosed = all.allSatisfy { $0.sheet?.isClosed(to: voie) == true }
    guard isClosed, let voies = first.sheet?.certification.voies else { return }
    report(
      at: first.leaf, found: first.leaf.text,
      shown: Text(verbatim: "\(first.code) (\(voies.map(\.rawValue).joined(separator: ", ")))"), expected: expected,
      from: first.code.repertoire.register)
  }
}
