import LheoModel
import LheoSchema

/// Words a violation of the schema for a person who is not an XML expert.
struct SchemaTexts {
  let violation: SchemaViolation
  let language: Language
  /// Whether elements are named, for who knows them, and not only their labels.
  var namesElements = true

  var element: Element? {
    Element(name: violation.elementName.split(separator: ":").last.map(String.init) ?? "")
  }

  func quoted(_ text: String) -> String { language("« \(text) »", "“\(text)”") }

  private func named(_ element: Element) -> String {
    namesElements ? "\(quoted(element.label)) (\(element.name))" : quoted(element.label)
  }

  var dialect: Dialect { violation.dialect.written }

  /// A plausible content of an element in the feed's dialect.
  func example(of element: Element?) -> String? {
    element.flatMap { dialect.schema.definition(of: $0)?.example }
  }

  private var subject: String { element.map(named) ?? quoted(violation.elementName) }

  func list(_ elements: [Element]) -> String {
    let names = elements.map(\.name)
    return names.count <= 8 ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + "…"
  }

  var message: String {
    let found = quoted(violation.found ?? "")
    switch violation.kind {
    case .missing(let missing) where !namesElements:
      // As the form calls it.
      let field = FormField.of(element: missing.name, path: violation.path)
      let label = field.flatMap { $0.isBlock(of: missing.name) ? nil : $0.labels.last } ?? missing.label
      return language("Il manque \(quoted(label)).", "\(quoted(label)) is missing.")
    case .missing(let missing):
      return language(
        "Il manque l'élément obligatoire \(named(missing)).", "The mandatory element \(named(missing)) is missing.")
    case .missingOneOf(let allowed):
      return language(
        "Il manque l'un des éléments \(list(allowed)).", "One of the elements \(list(allowed)) is missing.")
    case .notInDialect:
      return language(
        "\(dialect.name) n'a pas l'élément \(subject) à cet endroit.",
        "\(dialect.name) does not have \(subject) in this place.")
    case .unexpected(let allowed) where allowed.isEmpty:
      return language(
        "L'élément \(quoted(violation.elementName)) ne peut pas figurer ici : seul du texte est permis.",
        "\(quoted(violation.elementName)) may not stand here: only text is allowed.")
    case .unexpected where isSecondCode, .tooMany where isSecondCode:
      return language(
        "EDOF prend un seul code par certification : \(subject) est de trop.",
        "EDOF takes exactly one code for a certification: \(subject) is one too many.")
    case .unexpected:
      return language(
        "L'élément \(subject) n'est pas prévu à cet endroit.", "\(subject) is not allowed in this place.")
    case .misplaced:
      return language("L'élément \(subject) n'est pas à sa place.", "\(subject) is out of order.")
    case .tooMany(let maximum, let found):
      return language(
        "L'élément \(subject) figure \(found) fois, au plus \(maximum).",
        "\(subject) occurs \(found) times, at most \(maximum).")
    case .namespace(let namespace):
      let place = namespace.isEmpty ? language("aucun espace de noms", "no namespace") : quoted(namespace)
      return language(
        "L'élément \(subject) n'est pas dans l'espace de noms \(ownNamespace.fr) mais dans \(place).",
        "\(subject) is not in \(ownNamespace.en) namespace but in \(place).")
    case .earlierVersion(let dialect):
      return language(
        "Le flux est en LHEO \(dialect.version) et non \(LheoSchema.version).",
        "The feed is in LHEO \(dialect.version), not \(LheoSchema.version).")
    case .encoding(let wanted):
      return language(
        "Le fichier est en \(violation.found ?? "") et non en \(wanted).",
        "The file is in \(violation.found ?? ""), not in \(wanted).")
    case .unexpectedText:
      return language(
        "L'élément \(subject) contient le texte \(found) alors qu'il ne peut contenir que des éléments.",
        "\(subject) contains the text \(found) though it may contain elements only.")
    case .length(0, _, _): return empty
    case .length(let count, let minimum, _) where count < minimum:
      return language(
        "Le texte de \(subject) est trop court : \(characters(count)).",
        "\(subject) is too short: \(characters(count)).")
    case .length(let count, _, _):
      return language(
        "Le texte de \(subject) est trop long : \(characters(count)).", "\(subject) is too long: \(characters(count)).")
    case .code where !namesElements:
      return language("\(subject) : la valeur \(found) n'existe pas.", "\(subject): there is no value \(found).")
    case .code where labelInLHEO != nil:
      return language(
        "\(subject) : EDOF refuse le code \(found) (\(labelInLHEO!)), que LHEO prend.",
        "\(subject): EDOF refuses the code \(found), which LHEO takes.")
    case .code:
      return language("\(subject) : le code \(found) n'existe pas.", "\(subject): there is no code \(found).")
    case .number where isBlank, .date where isBlank: return empty
    case .number where fitsWithoutBlanks:
      return language("\(subject) : \(found) contient une espace.", "\(subject): \(found) has spaces in it.")
    case .number where isWholeNumber:
      return language("\(subject) : \(found) est un nombre trop grand.", "\(subject): \(found) is too large a number.")
    case .number:
      return language(
        "\(subject) : \(found) n'est pas un nombre entier.", "\(subject): \(found) is not a whole number.")
    case .date where !namesElements:
      return language("\(subject) : \(found) n'est pas une date.", "\(subject): \(found) is not a date.")
    case .date:
      return language(
        "\(subject) : \(found) n'est pas une date AAAAMMJJ.", "\(subject): \(found) is not a date YYYYMMDD.")
    case .digits where isBlank: return language("L'élément \(subject) est vide.", "\(subject) is empty.")
    case .digits:
      return language(
        "\(subject) : \(found) n'est pas écrit comme \(dialect.name) le veut.",
        "\(subject): \(found) is not written as \(dialect.name) wants it.")
    case .missingAttribute(let attribute):
      return language(
        "L'élément \(subject) n'a pas l'attribut obligatoire \(quoted(attribute.name)).",
        "\(subject) does not have the mandatory attribute \(quoted(attribute.name)).")
    case .attribute(let name, _):
      return language(
        "L'élément \(subject) ne peut pas porter l'attribut \(quoted(name)).",
        "\(subject) may not have the attribute \(quoted(name)).")
    case .attributeFormat(let attribute):
      return language(
        "\(subject) : l'attribut \(quoted(attribute.name)) vaut \(found), ce qui n'est pas \(typeName(attribute.type)).",
        "\(subject): the attribute \(quoted(attribute.name)) is \(found), which is not \(typeName(attribute.type)).")
    case .duplicateID(let line):
      return language(
        "L'identifiant id=\(found) est déjà celui d'un élément de la ligne \(line).",
        "The identifier id=\(found) is that of an element on line \(line) already.")
    case .unresolvedReference:
      return language(
        "L'attribut idref=\(found) ne désigne aucun élément du flux.",
        "The attribute idref=\(found) names no element of the feed.")
    case .schemaType:
      return language(
        "\(subject) : xsi:type=\(found) est impossible ici.", "\(subject): xsi:type=\(found) is impossible here.")
    case .schemaNil:
      return language(
        "L'élément \(subject) ne peut pas être déclaré vide par xsi:nil.",
        "\(subject) may not be declared empty by xsi:nil.")
    }
  }

  private var empty: String {
    namesElements
      ? language("L'élément \(subject) est vide.", "\(subject) is empty.")
      : language("\(subject) est vide.", "\(subject) is empty.")
  }

  /// Whose the namespace of the feed is.
  private var ownNamespace: (fr: String, en: String) {
    dialect.isEdof ? ("d'EDOF", "EDOF's") : ("de LHEO", "LHEO's")
  }

  var digitsExpected: String {
    guard case .digits(let prefix, let isOptional, let minimum, let maximum) = violation.kind else { return "" }
    if isOptional {
      return language(
        "des chiffres, après un \(prefix) facultatif, sans espace ni point (\(minimum) à \(maximum) caractères)",
        "digits, after an optional \(prefix), without spaces or dots (\(minimum) to \(maximum) characters)")
    }
    return language(
      "\(prefix) suivi de chiffres, sans espace (\(minimum) à \(maximum) caractères)",
      "\(prefix) followed by digits, without spaces (\(minimum) to \(maximum) characters)")
  }

  var isBlank: Bool { violation.found?.isBlank ?? true }

  /// Whether what was found is digits, with or without a sign.
  var isWholeNumber: Bool {
    let digits = (violation.found ?? "").stripped.drop { $0 == "-" || $0 == "+" }
    return !digits.isEmpty && digits.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "…" }
  }

  /// What a code means that LHEO has and EDOF does not.
  private var labelInLHEO: String? {
    guard dialect.isEdof, case .code = violation.kind, let found = violation.found?.stripped else { return nil }
    return element?.definition.codeTable?.entries.first { $0.code == found }?.label
  }

  /// Whether it is a second code of a certification of EDOF.
  var isSecondCode: Bool {
    dialect.isEdof && [.codeRNCP, .codeRS, .codeCPF].contains(element) && violation.path.contains("/certification")
  }

  /// Whether a number is refused for the spaces in it, no-break ones too.
  var fitsWithoutBlanks: Bool {
    let found = violation.found ?? ""
    let digits = found.filter { !$0.isWhitespace }
    return digits.count < found.stripped.count || found.contains("\u{A0}") || found.contains("\u{202F}")
      ? !digits.isEmpty && digits.utf8.count < 19 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } : false
  }

  /// Whether a text is too long only because of the spaces around it.
  var fitsStripped: Bool {
    guard case .length(let count, _, let maximum?) = violation.kind, count > maximum, count < 60 else { return false }
    return (violation.found ?? "").stripped.unicodeScalars.count <= maximum
  }

  /// Whether a number such as a SIRET is too long only because of the spaces, no-break ones too, between its digits.
  var fitsWithoutSpaces: Bool {
    guard case .length(let count, let minimum, let maximum?) = violation.kind, count > maximum, count < 60 else {
      return false
    }
    let digits = (violation.found ?? "").unicodeScalars.filter { !$0.properties.isWhitespace }
    return (minimum...maximum).contains(digits.count) && digits.allSatisfy { ("0"..."9").contains($0) }
  }

  /// The first codes of a table and what they mean; all of a short one.
  func meanings(of table: CodeTable) -> String {
    let shown = table.entries.count <= 6 ? table.entries[...] : table.entries.prefix(5)
    return shown.map { "\($0.code) (\($0.label))" }.joined(separator: ", ") + (table.entries.count > 6 ? "…" : "")
  }

  var lengthRange: String {
    guard case .length(_, let minimum, let maximum) = violation.kind else { return "" }
    switch (minimum, maximum) {
    case (let minimum, let maximum?) where minimum == maximum: return characters(maximum)
    case (0, let maximum?): return language("\(maximum, "caractère(s)") au plus", "at most \(maximum, "character(s)")")
    case (let minimum, let maximum?):
      return language("de \(minimum) à \(characters(maximum))", "\(minimum) to \(characters(maximum))")
    case (let minimum, nil):
      return language("\(minimum, "caractère(s)") au moins", "at least \(minimum, "character(s)")")
    }
  }

  private func characters(_ count: Int) -> String {
    if element == .siret { return language("\(count, "chiffre(s)")", "\(count, "digit(s)")") }
    return language("\(count, "caractère(s)")", "\(count, "character(s)")")
  }

  func typeName(_ type: AttributeType) -> String {
    switch type {
    case .string: language("un texte", "a text")
    case .id:
      language(
        "un identifiant (lettre, puis lettres, chiffres, - ou _)",
        "an identifier (a letter, then letters, digits, - or _)")
    case .idref: language("une référence à un identifiant", "a reference to an identifier")
    case .datetime: language("une date et heure AAAA-MM-JJThh:mm:ss", "a date and time AAAA-MM-JJThh:mm:ss")
    case .anyuri: language("une adresse (URI)", "an address (URI)")
    }
  }
}
