import LheoModel
import LheoRegisters

extension Rule {
  static let formacodeInconnu = Rule(
    "domaine/formacode-inconnu", .qualite, .warning, blocks: [],
    message: Text("Ce code FORMACODE est inconnu.", "This FORMACODE code is unknown."),
    why: Text("Le domaine de l'offre n'est pas reconnu.", "The field of the offer is not recognised."),
    repair: Text(
      "Écrivez dans <code-FORMACODE> un code de la version indiquée par ref, ou corrigez ref.",
      "Write a code of the version that ref names in <code-FORMACODE>, or correct ref."),
    form: .reportToCarif, source: .lheo(.codeFORMACODE), needs: [.formacode],
    triggering: Example("code-FORMACODE = 00000") { $0.domaineFormation.codesFORMACODE = ["00000", "22403"] },
    repaired: { $0.domaineFormation.codesFORMACODE = ["22403"] },
    passing: .unchanged,
    check: .formation { context in
      for leaf in context.formation.domaineFormation.codesFORMACODE {
        guard case .unknown(let version) = context.formacodeVerdict(leaf) else { continue }
        context.report(
          at: leaf, found: leaf.text,
          expected: Text("un code de la version \(version)", "a code of version \(version)"), from: .formacode)
      }
    })

  static let formacodeAncien = Rule(
    "domaine/formacode-ancien", .qualite, .info, blocks: [],
    message: Text(
      "Ce code FORMACODE n'existe que dans une version plus ancienne.",
      "This FORMACODE code exists in an older version only."),
    why: Text("Les sites à jour ne le reconnaissent plus.", "Sites that are up to date do not recognise it any more."),
    repair: Text(
      "Remplacez <code-FORMACODE> par le code d'aujourd'hui.", "Replace <code-FORMACODE> with the code of today."),
    form: .reportToCarif, source: .lheo(.codeFORMACODE), needs: [.formacode],
    triggering: Example("code-FORMACODE = 22474") { $0.domaineFormation.codesFORMACODE = ["22474", "22403"] },
    repaired: { $0.domaineFormation.codesFORMACODE = ["22403"] },
    passing: .unchanged,
    check: .formation { context in
      for leaf in context.formation.domaineFormation.codesFORMACODE {
        guard case .older(let entry) = context.formacodeVerdict(leaf) else { continue }
        context.report(
          at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText) \(entry.title), v\(entry.version)"),
          expected: entry.successor.map { Text(verbatim: $0) } ?? Text("un code d'aujourd'hui", "a code of today"),
          from: .formacode)
      }
    })

  static let publicViseInconnu = Rule(
    "domaine/public-vise-inconnu", .qualite, .warning, blocks: [],
    message: Text("Ce code de public est inconnu.", "This code of a group of people is unknown."),
    why: Text(
      "Les sites qui trient par public, comme ceux des demandeurs d'emploi, laissent l'offre de côté.",
      "Sites that sort by groups of people, such as jobseekers, leave the offer out."),
    repair: Text(
      "Écrivez dans <code-public-vise> un code de la liste des publics du FORMACODE.",
      "Write a code of FORMACODE's list of groups of people in <code-public-vise>."),
    form: .field(
      .financements, "choisissez de nouveau la mesure et ses publics.", "choose the measure and its groups again."),
    source: .lheo(.codePublicVise), needs: [.formacode],
    triggering: Example("code-public-vise = 83999") { $0.action.codesPublicVise = ["83999"] },
    repaired: { $0.action.codesPublicVise = ["83056"] },
    passing: .unchanged,
    check: .action { context in
      for leaf in context.action.codesPublicVise where leaf.trimmedText.hasPrefix("8") {
        guard case .unknown(let version) = context.formacodeVerdict(leaf) else { continue }
        context.report(
          at: leaf, found: leaf.text,
          expected: Text("un public de la version \(version)", "a group of people of version \(version)"),
          from: .formacode)
      }
    })

  static let romeInconnu = Rule(
    "domaine/rome-inconnu", .qualite, .warning, blocks: [],
    message: Text("Ce code ROME est inconnu.", "This ROME code is unknown."),
    why: Text("L'offre ne se trouve pas par métier.", "The offer cannot be found by occupation."),
    repair: Text(
      "Écrivez dans <code-ROME> un code du ROME, par exemple F1604.",
      "Write a code of ROME in <code-ROME>, for example F1604."),
    form: .reportToCarif, source: .lheo(.codeROME), needs: [.occupations],
    triggering: Example("code-ROME = Z9999") { $0.domaineFormation.codesROME = ["Z9999", "F1604"] },
    repaired: { $0.domaineFormation.codesROME = ["F1604"] },
    passing: Example("code-ROME = F1604") { $0.domaineFormation.codesROME = ["F1604"] },
    check: .formation { context in
      for leaf in context.formation.domaineFormation.codesROME where !context.isRefused(leaf) && !leaf.text.isBlank {
        if PackedCode(leaf.text).flatMap({ context.answers?.occupation($0) }) != nil { continue }
        context.report(at: leaf, found: leaf.text, expected: Text("un code du ROME", "a code of ROME"), from: .rome)
      }
    })

  static let nsfInconnu = Rule(
    "domaine/nsf-inconnu", .qualite, .warning, blocks: [],
    message: Text("Ce code NSF est inconnu.", "This NSF code is unknown."),
    why: Text("La spécialité de l'offre n'est pas reconnue.", "The speciality of the offer is not recognised."),
    repair: Text(
      "Écrivez dans <code-NSF> les trois chiffres d'un groupe de spécialités.",
      "Write the three digits of a group of specialities in <code-NSF>."),
    form: .reportToCarif, source: .lheo(.codeNSF), needs: [.certifications],
    triggering: Example("code-NSF = 999") { $0.domaineFormation.codesNSF = ["999", "233"] },
    repaired: { $0.domaineFormation.codesNSF = ["233"] },
    passing: Example("code-NSF = 233") { $0.domaineFormation.codesNSF = ["233"] },
    check: .formation { context in
      guard context.edition(of: .rncp) != nil else { return }
      for leaf in context.formation.domaineFormation.codesNSF where !context.isRefused(leaf) && !leaf.text.isBlank {
        if PackedCode(leaf.text).map({ context.answers?.hasNSF($0) == true }) ?? false { continue }
        context.report(
          at: leaf, found: leaf.text,
          expected: Text("un groupe de spécialités des fiches du RNCP", "a group of specialities of the sheets"),
          from: .rncp)
      }
    })

  static let codesHorsCertification = Rule(
    "domaine/codes-hors-certification", .qualite, .info, blocks: [],
    message: Text(
      "Aucun des codes n'est sur la fiche de la certification.",
      "None of the codes is on the sheet of the certification."),
    why: Text(
      "L'offre se trouve dans un autre domaine que la certification à laquelle elle mène.",
      "The offer is found in another field than the certification it leads to."),
    repair: Text(
      "Ajoutez à <domaine-formation> un <code-FORMACODE>, <code-NSF> ou <code-ROME> de la fiche.",
      "Add a <code-FORMACODE>, <code-NSF> or <code-ROME> of the sheet to <domaine-formation>."),
    form: .reportToCarif, source: .franceCompetences, needs: [.certifications],
    triggering: Example("code-FORMACODE = 15062") { $0.domaineFormation.codesFORMACODE = ["15061"] },
    Example("code-ROME = K2111") { $0.domaineFormation.codesROME = ["K2111"] },
    repaired: { formation in
      formation.domaineFormation.codesFORMACODE = ["22403"]
      if !formation.domaineFormation.codesROME.isEmpty { formation.domaineFormation.codesROME = ["F1604"] }
    },
    passing: Example("code-ROME = f1604") { $0.domaineFormation.codesROME = ["f1604"] },
    check: .formation { context in
      let sheets = context.sheets
      guard !sheets.isEmpty, sheets.count == context.certifications.count else { return }
      let domaine = context.formationPointer.field(\.domaineFormation)
      func check(_ leaves: [TextLeaf], _ kind: CertificationSheet.CodeKind) {
        if leaves.isEmpty || !sheets.allSatisfy({ $0.hasCodes(kind) }) { return }
        let isKnown = leaves.containsPointer { leaf in
          PackedCode(leaf.pointee.text).map { code in sheets.contains { $0.hasCode(code, kind) } } ?? false
        }
        if isKnown { return }
        let known = Set(sheets.flatMap { $0.codes(kind).map(\.description) })
        context.report(
          at: leaves[0], found: leaves.map(\.trimmedText).joined(separator: ", "),
          expected: Text(verbatim: known.sorted().prefix(8).joined(separator: ", ")),
          from: sheets[0].code.repertoire.register)
      }
      check(domaine.pointee.codesFORMACODE, .formacode)
      check(domaine.pointee.codesNSF, .nsf)
      check(domaine.pointee.codesROME, .rome)
    })
}

/// What is known of a code of Formacode.
private enum FormacodeVerdict {
  case good
  case unknown(version: Int)
  case older(Formacode)
}

extension RuleContext {
  /// Whether a code is in the version that its `ref` names, or in the last one. Versions that are not there say nothing.
  fileprivate func formacodeVerdict(_ leaf: TextLeaf) -> FormacodeVerdict {
    guard let answers, !isRefused(leaf), let code = PackedCode(leaf.text), let last = answers.formacodeVersions.last
    else {
      return .good
    }
    let named = leaf.details[.ref].flatMap { Int($0.filter(\.isNumber)) }
    let version = named ?? last
    guard answers.formacodeVersions.contains(version) else { return .good }
    let entries = answers.formacodes(code)
    if let entry = entries.first(where: { $0.version == version }) {
      return version < last && !entries.contains { $0.version == last } ? .older(entry) : .good
    }
    if let older = entries.last(where: { $0.version < version }) { return .older(older) }
    return .unknown(version: version)
  }
}
