import LheoModel

/// The offer, action and session that an element stands in: what a person needs to find it again.
public struct OfferContext: Sendable, Hashable {
  /// The `numero` of the formation.
  public var formation: String?
  /// The title of the formation.
  public var intitule: String?
  /// The `numero` of the action.
  public var action: String?
  /// The `numero` of the session.
  public var session: String?
  /// When and where the session takes place, or the sessions of the action.
  public var place: SessionContext?
  /// The body responsible for the offer.
  public var organisme: OrganismeContext?

  /// No offer.
  public init() {}

  /// The offer around an element, the element itself included.
  package init(around view: ElementView) { self = OfferContexts().context(around: view) }

  /// The offer around an element; what is known of the offer as a whole, and of places, is taken from others.
  fileprivate init(around view: ElementView, in offer: OfferContext?, _ places: OfferContexts) {
    var current: ElementView? = view
    var slot: SlotContext?
    while let element = current {
      switch element.element {
      case Element.recrutement?: slot = SlotContext(element)
      case Element.session?:
        session = element.numero
        place = places.place(of: element) { SessionContext(session: $0) }
        place?.slot = slot
      case Element.action?:
        action = element.numero
        let whole = places.place(of: element) { SessionContext(action: $0) }
        place?.ville = whole.ville
        place = place ?? whole
      case Element.formation?, Element.resumeOffre?:
        if let offer, element.index == 0 {
          formation = offer.formation
          intitule = offer.intitule
          organisme = offer.organisme
        } else {
          formation = element.numero
          intitule = element.child(.intituleFormation)?.shownText
          organisme = element.element == .formation ? OrganismeContext(of: element) : nil
        }
      default: break
      }
      current = element.parent
    }
  }
}

/// The contexts of elements in one offer. What several of them have in common is looked for once: an offer may have as many
/// mistakes as elements.
package final class OfferContexts {
  private var offer: OfferContext?
  /// Those of sessions and actions, by the index of their element.
  private var places: [Int: SessionContext] = [:]

  /// Of an offer that is still to be seen.
  package init() {}

  /// Another offer follows.
  package func reset() {
    if offer == nil { return }
    offer = nil
    places.removeAll(keepingCapacity: true)
  }

  /// The context of an element.
  package func context(around view: ElementView) -> OfferContext {
    let root = ElementView(storage: view.storage, index: 0)
    let offer = offer ?? OfferContext(around: root, in: nil, self)
    self.offer = offer
    return view.index == 0 ? offer : OfferContext(around: view, in: offer, self)
  }

  fileprivate func place(of view: ElementView, _ find: (ElementView) -> SessionContext) -> SessionContext {
    if let known = places[view.index] { return known }
    let found = find(view)
    places[view.index] = found
    return found
  }
}

/// When and where a session takes place, or the sessions of an action: by what people know them.
public struct SessionContext: Sendable, Hashable, Codable {
  /// The first day in ISO 8601; `nil` where it is unknown or the action has several sessions.
  public var debut: String?
  /// The last day.
  public var fin: String?
  /// The town of the (first) place of training.
  public var ville: String?
  /// The sessions of the action, for what concerns all of them.
  public var sessions: [NamedSession] = []
  /// How many sessions the action has; 1 within a session.
  public var sessionCount: Int { sessions.isEmpty ? 1 : sessions.count }
  /// The recruitment, for what is in one.
  public var slot: SlotContext?

  /// One of the sessions of an action.
  public struct NamedSession: Sendable, Hashable, Codable {
    /// Its `numero`.
    public var numero: String?
    /// The first day in ISO 8601.
    public var debut: String?
    /// The last day.
    public var fin: String?

    /// A session from its parts.
    public init(numero: String?, debut: String? = nil, fin: String? = nil) {
      self.numero = numero
      self.debut = debut
      self.fin = fin
    }
  }

  /// A session from its parts.
  public init(debut: String? = nil, fin: String? = nil, ville: String? = nil) {
    self.debut = debut
    self.fin = fin
    self.ville = ville
  }

  init(session: ElementView) {
    debut = session.day(.debut)
    fin = session.day(.fin)
  }

  init(action: ElementView) {
    let all = action.children.filter { $0.element == .session }
    if all.count == 1 { self.init(session: all[0]) } else { self.init() }
    sessions = all.map { NamedSession(numero: $0.numero, debut: $0.day(.debut), fin: $0.day(.fin)) }
    ville = Self.ville(of: action)
  }

  private static func ville(of action: ElementView) -> String? {
    action.child(.lieuDeFormation)?.child(.coordonnees)?.child(.adresse)?.child(.ville)?.shownText
  }
}

/// A recruitment of a session, by what people know it by.
public struct SlotContext: Sendable, Hashable, Codable {
  /// What the table of codes says of its modality.
  public var modalite: String?
  /// The first day in ISO 8601.
  public var debut: String?
  /// The last day.
  public var fin: String?

  init(_ recrutement: ElementView) {
    let modalite = recrutement.child(.modaliteRecrutement)
    self.modalite = modalite?.trimmedText.flatMap { modalite?.element?.definition.codeTable?.label(of: $0) }
    debut = recrutement.day(.debut)
    fin = recrutement.day(.fin)
  }
}

/// The body responsible for an offer (`organisme-formation-responsable`): who is to repair it, and how to reach them.
public struct OrganismeContext: Sendable, Hashable, Codable {
  /// The SIRET.
  public var siret: String?
  /// The name (`nom-organisme`).
  public var nom: String?
  /// The e-mail address of the offer's contact, or else of the body itself.
  public var courriel: String?

  /// A body from its parts.
  public init(siret: String?, nom: String?, courriel: String?) {
    self.siret = siret
    self.nom = nom
    self.courriel = courriel
  }

  init?(of formation: ElementView) {
    guard let organisme = formation.child(.organismeFormationResponsable) else { return nil }
    siret = formation.responsibleSIRET?.shownText
    nom = organisme.child(.nomOrganisme)?.shownText
    courriel =
      formation.child(.contactFormation)?.courriel ?? organisme.child(.coordonneesOrganisme)?.courriel
      ?? organisme.child(.contactOrganisme)?.courriel
  }
}

extension ElementView {
  /// The SIRET of the body that is responsible for an offer, as it stands there.
  package var responsibleSIRET: ElementView? {
    child(.organismeFormationResponsable)?.child(.siretOrganismeFormation)?.child(.siret)
  }
}

extension ElementView {
  /// The text as reports show it with every finding: as long as LHEO lets a title be.
  fileprivate var shownText: String? { trimmedText?.cut(to: 300) }

  /// A day of the period, in ISO 8601.
  fileprivate func day(_ element: Element) -> String? {
    let date = child(.periode)?.child(element)?.trimmedText.flatMap { PartialDate($0) }
    return date.flatMap { $0.isUnknown ? nil : $0.isoText }
  }

  fileprivate var numero: String? { text(of: .numero)?.cut(to: 300) }

  fileprivate var courriel: String? { child(.coordonnees)?.child(.courriel)?.shownText }
}
