import Foundation
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoValidator
import LheoWriter
import TestSupport
import Testing

/// How the elements of an offer are translated.
extension EdofConversionTests {
  @Test func anOfferIsTranslated() throws {
    var random = RandomDocuments(seed: 1)
    var offer = Formation.complete("1", &random)
    offer.certifications = [Certification(codeRNCP: " 40344", codeCERTIFINFO: "113331", codeRS: "5695")]
    offer.actions[0].prixTotalTTC = "1 200,50 €"
    offer.actions[0].nombreHeuresTotal = 470
    offer.actions[0].lieuxDeFormation[0].coordonnees.telfixe = Telfixe(numtels: ["+33 (0)2.31-00/00 01"])
    offer.actions[0].lieuxDeFormation[0].coordonnees.adresse!.lignes = ["Bâtiment B", "12 bis, av. des Écoles"]
    let file = try #require(try convert(.bytes(bytes(of: [offer]))).files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.certifications == [Certification(codeRNCP: "RNCP40344")])
    let action = written.actions[0]
    func extra(_ extras: [Extras], _ info: String) -> String? {
      func find(_ extras: Extras) -> String? {
        extras[info]
          ?? extras.items.lazy.compactMap { if case .extras(let group) = $0 { find(group) } else { nil } }.first
      }
      return extras.first.flatMap(find)
    }
    #expect(extra(action.extras, "frais-ttc") == "1200.50" && extra(action.extras, "frais-ht") == "1000.42")
    #expect(extra(action.extras, "taux-tva") == "20.0" && extra(action.extras, "duree-apprentissage") == "470")
    let lieu = action.lieuxDeFormation[0].coordonnees
    #expect(lieu.telfixe?.numtels.first?.text == "+33231000001")
    let extras = try #require(lieu.adresse?.extras)
    #expect(extra(extras, "numero-voie") == "12 bis" && extra(extras, "code-nature-voie") == "AV")
    #expect(extra(extras, "libelle-voie") == "des Écoles" && lieu.adresse?.lignes.map(\.text) == ["Bâtiment B"])
  }

  @Test(arguments: [
    ("BP 202", nil), ("12 rue", nil), ("Zone industrielle", nil), ("12 rue des Prés", "RUE"), ("3 Allée A", "ALL"),
    ("12 zone nord", nil), ("rue des Prés", nil), ("14000 rue des Prés", "RUE"), ("5ter bd. Foch", "BD"),
  ]) func aStreetIsCutOnlyWhereItIsSure(line: String, nature: String?) throws {
    var random = RandomDocuments(seed: 2)
    var offer = Formation.complete("1", &random)
    offer.actions[0].lieuxDeFormation[0].coordonnees.adresse!.lignes = [TextLeaf(line)]
    let file = try #require(try convert(.bytes(bytes(of: [offer]))).files.values.first)
    let extras = try #require(
      try offers(in: file).first?.actions[0].lieuxDeFormation[0].coordonnees.adresse?.extras.first)
    #expect(extras["code-nature-voie"] == nature)
    #expect(extras["ligne5-adresse"] == (nature == nil ? line : nil))
  }

  @Test func severalPlacesMakeSeveralActions() throws {
    var random = RandomDocuments(seed: 3)
    var offer = Formation.complete("1", &random)
    offer.actions[0].lieuxDeFormation.append(offer.actions[0].lieuxDeFormation[0])
    offer.actions[0].lieuxDeFormation[1].coordonnees.adresse!.ville = "Bayeux"
    let result = try convert(.bytes(bytes(of: [offer])))
    let file = try #require(result.files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.actions.map { $0.numero! } == ["1A", "1A-2"])
    #expect(written.actions.flatMap(\.sessions).map { $0.numero! } == ["1S", "1S-2"])
    #expect(result.gaps.contains { $0.severity == .defaulted && $0.element == "lieu-de-formation" })
  }

  @Test func whatIsFilledInIsSaid() throws {
    var random = RandomDocuments(seed: 4)
    var offer = Formation.complete("1", &random)
    offer.actions[0].accesHandicapes = nil
    offer.actions[0].languesFormation = []
    offer.datecrea = nil
    offer.actions[0].sessions[0].contactsSession = []
    offer.intituleFormation = "L’œuvre : 5 € e\u{301}t"
    let result = try convert(.bytes(bytes(of: [offer])), Self.fillingOptions)
    let filled = Set(result.gaps.map(\.element))
    #expect(result.gaps.allSatisfy { $0.severity == .defaulted })
    #expect(
      filled.isSuperset(of: [
        "acces-handicapes", "langue-formation", "datecrea", "contact-session", "intitule-formation", "taux-tva",
      ]), "\(filled)")
    let file = try #require(result.files.values.first)
    let written = try #require(try offers(in: file).first)
    #expect(written.intituleFormation.text == "L'oeuvre : 5 EUR ét")
  }

  @Test func whatHasNoPlaceIsCounted() throws {
    var random = RandomDocuments(seed: 6)
    let result = try convert(.bytes(bytes(of: [Formation.complete("1", &random)])))
    var offer = Formation.complete("1", &random)
    offer.extras = [
      Extras(items: [.extra(Extra(info: "origine", text: "x")), .extra(Extra(info: "blocs-modifiables", text: "1"))])
    ]
    offer.certifications = [Certification(codeRNCP: "37277", codeRS: "RS5695")]
    let more = try convert(.bytes(bytes(of: [offer]))).summary.dropped
    #expect(more["extra info=\"origine\""] == 1 && more["extra info=\"blocs-modifiables\""] == nil, "\(more)")
    #expect(more["code-RS"] == 1 && more["code-RNCP"] == nil)
    #expect(result.summary.dropped["domaine-formation"] == 1 && result.summary.dropped["rythme-formation"] == 1)
    #expect(result.summary.dropped["prix-total-TTC"] == nil)
  }

  @Test func edofStaysAsItIs() throws {
    let fixture = Repository.fixture("edof/catalogue.xml").bytes
    let result = try convert(.bytes(fixture), EdofOptions())
    #expect(result.gaps.isEmpty && Array(result.files.keys) == ["90000000100009.xml"])
    #expect(canonical(result.files.values.first!) == canonical(fixture))
  }
}
