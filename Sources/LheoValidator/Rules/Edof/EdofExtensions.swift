import LheoModel

extension Rule {
  static let edofInfoInconnue = edof(
    "info-inconnue", .warning,
    message: Text("EDOF ne connaît pas cette extension ici.", "EDOF does not know this extension here."),
    why: Text(
      "Le schéma laisse tout passer dans <extra> ; ce qui n'a pas le bon nom n'est lu par personne.",
      "The schema lets anything pass in <extra>; what does not have the right name is read by nobody."),
    repair: Text(
      "Corrigez l'attribut info de <extra>, ou supprimez l'élément.",
      "Correct the attribut info of <extra>, or remove the element."), source: .edofKit,
    triggering: Example(edof: "info = codegfe") {
      $0.action.extras[0].items += [.extra(Extra(info: "codegfe", text: "4"))]
    },
    repaired: { $0.action.extras[0].items.removeLast() },
    check: { context in
      for (container, level) in context.formation.edofContainers {
        let infos = EdofVocabulary.infos(of: level)
        for item in container.items {
          switch item {
          case .extra(let extra):
            if infos[extra.info ?? ""] != false { context.reportUnknown(extra, extra.info, infos.keys.sorted()) }
          case .extras(let group):
            guard infos[group.info ?? ""] == true else {
              context.reportUnknown(group, group.info, infos.keys.sorted())
              continue
            }
            let known = EdofVocabulary.infos(inGroup: group.info ?? "")
            for extra in group.extraElements where !known.contains(extra.info ?? "") {
              context.reportUnknown(extra, extra.info, known)
            }
          }
        }
      }
    })

  static let edofNombre = edof(
    "nombre", .error,
    message: Text(
      "Ce n'est pas un montant, un taux ou une durée.", "This is not an amount, a rate or a duration."),
    why: Text(
      "Le schéma ne regarde pas les montants, les taux et les durées ; un programme ne peut pas lire celui-ci.",
      "The schema does not look at amounts, rates and durations; a program cannot read this one."),
    repair: Text(
      "Écrivez <extra>, <nombre-heures-centre> et <nombre-heures-entreprise> en chiffres : 600.60 pour un montant, 420 pour des heures.",
      "Write <extra>, <nombre-heures-centre> and <nombre-heures-entreprise> in digits: 600.60 for an amount, 420 for hours."
    ),
    source: .edofKit,
    triggering: Example(edof: "taux-tva = vingt") { $0.action.extras[0][deep: "taux-tva"] = "vingt" },
    Example(edof: "frais-ht = 1000,00") { $0.action.extras[0][deep: "frais-ht"] = "1000,00" },
    Example(edof: "duree-apprentissage = 470 h") { $0.action.extras[0][deep: "duree-apprentissage"] = "470 h" },
    Example(edof: "nombre-heures-centre = -3") { $0.action.nombreHeuresCentre = -3 },
    repaired: {
      $0.action.nombreHeuresCentre = 400
      $0.action.extras[0][deep: "taux-tva"] = "20.0"
      $0.action.extras[0][deep: "frais-ht"] = "1000.00"
      $0.action.extras[0][deep: "duree-apprentissage"] = "470"
    },
    check: { context in
      for extra in context.formation.edofExtensions {
        let text = extra.trimmedText
        if EdofVocabulary.amounts.contains(extra.info ?? ""), !text.isEdofNumber {
          context.report(extra, expected: Text("un nombre comme 600.60", "a number like 600.60"))
        } else if extra.info == "duree-apprentissage", !text.isDigits {
          context.report(extra, expected: Text("des heures entières comme 420", "whole hours such as 420"))
        }
      }
      for action in context.formation.actions {
        for hours in [action.nombreHeuresCentre, action.nombreHeuresEntreprise].compactMap({ $0 }) {
          guard let number = hours.number, number < 0 else { continue }
          context.report(
            at: hours, found: hours.text, expected: Text("des heures entières comme 420", "whole hours such as 420"))
        }
      }
    })

  static let edofCode = edof(
    "code", .warning,
    message: Text("Ce code n'est pas dans la liste d'EDOF.", "This code is not in EDOF's list."),
    why: Text(
      "Le schéma ne regarde pas les codes des extensions.", "The schema does not look at codes of extensions."),
    repair: Text("Écrivez dans <extra> un code de la liste.", "Write a code of the list in <extra>."),
    source: .edofOthers,
    triggering: Example(edof: "code-gfe = 25") { $0.action.extras[0][deep: "code-gfe"] = "25" },
    Example(edof: "code-nature-voie = rue") { $0.adresse.extras[0][deep: "code-nature-voie"] = "rue" },
    repaired: {
      $0.action.extras[0][deep: "code-gfe"] = "24"
      $0.adresse.extras[0][deep: "code-nature-voie"] = "RUE"
    },
    check: { context in
      for extra in context.formation.edofExtensions {
        guard let codes = EdofVocabulary.codes[extra.info ?? ""], !codes.contains(extra.trimmedText) else { continue }
        context.report(extra, expected: .code(like: extra.trimmedText, of: codes))
      }
    })

  static let edofLongueur = edof(
    "longueur", .warning,
    message: Text("Le texte est trop long pour EDOF.", "The text is too long for EDOF."),
    why: Text(
      "Le schéma ne regarde pas la longueur des extensions ; le formulaire d'un éditeur la limite.",
      "The schema does not look at the length of extensions; the form of a program limits it."),
    repair: Text("Raccourcissez <extra>.", "Shorten <extra>."), source: .edofOthers,
    triggering: Example(edof: "info-admission de 251 caractères", "info-admission of 251 characters") {
      $0.action.extras[0][deep: "info-admission"] = String(repeating: "a", count: 251)
    },
    repaired: { $0.action.extras[0][deep: "info-admission"] = "Entretien" },
    passing: Example(edof: "info-admission de 250 caractères", "info-admission of 250 characters") {
      $0.action.extras[0][deep: "info-admission"] = String(repeating: "a", count: 250)
    },
    check: { context in
      for extra in context.formation.edofExtensions {
        guard let most = EdofVocabulary.lengths[extra.info ?? ""], extra.text.unicodeScalars.count > most else {
          continue
        }
        context.report(
          extra, expected: Text("\(most, "caractère(s)") au plus", "at most \(most, "character(s)")"))
      }
    })

  static let edofCaracteres = edof(
    "caracteres", .warning,
    message: Text("Un caractère n'existe pas en ISO-8859-1.", "A character does not exist in ISO-8859-1."),
    why: Text(
      "EDOF veut de l'ISO-8859-1 ; personne ne sait si le portail garde une référence comme &#8217;.",
      "EDOF wants ISO-8859-1; nobody knows whether the portal keeps a reference such as &#8217;."),
    repair: Text(
      "Remplacez le caractère dans l'élément signalé (<intitule-formation>, <ligne>, <extra>…) : ' pour ’, oe pour œ, EUR pour €.",
      "Replace the character in the element reported (<intitule-formation>, <ligne>, <extra>…): ' for ’, oe for œ, EUR for €."
    ), source: .edofKit,
    triggering: Example(edof: "intitule-formation = L’œuvre") { $0.intituleFormation = "L’œuvre" },
    repaired: { $0.intituleFormation = "L'oeuvre" },
    passing: Example(edof: "intitule-formation = L'été à 5 %") { $0.intituleFormation = "L'été à 5 %" },
    check: { context in
      // Of an offer of LHEO it is said that it cannot be written.
      if context.gaps != nil { return }
      context.forEachEdofText { view, text in
        if EdofCharacters.fit(text) { return }
        let controls = EdofCharacters.controls(in: text)
        let misfits = EdofCharacters.fitted(text, transliterates: false).misfits.filter { !controls.contains($0) }
        if misfits.isEmpty { return }
        context.report(
          at: view, found: misfits.map(\.shownWithNumber).joined(separator: ", "),
          expected: Text("des caractères d'ISO-8859-1", "characters of ISO-8859-1"))
      }
    })
}

extension Text {
  /// The code that was meant, where that can be told, or else all that there are.
  fileprivate static func code(like text: String, of codes: Set<String>) -> Text {
    let sorted = codes.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    if let meant = sorted.first(where: { $0 == text.uppercased() }) { return Text(verbatim: meant) }
    let all = sorted.joined(separator: ", ")
    guard let near = Nearest.match(text.uppercased(), in: sorted) else { return Text(verbatim: all) }
    return Text("\(near) ? Codes : \(all)", "\(near)? Codes: \(all)")
  }
}

extension RuleContext {
  fileprivate func reportUnknown(_ element: some AttributedElement, _ info: String?, _ known: [String]) {
    let near = Nearest.match(info ?? "", in: known)
    report(at: element, found: info ?? "", expected: Text(verbatim: near ?? known.joined(separator: ", ")))
  }
}
