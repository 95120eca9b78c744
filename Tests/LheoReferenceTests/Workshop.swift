import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// A folder with files of registers and a database made of them.
final class Workshop {
  private let temporary = try! TemporaryFolder()
  static let today = PartialDate(iso: "2026-11-26")!

  func path(_ name: String) -> String { temporary.url.appending(path: name).path }

  var database: String { path("reference.sqlite") }

  /// The files of the folder, hidden ones included.
  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: temporary.url.path).sorted() }
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(filePath: path(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

  @discardableResult
  func load(
    _ paths: String..., allowsOlder: Bool = false, sirets: Set<String> = []
  ) throws -> ReferenceImport.Summary {
    var work = ReferenceImport(today: Self.today)
    work.allowsOlder = allowsOlder
    work.sirets = sirets
    return try work.run(paths, into: database)
  }

  var reference: Reference { get throws { try Reference(path: database) } }

  /// The problem that an import ends with, after which the database is what it was.
  func problem(_ paths: String..., sirets: Set<String> = []) throws -> ReferenceError.Problem? {
    let before = FileManager.default.contents(atPath: database)
    let names = try files
    var work = ReferenceImport(today: Self.today)
    work.sirets = sirets
    var problem: ReferenceError.Problem?
    do { _ = try work.run(paths, into: database) } catch let error as ReferenceError { problem = error.problem }
    #expect(FileManager.default.contents(atPath: database) == before)
    #expect(try files == names)
    return problem
  }
}

/// Made-up files in the published layouts.
enum Made {
  static let organismesHeader =
    "numeroDeclarationActivite;numerosDeclarationActivitePrecedent;denomination;siren;siretEtablissementDeclarant;"
    + "adressePhysiqueOrganismeFormation.voie;adressePhysiqueOrganismeFormation.codePostal;"
    + "adressePhysiqueOrganismeFormation.ville;adressePhysiqueOrganismeFormation.codeRegion;"
    + "certifications.actionsDeFormation;certifications.bilansDeCompetences;certifications.VAE;"
    + "certifications.actionsDeFormationParApprentissage;informationsDeclarees.dateDerniereDeclaration;"

  static func organisme(
    _ nda: String, _ name: String = "\"CENTRE\"", siret: String = "00000101600013", former: String = "",
    qualiopi: String = "true;false;;true"
  ) -> String {
    "\"\(nda)\";\"\(former)\";\(name);\"\(siret.prefix(9))\";\"\(siret)\";\"1 RUE\";\"14000\";\"CAEN\";\"28\";\(qualiopi);18/05/2026;"
  }

  static let standardHeader =
    #""Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Abrege_Intitule";"Nomenclature_Europe_Niveau";"#
    + #""Date_Decision";"Date_Fin_Enregistrement";"Date_Effet";"Type_Enregistrement";"Actif""#

  static func standard(_ code: String, _ title: String = "\"Titre\"") -> String {
    "\"1\";\"\(code)\";\(title);\"TP\";\"Titre professionnel\";\"NIV5\";;\"31/12/2028\";\"01/01/2024\";"
      + "\"Enregistrement de droit\";\"ACTIVE\""
  }

  static let partnersHeader = #""Numero_Fiche";"Nom_Partenaire";"Siret_Partenaire";"Habilitation_Partenaire""#

  static func fiche(_ code: String, inside: String = "") -> String {
    "<FICHE><NUMERO_FICHE>\(code)</NUMERO_FICHE><INTITULE>Titre \(code)</INTITULE>"
      + "<NOMENCLATURE_EUROPE><NIVEAU>NIV6</NIVEAU></NOMENCLATURE_EUROPE>"
      + "<DATE_FIN_ENREGISTREMENT>31/12/2028</DATE_FIN_ENREGISTREMENT><ACTIF>Oui</ACTIF>"
      + "<TYPE_ENREGISTREMENT>Enregistrement sur demande</TYPE_ENREGISTREMENT>\(inside)</FICHE>"
  }

  static func partner(_ siret: String, _ habilitation: String = "HABILITATION_FORMER", state: String = "Actif")
    -> String
  {
    "<PARTENAIRE><NOM_PARTENAIRE>P\(siret)</NOM_PARTENAIRE><SIRET_PARTENAIRE>\(siret)</SIRET_PARTENAIRE>"
      + "<HABILITATION_PARTENAIRE>\(habilitation)</HABILITATION_PARTENAIRE><ETAT_HABILITATION>\(state)"
      + "</ETAT_HABILITATION></PARTENAIRE>"
  }

  static func fiches(_ fiches: String...) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<FICHES>\n<VERSION_FLUX>4.1</VERSION_FLUX>\n"
      + fiches.joined(separator: "\n") + "\n</FICHES>\n"
  }

  /// A file of each register: how its name ends, and what stands in it.
  static let every: [(register: Register, ending: String, text: String)] = [
    (
      .rncp, "xml",
      fiches(fiche("RNCP1", inside: "<PARTENAIRES>\(partner("00000101600013"))</PARTENAIRES>"), fiche("RNCP2"))
    ),
    (.rs, "xml", fiches(fiche("RS1"), fiche("RS2"))),
    (.rncp, "csv", standardHeader + "\n" + standard("RNCP1") + "\n" + standard("RNCP2") + "\n"),
    (.organismes, "csv", organismesHeader + "\n" + organisme("28990000190") + "\n" + organisme("2899P000290") + "\n"),
    (.communes, "csv", communes + "\n"),
    (
      .mouvements, "csv",
      "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
        + "32,2016-01-01,COM,85043,0,A,A,A,COM,85213,4,B,B,B\n"
    ),
    (
      .historique, "csv",
      "COM,TNCC,NCC,NCCENR,LIBELLE,DATE_DEBUT,DATE_FIN\n14118,0,CAEN,Caen,Caen,1943-01-01,\n"
    ),
    (
      .departements, "csv",
      "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n14,28,14118,2,CALVADOS,Calvados,Calvados\n"
    ),
    (.regions, "csv", "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n28,76540,0,NORMANDIE,Normandie,Normandie\n"),
    (
      .outreMer, "csv",
      "COM_COMER,TNCC,NCC,NCCENR,LIBELLE,NATURE_ZONAGE,COMER,LIBELLE_COMER\n97502,0,A,A,Saint-Pierre,COM,975,A\n"
    ),
    (
      .codesPostaux, "csv",
      "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5\n14118;CAEN;14000;CAEN;\n"
    ),
    (
      .geo, "json",
      #"[{"nom":"Caen","code":"14118","codesPostaux":["14000"]},{"nom":"Épron","code":"14242","codesPostaux":["14610"]}]"#
    ),
    (
      .sirene, "csv",
      "siren,nic,siret,dateDebut,etatAdministratifEtablissement,codeCommuneEtablissement\n"
        + "000001016,00013,00000101600013,2001-01-01,A,14118\n"
    ),
    (.rome, "csv", "\"code_rome\",\"code_fiche_metier\",\"libelle_rome\"\n\"F1604\",\"1\",\"Plâtrerie\"\n"),
    (
      .uai, "csv",
      "numero_uai;etat_etablissement;commune;appellation_officielle\n0149999U;1;14118;CFA\n"
    ),
    (.diplomes, "csv", diplomes + "\n"),
    (.diplomesCertifications, "csv", "Code_Diplome;Code_RNCP\n01099902;RNCP1\n"),
    (.formacode, "csv", "version;code;libelle;remplace_par\n14;22403;Plaquiste;\n"),
    (.certifinfo, "csv", "code_certifinfo;code_rncp\n113331;36390\n"),
    (
      .certifinfo, "json",
      #"[{"id":22160,"rncp":"RNCP744","rs":null,"archive":true},{"id":1,"rncp":null,"rs":"RS5080","archive":false}]"#
    ),
    (
      .certifinfoRemplacements, "csv",
      "cer3_code;cer3_libelle;cer3_etat;cer3_codenew;cer3_libelle;cer3_etat\n99145;Titre;3;119119;Titre;3\n"
    ),
    (
      .adresses, "csv",
      "id;id_fantoir;numero;code_postal;code_insee;code_insee_ancienne_commune;nom_commune;lon;lat\n"
        + "x;;1;14000;14118;;Caen;-0.37;49.18\n"
    ),
  ]

  static let diplomes = """
    FORMATION_DIPLOME;LIBELLE_LONG_200;DATE_OUVERTURE;DATE_FERMETURE
    01099902;SOUDURE;01/09/2001;31/08/2023
    """

  static let communes = """
    TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT
    COM,14118,28,14,14D,142,0,CAEN,Caen,Caen,1499,
    COM,85213,52,85,85D,853,4,RIVES DE L YON,Rives de l'Yon,Rives de l'Yon,8515,
    COM,75056,11,75,75C,751,0,PARIS,Paris,Paris,,
    ARM,75101,11,75,75C,751,0,PARIS 1ER,Paris 1er,Paris 1er,,75056
    COMD,85213,,,,,0,SAINT FLORENT DES BOIS,Saint-Florent-des-Bois,Saint-Florent-des-Bois,,85213
    COMD,85043,,,,,0,CHAILLE,Chaillé,Chaillé,,85213
    """
}
