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
      + "<DATE_FIN_ENREGISTREMENT>31/12/2028</DATE_FIN_ENREGISTREMENT><ACTIF>Oui</ACTIF>\(inside)</FICHE>"
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
