import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// What is known to be odd in official files is read as it is meant.
@Suite struct DirtTests {
  private let workshop = Workshop()

  private func source(_ summary: ReferenceImport.Summary, _ register: Register) throws -> ReferenceSource {
    try #require(summary.sources.first { $0.register == register })
  }

  private func organismes(_ rows: String..., header: String = Made.organismesHeader, end: String = "\n") throws
    -> ReferenceSource
  {
    let path = try workshop.write(([header] + rows).joined(separator: end) + end, to: "of.csv")
    return try source(workshop.load(path), .organismes)
  }

  // MARK: Rows and fields

  @Test(arguments: ["", "\u{FEFF}"], ["\n", "\r\n"]) func marksAndLineEnds(_ mark: String, _ end: String) throws {
    let result = try organismes(
      Made.organisme("28990000190"), header: mark + Made.organismesHeader, end: end)
    #expect(result.read == 1 && result.kept == 1 && result.refused.isEmpty)
    let found = try #require(try workshop.reference.organisme(nda: "28990000190"))
    #expect(found.name == "CENTRE" && found.qualiopi.apprentissage == true && found.qualiopi.vae == nil)
    #expect(found.lastDeclaration == PartialDate(iso: "2026-05-18"))
  }

  @Test(arguments: [
    ("\"A \"B\" C\"", "A \"B\" C"), ("\"A \"B\"\"", "A \"B\""), ("\"A \"\"B\"\" C\"", "A \"B\" C"),
    ("\"A \"\"B\"\"\"", "A \"B\""), ("A \"B\" C", "A \"B\" C"), ("\"A;B\"", "A;B"), ("\"\"", ""), ("\"A\tB\"", "A B"),
    ("\"  A  B \"", "A B"), ("\"A\"\"\"", "A\""),
  ]) func quotationMarks(_ written: String, _ meant: String) throws {
    let result = try organismes(
      Made.organisme("28990000190", written), Made.organisme("28990000290"))
    #expect(result.kept == 2)
    #expect(try workshop.reference.organisme(nda: "28990000190")?.name == meant)
    #expect(try workshop.reference.organisme(nda: "28990000290")?.name == "CENTRE")
  }

  @Test func rowsThatCannotBeUsedAreCounted() throws {
    let result = try organismes(
      Made.organisme("28990000190"), "\"28990000290\";\"\"", Made.organisme("28990000190"), "", Made.organisme("2899"),
      Made.organisme("2899P000390") + ";;more", Made.organisme("2899P000490"), "\"28990000590\";\"never ends")
    #expect(result.read == 7 && result.kept == 2 && result.refusedCount == 5)
    let refused = result.refused.map { "\($0.reason.rawValue) \($0.count) \($0.firstRow)" }
    #expect(refused == ["code 1 5", "duplicate 1 4", "fields 3 3"])
  }

  @Test func formerNumbersAndPublicBodies() throws {
    _ = try organismes(Made.organisme("2899P000190", former: "11990000290, 25990000290"))
    let reference = try workshop.reference
    #expect(try reference.organisme(nda: "25990000290")?.nda == "2899P000190")
    #expect(try reference.organisme(siret: "00000101600013")?.formerNDAs == ["11990000290", "25990000290"])
  }

  /// An establishment may declare several bodies, and rows without one are found by their number only.
  @Test func bodiesAreFoundByTheirEstablishment() throws {
    _ = try organismes(
      Made.organisme("28990000390", siret: "00000103200010"), Made.organisme("28990000190", siret: "00000101600013"),
      Made.organisme("28990000290", siret: "00000103200010"), Made.organisme("28990000490", siret: ""),
      Made.organisme("28990000590", siret: "0000010160001"), Made.organisme("28990000690", siret: "0000010160001X"))
    let reference = try workshop.reference
    func body(_ code: String) throws -> [String]? {
      for case .body(let body) in try reference.entries(for: code) { return body.organismes.map(\.nda) }
      return nil
    }
    #expect(try body("00000103200010") == ["28990000290", "28990000390"])
    #expect(try body("00000101600013") == ["28990000190"])
    #expect(try reference.organisme(siret: "000 001 016 00013")?.nda == "28990000190")
    for siret in ["00000101600014", "", "0000010160001", "0000010160001X", "99999999999999999999"] {
      #expect(try reference.organisme(siret: siret) == nil)
    }
    for nda in ["28990000490", "28990000590", "28990000690"] { #expect(try body(nda) == [nda]) }
  }

  /// No establishment has so many: the first ones by number are enough, and all are found by theirs.
  @Test func establishmentsWithThousandsOfBodies() throws {
    let numbers = (0..<3000).map { "2899\($0 + 1000)190" }
    let result = try organismes(numbers.reversed().map { Made.organisme($0) }.joined(separator: "\n"))
    #expect(result.kept == 3000)
    let reference = try workshop.reference
    guard case .body(let body) = try reference.entries(for: "00000101600013").first else {
      Issue.record("the establishment is not found")
      return
    }
    #expect(body.organismes.map(\.nda) == Array(numbers.prefix(64)))
    for number in [numbers[63], numbers[64], numbers[2999]] {
      #expect(try reference.organisme(nda: number)?.nda == number)
    }
  }

  // MARK: Columns

  @Test func columnsAreFoundByTheirName() throws {
    // Another order, a space before a name, capitals, an unknown column; a needed one is named where it is not there.
    let names = Made.organismesHeader.split(separator: ";").map(String.init)
    let cells = Made.organisme("28990000190").split(separator: ";", omittingEmptySubsequences: false).dropLast()
    let header =
      ["nouveau"] + names.reversed().enumerated().map { $0.offset == 2 ? " \($0.element)" : $0.element.uppercased() }
    let result = try organismes(
      (["x"] + cells.reversed()).joined(separator: ";"), header: header.joined(separator: ";"))
    #expect(result.kept == 1)
    #expect(try workshop.reference.organisme(nda: "28990000190")?.town == "CAEN")
    let lacking = names.filter { $0 != "certifications.VAE" }.joined(separator: ";") + "\n"
    let problem = try workshop.problem(workshop.write(lacking, to: "lacking.csv"))
    #expect(
      problem
        == .missingColumns(
          ["certifications_vae"],
          of: Text("la liste publique des organismes de formation", "the public list of training bodies")))
  }

  @Test func theCopyOfOpendatasoft() throws {
    let header =
      "numerodeclarationactivite;denomination;siren;siretetablissementdeclarant;"
      + "adressephysiqueorganismeformation_codepostal;certifications_actionsdeformation;"
      + "certifications_bilansdecompetences;certifications_vae;certifications_actionsdeformationparapprentissage"
    _ = try organismes("82990000190;CENTRE;000001016;00000101600013;1000;true;false;false;false", header: header)
    let found = try #require(try workshop.reference.organisme(nda: "82990000190"))
    #expect(found.postcode == nil && found.qualiopi.formation == true)
  }

  // MARK: Encodings

  @Test(arguments: [String.Encoding.utf8, .windowsCP1252]) func postcodesInBothEncodings(_ encoding: String.Encoding)
    throws
  {
    let text = """
      #Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5\r
      14118;CAEN;14000;CAEN;\r
      01001;L ABERGEMENT CLÉMENCIAT – Œ;01400;L ABERGEMENT;\r
      85213;RIVES DE L YON;85310;RIVES DE L YON;\r
      85213;RIVES DE L YON;85310;RIVES DE L YON;CHAILLE SOUS LES ORMEAUX\r
      75116;PARIS 16;75016;PARIS;\r
      75116;PARIS 16;75116;PARIS;\r
      99138;MONACO;98000;MONACO;\r

      """
    let bytes = try #require(text.data(using: encoding))
    let result = try source(workshop.load(workshop.write([UInt8](bytes), to: "019HexaSmal.csv")), .codesPostaux)
    #expect(result.kept == 7 && result.refused.isEmpty)
    let reference = try workshop.reference
    #expect(try reference.commune(codeINSEE: "01001")?.name == "L ABERGEMENT CLÉMENCIAT – Œ")
    #expect(try reference.commune(codeINSEE: "75116")?.postcodes == ["75016", "75116"])
    #expect(try reference.communes(postcode: "85310").map(\.code) == ["85213"])
  }

  // MARK: France compétences

  @Test func theExportInCSV() throws {
    let folder = "export"
    try workshop.write(
      [
        Made.standardHeader, Made.standard("RNCP101", "\"Titre \"\"A\"\"\n  suite\""), Made.standard("RS7"),
        Made.standard("RNCP101"), Made.standard("XX1"), "\"1\";\"RNCP102\"",
      ].joined(separator: "\r\n") + "\r\n", to: "\(folder)/export_fiches_CSV_Standard_2026_11_23.csv")
    try workshop.write(
      [
        Made.partnersHeader, "\"RNCP101\";\"A\";\"\t00000101600013\";\"HABILITATION_ORGA_FORM\"",
        "\"RNCP101\";\"A\";\"\t00000101600013\";\"HABILITATION_ORGA_FORM\"",
        "\"RNCP101\";\"SANS SIRET\";;\"HABILITATION_FORMER\"",
        "\"RS7\";\"B\";\"\t00000102400017\";\"HABILITATION_ORGANISER\"",
      ].joined(separator: "\r\n"), to: "\(folder)/partners.txt")
    try workshop.write(
      "\"Numero_Fiche\";\"Bloc_Competences_Code\"\r\n\"RNCP101\";\"01\"\r\n", to: "\(folder)/blocs.csv")
    try workshop.write(
      "\"Numero_Fiche\";\"Si_Jury\"\r\n\"RNCP101\";\"En contrat d’apprentissage\"\r\n\"RNCP101\";\"Autre\"\r\n",
      to: "\(folder)/voies.csv")
    try workshop.write(
      "\"Numero_Fiche\";\"Nsf_Code\";\"Nsf_Intitule\"\r\n\"RNCP101\";\"315p\";\"315p : Échanges d''idées\"\r\n",
      to: "\(folder)/nsf.csv")
    let summary = try workshop.load(workshop.path(folder))
    let main = try source(summary, .rncp)
    #expect(main.read == 4 && main.kept == 1 && main.day == PartialDate(iso: "2026-11-23") && main.dayFrom == .name)
    #expect(main.refused.map(\.reason) == [.code, .duplicate, .fields])
    let reference = try workshop.reference
    let found = try #require(try reference.certification(code: "RNCP0101"))
    #expect(found.title == "Titre \"A\" suite" && found.voies == [.apprentissage] && found.blocs.map(\.code) == ["01"])
    #expect(found.nsf.first?.label == "Échanges d'idées")
    let code = CertificationCode(.rncp, 101)
    #expect(try reference.partenaires(of: code).count == 2)
    #expect(try reference.habilitation(siret: "00000101600013", for: code)?.trains == true)
    #expect(try reference.habilitation(siret: "00000102400017", for: CertificationCode(.rs, 7))?.trains == false)
  }

  @Test func namesInTheArchiveDoNotMatter() throws {
    // Accents composed or not, or in the letters of an old PC.
    for name in ["VoixdAcce\u{300}s", "VoixdAcc\u{E8}s", "VoixdAccCès"] {
      let zip = ZipFile([
        ("x/\(name)_2026_11_23.csv", Array("\"Numero_Fiche\";\"Si_Jury\"\n\"RNCP1\";\"Par expérience\"\n".utf8)),
        ("x/Standard_2026_11_23.csv", Array((Made.standardHeader + "\n" + Made.standard("RNCP1")).utf8)),
        ("x/readme.txt", Array("hello".utf8)),
      ])
      let summary = try workshop.load(workshop.write(zip.bytes, to: "export.zip"))
      #expect(summary.skipped.map(\.reason) == [.unknown])
      #expect(try workshop.reference.certification(code: "RNCP1")?.voies == [.experience])
    }
  }

  @Test func whatStandsElsewhereInASheetIsSomethingElse() throws {
    let inside = """
      <SI_JURY_CA><ACTIF>Non</ACTIF><COMPOSITION>x</COMPOSITION></SI_JURY_CA><SI_JURY_VAE><ACTIF>Oui</ACTIF></SI_JURY_VAE>
      <BLOCS_COMPETENCES><BLOC_COMPETENCES><CODE>RNCP9BC01</CODE><LIBELLE> Un\n bloc </LIBELLE>
      <LISTE_COMPETENCES>x</LISTE_COMPETENCES></BLOC_COMPETENCES></BLOCS_COMPETENCES>
      <CORRESPONDANCES><CORRESPONDANCE><BLOC_COMPETENCES><CODE>RNCP8BC01</CODE></BLOC_COMPETENCES></CORRESPONDANCE></CORRESPONDANCES>
      <PARTENAIRES>\(Made.partner("00000101600013"))\(Made.partner("00000102400017", state: "Supprimé"))
      \(Made.partner("00000101600013"))</PARTENAIRES><NOUVEAU><CODE>x</CODE></NOUVEAU>
      """
    let path = try workshop.write(Made.fiches(Made.fiche("RNCP9", inside: inside)), to: "export.xml")
    let result = try source(workshop.load(path), .rncp)
    #expect(result.kept == 1 && result.refused.map(\.reason) == [.duplicate])
    let found = try #require(try workshop.reference.certification(code: "RNCP9"))
    #expect(found.isActive == true && found.voies == [.experience])
    #expect(found.blocs.map(\.code) == ["RNCP9BC01"] && found.blocs.first?.label == "Un bloc")
    #expect(try workshop.reference.habilitation(siret: "00000102400017", for: found.code)?.isWithdrawn == true)
  }

  // MARK: Education

  @Test func diplomasWithoutQuoting() throws {
    let text = """
      FORMATION_DIPLOME;N_NIVEAU.LIBELLE_100;LIBELLE_LONG_200;DATE_OUVERTURE;DATE_FERMETURE;NOUVEAU_DIPLOME_1;COMMENTAIRE
      01099902;"MC;SOUDURE "FINE" ÉTÉ;01/09/2001;31/08/2023;01099903;un " seul
      1099903;"MC";SOUDURE;;;;
      01099903;MC;SOUDURE;;;;
      """
    let bytes = [UInt8](try #require(text.data(using: .isoLatin1)))
    let result = try source(workshop.load(workshop.write(bytes, to: "bcn.csv")), .diplomes)
    #expect(result.kept == 2 && result.refused.map(\.reason) == [.code])
    let found = try #require(try workshop.reference.diploma(code: "01099902"))
    #expect(found.title == "SOUDURE \"FINE\" ÉTÉ" && found.successors == ["01099903"])
    #expect(found.closed == PartialDate(iso: "2023-08-31"))
  }

  @Test(arguments: [
    "Code Diplôme;FicheRNCP", "\u{FEFF}Code_Diplome;Code_RNCP", "CodeDiplome;CodeRNCP", "Code Diplome;Fiche RNCP",
  ]) func diplomasWhoseZeroIsLost(_ header: String) throws {
    let path = try workshop.write(header + "\n1099902;RNCP101\n32031313;102\n;RNCP103\n", to: "kit.csv")
    let result = try source(workshop.load(path, workshop.write(Made.diplomes, to: "bcn.csv")), .diplomesCertifications)
    #expect(result.kept == 2 && result.refusedCount == 1)
    #expect(try workshop.reference.diploma(code: "01099902")?.certifications == [CertificationCode(.rncp, 101)])
  }

  @Test func schoolsOfAllLists() throws {
    let lists = [
      "numero_uai;etat_etablissement;commune;appellation_officielle;denomination_principale;numero_siren_siret_uai;"
        + "date_fermeture;code_postal_uai\n0149999U;4;14118;;CFA;;31/08/2019;14000\n0149998T;1;14118;LYCEE;;x;;14000\n1;1;;;;;;\n",
      "numero_uai;appellation_officielle;code_postal_uai;etat_etablissement;code_commune\n0149999U;CFA;14000;4;14118\n"
        + "0149998T;LYCEE;14000;1;14118\n",
      "Identifiant_de_l_etablissement;Nom_etablissement;Code_postal;Code_commune;SIREN_SIRET;etat\n"
        + "0149999U;CFA;14000;14118;;FERMÉ\n0149998T;LYCEE;14000;14118;90000000100009;OUVERT\n",
    ]
    for list in lists {
      #expect(try source(workshop.load(workshop.write(list, to: "uai.csv")), .uai).kept == 2)
      let closed = try #require(try workshop.reference.school(uai: "0149999U"))
      #expect(closed.name == "CFA" && !closed.isOpen && closed.postcode == "14000" && closed.siret == nil)
      #expect(try workshop.reference.school(uai: "0149998T")?.isOpen == true)
    }
  }

  // MARK: INSEE

  @Test(arguments: [false, true]) func theGeographicCodeQuotedOrNot(_ isQuoted: Bool) throws {
    let lines = Made.communes.split(separator: "\n").map { line in
      guard isQuoted else { return line.lowercased() == line ? String(line) : String(line) }
      return line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ",")
    }
    let text = ([isQuoted ? lines[0] : lines[0].lowercased()] + lines.dropFirst()).joined(separator: "\r\n")
    let result = try source(workshop.load(workshop.write(text, to: "v_commune_2026.csv")), .communes)
    #expect(result.kept == 6 && result.day == PartialDate(iso: "2026-01-01"))
    // A code that is used again is what it is today.
    #expect(try workshop.reference.commune(codeINSEE: "85213")?.name == "Rives de l'Yon")
    guard case .replaced(let parent, _) = try workshop.reference.fate(ofCommune: "85043") else {
      Issue.record("85043")
      return
    }
    #expect(parent.code == "85213")
  }

  @Test func otherListsOfTheGeographicCodeAreLeftOut() throws {
    let zip = ZipFile([
      ("v_commune_2026.csv", Array(Made.communes.utf8)),
      (
        "v_arrondissement_2026.csv",
        Array("ARR,DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n141,14,28,14047,0,A,A,A\n".utf8)
      ),
      ("v_ctcd_2026.csv", Array("CTCD,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n14D,28,14118,0,A,A,A\n".utf8)),
      (
        "v_canton_2026.csv",
        Array("CAN,DEP,REG,COMPCT,BURCENTRAL,TNCC,NCC,NCCENR,LIBELLE,TYPECT\n1401,14,28,1,14047,0,A,A,A,C\n".utf8)
      ),
      (
        "v_departement_2026.csv",
        Array("DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n14,28,14118,2,CALVADOS,Calvados,Calvados\n".utf8)
      ),
      (
        "v_region_2026.csv",
        Array("REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n28,76540,0,NORMANDIE,Normandie,Normandie\n".utf8)
      ),
    ])
    let summary = try workshop.load(workshop.write(zip.bytes, to: "cog_ensemble_2026_csv.zip"))
    #expect(summary.sources.map(\.register) == [.communes, .departements, .regions])
    #expect(summary.skipped.count == 3)
    #expect(try workshop.reference.region(code: "28")?.name == "Normandie")
    #expect(try workshop.reference.departement(code: "14")?.region == "28")
  }
}
