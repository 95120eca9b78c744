import LheoModel

// What is said of the rules of the schema, as rules of profiles say it of themselves.

extension SchemaRule {
  var sheet: RuleSheet {
    RuleSheet(
      id: rawValue, profile: "schema", severity: severity, blocks: [], message: words.message, why: words.why,
      repair: words.repair,
      formRepair: formRepair,
      source: self == .encodage
        ? .encodage : Text("Schéma LHEO \(LheoSchema.version)", "LHEO \(LheoSchema.version) schema"),
      needs: [], triggering: examples.triggering, passing: examples.passing, reportedAs: nil)
  }

  private var formRepair: Text {
    switch self {
    case .elementManquant, .longueur, .valeur, .format:
      Text(
        "Le constat nomme le champ du formulaire et dit quoi y saisir.",
        "The finding names the field of the form and what to type there.")
    case .elementInattendu, .elementEnTrop, .attribut, .texteInattendu, .espaceDeNoms, .versionAncienne, .illisible:
      FormRepair.reportToCarif.text
    case .encodage: FormRepair.edof.text
    }
  }

  private var words: (message: Text, why: Text, repair: Text) {
    switch self {
    case .elementManquant:
      (
        Text("Un élément obligatoire est absent.", "A mandatory element is missing."),
        Text(
          "Qui reçoit le flux refuse l'offre, ou le flux entier.",
          "Whoever receives the feed refuses the offer, or the whole feed."),
        Text(
          "Ajoutez l'élément à sa place ; le constat en donne un exemple.",
          "Add the element in its place; the finding gives an example.")
      )
    case .elementInattendu:
      (
        Text(
          "Un élément n'est pas prévu à cet endroit, ou n'est pas dans l'ordre.",
          "An element is not allowed in this place, or is out of order."),
        Text(
          "LHEO fixe les éléments et leur ordre ; une balise dans un texte en coupe la lecture.",
          "LHEO fixes elements and their order; a tag in a text cuts the text off."),
        Text(
          "Déplacez l'élément, supprimez-le, ou mettez-le dans <extras>.",
          "Move the element, remove it, or put it into <extras>.")
      )
    case .elementEnTrop:
      (
        Text("Un élément est répété trop souvent.", "An element is repeated too often."),
        Text("Seuls les premiers seraient lus.", "Only the first ones would be read."),
        Text("N'en gardez que le nombre permis.", "Keep only as many as are allowed.")
      )
    case .longueur:
      (
        Text("Un texte est vide, trop court ou trop long.", "A text is empty, too short or too long."),
        Text(
          "Un texte trop long serait coupé, un texte vide n'informe personne.",
          "A text that is too long would be cut off, an empty one informs nobody."),
        Text("Complétez ou abrégez le texte.", "Complete or shorten the text.")
      )
    case .valeur:
      (
        Text("Un code n'est pas dans sa table.", "A code is not in its table."),
        Text("Personne ne sait ce que ce code veut dire.", "Nobody knows what this code means."),
        Text(
          "Choisissez un code de la table de l'élément ; le constat les donne.",
          "Choose a code of the element's table; the finding lists them.")
      )
    case .format:
      (
        Text(
          "Un nombre, une date ou un identifiant est mal écrit.", "A number, a date or an identifier is badly written."),
        Text("Un programme ne peut pas le lire.", "A program cannot read it."),
        Text(
          "Écrivez une date AAAAMMJJ, un nombre en chiffres seulement, un id une seule fois dans le flux.",
          "Write a date as YYYYMMDD, a number in digits only, an id only once in the feed.")
      )
    case .attribut:
      (
        Text("Un attribut n'est pas prévu.", "An attribute is not allowed."),
        Text("Les attributs de LHEO sont fixés, les autres sont refusés.", "LHEO fixes attributes and refuses others."),
        Text(
          "Corrigez le nom de l'attribut ou supprimez-le.", "Correct the name of the attribute or remove it.")
      )
    case .texteInattendu:
      (
        Text("Du texte est hors d'un élément de texte.", "A text is outside a text element."),
        Text("Ce texte ne serait lu par personne.", "Nobody would read this text."),
        Text("Mettez-le dans l'élément voulu ou supprimez-le.", "Put it into the element it belongs to or remove it.")
      )
    case .espaceDeNoms:
      (
        Text(
          "Un élément n'est pas dans l'espace de noms de LHEO.", "An element is not in LHEO's namespace."),
        Text("Il n'est pas reconnu, malgré son nom.", "It is not recognised, in spite of its name."),
        Text(
          "Supprimez xmlns=\"…\" de cet élément, ou écrivez xmlns=\"\(LheoSchema.namespace)\".",
          "Remove xmlns=\"…\" from this element, or write xmlns=\"\(LheoSchema.namespace)\".")
      )
    case .illisible:
      (
        Text("Une offre est illisible.", "An offer cannot be read."),
        Text(
          "L'XML s'y interrompt : qui reçoit le flux le refuse en entier.",
          "Its XML breaks off: whoever receives the feed refuses it as a whole."),
        Text(
          "Corrigez l'XML de l'offre : balise non fermée, signe & ou < dans un texte, caractère interdit.",
          "Correct the XML of the offer: a tag that is not closed, an & or < in a text, a forbidden character.")
      )
    case .versionAncienne:
      (
        Text(
          "Le flux est dans une version ancienne de LHEO.", "The feed is in an earlier version of LHEO."),
        Text(
          "Qui attend LHEO \(LheoSchema.version) refuse le flux entier ; il est jugé ici comme s'il y était converti.",
          "Whoever expects LHEO \(LheoSchema.version) refuses the whole feed; it is judged here as if it were converted."
        ),
        Text(
          "Convertissez le flux : l'espace de noms devient \(LheoSchema.namespace), rien n'est perdu.",
          "Convert the feed: the namespace becomes \(LheoSchema.namespace), nothing is lost.")
      )
    case .encodage:
      (
        Text("Le fichier EDOF n'est pas en ISO-8859-1.", "The file of EDOF is not in ISO-8859-1."),
        Text(
          "L'exemple officiel est en ISO-8859-1 ; dans un fichier écrit autrement, le portail peut abîmer les accents.",
          "The official sample is in ISO-8859-1; in a file written otherwise the portal may spoil accents."),
        Text(
          "Écrivez le fichier en ISO-8859-1 et dites-le à sa première ligne : encoding=\"ISO-8859-1\".",
          "Write the file in ISO-8859-1 and say so in its first line: encoding=\"ISO-8859-1\".")
      )
    }
  }

  private var examples: (triggering: [Example], passing: [Example]) {
    switch self {
    case .elementManquant: ([Example("pas d'action", "no action") { $0.actions = [] }], [.unchanged])
    case .elementInattendu:
      (
        [
          Example("<strong> dans contenu-formation", "<strong> in contenu-formation") {
            $0.contenuFormation.details = .foreign("strong", namespace: LheoSchema.namespace)
          },
          Example("<commentaire> dans une offre", "<commentaire> in an offer") {
            $0.details = .foreign("commentaire", namespace: LheoSchema.namespace)
          },
        ],
        [Example("contenu-formation = R&amp;D, a &lt; b") { $0.contenuFormation = "R&D, a < b" }]
      )
    case .elementEnTrop:
      (
        [Example("six certifications") { $0.certifications = .numbered(6) }],
        [Example("cinq certifications", "five certifications") { $0.certifications = .numbered(5) }]
      )
    case .longueur:
      (
        [
          Example("intitule-formation vide", "intitule-formation empty") { $0.intituleFormation = "" },
          Example("intitule-formation de 256 caractères", "intitule-formation of 256 characters") {
            $0.intituleFormation = TextLeaf(String(repeating: "a", count: 256))
          },
        ],
        [
          Example("intitule-formation de 255 caractères", "intitule-formation of 255 characters") {
            $0.intituleFormation = TextLeaf(String(repeating: "a", count: 255))
          }
        ]
      )
    case .valeur:
      (
        [Example("etat-recrutement = 9") { $0.session.etatRecrutement = CodeLeaf("9") }],
        [Example("etat-recrutement = 2") { $0.session.etatRecrutement = CodeLeaf("2") }]
      )
    case .format:
      (
        [
          Example("debut = 01/09/2027") { $0.session.periode.debut = "01/09/2027" },
          Example("nombre-heures-total = 470 h") { $0.action.nombreHeuresTotal = "470 h" },
        ],
        [Example("debut = 20270999") { $0.session.periode.debut = "20270999" }]
      )
    case .attribut:
      (
        [Example("<session inconnu=\"1\">") { $0.session.details = .attribute("inconnu", "1") }],
        [Example("<session tag=\"1\">") { $0.session.details[.tag] = "1" }]
      )
    case .texteInattendu:
      (
        [
          Example("du texte entre deux sessions", "a text between two sessions") {
            $0.action.details.unrecognizedContent = [.text("à voir")]
          }
        ], [.unchanged]
      )
    case .espaceDeNoms:
      (
        [
          Example("<extras xmlns=\"urn:autre\">") { $0.details = .foreign("extras", namespace: "urn:autre") }
        ], [.unchanged]
      )
    // Only bytes can be unreadable, not the model of an offer.
    case .illisible: ([Example("<formation><action></formation>") { _ in }], [.unchanged])
    // What is wrong is in the root, of which an example of an offer says nothing.
    case .versionAncienne: ([Example("<lheo xmlns=\"http://www.lheo.org/2.2\">") { _ in }], [.unchanged])
    case .encodage: ([Example("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") { _ in }], [.unchanged])
    }
  }
}

extension ElementDetails {
  /// An element that LHEO has no place for.
  fileprivate static func foreign(_ name: String, namespace: String) -> ElementDetails {
    ElementDetails(
      attributes: [],
      unrecognizedContent: [
        .element(
          ForeignElement(name: QualifiedName(localName: name, namespace: namespace), content: [.text("texte")]))
      ])
  }

  /// An attribute that LHEO does not have.
  fileprivate static func attribute(_ name: String, _ value: String) -> ElementDetails {
    ElementDetails(attributes: [Attribute(.other(QualifiedName(localName: name)), value)])
  }
}

extension [Certification] {
  fileprivate static func numbered(_ count: Int) -> [Certification] {
    (0..<count).map { Certification(codeRNCP: "RNCP37277", codeCERTIFINFO: TextLeaf("11333\($0)")) }
  }
}

extension Text {
  /// Who says in what encoding EDOF is.
  static let encodage = Text(
    "Exemple de catalogue du kit XML d'EDOF, juin 2026 ; aucun texte officiel n'a été lu.",
    "Sample catalogue of EDOF's XML kit, June 2026; no official text has been read.")
}
