import LheoModel
import LheoRegisters

extension Rule {
  static let referenceHorsFormation = Rule(
    "certification/reference-hors-formation", .certification, .warning, blocks: [],
    message: Text(
      "La certification citée n'est pas une certification de la formation.",
      "The certification referred to is not one of the course."),
    why: Text(
      "Les blocs de compétences ou l'habilitation ne sont rattachés à rien.",
      "The blocks of competences or the authorisation are linked to nothing."),
    repair: Text(
      """
      Écrivez dans <reference-code-RNCP>, <reference-code-RS> ou <reference-code-CERTIFINFO> le code d'une \
      <certification> de la formation, ou ajoutez à la formation la certification citée.
      """,
      """
      Write the code of a <certification> of the course in <reference-code-RNCP>, <reference-code-RS> or \
      <reference-code-CERTIFINFO>, or add that certification to the course.
      """),
    form: .field(
      .certificationDesBlocs, "choisissez une certification de la formation.", "choose a certification of the course."),
    source: .guide("Blocs de compétences", 1211...1213, words: "La certification sélectionnée"),
    triggering: Example("session : RNCP1", "session: RNCP1") {
      $0.session.referencesCertification = [ReferenceCertification(referenceCodeRNCP: "RNCP1")]
    },
    Example("organisme formateur : CERTIFINFO 1", "training body: CERTIFINFO 1") {
      $0.action.organismesFormateurs[0].referencesCertification = [
        ReferenceCertification(referenceCodeRNCP: "RNCP37277", referenceCodeCERTIFINFO: "1")
      ]
    },
    Example("blocs : RS5080", "blocks: RS5080") { formation in
      formation.certifications.append(Certification(codeRS: "RS5081"))
      formation.session.blocsCompetences = [
        BlocsCompetences(
          validationBlocs: .init(.totale), referenceCertification: ReferenceCertification(referenceCodeRS: "RS5080"))
      ]
    },
    repaired: { formation in
      if !formation.session.referencesCertification.isEmpty {
        formation.session.referencesCertification[0].referenceCodeRNCP = "RNCP37277"
      }
      if !formation.action.organismesFormateurs[0].referencesCertification.isEmpty {
        formation.action.organismesFormateurs[0].referencesCertification[0].referenceCodeCERTIFINFO = "113331"
      }
      if formation.session.blocsCompetences[0].referenceCertification.referenceCodeRS != nil {
        formation.session.blocsCompetences[0].referenceCertification.referenceCodeRS = "RS5081"
      }
    },
    passing: Example("session : 37277", "session: 37277") {
      $0.session.referencesCertification = [ReferenceCertification(referenceCodeRNCP: "37277")]
    },
    morePassing: [
      Example("code RNCP mal écrit", "a wrong code-RNCP") { formation in
        formation.certifications[0].codeRNCP = "CAP"
        formation.session.referencesCertification = [ReferenceCertification(referenceCodeRNCP: "RNCP37277")]
      },
      Example("RNCP pour une certification qui n'a qu'un CERTIFINFO", "RNCP, the certification has CERTIFINFO only") {
        $0.certifications[0].codeRNCP = nil
        $0.session.referencesCertification = [ReferenceCertification(referenceCodeRNCP: "RNCP1")]
      },
    ],
    check: .formation { context in
      // Courses without references, most, are done with.
      guard context.formationPointer.hasReferences else { return }
      let codes = CertificationCodes(context)
      context.formation.actions.forEachPointer { action in
        guard context.hasSessionsToCome(action) else { return }
        for organisme in action.pointee.organismesFormateurs {
          for reference in organisme.referencesCertification { codes.check(reference, context) }
        }
        action.pointee.sessions.forEachPointer { session in
          if context.isOver(session) { return }
          for reference in session.pointee.referencesCertification { codes.check(reference, context) }
          for blocs in session.pointee.blocsCompetences { codes.check(blocs.referenceCertification, context) }
        }
      }
    })

  static let blocHorsCertification = Rule(
    "certification/bloc-hors-certification", .certification, .warning, blocks: [],
    message: Text(
      "Le bloc de compétences est celui d'une autre certification.",
      "The block of competences is that of another certification."),
    why: Text(
      "Le candidat ne sait pas ce qu'il valide, et le bloc n'est pas reconnu.",
      "Candidates do not know what they will be awarded, and the block is not recognised."),
    repair: Text(
      "Écrivez dans <code-bloc> le code d'un bloc de la certification, ou corrigez <reference-code-RNCP>.",
      "Write the code of a block of the certification in <code-bloc>, or correct <reference-code-RNCP>."),
    form: .field(
      .listeDesBlocs, "choisissez les blocs de la certification indiquée au-dessus.",
      "choose the blocks of the certification above."),
    source: .guide("Blocs de compétences", 1213...1219, words: "Si la validation est partielle"),
    triggering: Example("RNCP37277, bloc RNCP35967BC01", "RNCP37277, block RNCP35967BC01") {
      $0.session.blocsCompetences = [.example(rncp: "RNCP37277", bloc: "RNCP35967BC01")]
    },
    repaired: { $0.session.blocsCompetences[0].blocs[0].codeBloc = "RNCP37277BC01" },
    passing: Example("RNCP37277, bloc RNCP37277BC01", "RNCP37277, block RNCP37277BC01") {
      $0.session.blocsCompetences = [.example(rncp: "RNCP37277", bloc: "RNCP37277BC01")]
    },
    morePassing: [
      Example("37277, bloc rncp37277bc01", "37277, block rncp37277bc01") {
        $0.session.blocsCompetences = [.example(rncp: "37277", bloc: "rncp37277bc01")]
      },
      // certification/reference-hors-formation says it.
      Example("RNCP1, bloc RNCP37277BC01", "RNCP1, block RNCP37277BC01") {
        $0.session.blocsCompetences = [.example(rncp: "RNCP1", bloc: "RNCP37277BC01")]
      },
      Example("un bloc sans numéro de fiche", "a block without the number of a sheet") {
        $0.session.blocsCompetences = [.example(rncp: "RNCP37277", bloc: "BLOC0001")]
      },
    ],
    check: .session { context in
      for blocs in context.session.blocsCompetences {
        guard let leaf = blocs.referenceCertification.referenceCodeRNCP, !context.isRefused(leaf),
          let code = CertificationCode(leaf.text, of: .rncp)
        else { continue }
        let known = context.formation.certifications.compactMap { $0.codeRNCP }
          .compactMap { CertificationCode($0.text, of: .rncp) }
        if !known.isEmpty, !known.contains(code) { continue }
        for bloc in blocs.blocs {
          guard let own = CertificationCode(ofBloc: bloc.codeBloc.text), own != code else { continue }
          // certification/bloc-inconnu says that it is the sheet before.
          let predecessors = context.answers?.certification(code)?.certification.predecessors ?? []
          if predecessors.contains("\(own)"), context.checkedRules.contains("certification/bloc-inconnu") { continue }
          context.report(
            at: bloc.codeBloc, found: bloc.codeBloc.text, expected: Text(verbatim: "RNCP\(code.number)BC…"))
        }
      }
    })
}

/// The codes of the certifications of an offer.
private struct CertificationCodes {
  private let hasNone: Bool
  private let isCertifying: Bool
  private var rncp: [CertificationCode]? = []
  private var rs: [CertificationCode]? = []
  private var certifinfo: [String]? = []

  init(_ context: RuleContext) {
    let certifications = context.formation.certifications
    hasNone = certifications.isEmpty
    isCertifying = context.formation.certifiante.code == .oui
    for certification in certifications {
      // With a code that is wrong nothing can be compared.
      if let leaf = certification.codeRNCP {
        if let code = CertificationCode(leaf.text, of: .rncp) { rncp?.append(code) } else { rncp = nil }
      }
      if let leaf = certification.codeRS {
        if let code = CertificationCode(leaf.text, of: .rs) { rs?.append(code) } else { rs = nil }
      }
      if let leaf = certification.codeCERTIFINFO {
        if context.isRefused(leaf) { certifinfo = nil } else { certifinfo?.append(leaf.trimmedText) }
      }
    }
  }

  /// Reports the first code of a reference that no certification of the offer has.
  func check(_ reference: ReferenceCertification, _ context: RuleContext) {
    // Without any certification, a course that certifies is reported as such.
    if hasNone, isCertifying { return }
    if let leaf = reference.referenceCodeRNCP,
      isUnknown(CertificationCode(leaf.text, of: .rncp), among: rncp)
    {
      report(leaf, rncp?.map { "RNCP\($0.number)" }, context)
    } else if let leaf = reference.referenceCodeRS, isUnknown(CertificationCode(leaf.text, of: .rs), among: rs) {
      report(leaf, rs?.map { "RS\($0.number)" }, context)
    } else if let leaf = reference.referenceCodeCERTIFINFO, isUnknown(leaf.trimmedText, among: certifinfo) {
      report(leaf, certifinfo, context)
    }
  }

  private func isUnknown<Code: Equatable>(_ code: Code?, among codes: [Code]?) -> Bool {
    guard let codes else { return false }
    // A certification may have codes of another kind only.
    if codes.isEmpty { return hasNone }
    return code.map { !codes.contains($0) } ?? true
  }

  private func report(_ leaf: TextLeaf, _ codes: [String]?, _ context: RuleContext) {
    if leaf.text.isBlank { return }
    let codes = codes?.joined(separator: ", ") ?? ""
    context.report(
      at: leaf, found: leaf.text,
      expected: codes.isEmpty
        ? Text("une certification de la formation", "a certification of the course") : Text(verbatim: codes))
  }
}

extension UnsafePointer<Formation> {
  /// Whether anything in the offer refers to a certification.
  fileprivate var hasReferences: Bool {
    pointee.actions.containsPointer { action in
      action.pointee.organismesFormateurs.containsPointer { !$0.pointee.referencesCertification.isEmpty }
        || action.pointee.sessions.containsPointer {
          !$0.pointee.referencesCertification.isEmpty || !$0.pointee.blocsCompetences.isEmpty
        }
    }
  }
}

extension BlocsCompetences {
  fileprivate static func example(rncp: String, bloc: String) -> BlocsCompetences {
    BlocsCompetences(
      validationBlocs: .init(.totale),
      referenceCertification: ReferenceCertification(referenceCodeRNCP: TextLeaf(rncp)),
      blocs: [BlocCompetences(libelleBloc: "Cloisons", codeBloc: TextLeaf(bloc))])
  }
}
