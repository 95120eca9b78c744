import LheoModel
import LheoRegisters

extension Rule {
  static let certificationNiveauSortie = Rule(
    "certification/niveau-sortie", .certification, .warning, blocks: [],
    message: Text(
      "Le niveau de sortie ne correspond pas à celui de la certification.",
      "The exit level does not match that of the certification."),
    why: Text(
      "L'offre sera cherchée au mauvais niveau.", "The offer will be looked for at the wrong level."),
    repair: Text(
      "Écrivez dans <code-niveau-sortie> le niveau de la certification.",
      "Write the level of the certification in <code-niveau-sortie>."),
    form: .field(
      .niveauSortie, "choisissez le niveau de la certification.", "choose the level of the certification."),
    source: .preremplies, needs: [.certifications],
    triggering: Example("niveau 3, code-niveau-sortie = 14", "level 3, code-niveau-sortie = 14") {
      $0.codeNiveauSortie = .init(.niveau4)
    },
    repaired: { $0.codeNiveauSortie = .init(.niveau3) },
    passing: Example("ancien code 4 pour le niveau 3", "the old code 4 for level 3") {
      $0.codeNiveauSortie = .init(.ancienV)
    },
    check: .formation { context in
      guard let leaf = context.formation.codeNiveauSortie, let said = leaf.levels, !context.isRefused(leaf) else {
        return
      }
      let sheets = context.sheets
      let levels = sheets.compactMap(\.level)
      guard !levels.isEmpty, levels.count == context.certifications.count, !levels.contains(where: said.contains)
      else { return }
      context.report(
        at: leaf, found: leaf.trimmedText, expected: Text(verbatim: "1\(levels[0])"),
        from: sheets[0].code.repertoire.register)
    })

  static let certificationNiveauSortieAbsent = Rule(
    "certification/niveau-sortie-absent", .certification, .info, blocks: [],
    message: Text(
      "Le niveau de sortie n'est pas indiqué ; la certification en a un.",
      "The exit level is not given; the certification has one."),
    why: Text("L'offre ne se trouve pas par niveau.", "The offer cannot be found by level."),
    repair: Text(
      "Écrivez dans <code-niveau-sortie> le niveau de la certification.",
      "Write the level of the certification in <code-niveau-sortie>."),
    form: .field(
      .niveauSortie, "choisissez le niveau de la certification.", "choose the level of the certification."),
    source: .preremplies, needs: [.certifications],
    triggering: Example("pas de code-niveau-sortie", "no code-niveau-sortie") { $0.codeNiveauSortie = nil },
    Example("code-niveau-sortie = 0") { $0.codeNiveauSortie = .init(.nonCommunique) },
    repaired: { $0.codeNiveauSortie = .init(.niveau3) },
    passing: .unchanged,
    check: .formation { context in
      let leaf = context.formation.codeNiveauSortie
      guard leaf.map({ $0.trimmedText == "0" }) ?? true else { return }
      let levels = Set(context.sheets.compactMap(\.level))
      guard levels.count == 1, let level = levels.first, let sheet = context.sheets.first else { return }
      let register = sheet.code.repertoire.register
      if let leaf {
        context.report(at: leaf, found: "0", expected: Text(verbatim: "1\(level)"), from: register)
      } else {
        context.report(
          at: context.formation, missing: .codeNiveauSortie,
          expected: Text(verbatim: "<code-niveau-sortie>1\(level)"), from: register)
      }
    })

  static let certificationIntituleDifferent = Rule(
    "certification/intitule-different", .certification, .info, blocks: [],
    message: Text(
      "L'intitulé ne ressemble pas à celui de la certification.",
      "The title does not resemble that of the certification."),
    why: Text(
      "L'intitulé est libre, mais un code mal choisi mène à une autre certification.",
      "Titles are free, but a code chosen wrongly leads to another certification."),
    repair: Text(
      "Vérifiez <intitule-formation> et le code de la certification.",
      "Check <intitule-formation> and the code of the certification."),
    form: .field(
      .certifications, "vérifiez que la certification choisie est celle de l'intitulé.",
      "check that the certification chosen is that of the title."),
    source: .preremplies, needs: [.certifications],
    triggering: Example("BTS Banque, RNCP37277", "BTS Banque, RNCP37277") { $0.intituleFormation = "BTS Banque" },
    repaired: { $0.intituleFormation = "Titre professionnel plaquiste" },
    passing: .unchanged,
    morePassing: [
      Example("deux certifications", "two certifications") { formation in
        formation.intituleFormation = "BTS Banque"
        formation.certifications.append(Certification(codeRS: "RS5080"))
      }
    ],
    check: .formation { context in
      guard context.formation.certifications.count == 1, let certification = context.certifications.first,
        let sheet = certification.sheet
      else { return }
      let leaf = context.formation.intituleFormation
      guard sheet.sharesWord(with: leaf.text) == false, !context.isRefused(leaf), !sheet.isAbbreviated(in: leaf.text)
      else { return }
      context.report(
        at: leaf, found: leaf.text,
        expected: Text(
          "un titre comme « \(sheet.title) »", "a title like “\(sheet.title)”"),
        from: sheet.code.repertoire.register)
    })
}

extension CertificationSheet {
  /// Whether a text has the first letters of the title's words, as `CAP AEPE` has.
  fileprivate func isAbbreviated(in text: String) -> Bool {
    let initials = certification.title.folded.split { !$0.isLetter && !$0.isNumber }
      .filter { $0.utf8.count > 2 }.compactMap(\.first)
    let letters = String(initials)
    return text.folded.split { !$0.isLetter && !$0.isNumber }.contains { word in
      word.utf8.count >= 3 && (letters.hasPrefix(word) || word.hasPrefix(letters) && !letters.isEmpty)
    }
  }
}

extension CodeLeaf<Niveau> {
  /// The levels of the national framework (3 to 8) that the code may mean; `nil` where it says nothing of them.
  package var levels: ClosedRange<Int>? {
    switch code {
    case .niveau3, .ancienV: 3...3
    case .niveau4, .ancienIV: 4...4
    case .niveau5, .ancienIII: 5...5
    case .niveau6, .ancienII: 6...6
    case .niveau7: 7...7
    case .niveau8: 8...8
    case .ancienI: 7...8
    default: nil
    }
  }
}
