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
  package init(around view: ElementView) { self.init(around: view, in: nil) }

  /// The offer around an element; what is known of the offer as a whole is taken from another context in it.
  package init(around view: ElementView, in offer: OfferContext?) {
    var current: ElementView? = view
    while let element = current {
      switch element.element {
      case Element.session?: session = element.numero
      case Element.action?: action = element.numero
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

  fileprivate var numero: String? { text(of: .numero)?.cut(to: 300) }

  fileprivate var courriel: String? { child(.coordonnees)?.child(.courriel)?.shownText }
}
