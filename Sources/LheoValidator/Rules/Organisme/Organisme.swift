import LheoModel

extension Rule {
  static let organismeSIRET = Rule(
    "organisme/siret", .qualite, .warning,
    message: Text("Le SIRET de l'organisme est faux.", "The SIRET of the body is wrong."),
    why: Text(
      "L'offre ne sera rattachée ni à l'organisme ni à ses habilitations.",
      "The offer will be linked neither to the body nor to its authorisations."),
    repair: Text("Vérifiez les 14 chiffres.", "Check the 14 digits."),
    source: "LHEO, élément « SIRET » ; clé de contrôle de l'INSEE",
    triggering: Example("responsable : 90000000100000", "responsible body: 90000000100000") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100000"
    },
    Example("formateur : 9000000010000A", "training body: 9000000010000A") {
      $0.action.organismesFormateurs[0].siretFormateur.siret = "9000000010000A"
    },
    passing: .unchanged,
    check: .formation { context in
      context.checkSIRET(context.formation.organismeFormationResponsable.siretOrganismeFormation.siret)
      for action in context.formation.actions {
        for organisme in action.organismesFormateurs { context.checkSIRET(organisme.siretFormateur.siret) }
      }
    })

  static let organismeFormateurAbsent = Rule(
    "organisme/formateur-absent", .franceTravail, .warning,
    message: Text("L'organisme formateur n'est pas indiqué.", "The training body is missing."),
    why: Text(
      "Une session n'apparaît dans Kairos que pour le SIRET de l'organisme formateur.",
      "A session appears in Kairos only for the SIRET of the training body."),
    repair: Text(
      "Ajoutez <organisme-formateur>, même si c'est l'organisme responsable.",
      "Add <organisme-formateur>, even if it is the responsible body."),
    source: "Guide de saisie OFeli, « Organisme formateur » (l. 892-920)",
    triggering: Example("pas d'organisme-formateur", "no organisme-formateur") { $0.action.organismesFormateurs = [] },
    passing: .unchanged,
    check: .action { context in
      if context.action.organismesFormateurs.isEmpty {
        context.report(at: context.action, missing: .organismeFormateur)
      }
    })

  static let courrielFormat = Rule(
    "organisme/courriel-format", .qualite, .warning,
    message: Text("Ce n'est pas une adresse de courriel.", "This is no e-mail address."),
    why: Text("Personne ne pourra écrire à ce contact.", "Nobody can write to this contact."),
    repair: Text("Écrivez une adresse comme contact@example.org.", "Write an address like contact@example.org."),
    source: "Guide de saisie OFeli, « Coordonnées de la structure » (l. 290-310)",
    triggering: Example("contact.example.org") { $0.contactsFormation[0].coordonnees.courriel = "contact.example.org" },
    passing: .unchanged,
    check: .formation { context in
      func check(_ coordonnees: UnsafePointer<Coordonnees>) {
        guard let leaf = coordonnees.pointee.courriel, !leaf.trimmedText.isEmailAddress, !leaf.text.isBlank else {
          return
        }
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("nom@domaine", "name@domain"))
      }
      let formation = context.formationPointer
      let responsable = formation.field(\.organismeFormationResponsable)
      formation.pointee.contactsFormation.forEachPointer { check($0.field(\.coordonnees)) }
      responsable.pointee.contactsOrganisme.forEachPointer { check($0.field(\.coordonnees)) }
      check(responsable.field(\.coordonneesOrganisme.coordonnees))
      formation.pointee.actions.forEachPointer { action in
        action.pointee.organismesFormateurs.forEachPointer { organisme in
          organisme.pointee.contactsFormateur.forEachPointer { check($0.field(\.coordonnees)) }
        }
      }
    })
}

extension String {
  /// Whether it has one @ with something before it and a domain after it.
  fileprivate var isEmailAddress: Bool {
    var ats = 0
    var dots = 0
    var previous: UInt8 = 0
    for byte in utf8 {
      switch byte {
      case 0x40:
        if previous == 0 { return false }
        ats += 1
      case 0x2E where ats > 0:
        if previous == 0x40 || previous == 0x2E { return false }
        dots += 1
      case 0...0x20: return false
      default: break
      }
      previous = byte
    }
    return ats == 1 && dots > 0 && previous != 0x2E && previous != 0x40
  }
}
