import LheoModel

extension Table {
  /// The table of that name.
  public static func named(_ name: String) -> Table? { all.first { $0.name == name } }

  /// All tables.
  public static let all: [Table] = [
    formations, actions, sessions, recrutements, lieux, organismes, certifications, financeurs, contacts, cycles, blocs,
    extras,
  ]

  private static let formationKeys = [
    "formation_id=#formation", "formation_numero=formation/@numero", "intitule=formation/intitule-formation",
  ]
  /// The place of a row among its siblings.
  private static let rang = "rang=#rank"
  private static let actionKeys = formationKeys + ["action_id=#action", "action_numero=action/@numero"]
  private static let sessionKeys = actionKeys + ["session_id=#session", "session_numero=session/@numero"]
  private static let organisme = [
    "organisme_siret=formation/organisme-formation-responsable/SIRET-organisme-formation/SIRET",
    "organisme_nom=formation/organisme-formation-responsable/nom-organisme",
  ]
  private static let place = [
    "lieu_nom=action/lieu-de-formation/coordonnees/nom",
    "lieu_codepostal=action/lieu-de-formation/coordonnees/adresse/codepostal",
    "lieu_ville=action/lieu-de-formation/coordonnees/adresse/ville",
    "lieu_code_insee=action/lieu-de-formation/coordonnees/adresse/code-INSEE-commune",
    "lieu_latitude=action/lieu-de-formation/coordonnees/adresse/geolocalisation/latitude",
    "lieu_longitude=action/lieu-de-formation/coordonnees/adresse/geolocalisation/longitude",
  ]

  /// What the other columns of an address leave out.
  private static func address(_ prefix: String, _ path: String) -> [String] {
    [
      "\(prefix)departement=\(path)/departement", "\(prefix)region=\(path)/region", "\(prefix)pays=\(path)/pays",
      "\(prefix)latitude=\(path)/geolocalisation/latitude", "\(prefix)longitude=\(path)/geolocalisation/longitude",
    ]
  }

  private static let formations = Table(
    "formations", Text("une offre (formation)", "an offer (formation)"), rows: .formation, around: [],
    columns: formationKeys + [
      rang, "datecrea=formation/@datecrea", "datemaj=formation/@datemaj",
      "certifiante=formation/certifiante", "certifiante_libelle=formation/certifiante:label",
      "rncp=formation/certification/code-RNCP", "rs=formation/certification/code-RS",
      "certifinfo=formation/certification/code-CERTIFINFO",
      "formacode=formation/domaine-formation/code-FORMACODE",
      "formacode_version=formation/domaine-formation/code-FORMACODE/@ref",
      "nsf=formation/domaine-formation/code-NSF", "rome=formation/domaine-formation/code-ROME",
      "niveau_entree=formation/code-niveau-entree", "niveau_entree_libelle=formation/code-niveau-entree:label",
      "niveau_sortie=formation/code-niveau-sortie", "niveau_sortie_libelle=formation/code-niveau-sortie:label",
      "objectif_general=formation/objectif-general-formation",
      "objectif_general_libelle=formation/objectif-general-formation:label",
      "parcours=formation/parcours-de-formation", "parcours_libelle=formation/parcours-de-formation:label",
    ] + organisme + [
      "organisme_raison_sociale=formation/organisme-formation-responsable/raison-sociale",
      "organisme_numero_activite=formation/organisme-formation-responsable/numero-activite",
      "url=formation/url-formation/urlweb", "objectif=formation/objectif-formation",
      "resultats=formation/resultats-attendus", "contenu=formation/contenu-formation",
    ])

  private static let actions = Table(
    "actions", Text("une action (action)", "an action (action)"), rows: .action, around: [.formation],
    parent: ("formations", "formation_id"),
    columns: actionKeys + [
      rang, "modalites_enseignement=action/modalites-enseignement",
      "modalites_enseignement_libelle=action/modalites-enseignement:label",
      "entrees_sorties=action/modalites-entrees-sorties",
      "entrees_sorties_libelle=action/modalites-entrees-sorties:label",
      "rythme=action/rythme-formation", "publics=action/code-public-vise",
      "niveau_entree_obligatoire=action/niveau-entree-obligatoire", "alternance=action/modalites-alternance",
      "conditions=action/conditions-specifiques",
      "duree_centre=action/nombre-heures-centre", "duree_entreprise=action/nombre-heures-entreprise",
      "duree_totale=action/nombre-heures-total", "duree_indicative=action/duree-indicative",
      "prix_total_ttc=action/prix-total-TTC", "prix_horaire_ttc=action/prix-horaire-TTC",
      "prise_en_charge=action/prise-en-charge-frais-possible",
      "financeurs=action/organisme-financeur/code-financeur",
      "financeurs_libelles=action/organisme-financeur/code-financeur:label",
      "places_financees=action/organisme-financeur/nb-places-financees",
      "formateur_siret=action/organisme-formateur/SIRET-formateur/SIRET",
      "formateur_nom=action/organisme-formateur/raison-sociale-formateur",
    ] + place + organisme + [
      "datecrea=action/@datecrea", "datemaj=action/@datemaj", "publics_libelle=action/info-public-vise",
      "url=action/url-action/urlweb", "duree_cycle=action/duree-cycle",
      "information_adresse=action/adresse-information/adresse/ligne",
      "information_codepostal=action/adresse-information/adresse/codepostal",
      "information_ville=action/adresse-information/adresse/ville",
      "information_code_insee=action/adresse-information/adresse/code-INSEE-commune",
    ] + address("information_", "action/adresse-information/adresse") + [
      "information_date=action/date-information/date", "restauration=action/restauration",
      "hebergement=action/hebergement", "transport=action/transport", "acces_handicapes=action/acces-handicapes",
      "langue=action/langue-formation", "modalites_recrutement=action/modalites-recrutement",
      "modalites_pedagogiques=action/modalites-pedagogiques", "frais_restants=action/frais-restants",
      "perimetre=action/code-perimetre-recrutement", "perimetre_precision=action/infos-perimetre-recrutement",
      "prise_en_charge_detail=action/detail-conditions-prise-en-charge", "conventionnement=action/conventionnement",
    ])

  private static let sessions = Table(
    "sessions", Text("une session (session)", "a session (session)"), rows: .session, around: [.formation, .action],
    parent: ("actions", "action_id"),
    columns: sessionKeys + [
      rang, "debut=session/periode/debut", "fin=session/periode/fin",
      "etat_recrutement=session/etat-recrutement", "etat_recrutement_libelle=session/etat-recrutement:label",
      "modalites_recrutement=session/recrutement/modalite-recrutement",
      "places=session/recrutement/nb-places", "inscription_adresse=session/adresse-inscription/adresse/ligne",
      "inscription_codepostal=session/adresse-inscription/adresse/codepostal",
      "inscription_ville=session/adresse-inscription/adresse/ville",
      "inscription_code_insee=session/adresse-inscription/adresse/code-INSEE-commune",
      "entrees_sorties=action/modalites-entrees-sorties",
      "enseignement=action/modalites-enseignement", "enseignement_libelle=action/modalites-enseignement:label",
    ] + place + organisme + [
      "formateur_siret=action/organisme-formateur/SIRET-formateur/SIRET",
      "formateur_nom=action/organisme-formateur/raison-sociale-formateur",
      "certifiante=formation/certifiante", "rncp=formation/certification/code-RNCP",
      "rs=formation/certification/code-RS", "formacode=formation/domaine-formation/code-FORMACODE",
      "rome=formation/domaine-formation/code-ROME", "niveau_sortie=formation/code-niveau-sortie",
      "niveau_sortie_libelle=formation/code-niveau-sortie:label",
      "duree_totale=action/nombre-heures-total", "prix_total_ttc=action/prix-total-TTC",
      "financeurs=action/organisme-financeur/code-financeur", "datemaj=session/@datemaj",
      "financeurs_libelles=action/organisme-financeur/code-financeur:label",
      "publics=action/code-public-vise", "departement=action/lieu-de-formation/coordonnees/adresse:departement",
      "region=action/lieu-de-formation/coordonnees/adresse:region",
      "modalites_recrutement_libelles=session/recrutement/modalite-recrutement:label",
      "datecrea=session/@datecrea", "modalites_inscription=session/modalites-inscription",
      "inscription_debut=session/periode-inscription/periode/debut",
      "inscription_fin=session/periode-inscription/periode/fin", "url=session/url-session/urlweb",
    ] + address("inscription_", "session/adresse-inscription/adresse"))

  private static let recrutements = Table(
    "recrutements", Text("un recrutement (recrutement)", "a recruitment (recrutement)"), rows: .recrutement,
    around: [.formation, .action, .session],
    parent: ("sessions", "session_id"),
    columns: sessionKeys + [
      "recrutement_id=#recrutement", rang, "recrutement_numero=recrutement/@numero",
      "modalite=recrutement/modalite-recrutement",
      "modalite_libelle=recrutement/modalite-recrutement:label", "places=recrutement/nb-places",
      "debut=recrutement/periode/debut", "fin=recrutement/periode/fin", "heure_debut=recrutement/heure-debut",
      "heure_fin=recrutement/heure-fin", "a_distance=recrutement/a-distance",
      "adresse=recrutement/adresse/ligne", "codepostal=recrutement/adresse/codepostal",
      "ville=recrutement/adresse/ville", "code_insee=recrutement/adresse/code-INSEE-commune",
      "perimetre=recrutement/code-perimetre-recrutement", "perimetre_precision=recrutement/infos-perimetre-recrutement",
      "url=recrutement/urlweb", "commentaire=recrutement/commentaire",
    ] + address("", "recrutement/adresse"))

  private static let lieux = Table(
    "lieux", Text("un lieu de formation (lieu-de-formation)", "a place of training (lieu-de-formation)"),
    rows: .lieuDeFormation, around: [.formation, .action],
    parent: ("actions", "action_id"),
    columns: actionKeys + [
      "lieu_id=#lieu-de-formation", rang, "siret=lieu-de-formation/SIRET-lieu-formation/SIRET",
      "uai=lieu-de-formation/code-UAI-lieu-formation/code-UAI",
      "nom=lieu-de-formation/coordonnees/nom", "denomination=lieu-de-formation/coordonnees/adresse/denomination",
      "adresse=lieu-de-formation/coordonnees/adresse/ligne",
      "codepostal=lieu-de-formation/coordonnees/adresse/codepostal",
      "ville=lieu-de-formation/coordonnees/adresse/ville",
      "code_insee=lieu-de-formation/coordonnees/adresse/code-INSEE-commune",
      "departement=lieu-de-formation/coordonnees/adresse/departement",
      "region=lieu-de-formation/coordonnees/adresse/region",
      "latitude=lieu-de-formation/coordonnees/adresse/geolocalisation/latitude",
      "longitude=lieu-de-formation/coordonnees/adresse/geolocalisation/longitude",
      "pays=lieu-de-formation/coordonnees/adresse/pays", "telephone=lieu-de-formation/coordonnees/telfixe/numtel",
      "courriel=lieu-de-formation/coordonnees/courriel", "web=lieu-de-formation/coordonnees/web/urlweb",
    ])

  private static let certifications = Table(
    "certifications", Text("une certification (certification)", "a certification (certification)"),
    rows: .certification, around: [.formation],
    parent: ("formations", "formation_id"),
    columns: formationKeys + [
      "certification_id=#certification", rang, "rncp=certification/code-RNCP", "rs=certification/code-RS",
      "certifinfo=certification/code-CERTIFINFO",
      "cpf=certification/code-CPF", "formacode=certification/reference-code-FORMACODE",
    ])

  private static let financeurs = Table(
    "financeurs", Text("un financement (organisme-financeur)", "a funding (organisme-financeur)"),
    rows: .organismeFinanceur, around: [.formation, .action],
    parent: ("actions", "action_id"),
    columns: actionKeys + [
      "financement_id=#organisme-financeur", rang, "financeur=organisme-financeur/code-financeur",
      "financeur_libelle=organisme-financeur/code-financeur:label",
      "places_financees=organisme-financeur/nb-places-financees",
    ])

  private static let cycles = Table(
    "cycles", Text("un cycle d'une session (cycle)", "a cycle of a session (cycle)"), rows: .cycle,
    around: [.formation, .action, .session],
    parent: ("sessions", "session_id"),
    columns: sessionKeys + [
      "cycle_id=#cycle", rang, "type=cycle/type-cycle", "type_libelle=cycle/type-cycle:label",
      "annees=cycle/annee-cycle",
      "effectif_minimal=cycle/effectif-minimal", "capacite_simultanee=cycle/capacite-simultanee",
      "capacite_cumulee=cycle/capacite-cumulee", "alternance=cycle/alternance/type-alternance",
      "alternance_libelle=cycle/alternance/type-alternance:label",
      "rythme_unite=cycle/alternance/rythme-alternance/unite-rythme-alternance",
      "rythme_unite_libelle=cycle/alternance/rythme-alternance/unite-rythme-alternance:label",
      "rythme_entreprise=cycle/alternance/rythme-alternance/unites-entreprise",
      "rythme_centre=cycle/alternance/rythme-alternance/unites-centre",
    ])

  private static let blocs = Table(
    "blocs", Text("un bloc de compétences (bloc-competences)", "a block of competences (bloc-competences)"),
    rows: .blocCompetences,
    around: [.formation, .action, .session, .blocsCompetences], container: .blocsCompetences,
    parent: ("sessions", "session_id"),
    columns: sessionKeys + [
      "bloc_id=#bloc-competences", rang, "chemin=#place", "validation=blocs-competences/validation-blocs",
      "validation_libelle=blocs-competences/validation-blocs:label",
      "rncp=blocs-competences/reference-certification/reference-code-RNCP", "bloc=bloc-competences/code-bloc",
      "bloc_libelle=bloc-competences/libelle-bloc",
    ])

  /// The same path below each kind of contact.
  private static func contact(_ path: String) -> String {
    ["contact-formation", "contact-session", "contact-organisme", "contact-formateur"].map { "\($0)/\(path)" }
      .joined(separator: "|")
  }

  private static let contacts = Table(
    "contacts",
    Text(
      "un contact (contact-formation, contact-session, contact-organisme, contact-formateur)",
      "a contact (contact-formation, contact-session, contact-organisme, contact-formateur)"),
    rows: .contactFormation, .contactSession, .contactOrganisme, .contactFormateur,
    around: [.formation, .action, .session, .organismeFormationResponsable, .organismeFormateur],
    parent: ("formations", "formation_id"),
    columns: sessionKeys + [
      "contact_id=#id", rang, "role=#row", "chemin=#place",
      "organisme_siret=organisme-formateur/SIRET-formateur/SIRET"
        + "|organisme-formation-responsable/SIRET-organisme-formation/SIRET",
      "type=" + contact("type-contact"), "type_libelle=" + contact("type-contact:label"),
      "civilite=" + contact("coordonnees/civilite"), "nom=" + contact("coordonnees/nom"),
      "prenom=" + contact("coordonnees/prenom"), "telephone=" + contact("coordonnees/telfixe/numtel"),
      "portable=" + contact("coordonnees/portable/numtel"), "courriel=" + contact("coordonnees/courriel"),
      "web=" + contact("coordonnees/web/urlweb"), "adresse=" + contact("coordonnees/adresse/ligne"),
      "codepostal=" + contact("coordonnees/adresse/codepostal"), "ville=" + contact("coordonnees/adresse/ville"),
      "code_insee=" + contact("coordonnees/adresse/code-INSEE-commune"),
      "departement=" + contact("coordonnees/adresse/departement"), "region=" + contact("coordonnees/adresse/region"),
      "pays=" + contact("coordonnees/adresse/pays"),
      "latitude=" + contact("coordonnees/adresse/geolocalisation/latitude"),
      "longitude=" + contact("coordonnees/adresse/geolocalisation/longitude"),
    ])

  private static let organismes = Table(
    "organismes",
    Text(
      "un organisme de formation (organisme-formation-responsable, organisme-formateur), une fois par SIRET",
      "a training body (organisme-formation-responsable, organisme-formateur), once for each SIRET"),
    rows: .organismeFormationResponsable, .organismeFormateur, around: [.formation, .action], distinctBy: 0,
    columns: [
      "siret=organisme-formation-responsable/SIRET-organisme-formation/SIRET|organisme-formateur/SIRET-formateur/SIRET",
      "nom=organisme-formation-responsable/nom-organisme|organisme-formateur/raison-sociale-formateur",
      "raison_sociale=organisme-formation-responsable/raison-sociale|organisme-formateur/raison-sociale-formateur",
      "numero_activite=organisme-formation-responsable/numero-activite",
      "uai=organisme-formation-responsable/code-UAI-organisme-formation/code-UAI"
        + "|organisme-formateur/code-UAI-formateur/code-UAI",
      "adresse=organisme-formation-responsable/coordonnees-organisme/coordonnees/adresse/ligne",
      "codepostal=organisme-formation-responsable/coordonnees-organisme/coordonnees/adresse/codepostal",
      "ville=organisme-formation-responsable/coordonnees-organisme/coordonnees/adresse/ville",
      "code_insee=organisme-formation-responsable/coordonnees-organisme/coordonnees/adresse/code-INSEE-commune",
    ] + address("", "organisme-formation-responsable/coordonnees-organisme/coordonnees/adresse") + [
      "contact_civilite=organisme-formation-responsable/coordonnees-organisme/coordonnees/civilite",
      "contact_nom=organisme-formation-responsable/coordonnees-organisme/coordonnees/nom",
      "contact_prenom=organisme-formation-responsable/coordonnees-organisme/coordonnees/prenom",
      "telephone=organisme-formation-responsable/coordonnees-organisme/coordonnees/telfixe/numtel",
      "portable=organisme-formation-responsable/coordonnees-organisme/coordonnees/portable/numtel",
      "courriel=organisme-formation-responsable/coordonnees-organisme/coordonnees/courriel",
      "web=organisme-formation-responsable/coordonnees-organisme/coordonnees/web/urlweb",
    ])

  private static let extras = Table(
    "extras", Text("une extension (extra)", "an extension (extra)"), rows: .extra,
    around: [.formation, .action, .session, .extras],
    container: .extras,
    parent: ("formations", "formation_id"),
    columns: sessionKeys + [
      "extra_id=#id", rang, "element=#parent", "chemin=#place", "groupes=#groups", "groupe=extras/@info",
      "groupe_numero=extras/@numero",
      "info=extra/@info",
      "ref=extra/@ref", "valeur=extra",
    ])
}
