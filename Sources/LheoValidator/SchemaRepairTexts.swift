import LheoModel
import LheoSchema

extension SchemaTexts {
  var fix: String {
    switch violation.kind {
    case .missing(let missing):
      return language("Ajoutez <\(missing.name)>.", "Add <\(missing.name)>.")
        + (example(of: missing).map { language(" Exemple : \($0)", " Example: \($0)") } ?? "")
    case .missingOneOf(let allowed):
      let examples = allowed.compactMap { element in
        example(of: element).map { "<\(element.name)>\($0)</\(element.name)>" }
      }
      return language("Ajoutez l'un d'eux, par exemple ", "Add one of them, for example ")
        + examples.joined(separator: language(" ou ", " or ")) + "."
    case .notInDialect: return EdofPlace.of(element).text(language)
    case .unexpected(let allowed) where allowed.isEmpty:
      return language(
        "Supprimez la balise et gardez le texte ; un signe < dans un texte s'écrit &lt;.",
        "Remove the tag and keep the text; a < in a text is written &lt;.")
    case .unexpected where isSecondCode, .tooMany where isSecondCode:
      return language(
        "Gardez un seul des codes <code-RNCP>, <code-RS> et <code-CPF>.",
        "Keep exactly one of <code-RNCP>, <code-RS> and <code-CPF>.")
    case .unexpected:
      return language(
        "Supprimez-le, déplacez-le là où \(dialect.isEdof ? dialect.name : "LHEO") le prévoit, ou mettez-le dans <extras>.",
        "Remove it, move it to where \(dialect.isEdof ? dialect.name : "LHEO") has it, or put it into <extras>.")
    case .misplaced(let after, let before):
      switch (after, before) {
      case (let after?, let before?):
        return language(
          "Déplacez-le après <\(after.name)> et avant <\(before.name)>.",
          "Move it after <\(after.name)> and before <\(before.name)>.")
      case (let after?, nil): return language("Déplacez-le après <\(after.name)>.", "Move it after <\(after.name)>.")
      case (nil, let before?):
        return language("Déplacez-le avant <\(before.name)>.", "Move it before <\(before.name)>.")
      case (nil, nil): return language("Suivez l'ordre du schéma.", "Follow the order of the schema.")
      }
    case .tooMany where dialect.isEdof && element == .lieuDeFormation:
      return language("Faites une <action> par lieu.", "Make an <action> of each place.")
    case .tooMany(let maximum, _):
      return language("N'en gardez que \(maximum).", "Keep only \(maximum).")
    case .namespace:
      return language(
        "Supprimez xmlns=\"…\" de cet élément, ou écrivez xmlns=\"\(dialect.namespace)\".",
        "Remove xmlns=\"…\" from this element, or write xmlns=\"\(dialect.namespace)\".")
    case .earlierVersion:
      return language(
        "Convertissez-le en LHEO \(LheoSchema.version) : l'espace de noms devient \(LheoSchema.namespace).",
        "Convert it into LHEO \(LheoSchema.version): the namespace becomes \(LheoSchema.namespace).")
    case .encoding(let wanted):
      return language(
        "Écrivez-le en \(wanted), et dites-le à sa première ligne : encoding=\"\(wanted)\".",
        "Write it in \(wanted), and say so in its first line: encoding=\"\(wanted)\".")
    case .unexpectedText:
      return language(
        "Supprimez ce texte ou mettez-le dans l'élément voulu.",
        "Remove this text or put it into the element it belongs to.")
    case .length(0, _, _):
      return language("Renseignez-le", "Fill it in")
        + (example(of: element).map { language(", par exemple : \($0)", ", for example: \($0)") } ?? "") + "."
    case .length(let count, let minimum, _) where count < minimum:
      return language("Complétez-le : \(lengthRange).", "Complete it: \(lengthRange).")
    case .length where element == .heureDebut || element == .heureFin:
      return language("Écrivez l'heure comme 09h30.", "Write the time like 09h30.")
    case .length where fitsStripped:
      return language("Retirez les espaces avant et après le texte.", "Remove the spaces before and after the text.")
    case .length where fitsWithoutSpaces:
      return language("Retirez les espaces : \(lengthRange).", "Remove the spaces: \(lengthRange).")
    case .length: return language("Raccourcissez-le : \(lengthRange).", "Shorten it: \(lengthRange).")
    case .code(let table):
      let meanings = meanings(of: table)
      return language("Écrivez un code de la table : ", "Write a code of the table: ") + meanings
        + (meanings.hasSuffix("…") ? "" : ".")
    case .number where fitsWithoutBlanks:
      return language("Retirez les espaces.", "Remove the spaces.")
    case .number where isWholeNumber && !isBlank:
      return language("Écrivez un nombre plus petit.", "Write a smaller number.")
    case .number:
      return language("Écrivez seulement des chiffres, par exemple 12.", "Write digits only, for example 12.")
    case .date:
      return language(
        "Écrivez l'année, le mois et le jour : 20260901 pour le 1er septembre 2026.",
        "Write year, month and day: 20260901 for 1 September 2026.")
    case .digits:
      return language("Écrivez ", "Write ") + digitsExpected
        + (example(of: element).map { language(", par exemple : \($0)", ", for example: \($0)") } ?? "") + "."
    case .missingAttribute(let attribute):
      let value = attribute == .numero ? "…" : "20260901"
      return language("Ajoutez \(attribute.name)=\"\(value)\".", "Add \(attribute.name)=\"\(value)\".")
    case .attribute where dialect.isEdof:
      return language("Supprimez cet attribut.", "Remove this attribute.")
    case .attribute:
      return language(
        "Supprimez cet attribut ou placez l'information dans <extras>.",
        "Remove this attribute or put the information into <extras>.")
    case .attributeFormat(let attribute):
      return language("Corrigez l'attribut", "Correct the attribute")
        + (attribute.type == .datetime
          ? language(", par exemple 2026-09-01T08:30:00.", ", for example 2026-09-01T08:30:00.") : ".")
    case .duplicateID: return language("Donnez à chaque élément son propre id.", "Give each element an id of its own.")
    case .unresolvedReference:
      return language(
        "Corrigez idref, ou ajoutez l'élément qui porte cet id.", "Correct idref, or add the element with that id.")
    case .schemaType: return language("Supprimez xsi:type.", "Remove xsi:type.")
    case .schemaNil:
      return language(
        "Supprimez xsi:nil et renseignez l'élément, ou supprimez l'élément.",
        "Remove xsi:nil and fill the element in, or remove the element.")
    }
  }

  var expected: String? {
    switch violation.kind {
    case .missing(let missing): "<\(missing.name)>"
    case .missingOneOf(let allowed): allowed.map { "<\($0.name)>" }.joined(separator: language(" ou ", " or "))
    case .unexpected(let allowed), .notInDialect(let allowed):
      allowed.isEmpty ? language("du texte", "text") : list(allowed)
    case .misplaced(let after, let before):
      [
        after.map { language("après", "after") + " <\($0.name)>" },
        before.map { language("avant", "before") + " <\($0.name)>" },
      ]
      .compactMap { $0 }.joined(separator: language(" et ", " and "))
    case .tooMany(let maximum, _): language("\(maximum) au plus", "at most \(maximum)")
    case .namespace, .earlierVersion: dialect.namespace
    case .encoding(let wanted): wanted
    case .unexpectedText: language("des éléments", "elements")
    case .length: lengthRange
    case .code(let table): table.codesWithLabels
    case .number: language("un nombre entier", "a whole number")
    case .date: language("AAAAMMJJ", "YYYYMMDD")
    case .digits: digitsExpected
    case .missingAttribute(let attribute): attribute.name
    case .attribute(_, let allowed): allowed.map(\.name).joined(separator: ", ")
    case .attributeFormat(let attribute): typeName(attribute.type)
    case .duplicateID: language("un id unique dans le flux", "an id that is unique in the feed")
    case .unresolvedReference: language("l'id d'un élément du flux", "the id of an element of the feed")
    case .schemaType, .schemaNil: nil
    }
  }
}
