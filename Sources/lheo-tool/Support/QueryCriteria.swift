import LheoModel
import LheoOperations
import LheoTables
import LheoValidator

extension QueryArguments {
  /// The search, without its condition.
  func criteria() throws -> OfferQuery {
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
