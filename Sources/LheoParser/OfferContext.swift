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
  /// The body responsible for the offer.
  public var organisme: OrganismeContext?

  /// No offer.
  public init() {}

  /// The offer around an element, the element itself included.
  public init(around view: ElementView) {
    var current: ElementView? = view
    while let element = current {
      switch element.element {
      case Element.session?: session = element.text(of: .numero)
      case Element.action?: action = element.text(of: .numero)
      case Element.formation?:
        formation = element.text(of: .numero)
        intitule = element.child(.intituleFormation)?.trimmedText
        organisme = OrganismeContext(of: element)
      case Element.resumeOffre?:
        formation = element.text(of: .numero)
        intitule = element.child(.intituleFormation)?.trimmedText
      default: break
      }
      current = element.parent
    }
  }
}

/// The body responsible for an offer (`organisme-formation-responsable`): who is to repair it, and how to reach them.
public struct OrganismeContext: Sendable, Hashable {
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
    siret = organisme.child(.siretOrganismeFormation)?.child(.siret)?.trimmedText
    nom = organisme.child(.nomOrganisme)?.trimmedText
    courriel =
      formation.child(.contactFormation)?.courriel ?? organisme.child(.coordonneesOrganisme)?.courriel
      ?? organisme.child(.contactOrganisme)?.courriel
  }
}

extension ElementView {
  fileprivate var courriel: String? { child(.coordonnees)?.child(.courriel)?.trimmedText }
}
