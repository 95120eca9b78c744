import LheoModel
import LheoParser
import LheoSchema

/// The rules of the `schema/` family: what the LHEO schema itself demands.
public enum SchemaRule: String, CaseIterable, Sendable {
  /// A mandatory element is missing.
  case elementManquant = "schema/element-manquant"
  /// An element stands where it may not.
  case elementInattendu = "schema/element-inattendu"
  /// An element occurs too often.
  case elementEnTrop = "schema/element-en-trop"
  /// A text is too short or too long.
  case longueur = "schema/longueur"
  /// A code is not in its table.
  case valeur = "schema/valeur"
  /// A number, date or identifier is not written as it should.
  case format = "schema/format"
  /// An attribute that the element does not have.
  case attribut = "schema/attribut"
  /// Text among elements.
  case texteInattendu = "schema/texte-inattendu"
  /// An element in another namespace than LHEO's.
  case espaceDeNoms = "schema/espace-de-noms"
  /// An offer that cannot be read, in a feed of which the others can.
  case illisible = "schema/illisible"
  /// The feed is in an earlier version of LHEO.
  case versionAncienne = "schema/version-ancienne"
  /// The file is in another encoding than the portal of its dialect wants.
  case encodage = "schema/encodage"

  /// The rule that a violation breaks.
  public init(_ kind: SchemaViolation.Kind) {
    switch kind {
    case .missing, .missingOneOf: self = .elementManquant
    case .unexpected, .notInDialect, .misplaced: self = .elementInattendu
    case .tooMany: self = .elementEnTrop
    case .namespace: self = .espaceDeNoms
    case .earlierVersion: self = .versionAncienne
    case .encoding: self = .encodage
    case .unexpectedText: self = .texteInattendu
    case .length: self = .longueur
    case .code: self = .valeur
    case .number, .date, .digits, .attributeFormat, .duplicateID, .unresolvedReference: self = .format
    case .attribute, .missingAttribute, .schemaType, .schemaNil: self = .attribut
    }
  }

  /// What the rule is about.
  public func title(in language: Language) -> String {
    switch self {
    case .elementManquant: language("Élément obligatoire absent", "Mandatory element missing")
    case .elementInattendu: language("Élément inattendu ou mal placé", "Element unexpected or out of place")
    case .elementEnTrop: language("Élément répété trop souvent", "Element repeated too often")
    case .longueur: language("Texte trop court ou trop long", "Text too short or too long")
    case .valeur: language("Code absent de sa table", "Code not in its table")
    case .format: language("Nombre, date ou identifiant mal écrit", "Number, date or identifier badly written")
    case .attribut: language("Attribut non prévu", "Unknown attribute")
    case .texteInattendu: language("Texte hors d'un élément de texte", "Text outside a text element")
    case .espaceDeNoms: language("Mauvais espace de noms", "Wrong namespace")
    case .illisible: language("Offre illisible", "Unreadable offer")
    case .versionAncienne: language("Version ancienne de LHEO", "Earlier version of LHEO")
    case .encodage: language("Autre encodage que celui d'EDOF", "Another encoding than EDOF's")
    }
  }

  /// How bad it is, unless configured otherwise: whether the portal refuses another encoding is not known for sure.
  var severity: Severity { self == .encodage ? .warning : .error }
}

extension Finding {
  /// The finding that an offer makes which cannot be read.
  init(_ offer: BrokenOffer, path: String, in language: Language) {
    self.init(
      rule: SchemaRule.illisible.rawValue, severity: .error,
      message: language("Cette offre est illisible : ", "This offer cannot be read: ")
        + offer.error.message(in: language),
      fix: language(
        "Corrigez l'XML de l'offre à cette ligne ; les autres offres ont été jugées.",
        "Correct the XML of the offer at this line; the other offers have been judged."),
      formFix: FormRepair.reportToCarif.text(language), element: Element.formation.name, path: path,
      line: offer.error.line ?? 0, column: offer.error.column ?? 0, formation: offer.numero, intitule: offer.intitule,
      source: language("XML 1.0, document bien formé", "XML 1.0, well-formed document"))
  }

  /// The finding that a violation of the schema makes.
  public init(_ violation: SchemaViolation, in language: Language) {
    let texts = SchemaTexts(violation: violation, language: language)
    self.init(
      rule: SchemaRule(violation.kind).rawValue, severity: .error, message: texts.message,
      formMessage: SchemaTexts(violation: violation, language: language, namesElements: false).message, fix: texts.fix,
      formFix: texts.formFix,
      value: violation.found, expected: texts.expected, formExpected: texts.formExpected,
      element: violation.elementName, path: violation.path,
      line: Int(violation.position.line), column: Int(violation.position.column), formation: violation.offer.formation,
      intitule: violation.offer.intitule, action: violation.offer.action, session: violation.offer.session,
      place: violation.offer.place, organisme: violation.offer.organisme,
      source: SchemaRule(violation.kind) == .encodage
        ? Text.encodage(language)
        : language(
          "Schéma \(violation.dialect.written.name), élément « \(violation.elementName) »",
          "\(violation.dialect.written.name) schema, element “\(violation.elementName)”"))
  }
}
