import LheoModel
import LheoRegisters
import LheoValidator

extension Repair {
  /// Numbers in the element of the other répertoire, where only that one has them.
  static let swappedRepertoire = Repair(
    "certification/repertoire-interverti", "Met le code RNCP ou RS dans l'élément de son répertoire.",
    "Puts the RNCP or RS code into the element of its register.",
    .registers([.certifications]) { formation, answers in
      var notes: [RepairNote] = []
      for index in formation.certifications.indices {
        let certification = formation.certifications[index]
        if let leaf = certification.codeRNCP, certification.codeRS == nil,
          let code = other(leaf.text, than: .rncp, answers)
        {
          formation.certifications[index].codeRNCP = nil
          formation.certifications[index].codeRS = moved(leaf, code)
          notes.append(RepairNote(line: Int(leaf.position.line), element: .codeRS, before: leaf.text, after: "\(code)"))
        } else if let leaf = certification.codeRS, certification.codeRNCP == nil,
          let code = other(leaf.text, than: .rs, answers)
        {
          formation.certifications[index].codeRS = nil
          formation.certifications[index].codeRNCP = moved(leaf, code)
          notes.append(
            RepairNote(line: Int(leaf.position.line), element: .codeRNCP, before: leaf.text, after: "\(code)"))
        }
      }
      return notes
    })

  private static func moved(_ leaf: TextLeaf, _ code: CertificationCode) -> TextLeaf {
    TextLeaf(text: "\(code)", details: leaf.details, position: .unknown)
  }

  /// The sheet that a number means in the other répertoire: it is named there, or the number is only there.
  private static func other(
    _ text: String, than repertoire: CertificationCode.Repertoire, _ answers: any RegisterAnswers
  ) -> CertificationCode? {
    guard let code = CertificationCode(text, in: repertoire) else { return nil }
    let here = answers.certification(CertificationCode(repertoire, code.number))
    let there = CertificationCode(repertoire.other, code.number)
    guard answers.certification(there) != nil, code.repertoire != repertoire || here == nil else { return nil }
    return there
  }

  /// The level of the certification, where the offer has none.
  static let missingLevel = Repair(
    "certification/niveau-sortie-absent", "Ajoute le niveau de sortie : celui de la certification.",
    "Adds the exit level: that of the certification.",
    .registers([.certifications]) { formation, answers in
      guard formation.codeNiveauSortie.map({ $0.trimmedText == "0" }) ?? true else { return [] }
      return formation.takeLevel(answers)
    })

  /// The level of the certification, in place of another one: the code of the certification may be what is wrong.
  static let otherLevel = Repair(
    "certification/niveau-sortie", "Remplace le niveau de sortie par celui de la certification.",
    "Replaces the exit level with that of the certification.", isUnsafe: true,
    .registers([.certifications]) { formation, answers in
      guard let said = formation.codeNiveauSortie?.levels, let level = formation.onlyLevel(answers),
        !said.contains(level)
      else { return [] }
      return formation.takeLevel(answers)
    })

  /// The published titles of blocs.
  static let blocTitles = Repair(
    "certification/bloc-libelle", "Écrit le titre des blocs tel que France compétences le publie.",
    "Writes the titles of blocks as France compétences publishes them.",
    .registers([.certifications]) { formation, answers in
      var notes: [RepairNote] = []
      for action in formation.actions.indices {
        for session in formation.actions[action].sessions.indices {
          for blocs in formation.actions[action].sessions[session].blocsCompetences.indices {
            notes += formation.actions[action].sessions[session].blocsCompetences[blocs].takeTitles(answers)
          }
        }
      }
      return notes
    })
}

extension Formation {
  /// The level of the only certification; `nil` where there are several, or it has none.
  fileprivate func onlyLevel(_ answers: any RegisterAnswers) -> Int? {
    guard certifications.count == 1, let leaf = certifications[0].codeRNCP,
      let code = CertificationCode(leaf.text, in: .rncp), code.repertoire == .rncp
    else { return nil }
    return answers.certification(code)?.level
  }

  fileprivate mutating func takeLevel(_ answers: any RegisterAnswers) -> [RepairNote] {
    guard let level = onlyLevel(answers), (3...8).contains(level) else { return [] }
    let before = codeNiveauSortie
    let text = "1\(level)"
    if codeNiveauSortie == nil { codeNiveauSortie = CodeLeaf(text) } else { codeNiveauSortie?.text = text }
    return [
      RepairNote(
        line: Int(before?.position.line ?? 0), element: .codeNiveauSortie, before: before?.text ?? "", after: text)
    ]
  }
}

extension BlocsCompetences {
  fileprivate mutating func takeTitles(_ answers: any RegisterAnswers) -> [RepairNote] {
    guard let code = referenceCertification.certificationCode, let sheet = answers.certification(code) else {
      return []
    }
    var notes: [RepairNote] = []
    for index in blocs.indices {
      let bloc = blocs[index]
      guard let place = sheet.blocIndex(bloc.codeBloc.text), let title = sheet.blocTitle(place), !title.isEmpty,
        !bloc.libelleBloc.isAbsent,
        !title.resembles(bloc.libelleBloc.text)
      else { continue }
      blocs[index].libelleBloc.text = title
      notes.append(
        RepairNote(
          line: Int(bloc.libelleBloc.position.line), element: .libelleBloc, before: bloc.libelleBloc.text, after: title)
      )
    }
    return notes
  }
}
