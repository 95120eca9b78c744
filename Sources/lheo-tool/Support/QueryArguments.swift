import ArgumentParser
import LheoModel
import LheoOperations
import LheoTables
import LheoValidator

extension EtatRecrutement {
  /// `ouvert`, `ferme` or `suspendu`.
  init?(name: String) {
    switch name.lowercased() {
    case "ouvert": self = .ouvert
    case "ferme", "fermé": self = .ferme
    case "suspendu": self = .suspendu
    default: return nil
    }
  }
}

/// The search of OFeli as options.
struct QueryArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Numbers of offers, actions or sessions: '14_*;15_123S', * for anything, several with ;.", valueName: "pattern"))
  var numero: String?

  @Option(
    help: ArgumentHelp(
      "Words that all stand in title, objective, content or names of bodies, whatever case and accents.",
      valueName: "words"))
  var texte: String?

  @Option(help: ArgumentHelp("Words that all stand in the title.", valueName: "words"))
  var intitule: String?

  @Option(help: ArgumentHelp("The state of recruitment: ouvert, ferme, suspendu; may be repeated.", valueName: "state"))
  var etat: [String] = []

  @Option(help: ArgumentHelp("Postcodes of the place: '50*;14000'.", valueName: "pattern"))
  var codePostal: String?

  @Option(help: ArgumentHelp("A department of the place, such as 50 or Manche; may be repeated.", valueName: "code"))
  var departement: [String] = []

  @Option(
    help: ArgumentHelp(
      "A region of the place, such as 28 or Normandie; may be repeated.", valueName: "code"))
  var region: [String] = []

  @Option(help: ArgumentHelp("SIRET or words of the name of the responsible body.", valueName: "words"))
  var organismeResponsable: String?

  @Option(help: ArgumentHelp("SIRET or words of the name of a training body.", valueName: "words"))
  var organismeFormateur: String?

  @Option(
    help: ArgumentHelp("The level that is needed, a code or words of its meaning; may be repeated.", valueName: "code"))
  var niveauEntree: [String] = []

  @Option(
    help: ArgumentHelp("The level that is reached, a code or words of its meaning; may be repeated.", valueName: "code")
  )
  var niveauSortie: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Sessions that start between two days: AAAA-MM-JJ AAAA-MM-JJ.", valueName: "days"))
  var debutEntre: [Day] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Sessions that end between two days: AAAA-MM-JJ AAAA-MM-JJ.", valueName: "days"))
  var finEntre: [Day] = []

  @Option(help: ArgumentHelp("FORMACODE of the field: '224*'.", valueName: "pattern"))
  var formacode: String?

  @Option(help: ArgumentHelp("ROME code of the professions: 'F1*'.", valueName: "pattern"))
  var rome: String?

  @Option(help: ArgumentHelp("RNCP code, with or without RNCP.", valueName: "pattern"))
  var rncp: String?

  @Flag(inversion: .prefixedNo, help: "Offers that lead to a certification; or that do not.")
  var certifiante: Bool?

  @Flag(inversion: .prefixedNo, help: "Actions at a distance, at least in part; or on site.")
  var aDistance: Bool?

  @Flag(inversion: .prefixedNo, help: "Sessions for apprentices; or for others.")
  var apprentissage: Bool?

  @Option(help: ArgumentHelp("Who pays, a code or words of its meaning; may be repeated.", valueName: "code"))
  var financeur: [String] = []

  @Option(help: ArgumentHelp("The number of the contract, in the extensions of the action.", valueName: "pattern"))
  var marche: String?

  @Option(help: ArgumentHelp("Offers that have changed since a day, AAAA-MM-JJ.", valueName: "day"))
  var modifieDepuis: Day?

  @Option(name: .customLong("where"), help: ArgumentHelp("A condition, as of convert --where.", valueName: "condition"))
  var condition: String?

  func validate() throws { _ = try criteria() }

  /// The search; names in its condition are first those of the columns of a table.
  func query(_ table: Table) throws -> OfferQuery {
    var query = try criteria()
    query.condition = try condition.map { try Condition(option: $0, table) }
    return query
  }

  private func criteria() throws -> OfferQuery {
    var query = OfferQuery()
    query.numero = numero.map(Pattern.init)
    query.texte = texte.map(TextSearch.init)
    query.intitule = intitule.map(TextSearch.init)
    for name in etat {
      guard let state = EtatRecrutement(name: name) else {
        throw UsageError(
          "« \(name) » n'est pas un état du recrutement : écrivez ouvert, ferme ou suspendu.",
          "'\(name)' is not a state of recruitment: write ouvert, ferme or suspendu.")
      }
      query.etats.insert(state)
    }
    query.codePostal = codePostal.map(Pattern.init)
    query.departements = try codes(departement, .departements)
    query.regions = try region.map(Region.named(option:))
    query.organismeResponsable = organismeResponsable.map(TextSearch.init)
    query.organismeFormateur = organismeFormateur.map(TextSearch.init)
    query.niveauxEntree = try codes(niveauEntree, .codeNiveauEntree)
    query.niveauxSortie = try codes(niveauSortie, .codeNiveauSortie)
    query.debut = try range("--debut-entre", debutEntre)
    query.fin = try range("--fin-entre", finEntre)
    query.formacode = formacode.map(Pattern.init)
    query.rome = rome.map(Pattern.init)
    query.rncp = rncp.map(Pattern.init)
    query.certifiante = certifiante
    query.aDistance = aDistance
    query.apprentissage = apprentissage
    query.financeurs = try codes(financeur, .codeFinanceur)
    query.marche = marche.map(Pattern.init)
    query.modifieDepuis = modifieDepuis?.date.dayNumber
    return query
  }

  private func codes(_ texts: [String], _ choices: ValueChoices) throws -> Set<String> {
    do {
      return try Set(texts.map(choices.code))
    } catch {
      throw UsageError(error.text)
    }
  }

  private func range(_ option: String, _ days: [Day]) throws -> ClosedRange<Int>? {
    if days.isEmpty { return nil }
    let numbers = days.compactMap(\.date.dayNumber)
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      throw UsageError(
        "\(option) prend deux jours, le premier d'abord.",
        "\(option) takes two days, the earlier one first.")
    }
    return numbers[0]...numbers[1]
  }
}

extension ValueChoices {
  fileprivate static var codeNiveauEntree: ValueChoices { ValueChoices(Element.codeNiveauEntree.definition.codeTable!) }
  fileprivate static var codeNiveauSortie: ValueChoices { ValueChoices(Element.codeNiveauSortie.definition.codeTable!) }
  fileprivate static var codeFinanceur: ValueChoices { ValueChoices(Element.codeFinanceur.definition.codeTable!) }
}
