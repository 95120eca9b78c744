import ArgumentParser
import LheoModel
import LheoOperations
import LheoTables

/// The search of OFeli as options.
struct QueryArguments: ParsableArguments {
  @Option(
    help: .said(
      "Des numéros d'offres, d'actions ou de sessions : '14_*;15_123S', * pour n'importe quoi, plusieurs avec un point-virgule.",
      "Numbers of offers, actions or sessions: '14_*;15_123S', * for anything, several with ;.", value: "motif",
      "pattern"))
  var numero: String?

  @Option(
    help: .said(
      "Des mots qui sont tous dans l'intitulé, l'objectif, le contenu ou les noms des organismes, quels que soient casse et accents.",
      "Words that all stand in title, objective, content or names of bodies, whatever case and accents.", value: "mots",
      "words"))
  var texte: String?

  @Option(
    help: .said(
      "Des mots qui sont tous dans l'intitulé.",
      "Words that all stand in the title.", value: "mots", "words"))
  var intitule: String?

  @Option(
    help: .said(
      "L'état du recrutement : ouvert, ferme, suspendu ; peut être répété.",
      "The state of recruitment: ouvert, ferme, suspendu; may be repeated.", value: "état", "state"))
  var etat: [String] = []

  @Option(
    help: .said(
      "Des codes postaux du lieu : '50*;14000'.",
      "Postcodes of the place: '50*;14000'.", value: "motif", "pattern"))
  var codePostal: String?

  @Option(
    help: .said(
      "Un département du lieu, comme 50 ou Manche ; peut être répété.",
      "A department of the place, such as 50 or Manche; may be repeated.", value: "code"))
  var departement: [String] = []

  @Option(
    help: .said(
      "Une région du lieu, comme 28 ou Normandie ; peut être répété.",
      "A region of the place, such as 28 or Normandie; may be repeated.", value: "code"))
  var region: [String] = []

  @Option(
    help: .said(
      "Le SIRET ou des mots du nom de l'organisme responsable.",
      "SIRET or words of the name of the responsible body.", value: "mots", "words"))
  var organismeResponsable: String?

  @Option(
    help: .said(
      "Le SIRET ou des mots du nom d'un organisme formateur.",
      "SIRET or words of the name of a training body.", value: "mots", "words"))
  var organismeFormateur: String?

  @Option(
    help: .said(
      "Le niveau demandé à l'entrée, un code ou des mots de son libellé ; peut être répété.",
      "The level that is needed, a code or words of its meaning; may be repeated.", value: "code"))
  var niveauEntree: [String] = []

  @Option(
    help: .said(
      "Le niveau atteint à la sortie, un code ou des mots de son libellé ; peut être répété.",
      "The level that is reached, a code or words of its meaning; may be repeated.", value: "code")
  )
  var niveauSortie: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: .said(
      "Les sessions qui commencent entre deux jours : AAAA-MM-JJ AAAA-MM-JJ.",
      "Sessions that start between two days: AAAA-MM-JJ AAAA-MM-JJ.", value: "jours", "days"))
  var debutEntre: [Day] = []

  @Option(
    parsing: .upToNextOption,
    help: .said(
      "Les sessions qui finissent entre deux jours : AAAA-MM-JJ AAAA-MM-JJ.",
      "Sessions that end between two days: AAAA-MM-JJ AAAA-MM-JJ.", value: "jours", "days"))
  var finEntre: [Day] = []

  @Option(
    help: .said(
      "Le FORMACODE du domaine : '224*'.",
      "FORMACODE of the field: '224*'.", value: "motif", "pattern"))
  var formacode: String?

  @Option(
    help: .said(
      "Le code ROME des métiers : 'F1*'.",
      "ROME code of the professions: 'F1*'.", value: "motif", "pattern"))
  var rome: String?

  @Option(
    help: .said(
      "Le code RNCP, avec ou sans RNCP.",
      "RNCP code, with or without RNCP.", value: "motif", "pattern"))
  var rncp: String?

  @Flag(
    inversion: .prefixedNo,
    help: .said(
      "Les offres qui mènent à une certification ; ou celles qui n'y mènent pas.",
      "Offers that lead to a certification; or that do not."))
  var certifiante: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: .said(
      "Les actions à distance, au moins en partie ; ou sur place.",
      "Actions at a distance, at least in part; or on site."))
  var aDistance: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: .said(
      "Les sessions pour apprentis ; ou pour d'autres.",
      "Sessions for apprentices; or for others."))
  var apprentissage: Bool?

  @Option(
    help: .said(
      "Qui finance, un code ou des mots de son libellé ; peut être répété.",
      "Who pays, a code or words of its meaning; may be repeated.", value: "code"))
  var financeur: [String] = []

  @Option(
    help: .said(
      "Le numéro du marché, dans les extensions de l'action.",
      "The number of the contract, in the extensions of the action.", value: "motif", "pattern"))
  var marche: String?

  @Option(
    help: .said(
      "Les offres modifiées depuis un jour, AAAA-MM-JJ.",
      "Offers that have changed since a day, AAAA-MM-JJ.", value: "jour", "day"))
  var modifieDepuis: Day?

  @Option(
    name: .customLong("where"),
    help: .said(
      "Une condition, comme celle de convert --where.",
      "A condition, as of convert --where.", value: "condition"))
  var condition: String?

  func validate() throws { _ = try criteria() }

  /// The search; names in its condition are first those of the columns of a table.
  func query(_ table: Table) throws -> OfferQuery {
    var query = try criteria()
    query.condition = try condition.map { try Condition(option: $0, table) }
    return query
  }

}
