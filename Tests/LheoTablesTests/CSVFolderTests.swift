import Foundation
import LheoFormats
import LheoModel
import LheoSQLite
import TestSupport
import Testing

@Suite struct CSVFolderTests {
  private let minimal = [
    "formations.csv": "formation_id,formation_numero,intitule\n7,F7,Soudure\n8,F8,\"Peinture, \"\"à l'eau\"\"\"\n",
    "actions.csv": "formation_id,action_id\n8,8a\n7,7a\n7,7b\n",
    "sessions.csv": "action_id,session_id,session_numero,debut\n7b,x,S1,20260901\n8a,y,S2,20261001\n7b,z,S3,20270101\n",
  ]

  private func read(_ files: [String: String]) throws -> [Formation] {
    let folder = try TemporaryFolder()
    for (name, text) in files { try Data(text.utf8).write(to: folder.url.appending(path: name)) }
    var formations: [Formation] = []
    try CSVFolderSource(folder.url.path).forEachPart(jobs: 1, work: { { _ in } }) { event, _, _ in
      if let offer = event.offer { formations.append(Formation(decoding: offer)) }
    }
    return formations
  }

  @Test func rowsAreJoinedByTheirIdentifiers() throws {
    let formations = try read(minimal)
    #expect(formations.map(\.numero) == ["F7", "F8"])
    #expect(formations[1].intituleFormation.text == "Peinture, \"à l'eau\"")
    #expect(formations[0].actions.map(\.sessions.count) == [0, 2])
    #expect(formations[0].actions[1].sessions.map(\.numero) == ["S1", "S3"])
  }

  @Test func listsAndFurtherTablesAreRead() throws {
    var files = minimal
    files["actions.csv"] = "formation_id,action_id,publics\n7,7a,83056|80006\n8,8a,\n"
    files["sessions.csv"] = "action_id,session_id\n"
    files["certifications.csv"] = "formation_id,rncp\n7,RNCP123\n7,RNCP124\n"
    files["extras.csv"] =
      "formation_id,action_id,session_id,element,groupe,groupe_numero,info,ref,valeur\n7,,,formation,g,,i,,v\n7,,,formation,g,,j,,w\n"
    let formation = try read(files)[0]
    #expect(formation.certifications.map(\.codeRNCP?.text) == ["RNCP123", "RNCP124"])
    #expect(formation.actions[0].codesPublicVise.map(\.text) == ["83056", "80006"])
    #expect(formation.extras.count == 1)
    #expect(formation.extras[0].items.count == 2)
  }

  /// Of several elements of a name the right one, and groups in groups.
  @Test func extensionsComeToTheirElementAndGroup() throws {
    var files = minimal
    files["lieux.csv"] = "action_id,nom,ville\n7a,A,Caen\n7a,B,Brest\n"
    files["extras.csv"] = """
      formation_id,action_id,chemin,groupes,groupe,info,valeur
      7,7a,lieu-de-formation[2]/coordonnees/adresse,,g,i,1
      7,7a,lieu-de-formation[2]/coordonnees/adresse,g,h,i,2
      7,7a,lieu-de-formation[2]/coordonnees/adresse,g,h,i,3
      7,7a,lieu-de-formation[2]/coordonnees/adresse,g|k,h,i,4
      7,7a,lieu-de-formation[2]/coordonnees/adresse/geolocalisation,,l,i,5
      7,7a,lieu-de-formation[3]/coordonnees/adresse,,m,i,6

      """
    let action = try read(files)[0].actions[0]
    let extras = try #require(action.lieuxDeFormation[1].coordonnees.adresse?.extras)
    #expect(action.lieuxDeFormation[0].coordonnees.adresse?.extras == [])
    func group(_ extras: Extras) -> String {
      let items = extras.items.map {
        switch $0 {
        case .extras(let inner): group(inner)
        case .extra(let extra): extra.text
        }
      }
      return "\(extras.info ?? "")(\(items.joined(separator: " ")))"
    }
    // There is no geolocalisation, and no third place: their extensions belong to the nearest element there is.
    #expect(extras.map(group) == ["g(1 h(2 3) k(h(4)))", "l(5)"])
    #expect(action.extras.map(group) == ["m(6)"])
  }

  @Test(arguments: [
    ("20260901", "20260901"), ("2026-09-01", "20260901"), ("2026-09", "20260999"), ("2026", "20269999"), ("?", "?"),
  ])
  func datesAreReadInBothForms(date: String, inFeed: String) throws {
    var files = minimal
    files["sessions.csv"] = "action_id,session_id,debut\n7a,1,\(date)\n"
    #expect(try read(files)[0].actions[0].sessions[0].periode.debut.text == inFeed)
  }

  @Test func aByteOrderMarkSemicolonsAndCRLFAreRead() throws {
    var files = minimal
    files["formations.csv"] = "\u{FEFF}formation_id;intitule\r\n7;A\r\n8;B, C\r\n"
    #expect(try read(files).map(\.intituleFormation.text) == ["A", "B, C"])
  }

  @Test func tabsAreRead() throws {
    let files = minimal.mapValues { $0.replacing(",", with: "\t") }
    #expect(try read(files).map(\.intituleFormation.text) == ["Soudure", "Peinture\t \"à l'eau\""])
  }

  /// What has a table of its own comes from there.
  @Test func placesAndBodiesOfTheirOwnTablesWin() throws {
    var files = minimal
    files["formations.csv"] = "formation_id,intitule,organisme_siret\n7,A,90000000100009\n8,B,\n"
    files["actions.csv"] =
      "formation_id,action_id,lieu_ville\n7,7a,Lyon\n7,7b,Nice\n8,8a,\n"
    files["sessions.csv"] = "action_id,session_id,formateur_siret\n7a,1,90000000100009\n"
    files["lieux.csv"] = "action_id,ville\n7a,Caen\n7a,Brest\n"
    files["organismes.csv"] = "siret,nom,raison_sociale\n90000000100009,Alpha,Association Alpha\n"
    let offer = try read(files)[0]
    func towns(_ action: Int) -> [String?] {
      offer.actions[action].lieuxDeFormation.map { $0.coordonnees.adresse?.ville.text }
    }
    #expect(towns(0) == ["Caen", "Brest"] && towns(1) == ["Nice"])
    #expect(offer.organismeFormationResponsable.nomOrganisme.text == "Alpha")
    #expect(offer.organismeFormationResponsable.raisonSociale.text == "Association Alpha")
    #expect(offer.actions[0].organismesFormateurs.map(\.raisonSocialeFormateur.text) == ["Association Alpha"])
  }

  /// The name says nothing of what separates fields.
  @Test func tablesMayBeTabSeparated() throws {
    let expected = try read(minimal)
    for name in minimal.keys {
      var files = minimal
      files[name.replacing(".csv", with: ".tsv")] = files.removeValue(forKey: name)!.replacing(",", with: "\t")
        .replacing("Peinture\t", with: "Peinture,")
      #expect(try read(files) == expected, "\(name)")
      #expect(CSVFolderOffers.fileNames.contains(name))
    }
  }

  @Test(
    arguments: [
      ("formations.csv", nil, "formations.csv"),
      ("formations.csv", "", "formations.csv"),
      ("formations.csv", "formation_id,intitul\n7,a\n8,b\n", "formations.csv, row 1, column 'intitul'"),
      ("formations.csv", "formation_id,intitule\n7,a,b\n8,b\n", "formations.csv, row 2"),
      ("formations.csv", "formation_id,intitule\n7,\"a\n", "formations.csv, row 2"),
      ("formations.csv", "formation_id\n7\n8\n7\n", "formations.csv, row 4, column 'formation_id'"),
      ("formations.csv", "intitule\na\n", "formations.csv, row 1, column 'formation_id'"),
      ("actions.csv", "formation_id,action_id\n9,9a\n", "actions.csv, row 2, column 'formation_id'"),
      ("actions.csv", "formation_id\n7\n", "actions.csv, row 1, column 'action_id'"),
      ("sessions.csv", "action_id,session_id\n7b,1\n\n7c,2\n", "sessions.csv, row 4, column 'action_id'"),
      ("lieux.csv", "action_id,ville\n7b,Caen\n7z,Brest\n", "lieux.csv, row 3, column 'action_id'"),
      ("recrutements.csv", "session_id\n?\n", "recrutements.csv, row 2, column 'session_id'"),
      ("lieux.tsv", "action_id\tville\n7b\tCaen\n7z\tBrest\n", "lieux.tsv, row 3, column 'action_id'"),
      ("actions.tsv", "", "actions.csv: actions.tsv is there, too"),
    ] as [(String, String?, String)])
  func mistakesNameFileRowAndColumn(file: String, content: String?, place: String) {
    var files = minimal
    files[file] = content
    do {
      _ = try read(files)
      Issue.record("accepted")
    } catch { #expect("\(error)".contains("/\(place)"), "\(error)") }
  }
}
