import LheoModel

// Values that the schema does not look at.

extension Rule {
  static let edofSiret = edof(
    "siret", .error,
    message: Text("Le SIRET n'a pas 14 chiffres.", "The SIRET does not have 14 digits."),
    why: Text(
      "EDOF reconnaît l'organisme à son SIRET ; le schéma compte 14 caractères, chiffres ou non.",
      "EDOF knows the body by its SIRET; the schema counts 14 characters, digits or not."),
    repair: Text("Corrigez <SIRET> : 14 chiffres.", "Correct <SIRET>: 14 digits."), source: .edofOthers,
    triggering: Example(edof: "SIRET = 1,10000072E+13") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "1,10000072E+13"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    check: { context in
      let leaf = context.formation.organismeFormationResponsable.siretOrganismeFormation.siret
      if !leaf.isAbsent, !leaf.trimmedText.hasSIRETLength {
        context.report(at: leaf, found: leaf.text, expected: Text("14 chiffres", "14 digits"))
      }
    })

  static let edofNumeros = edof(
    "numeros", .warning,
    message: Text("Un numéro sert deux fois.", "A number is used twice."),
    why: Text(
      "Le numéro dit de quelle offre, action ou session parle un compte-rendu d'EDOF ; aucun texte lu ne dit ce que le portail fait de deux numéros égaux.",
      "The number says which offer, action or session a report of EDOF is about; no text that was read says what the portal does with two equal ones."
    ),
    repair: Text(
      "Donnez à chaque <formation>, <action> et <session> son attribut numero.",
      "Give each <formation>, <action> and <session> a number (attribut numero) of its own."),
    source: .edofKit,
    triggering: Example(edof: "deux actions du même numéro", "two actions of the same number") { formation in
      formation.actions.append(formation.action)
      formation.actions[1].extras[0][deep: "duree-apprentissage"] = "600"
      formation.actions[1].sessions[0].numero = "04_9002S"
    },
    Example(edof: "le numéro d'une offre précédente", "the number of an offer before", after: [.edofExample]) {
      $0.certifications = [Certification(codeRS: "RS5695")]
      $0.extras[0].items.removeAll { if case .extras = $0 { true } else { false } }
      $0.action.numero = "04_9002A"
      $0.session.numero = "04_9002S"
    },
    repaired: { formation in
      if formation.actions.count > 1 { formation.actions[1].numero = "04_9002A" } else { formation.numero = "04_9002F" }
    },
    passing: Example(
      edof: "un seul numéro pour l'offre, l'action et la session", "one number for offer, action and session"
    ) { formation in
      formation.action.numero = formation.numero
      formation.session.numero = formation.numero
    },
    check: { context in
      // Of offers of LHEO it is said where they are translated.
      if context.gaps != nil { return }
      func check(_ element: some DatedElement, _ kind: FeedMemory.Kind) {
        if let seen = context.seen(element.numero, of: kind, at: element, isLive: true) {
          context.report(at: element, seen)
        }
      }
      check(context.formation, .formation)
      for action in context.formation.actions {
        check(action, .action)
        for session in action.sessions { check(session, .session) }
      }
    })

  static let edofTauxTVA = edof(
    "taux-tva", .warning,
    message: Text("Ce n'est pas un taux de TVA.", "This is not a rate of VAT."),
    why: Text(
      "La France a peu de taux ; 0.2 est souvent 20 % qu'un tableur a écrit autrement.",
      "France has few rates; 0.2 is often 20% that a spreadsheet has written otherwise."),
    repair: Text(
      "Écrivez dans <extra info=\"taux-tva\"> le taux en pour cent : 20.0.",
      "Write the rate in percent in <extra info=\"taux-tva\">: 20.0."), source: .tauxFrancais,
    triggering: Example(edof: "taux-tva = 0.2") {
      $0.action.extras[0][deep: "taux-tva"] = "0.2"
      $0.action.extras[0][deep: "frais-ht"] = "1197.60"
    },
    repaired: {
      $0.action.extras[0][deep: "taux-tva"] = "20.0"
      $0.action.extras[0][deep: "frais-ht"] = "1000.00"
    },
    passing: Example(edof: "taux-tva = 5.5") {
      $0.action.extras[0][deep: "taux-tva"] = "5.5"
      $0.action.extras[0][deep: "frais-ht"] = "1137.44"
    },
    check: { context in
      for extra in context.formation.edofExtensions
      where extra.info == "taux-tva" && extra.trimmedText.isEdofNumber && TauxTVA(extra.text) == nil {
        context.report(extra, expected: TauxTVA.list)
      }
    })

  static let edofPrixTTC = edof(
    "prix-ttc", .warning,
    message: Text(
      "Le prix TTC n'est pas le prix HT avec la TVA.", "The price with VAT is not that without, with the VAT."),
    why: Text(
      "L'un des trois montants est faux, et le prix est celui que paie le stagiaire.",
      "One of the three amounts is wrong, and the price is what the trainee pays."),
    repair: Text(
      "Corrigez <extra info=\"frais-ttc\">, <extra info=\"frais-ht\"> ou <extra info=\"taux-tva\">.",
      "Correct <extra info=\"frais-ttc\">, <extra info=\"frais-ht\"> or <extra info=\"taux-tva\">."),
    source: .tauxFrancais,
    triggering: Example(edof: "frais-ht = frais-ttc = 1200.00, taux-tva = 20.0") {
      $0.action.extras[0][deep: "frais-ht"] = "1200.00"
    },
    repaired: { $0.action.extras[0][deep: "frais-ht"] = "1000.00" },
    passing: Example(edof: "frais-ht = 999.99") { $0.action.extras[0][deep: "frais-ht"] = "999.99" },
    check: { context in
      for action in context.formation.actions {
        guard let ttc = action.edofExtras.find("frais-ttc"), let price = EdofPrice(ttc.text),
          let without = action.edofExtras.find("frais-ht").flatMap({ EdofPrice($0.text) }),
          let rate = action.edofExtras.find("taux-tva").flatMap({ TauxTVA($0.text) })
        else { continue }
        let expected = without.with(rate: rate)
        // Both are rounded to cents.
        if abs(expected.cents - price.cents) > 2 { context.report(ttc, expected: Text(verbatim: expected.text)) }
      }
    })

  static let edofEncodage = edof(
    "encodage", .error,
    message: Text("Les accents du texte ont été mal lus.", "The accents of the text have been misread."),
    why: Text(
      "Le fichier dit ISO-8859-1, et ses octets sont d'un autre encodage, UTF-8 ou Windows-1252 : le public lirait ces signes.",
      "The file says ISO-8859-1, and its bytes are of another encoding, UTF-8 or Windows-1252: the public would read these signs."
    ),
    repair: Text(
      "Écrivez le fichier en ISO-8859-1 véritable, ou récrivez les lettres de l'élément signalé (<intitule-formation>, <ligne>, <extra>…).",
      "Write the file in true ISO-8859-1, or write the letters of the element reported again (<intitule-formation>, <ligne>, <extra>…)."
    ), source: .edofOthers,
    triggering: Example(edof: "intitule-formation = MÃ©canique") { $0.intituleFormation = "MÃ©canique" },
    Example(edof: "intitule-formation = L + U+0092 + art", "intitule-formation = L + U+0092 + art") {
      $0.intituleFormation = "L\u{92}art"
    },
    repaired: { $0.intituleFormation = "Mécanique" },
    passing: Example(edof: "âge, maïs, COMPÉTENCES »") { $0.intituleFormation = "Âge, maïs, COMPÉTENCES »" },
    check: { context in
      context.forEachEdofText { view, text in
        let controls = EdofCharacters.controls(in: text)
        if let (word, meant) = Mojibake.first(in: text) {
          context.report(
            at: view, found: word,
            expected: meant.map { Text(verbatim: $0) } ?? Text("des lettres accentuées", "accented letters"))
        } else if !controls.isEmpty {
          context.report(
            at: view, found: controls.map(\.shownWithNumber).joined(separator: ", "),
            expected: Text("des caractères d'ISO-8859-1", "characters of ISO-8859-1"))
        }
      }
    })

  static let edofCoordonnees = edof(
    "geolocalisation", .warning,
    message: Text("Ce point n'est pas sur la Terre.", "This point is not on the earth."),
    why: Text(
      "Un plan ne peut pas montrer le lieu : la latitude va de -90 à 90, la longitude de -180 à 180.",
      "A map cannot show the place: latitudes go from -90 to 90, longitudes from -180 to 180."),
    repair: Text(
      "Corrigez <latitude> ou <longitude> : des degrés, avec un point.",
      "Correct <latitude> or <longitude>: degrees, with a dot."), source: .edofDegres,
    triggering: Example(edof: "latitude = 491.8") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "491.8", longitude: "-0.37")
    },
    Example(edof: "longitude = 0,37") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "49.18", longitude: "0,37")
    },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.18", longitude: "-0.37") },
    passing: Example(edof: "latitude = -21.1, longitude = 55.5") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "-21.1", longitude: "55.5")
    },
    check: { context in
      for place in context.formation.edofAdresses.compactMap(\.geolocalisation) {
        for (leaf, most) in [(place.latitude, 90.0), (place.longitude, 180)] where !leaf.trimmedText.isEmpty {
          if let degrees = Double(leaf.trimmedText), abs(degrees) <= most { continue }
          context.report(
            at: leaf, found: leaf.text,
            expected: Text(
              "de -\(Int(most)) à \(Int(most)), comme 49.18", "-\(Int(most)) to \(Int(most)), such as 49.18"))
        }
      }
    })

  static let edofUrl = edof(
    "url", .warning,
    message: Text("L'adresse de la page ne s'ouvre pas.", "The address of the page cannot be opened."),
    why: Text(
      "Une adresse commence par http:// ou https://, et n'a pas d'espace.",
      "An address begins with http:// or https://, and has no space."),
    repair: Text("Corrigez <urlweb> : https://www.exemple.fr.", "Correct <urlweb>: https://www.example.org."),
    source: .edofAdresseWeb,
    triggering: Example(edof: "urlweb = www.example.org") {
      $0.action.urlAction = UrlAction(urlwebs: ["www.example.org"])
    },
    repaired: { $0.action.urlAction = UrlAction(urlwebs: ["https://www.example.org"]) },
    passing: Example(edof: "urlweb = HTTP://example.org") {
      $0.action.urlAction = UrlAction(urlwebs: ["HTTP://example.org"])
    },
    check: { context in
      for leaf in context.formation.actions.flatMap({ $0.urlAction?.urlwebs ?? [] }) {
        let text = leaf.trimmedText
        let isAddress = ["http://", "https://"].contains { text.lowercased().hasPrefix($0) && text.count > $0.count }
        if isAddress, !text.contains(where: \.isWhitespace) { continue }
        context.report(
          at: leaf, found: leaf.text, expected: Text("une adresse en https://", "an address with https://"))
      }
    })

  static let edofTelephone = edof(
    "telephone", .warning,
    message: Text("Ce numéro de téléphone n'appelle personne.", "This phone number calls nobody."),
    why: Text(
      "Des logiciels écrivent 0000000000 quand le numéro manque ; le public le lirait.",
      "Programs write 0000000000 where the number is missing; the public would read it."),
    repair: Text("Écrivez le vrai numéro dans <numtel>.", "Write the real number in <numtel>."), source: .edofOthers,
    triggering: Example(edof: "numtel = 0000000000") {
      $0.lieu.coordonnees.telfixe = Telfixe(numtels: ["0000000000"])
    },
    repaired: { $0.lieu.coordonnees.telfixe = Telfixe(numtels: ["0231000000"]) },
    check: { context in
      for leaf in context.formation.edofPeople.flatMap({ ($0.telfixe?.numtels ?? []) + ($0.portable?.numtels ?? []) }) {
        let digits = leaf.trimmedText.filter(\.isNumber)
        if !digits.isEmpty, digits.allSatisfy({ $0 == "0" }) {
          context.report(at: leaf, found: leaf.text, expected: Text("un vrai numéro", "a real number"))
        }
      }
    })

  static let edofLangue = edof(
    "langue", .warning,
    message: Text("Ce code de langue n'existe pas.", "This code of a language does not exist."),
    why: Text(
      "Les langues ont des codes de deux lettres (ISO 639-1) ; le schéma n'en compte que les lettres.",
      "Languages have codes of two letters (ISO 639-1); the schema only counts the letters."),
    repair: Text("Corrigez <langue-formation> : FR ou EN.", "Correct <langue-formation>: FR or EN."),
    source: .edofLangues,
    triggering: Example(edof: "langue-formation = XX") { $0.action.languesFormation = ["XX"] },
    repaired: { $0.action.languesFormation = ["FR"] },
    passing: Example(edof: "langue-formation = en") { $0.action.languesFormation = ["en"] },
    check: { context in
      for leaf in context.formation.actions.flatMap(\.languesFormation)
      where !EdofVocabulary.languages.contains(leaf.trimmedText.uppercased()) {
        context.report(
          at: leaf, found: leaf.text, expected: Text("deux lettres comme FR", "two letters such as FR"))
      }
    })
}

extension RuleSource {
  fileprivate static let tauxFrancais = other(
    Text(
      "Taux de TVA en vigueur en France : 0, 2,1, 5,5, 8,5, 10 et 20 %.",
      "Rates of VAT in force in France: 0, 2.1, 5.5, 8.5, 10 and 20%."))
  fileprivate static let edofDegres = other(
    Text("Une latitude et une longitude sont des degrés.", "Latitudes and longitudes are degrees."))
  fileprivate static let edofAdresseWeb = other(
    Text("Une adresse du web commence par http:// ou https://.", "A web address begins with http:// or https://."))
  fileprivate static let edofLangues = other(
    Text("Codes des langues, ISO 639-1.", "Codes of languages, ISO 639-1."))
}
