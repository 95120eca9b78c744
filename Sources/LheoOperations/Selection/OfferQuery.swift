import LheoModel
import LheoPipeline
import LheoTables
import LheoValidator

/// What offers are searched by, as in OFeli's search: each criterion that is given must hold, those of an action and of
/// a session for one and the same action and session.
public struct OfferQuery: Sendable {
  /// Numbers of offers, actions or sessions, with `*` for anything, several with `;`.
  public var numero: Pattern?
  /// Words that all stand in title, objective, content or the names of the bodies, whatever case and accents.
  public var texte: TextSearch?
  /// Words that all stand in the title.
  public var intitule: TextSearch?
  /// States of recruitment.
  public var etats: Set<EtatRecrutement> = []
  /// Postcodes of the places of training.
  public var codePostal: Pattern?
  /// Departments of the places of training.
  public var departements: Set<String> = []
  /// Regions of the places of training.
  public var regions: [Region] = []
  /// SIRET or words of the name of the responsible body.
  public var organismeResponsable: TextSearch?
  /// SIRET or words of the name of a training body.
  public var organismeFormateur: TextSearch?
  /// Levels that are needed.
  public var niveauxEntree: Set<String> = []
  /// Levels that are reached.
  public var niveauxSortie: Set<String> = []
  /// The first and the last day on which a session may start.
  public var debut: ClosedRange<Int>?
  /// The first and the last day on which a session may end.
  public var fin: ClosedRange<Int>?
  /// Codes of the field of training.
  public var formacode: Pattern?
  /// Codes of the professions.
  public var rome: Pattern?
  /// Codes of the certification, with or without `RNCP`.
  public var rncp: Pattern?
  /// Whether it leads to a certification.
  public var certifiante: Bool?
  /// Whether it can be followed at a distance, at least in part.
  public var aDistance: Bool?
  /// Whether it is an apprenticeship.
  public var apprentissage: Bool?
  /// Who pays.
  public var financeurs: Set<String> = []
  /// The number of the contract, in the extensions of the action.
  public var marche: Pattern?
  /// The day since which the offer has changed.
  public var modifieDepuis: Int?
  /// A condition in the language of `--where`.
  public var condition: Condition?

  /// No criterion: all offers.
  public init() {}

  /// Whether there is no criterion.
  public var isEmpty: Bool {
    let patterns = [numero, codePostal, formacode, rome, rncp, marche]
    let searches = [texte, intitule, organismeResponsable, organismeFormateur]
    let flags = [certifiante, aDistance, apprentissage]
    let sets = [departements, niveauxEntree, niveauxSortie, financeurs]
    return patterns.allSatisfy { $0 == nil } && searches.allSatisfy { $0 == nil } && flags.allSatisfy { $0 == nil }
      && sets.allSatisfy(\.isEmpty) && etats.isEmpty && regions.isEmpty && debut == nil && fin == nil
      && modifieDepuis == nil && condition == nil
  }

  // MARK: The offer

  /// A stage that keeps the offers that are searched for, and notes which; with `prunes` without the actions and sessions
  /// that are not.
  public func stage(prunes: Bool = false) -> OfferStage<Bool> {
    OfferStage {
      { buffer in
        guard let formation = found(in: buffer.root) else { return (.drop, false) }
        return (prunes ? .replace(formation) : .keep, true)
      }
    }
  }

  /// Whether the offer has something that is searched for.
  public func matches(_ offer: ElementBuffer) -> Bool { found(in: offer.root) != nil }

  /// The offer with only the actions and sessions that are searched for; `nil` if there are none.
  public func pruned(_ offer: ElementBuffer) -> Formation? { found(in: offer.root) }

  /// What is searched for in an offer. The condition must hold for the very sessions that the other criteria choose.
  private func found(in view: ElementView) -> Formation? {
    if let condition, !condition.holds(for: view) { return nil }
    var formation = Formation(decoding: view)
    guard let selected = select(in: formation) else { return nil }
    let actionViews = condition == nil ? [] : view.children.filter { $0.element == .action }
    var actions: [Action] = []
    for (index, sessions) in selected {
      var action = formation.actions[index]
      var kept = sessions.map { action.sessions[$0] }
      if let condition {
        let views = actionViews[index].children.filter { $0.element == .session }
        kept = sessions.filter { condition.holds(for: views[$0]) }.map { action.sessions[$0] }
        if kept.isEmpty, !action.sessions.isEmpty { continue }
      }
      action.sessions = kept
      actions.append(action)
    }
    if actions.isEmpty { return nil }
    formation.actions = actions
    return formation
  }

  /// The actions, by their place, with their sessions that are searched for; `nil` if there are none.
  private func select(in formation: Formation) -> [(action: Int, sessions: [Int])]? {
    guard matchesOffer(formation) else { return nil }
    let numeroIsOffers = numero?.matches(formation.numero) ?? true
    var selected: [(Int, [Int])] = []
    for (index, action) in formation.actions.enumerated() where matches(action) {
      let numeroIsActions = numeroIsOffers || numero?.matches(action.numero) ?? true
      let sessions = action.sessions.indices.filter {
        (numeroIsActions || numero?.matches(action.sessions[$0].numero) ?? true) && matches(action.sessions[$0])
      }
      if !sessions.isEmpty || action.sessions.isEmpty && !asksOfSessions && numeroIsActions {
        selected.append((index, sessions))
      }
    }
    return selected.isEmpty ? nil : selected
  }

  private var asksOfSessions: Bool { !etats.isEmpty || debut != nil || fin != nil || apprentissage != nil }

  private func matchesOffer(_ formation: Formation) -> Bool {
    let responsable = formation.organismeFormationResponsable
    let domaine = formation.domaineFormation
    return intitule.matches { [formation.intituleFormation.text] }
      && texte.matches { words(of: formation) }
      && organismeResponsable.matches {
        [responsable.nomOrganisme.text, responsable.siretOrganismeFormation.siret.text]
      }
      && organismeFormateur.matches {
        formation.actions.flatMap(\.organismesFormateurs).flatMap {
          [$0.raisonSocialeFormateur.text, $0.siretFormateur.siret.text]
        }
      }
      && niveauxEntree.allows(formation.codeNiveauEntree) && niveauxSortie.allows(formation.codeNiveauSortie)
      && formacode.matches(domaine.codesFORMACODE) && rome.matches(domaine.codesROME)
      && rncp.matches(formation.certifications.compactMap(\.codeRNCP), prefix: "RNCP")
      && certifiante.allows(formation.certifiante.code == .oui) && isChangedLateEnough(formation)
  }

  private func isChangedLateEnough(_ formation: Formation) -> Bool {
    guard let modifieDepuis else { return true }
    let dates =
      [formation.datemaj] + formation.actions.map(\.datemaj) + formation.actions.flatMap(\.sessions).map(\.datemaj)
    return dates.compactMap { $0.flatMap { PartialDate($0)?.dayNumber } }.contains { $0 >= modifieDepuis }
  }

  private func words(of formation: Formation) -> [String] {
    [
      formation.intituleFormation.text, formation.objectifFormation.text, formation.contenuFormation.text,
      formation.organismeFormationResponsable.nomOrganisme.text,
    ] + formation.actions.flatMap(\.organismesFormateurs).map(\.raisonSocialeFormateur.text)
  }

  // MARK: Its actions and sessions

  private func matches(_ action: Action) -> Bool {
    codePostal.matches(action.adresses.map(\.codepostal))
      && (departements.isEmpty || action.adresses.contains { $0.departementCode.map(departements.contains) ?? false })
      && (regions.isEmpty
        || action.adresses.contains { adresse in
          adresse.departementCode.map { code in regions.contains { $0.departements.contains(code) } } ?? false
        })
      && aDistance.allows(action.modalitesEnseignement.code != .presentiel)
      && (financeurs.isEmpty
        || action.organismesFinanceurs.contains { financeurs.contains($0.codeFinanceur.trimmedText) })
      && marche.matches(action.numerosDeMarche)
  }

  private func matches(_ session: Session) -> Bool {
    if !etats.isEmpty, !(session.etatRecrutement.map { etats.contains($0.code) } ?? false) { return false }
    if let debut, !(session.periode.debut.date?.dayNumber.map(debut.contains) ?? false) { return false }
    if let fin, !(session.periode.fin.date?.dayNumber.map(fin.contains) ?? false) { return false }
    return apprentissage.allows(session.isForApprentices)
  }
}

extension Session {
  /// Whether a cycle or alternance says that the session is for apprentices.
  package var isForApprentices: Bool {
    cycles.contains { $0.typeCycle.code == .apprentissage || $0.alternance?.typeAlternance.code == .apprentissage }
  }
}

extension Action {
  /// The addresses of the places of training.
  package var adresses: [Adresse] { lieuxDeFormation.compactMap(\.coordonnees.adresse) }

  /// Extensions of the action and its fundings that are named after the contract.
  fileprivate var numerosDeMarche: [TextLeaf] {
    (extras + organismesFinanceurs.flatMap(\.extras)).flatMap(\.extensions).filter {
      $0.info?.folded.contains("marche") ?? false
    }.map { TextLeaf($0.text) }
  }
}

extension Extras {
  /// All extensions, those in groups included, with the name that says what they are.
  fileprivate var extensions: [(info: String?, text: String)] {
    items.flatMap { item -> [(info: String?, text: String)] in
      switch item {
      case .extras(let group): group.extensions
      case .extra(let extra): [(extra.info ?? info, extra.text)]
      }
    }
  }
}

extension Optional where Wrapped == TextSearch {
  fileprivate func matches(_ texts: () -> [String]) -> Bool { map { $0.matches(texts()) } ?? true }
}

extension Optional where Wrapped == Pattern {
  fileprivate func matches<Value>(_ leaves: [Leaf<Value>], prefix: String = "") -> Bool {
    guard let pattern = self else { return true }
    return leaves.contains {
      let text = $0.trimmedText
      return pattern.matches(text) || pattern.matches(prefix + text)
        || text.hasPrefix(prefix) && pattern.matches(String(text.dropFirst(prefix.count)))
    }
  }
}

extension Optional where Wrapped == Bool {
  fileprivate func allows(_ value: Bool) -> Bool { map { $0 == value } ?? true }
}

extension Set<String> {
  fileprivate func allows<Value>(_ leaf: Leaf<Value>?) -> Bool {
    isEmpty || leaf.map { contains($0.trimmedText) } ?? false
  }
}
