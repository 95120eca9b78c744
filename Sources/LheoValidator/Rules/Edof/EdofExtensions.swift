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
    message: Text("Ce n'est pas un nombre.", "This is not a number."),
    why: Text(
      "Le schéma ne regarde pas les montants, les taux et les durées ; un programme ne peut pas lire celui-ci.",
      "The schema does not look at amounts, rates and durations; a program cannot read this one."),
    repair: Text(
      "Écrivez <extra> en chiffres, avec un point : 600.60.", "Write <extra> in digits, with a dot: 600.60."),
    source: .edofKit,
    triggering: Example(edof: "taux-tva = vingt") { $0.action.extras[0][deep: "taux-tva"] = "vingt" },
    Example(edof: "frais-ht = 1000,00") { $0.action.extras[0][deep: "frais-ht"] = "1000,00" },
    Example(edof: "duree-apprentissage = 470 h") { $0.action.extras[0][deep: "duree-apprentissage"] = "470 h" },
    repaired: {
      $0.action.extras[0][deep: "taux-tva"] = "20.0"
      $0.action.extras[0][deep: "frais-ht"] = "1000.00"
      $0.action.extras[0][deep: "duree-apprentissage"] = "470"
    },
    check: { context in
      for extra in context.formation.edofExtensions {
        let text = extra.trimmedText
        if EdofVocabulary.amounts.contains(extra.info ?? ""), !text.isEdofNumber {
          context.report(at: extra, found: extra.text, expected: Text("un nombre comme 600.60", "a number like 600.60"))
        } else if extra.info == "duree-apprentissage", !text.isDigits {
          context.report(at: extra, found: extra.text, expected: Text("des heures entières", "whole hours"))
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
        let sorted = codes.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        let list = sorted.prefix(8).joined(separator: ", ") + (sorted.count > 8 ? "…" : "")
        context.report(at: extra, found: extra.text, expected: Text(verbatim: list))
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
          at: extra, found: extra.text,
          expected: Text("\(most, "caractère(s)") au plus", "at most \(most, "character(s)")"))
      }
    })

  static let edofCaracteres = edof(
    "caracteres", .warning,
    message: Text("Un caractère n'existe pas en ISO-8859-1.", "A character does not exist in ISO-8859-1."),
    why: Text(
      "EDOF veut de l'ISO-8859-1 ; personne ne sait si le portail garde une référence comme &#8217;.",
      "EDOF wants ISO-8859-1; nobody knows whether the portal keeps a reference such as &#8217;."),
    repair: Text(
      "Remplacez le caractère, par exemple dans <intitule-formation> : ' pour ’, oe pour œ, EUR pour €.",
      "Replace the character, for example in <intitule-formation>: ' for ’, oe for œ, EUR for €."), source: .edofKit,
    triggering: Example(edof: "intitule-formation = L’œuvre") { $0.intituleFormation = "L’œuvre" },
    repaired: { $0.intituleFormation = "L'oeuvre" },
    passing: Example(edof: "intitule-formation = L'été à 5 %") { $0.intituleFormation = "L'été à 5 %" },
    check: { context in
      // Of an offer of LHEO it is said that it cannot be written.
      if context.gaps != nil { return }
      let buffer = ElementBuffer()
      context.formation.encode(into: buffer)
      withExtendedLifetime(buffer) {
        for view in buffer.root.elements {
          let misfits = EdofCharacters.fitted(view.text, transliterates: false).misfits
          if misfits.isEmpty { continue }
          context.report(
            at: view, found: misfits.map(\.shownWithNumber).joined(separator: ", "),
            expected: Text("des caractères d'ISO-8859-1", "characters of ISO-8859-1"))
        }
      }
    })
}

extension RuleContext {
  fileprivate func reportUnknown(_ element: some AttributedElement, _ info: String?, _ known: [String]) {
    report(at: element, found: info ?? "", expected: Text(verbatim: known.joined(separator: ", ")))
  }
}
