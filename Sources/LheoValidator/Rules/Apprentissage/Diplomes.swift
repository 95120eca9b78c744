import LheoModel
import LheoRegisters

extension Rule {
  static let diplomeFerme = Rule(
    "apprentissage/diplome-ferme", .apprentissage, .warning, blocks: [],
    message: Text(
      "Le diplôme est fermé avant le début de la session.", "The diploma is closed before the session starts."),
    why: Text(
      "Le catalogue de l'apprentissage regarde le code du diplôme : l'offre n'y entrera pas.",
      "The catalogue of apprenticeship looks at the code of the diploma: the offer will not be in it."),
    repair: Text(
      "Créez une formation avec le <code-RNCP> du diplôme d'aujourd'hui.",
      "Make a course with the <code-RNCP> of the diploma of today."),
    form: .certification, source: .validiteCertification, needs: [.diplomas],
    triggering: .apprentissage("RNCP744, diplôme 01023202", "RNCP744, diploma 01023202") { $0.lead(toRNCP: "RNCP744") },
    repaired: { $0.leadToExample() },
    passing: .apprentissage("RNCP37277"),
    check: .formation { context in
      guard context.isApprentissage, let start = context.lastStart else { return }
      for (leaf, diplomas) in context.diplomas {
        let days = diplomas.compactMap { $0.closed?.dayNumber }
        guard days.count == diplomas.count,
          let last = diplomas.max(by: { $0.closed!.dayNumber! < $1.closed!.dayNumber! }),
          let closed = last.closed, closed.dayNumber! < start
        else { continue }
        context.report(
          at: leaf, found: leaf.text,
          shown: Text("\(leaf.trimmedText), diplôme \(last.code)", "\(leaf.trimmedText), diploma \(last.code)"),
          expected: Text("un diplôme ouvert (fermé depuis le \(closed))", "an open diploma (closed since \(closed))"),
          from: .diplomes)
      }
    })

  static let derniereSession = Rule(
    "apprentissage/derniere-session", .apprentissage, .warning, blocks: [],
    message: Text(
      "La session se termine après la dernière session d'examen du diplôme.",
      "The session ends after the last examination of the diploma."),
    why: Text("Les apprentis ne pourront pas passer l'examen.", "Apprentices will not be able to sit the examination."),
    repair: Text(
      "Avancez <fin>, ou créez une formation avec le <code-RNCP> du diplôme d'aujourd'hui.",
      "Move <fin> forward, or make a course with the <code-RNCP> of the diploma of today."),
    form: .field(
      .dateFin, "vérifiez la dernière session d'examen du diplôme.", "check the last examination of the diploma."),
    source: .validiteCertification, needs: [.diplomas],
    triggering: .apprentissage("dernière session 2028", "last examination 2028") { $0.lead(toRNCP: "RNCP38381") },
    repaired: { $0.leadToExample() },
    passing: .apprentissage("RNCP37277"),
    check: .session { context in
      guard context.dispositif == .apprentissage, let leaf = context.session.periode.fin.date, let year = leaf.year,
        context.sessionEnd != nil
      else { return }
      for (_, diplomas) in context.diplomas {
        let years = diplomas.compactMap(\.lastSession)
        guard years.count == diplomas.count, let last = years.max(), last < year else { continue }
        context.report(
          at: context.session.periode.fin, expected: Text("en \(last) au plus tard", "in \(last) at the latest"),
          from: .diplomes)
        return
      }
    })

  static let plateformesExpiration = Rule(
    "apprentissage/plateformes-expiration", .apprentissage, .warning, blocks: [],
    message: Text(
      "La certification est échue à la rentrée : l'offre n'ira ni sur Parcoursup ni sur Affelnet.",
      "The certification has ended by autumn: the offer will be on neither Parcoursup nor Affelnet."),
    why: Text(
      "Ces plateformes demandent un enregistrement qui dépasse le 31 août de la rentrée.",
      "These platforms ask for a registration that goes beyond 31 August of the year."),
    repair: Text(
      "Créez une formation avec le nouveau <code-RNCP> dès que la certification est renouvelée.",
      "Make a course with the new <code-RNCP> as soon as the certification is renewed."),
    form: .certification, source: .guide("Parcoursup et Affelnet", 1591...1592, words: "Parcoursup"),
    needs: [.certifications],
    triggering: .apprentissage("fin le 30/06/2027", "ends 2027-06-30") { $0.lead(toRNCP: "RNCP34011") },
    repaired: { $0.leadToExample() },
    passing: .apprentissage("RNCP37277"),
    check: .formation { context in
      guard context.isApprentissage, let today = PartialDate(dayNumber: context.asOf), let year = today.year,
        let month = today.month, let last = PartialDate(year: month >= 10 ? year + 1 : year, month: 8, day: 31),
        let limit = last.dayNumber
      else { return }
      for certification in context.certifications {
        guard let sheet = certification.sheet, sheet.isActive != false, let end = sheet.endDay,
          end <= limit, end >= context.asOf, let date = sheet.endDate
        else { continue }
        context.report(
          at: certification.leaf, found: certification.leaf.text,
          shown: Text("\(certification.code), jusqu'au \(date)", "\(certification.code), until \(date)"),
          expected: Text("au-delà du \(last)", "beyond \(last)"), from: certification.code.repertoire.register)
      }
    })
}

extension RuleContext {
  /// The diplomas of each certification of the RNCP that has some.
  fileprivate var diplomas: [(leaf: TextLeaf, diplomas: [Diploma])] {
    formation.certifications.compactMap { certification in
      guard let leaf = certification.codeRNCP, let code = CertificationCode(leaf.text, of: .rncp), !isRefused(leaf),
        let found = answers?.diplomas(of: code), !found.isEmpty
      else { return nil }
      return (leaf, found)
    }
  }

  /// The last first day of sessions to come.
  fileprivate var lastStart: Int? {
    var last: Int?
    forEachSessionToCome { _, session in
      if let start = session.pointee.periode.debut.day { last = max(last ?? .min, start) }
    }
    return last
  }
}
