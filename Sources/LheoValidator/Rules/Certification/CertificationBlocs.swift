import LheoModel
import LheoRegisters

extension Rule {
  static let blocInconnu = Rule(
    "certification/bloc-inconnu", .certification, .error, blocks: [],
    message: Text(
      "Ce bloc n'appartient pas à la certification.", "This block does not belong to the certification."),
    why: Text(
      "Le bloc n'est pas reconnu, et la session ne se trouve pas par ses blocs.",
      "The block is not recognised, and the session cannot be found by its blocks."),
    repair: Text(
      "Écrivez dans <code-bloc> le code d'un bloc de la fiche de France compétences.",
      "Write the code of a block of the sheet of France compétences in <code-bloc>."),
    form: .field(
      .listeDesBlocs, "choisissez les blocs de la certification.", "choose the blocks of the certification."),
    source: .descriptionEnBlocs, needs: [.certifications, .blocs],
    triggering: Example("code-bloc = RNCP37277BC09") {
      $0.session.blocsCompetences[0].blocs[0].codeBloc = "RNCP37277BC09"
    },
    Example("bloc d'une fiche plus ancienne", "a block of a former sheet") { formation in
      formation.lead(toRNCP: "RNCP35967")
      formation.session.blocsCompetences = [.of("RNCP35967", "RNCP12798BC01", validation: .partielle)]
    },
    repaired: { formation in
      let isFirst = formation.certifications[0].codeRNCP == "RNCP37277"
      formation.session.blocsCompetences[0].blocs[0].codeBloc = isFirst ? "RNCP37277BC01" : "RNCP35967BC01"
    },
    passing: Example("code-bloc = rncp37277bc01") {
      $0.session.blocsCompetences[0].blocs[0].codeBloc = "rncp37277bc01"
    },
    check: .blocs { context, blocs in
      let sheet = blocs.sheet
      if sheet.blocs.isEmpty || !blocs.places.contains(nil) { return }
      for (bloc, place) in zip(blocs.element.blocs, blocs.places) where place == nil && !bloc.codeBloc.isAbsent {
        let code = bloc.codeBloc.blocCode
        if code.isEmpty || context.isRefused(bloc.codeBloc) { continue }
        // Of another sheet: certification/bloc-hors-certification reports it, unless it is the sheet before.
        let other = CertificationCode(ofBloc: code)
        let isFormer = other.map { sheet.certification.predecessors.contains("\($0)") } ?? false
        if let other, other != sheet.code, !isFormer { continue }
        context.report(
          at: bloc.codeBloc, found: bloc.codeBloc.text,
          shown: isFormer
            ? Text("\(code), bloc de l'ancienne fiche", "\(code), a block of the former sheet")
            : Text(verbatim: code),
          expected: Text(verbatim: sheet.blocs.prefix(12).joined(separator: ", ")),
          from: sheet.code.repertoire.register)
      }
    })

  static let blocsIncomplets = Rule(
    "certification/blocs-incomplets", .certification, .warning, blocks: [],
    message: Text(
      "La validation est totale ou mixte, mais il manque des blocs de la certification.",
      "The validation is total or mixed, but blocks of the certification are missing."),
    why: Text(
      "Une validation totale ou mixte comprend tous les blocs.", "A total or mixed validation includes all blocks."),
    repair: Text(
      "Ajoutez un <bloc-competences> pour chaque bloc de la certification, ou écrivez 0 (partielle) dans <validation-blocs>.",
      "Add a <bloc-competences> for each block of the certification, or write 0 (partial) in <validation-blocs>."),
    form: .field(
      .typeDeValidation, "choisissez de nouveau le type de validation : tous les blocs seront sélectionnés.",
      "choose the type of validation again: all blocks will be selected."),
    source: .descriptionEnBlocs, needs: [.certifications, .blocs],
    triggering: Example("validation totale, BC01 seulement", "total validation, BC01 only") { formation in
      formation.lead(toRNCP: "RNCP35967")
      formation.session.blocsCompetences = [.of("RNCP35967", "RNCP35967BC01", validation: .totale)]
    },
    repaired: {
      $0.session.blocsCompetences = [
        .of("RNCP35967", "RNCP35967BC01", "RNCP35967BC02", "RNCP35967BC03", validation: .totale)
      ]
    },
    passing: Example("validation partielle", "partial validation") { formation in
      formation.lead(toRNCP: "RNCP35967")
      formation.session.blocsCompetences = [.of("RNCP35967", "RNCP35967BC01", validation: .partielle)]
    },
    check: .blocs { context, blocs in
      let validation = blocs.element.validationBlocs.code
      // Blocks that are no such blocks are reported by themselves.
      guard validation == .totale || validation == .mixte, !blocs.places.isEmpty, !blocs.places.contains(nil) else {
        return
      }
      let sheet = blocs.sheet
      let given = Set(blocs.places.map { sheet.blocs[$0!] })
      let missing = sheet.blocs.filter { !given.contains($0) }
      if missing.isEmpty { return }
      context.report(
        at: blocs.element, found: given.sorted().joined(separator: ", "),
        expected: Text(
          "encore \(missing.count, "bloc(s)") : \(missing.prefix(12).joined(separator: ", "))",
          "\(missing.count, "more block(s)"): \(missing.prefix(12).joined(separator: ", "))"),
        from: sheet.code.repertoire.register)
    })

  static let sessionSansBlocs = Rule(
    "certification/blocs-absents", .certification, .info, blocks: [],
    message: Text(
      "La certification est décrite en blocs, la session n'en indique pas.",
      "The certification is described in blocks, the session gives none."),
    why: Text(
      "Les candidats ne savent pas quels blocs la session prépare, et l'offre ne se trouve pas par bloc.",
      "Candidates do not know which blocks the session prepares for, and the offer cannot be found by block."),
    repair: Text(
      "Ajoutez à la session <blocs-competences> avec les blocs qu'elle prépare.",
      "Add <blocs-competences> to the session with the blocks it prepares for."),
    form: .field(
      .blocsDeCompetences, "ajoutez les blocs que prépare la session.", "add the blocks the session prepares for."),
    source: .descriptionEnBlocs, needs: [.certifications, .blocs],
    triggering: Example("pas de blocs-competences", "no blocs-competences") { $0.session.blocsCompetences = [] },
    repaired: { $0.session.blocsCompetences = Formation.example.session.blocsCompetences },
    passing: .unchanged,
    check: .session { context in
      // For apprentices apprentissage/blocs-absents reports it.
      guard context.session.blocsCompetences.isEmpty, context.dispositif != .apprentissage,
        let sheets = context.sheets(of: context.sessionPointer)?.all, sheets.allSatisfy({ !$0.blocs.isEmpty })
      else { return }
      let count = sheets[0].blocs.count
      context.report(
        at: context.session, missing: .blocsCompetences,
        expected: Text(
          "ceux des \(count, "bloc(s)") de \(sheets[0].code) qu'elle prépare",
          "those of the \(count, "block(s)") of \(sheets[0].code) that it prepares for"),
        from: sheets[0].code.repertoire.register)
    })

  static let blocsSansObjet = Rule(
    "certification/blocs-sans-objet", .certification, .info, blocks: [],
    message: Text("La certification n'est pas décrite en blocs.", "The certification is not described in blocks."),
    why: Text(
      "Les fiches du répertoire spécifique n'ont pas de blocs : ceux de l'offre ne valent rien.",
      "Sheets of the RS have no blocks: those of the offer are worth nothing."),
    repair: Text(
      "Retirez <blocs-competences>, ou corrigez <reference-code-RNCP> ou <reference-code-RS>.",
      "Remove <blocs-competences>, or correct <reference-code-RNCP> or <reference-code-RS>."),
    form: .field(.blocsDeCompetences, "supprimez ces blocs.", "remove these blocks."),
    source: .descriptionEnBlocs, needs: [.certifications, .blocs],
    triggering: Example("un bloc pour RNCP37920", "a block for RNCP37920") { formation in
      formation.certifications.append(Certification(codeRNCP: "RNCP37920"))
      formation.session.blocsCompetences = [.of("RNCP37920", "BLOC0001", validation: .partielle)]
    },
    repaired: { $0.session.blocsCompetences = Formation.example.session.blocsCompetences },
    passing: .unchanged,
    check: .blocs { context, blocs in
      let sheet = blocs.sheet
      guard sheet.blocs.isEmpty, let first = blocs.element.blocs.first else { return }
      context.report(
        at: blocs.element, found: first.codeBloc.text,
        expected: Text("pas de blocs pour \(sheet.code)", "no blocks for \(sheet.code)"),
        from: sheet.code.repertoire.register)
    })

  static let blocLibelle = Rule(
    "certification/bloc-libelle", .qualite, .info, blocks: [],
    message: Text(
      "Le libellé du bloc n'est pas celui de France compétences.",
      "The title of the block is not that of France compétences."),
    why: Text(
      "Les candidats qui comparent des offres croient à deux blocs.",
      "Candidates who compare offers think of two blocks."
    ),
    repair: Text(
      "Écrivez dans <libelle-bloc> le titre publié du bloc.",
      "Write the published title of the block in <libelle-bloc>."),
    form: .field(.listeDesBlocs, "choisissez de nouveau le bloc.", "choose the block again."),
    source: .descriptionEnBlocs, needs: [.certifications, .blocs],
    triggering: Example("libelle-bloc = Plafonds") { $0.session.blocsCompetences[0].blocs[0].libelleBloc = "Plafonds" },
    repaired: { $0.session.blocsCompetences[0].blocs[0].libelleBloc = "Cloisons" },
    passing: Example("libelle-bloc = CLOISONS.") { $0.session.blocsCompetences[0].blocs[0].libelleBloc = "CLOISONS." },
    check: .blocs { context, blocs in
      blocs.element.blocs.forEachPointer(with: blocs.places) { bloc, place in
        let libelle = bloc.field(\.libelleBloc)
        guard let place, !blocs.sheet.isBlocTitle(libelle.pointee.text, place), !libelle.pointee.isAbsent,
          let title = blocs.sheet.blocTitle(place), !title.isEmpty, !title.resembles(libelle.pointee.text),
          !context.isRefused(libelle.pointee)
        else { return }
        context.report(
          at: libelle.pointee, found: libelle.pointee.text, expected: Text(verbatim: title),
          from: blocs.sheet.code.repertoire.register)
      }
    })
}

extension String {
  /// Whether two titles have the same letters and digits, accents and case aside; one of them may be cut off.
  package func resembles(_ other: String) -> Bool {
    if self == other { return true }
    func letters(_ text: String) -> [Character] { text.folded.filter { $0.isLetter || $0.isNumber } }
    let (left, right) = (letters(self), letters(other))
    return left == right || right.count >= 60 && left.starts(with: right)
  }
}

extension TextLeaf {
  /// The code of a bloc, in capitals.
  fileprivate var blocCode: String { trimmedText.uppercased() }
}

extension BlocsCompetences {
  /// Blocs of a certification, with the titles of the examples.
  static func of(_ rncp: String, _ codes: String..., validation: TypeValidationBlocs) -> BlocsCompetences {
    let titles = [
      "RNCP37277BC01": "Cloisons", "RNCP35967BC01": "Transport", "RNCP35967BC02": "Douane", "RNCP35967BC03": "Clients",
      "RNCP12798BC01": "Transport",
    ]
    return BlocsCompetences(
      validationBlocs: .init(validation),
      referenceCertification: ReferenceCertification(referenceCodeRNCP: TextLeaf(rncp)),
      blocs: codes.map { BlocCompetences(libelleBloc: TextLeaf(titles[$0] ?? "Autre"), codeBloc: TextLeaf($0)) })
  }
}
