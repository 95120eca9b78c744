import LheoModel
import LheoRegisters

extension RuleSource {
  static let sirene = other(Text("INSEE, base Sirene des établissements", "INSEE, Sirene register of establishments"))
}

extension Rule {
  static let siretInconnu = Rule(
    "organisme/siret-inconnu", .qualite, .warning, blocks: [],
    message: Text("Ce SIRET n'existe pas dans la base Sirene.", "This SIRET does not exist in Sirene."),
    why: Text(
      "L'offre n'est rattachée à aucun établissement.", "The offer is linked to no establishment."),
    repair: Text(
      "Écrivez dans <SIRET> les 14 chiffres d'un établissement de l'organisme.",
      "Write the 14 digits of an establishment of the body in <SIRET>."),
    form: .identite, source: .sirene, needs: [.establishments],
    triggering: Example("formateur : 90000000100025", "training body: 90000000100025") {
      $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000100025"
    },
    repaired: { $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000100009" },
    passing: Example("entreprise non importée", "a company that was not imported") {
      $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000200007"
    },
    check: .formation { context in
      context.forEachSIRET { leaf, siret, _ in
        guard context.answers?.establishment(siret) == nil,
          context.answers?.hasEstablishments(siren: siret.siren) == true
        else { return }
        context.report(
          at: leaf, found: leaf.text,
          expected: Text(
            "un établissement de l'entreprise \(Siret.siren(siret.siren))",
            "an establishment of the company \(Siret.siren(siret.siren))"),
          from: .sirene)
      }
    })

  static let siretFerme = Rule(
    "organisme/siret-ferme", .qualite, .warning, blocks: [],
    message: Text("Cet établissement est fermé.", "This establishment is closed."),
    why: Text(
      "Kairos et le catalogue de l'apprentissage ne trouvent plus un établissement fermé.",
      "Kairos and the catalogue of apprenticeship do not find a closed establishment."),
    repair: Text("Écrivez le nouveau numéro dans <SIRET>.", "Write the new number in <SIRET>."),
    form: .identite, source: .guide("Mon SIRET a changé", 2271...2273, words: "alerter Kairos"),
    needs: [.establishments],
    triggering: Example("lieu : 90000000100017", "place: 90000000100017") {
      $0.lieu.siretLieuFormation?.siret = "90000000100017"
    },
    Example("formateur : 90000000100017", "training body: 90000000100017") {
      $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000100017"
    },
    repaired: {
      $0.lieu.siretLieuFormation?.siret = "90000000100009"
      $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000100009"
    },
    passing: .unchanged,
    check: .formation { context in
      context.forEachSIRET { leaf, siret, isPlace in
        guard let establishment = context.answers?.establishment(siret), !establishment.isOpen,
          establishment.since?.dayNumber.map({ $0 <= context.asOf }) ?? true
        else { return }
        context.report(
          at: leaf, found: leaf.text,
          expected: establishment.since.map {
            Text(
              "un établissement ouvert (celui-ci est fermé depuis le \($0))",
              "an open one (this one is closed since \($0))")
          } ?? Text("un établissement ouvert", "an open establishment"),
          severity: isPlace ? nil : .error, from: .sirene)
      }
    })

  static let lieuSIRETCommune = Rule(
    "lieu/siret-commune", .qualite, .info, blocks: [],
    message: Text(
      "Le SIRET du lieu est celui d'un établissement d'une autre commune.",
      "The SIRET of the place is that of an establishment in another commune."),
    why: Text(
      "Le lieu sera affiché à l'une ou l'autre adresse.", "The place will be shown at one address or the other."),
    repair: Text(
      "Écrivez le <SIRET> de l'établissement du lieu, ou corrigez <code-INSEE-commune>.",
      "Write the <SIRET> of the establishment at the place, or correct <code-INSEE-commune>."),
    form: .field(
      .siretDuLieu, "indiquez le SIRET de l'établissement du lieu.", "give the SIRET of the establishment at the place."
    ),
    source: .sirene, needs: [.establishments],
    triggering: Example("SIRET = 90000000100033, de Rouen", "SIRET = 90000000100033, in Rouen") {
      $0.lieu.siretLieuFormation?.siret = "90000000100033"
    },
    repaired: { $0.lieu.siretLieuFormation?.siret = "90000000100009" },
    passing: .unchanged,
    check: .action { context in
      for lieu in context.action.lieuxDeFormation {
        guard let leaf = lieu.siretLieuFormation?.siret, let siret = Siret(leaf.text),
          let code = lieu.coordonnees.adresse?.codeINSEECommune, !context.isRefused(code),
          let commune = context.answers?.establishment(siret)?.commune, commune != code.trimmedText,
          PackedCode(code.text).flatMap({ context.answers?.commune($0) }) != nil
            || context.edition(of: .communes) == nil,
          !context.areOne(commune, code.trimmedText)
        else { continue }
        let place = code.trimmedText
        let name = PackedCode(commune).flatMap { context.answers?.commune($0)?.commune?.name }
        context.report(
          at: leaf, found: leaf.text,
          shown: Text(verbatim: "\(leaf.trimmedText), \([commune, name].compactMap { $0 }.joined(separator: " "))"),
          expected: Text("un établissement de la commune \(place)", "an establishment in the commune \(place)"),
          from: .sirene)
      }
    })
}

extension RuleContext {
  /// Calls `body` with each SIRET that is one: of the responsible body, of the training bodies and of the places of sessions
  /// to come, and whether it is that of a place. Only the first training body and those after it in other actions count as
  /// bodies.
  fileprivate func forEachSIRET(_ body: (TextLeaf, Siret, _ isPlace: Bool) -> Void) {
    func check(_ leaf: TextLeaf, _ isPlace: Bool) {
      if !leaf.isAbsent, let siret = Siret(leaf.text), siret.isRight, !isRefused(leaf) { body(leaf, siret, isPlace) }
    }
    check(formationPointer.pointee.organismeFormationResponsable.siretOrganismeFormation.siret, false)
    formationPointer.pointee.actions.forEachPointer { action in
      guard hasSessionsToCome(action) else { return }
      for (index, formateur) in action.pointee.organismesFormateurs.enumerated() {
        check(formateur.siretFormateur.siret, index > 0)
      }
      for lieu in action.pointee.lieuxDeFormation {
        if let leaf = lieu.siretLieuFormation?.siret { check(leaf, true) }
      }
    }
  }

  /// Whether two codes are of one commune: an arrondissement and its city, a former commune and that of today.
  func areOne(_ left: String, _ right: String) -> Bool {
    func current(_ code: String) -> Set<String> {
      guard let sheet = PackedCode(code).flatMap({ answers?.commune($0) }) else { return [code] }
      return Set([code, sheet.current?.code, sheet.current?.parent, sheet.commune?.parent].compactMap { $0 })
    }
    return !current(left).isDisjoint(with: current(right))
  }
}
