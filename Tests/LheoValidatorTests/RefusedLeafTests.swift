import LheoModel
@testable import LheoValidator
import Testing

/// What the schema refuses, no rule reports again; what nobody can change any more, none reports at all.
@Suite struct RefusedLeafTests {
  private static let refused: [Example] = [
    Example("ligne") { $0.adresse.lignes = [""] }, Example("ville") { $0.adresse.ville = "" },
    Example("departement") { $0.adresse.departement = "1" },
    Example("codepostal") { $0.adresse.codepostal = "1400" },
    Example("code-INSEE-commune") { $0.adresse.codeINSEECommune = "1411" },
    Example("longitude") { $0.adresse.geolocalisation?.longitude = .absent },
    Example("urlweb") { $0.urlFormation = UrlFormation(urlwebs: ["ab"]) },
    Example("courriel") { $0.contactsFormation[0].coordonnees.courriel = "a@" },
    Example("code-RNCP") { $0.certifications[0].codeRNCP = "RNCP 37674 bis" },
    Example("code-RNCP vide") { $0.certifications = [Certification(codeRNCP: "")] },
    Example("code-RS") { $0.certifications = [Certification(codeRS: "1")] },
    Example("reference-code-RNCP") { formation in
      formation.certifications[0].codeRNCP = "RNCP 37674 bis"
      formation.session.referencesCertification = [ReferenceCertification(referenceCodeRNCP: "RNCP37674")]
    },
    Example("SIRET") { $0.lieu.siretLieuFormation?.siret = "0" },
    Example("numero-activite") { $0.organismeFormationResponsable.numeroActivite = "ANTENNE" },
    Example("code-UAI") { $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: "0681761") },
    Example("code-FORMACODE") { $0.domaineFormation.codesFORMACODE = ["8"] },
    Example("code-public-vise") { $0.action.codesPublicVise = ["1"] },
    Example("nombre-heures-entreprise") { $0.action.nombreHeuresEntreprise = "dix" },
    Example("nombre-heures-total") { $0.action.nombreHeuresTotal = "dix" },
    Example("nb-places-financees") { $0.action.organismesFinanceurs[0].nbPlacesFinancees = "-" },
    Example("contenu-formation") { $0.contenuFormation = "" },
  ]

  @Test(arguments: refused.indices) func theSchemaAloneReportsWhatItRefuses(index: Int) {
    let example = Self.refused[index]
    let found = RuleTests.findings(example.formation)
    let schema = found.filter { $0.rule.hasPrefix("schema/") }
    #expect(!schema.isEmpty && found.count == schema.count, "\(example.label.english): \(found.map(\.rule))")
  }

  @Test(arguments: ["900 000 000 00007", "900\u{A0}000\u{A0}000\u{A0}00007", "\n90000000000007\n  "])
  func spacesAreNamedAsWhatMakesANumberTooLong(siret: String) {
    var formation = Formation.example
    formation.lieu.siretLieuFormation = SIRETLieuFormation(siret: TextLeaf(siret))
    let finding = RuleTests.findings(formation).first { $0.rule.hasPrefix("schema/") }
    #expect(finding?.fix.contains("Retirez les espaces") ?? false, "\(finding?.fix ?? "")")
    #expect(finding?.formFix.contains("retirez les espaces") ?? false, "\(finding?.formFix ?? "")")
  }

  @Test func sessionsThatAreOverAreNotLookedInto() {
    var formation = Formation.example
    var past = formation.session
    past.periode = Periode(debut: "20250101", fin: "20250630")
    past.numero = "04_9002S"
    past.etatRecrutement = .init(.ferme)
    past.recrutements = [
      Recrutement(numero: "R9", modaliteRecrutement: .init(.candidature), commentaire: "<b>DÃ©velopper\u{200B}</b>")
    ]
    past.contactsSession = [ContactSession(coordonnees: Coordonnees(nom: "Duval", courriel: "a@exemple"))]
    past.urlSession = UrlSession(urlwebs: ["www.example.org"])
    past.referencesCertification = [ReferenceCertification(referenceCodeRNCP: "RNCP1")]
    formation.action.sessions.append(past)
    let families = ["texte", "organisme", "formation", "certification", "adresse"]
    let found = RuleTests.findings(formation).map(\.rule).filter { rule in
      families.contains { rule.hasPrefix($0 + "/") }
    }
    #expect(found == [])
  }

  @Test(arguments: [
    ("49.1829", true), ("-49.1829", true), ("+49", true), ("49.", true), (".5", true), (" 49.2 ", true),
    ("49,18", false),
    ("", false), ("-", false), ("4.9.1", false), ("quarante", false), ("49.18N", false),
  ])
  func anglesAreDecimalNumbers(_ text: String, _ isNumber: Bool) { #expect((Degrees(text) != nil) == isNumber) }

  @Test(arguments: [
    ("48.8566", "2.3522", true), ("50.0", "8.3", true), ("50.0", "8.31", false), ("42.3", "-5.2", true),
    ("42.3", "-5.21", false), ("41.36", "9.2", true), ("16.25", "-61.55", true), ("-20.88", "55.45", true),
    ("48.65", "102.02", false), ("2.3522", "48.8566", false),
  ])
  func franceIsKnown(_ latitude: String, _ longitude: String, _ isInFrance: Bool) throws {
    #expect(FrenchGround.contains(try #require(Degrees(latitude)), try #require(Degrees(longitude))) == isInFrance)
  }

  @Test(arguments: [
    ("https://www.example.org", true), ("http://example.org:80/a?b=c#d", true), ("HTTPS://www.example.org", true),
    ("https://été.example.org/é", true), (" https://example.org ", true), ("https://localhost", true),
    ("https://example", false), ("https://.org", false), ("https://example.", false), ("https://", false),
    ("http:/example.org", false), ("htp://example.org", false), ("https://a b.org", false), ("www.example.org", false),
    ("httpx://example.org", false), ("", false),
  ])
  func linksAreWebAddresses(_ text: String, _ isRight: Bool) { #expect(text.isWebAddress == isRight) }

  @Test(arguments: [
    ("23760058376", "28"), ("28140058376", "28"), ("11755555555", "11"), ("1175P007675", "11"), ("942A0123456", "94"),
    ("98970123456", "04"), ("04973123456", "04"), ("50760058376", nil), ("99999999999", nil), ("00000000000", nil),
    ("ANTENNE-ORG", nil), ("9999999999A", nil),
  ])
  func declarationNumbersNameTheirRegion(_ number: String, _ region: String?) {
    #expect(NumeroActivite(TextLeaf(number))?.region?.code == region)
  }
}
