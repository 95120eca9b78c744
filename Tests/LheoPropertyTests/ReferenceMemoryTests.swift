import Foundation
import TestSupport
import Testing

/// Registers are read in the memory of one sheet or row.
@Suite struct ReferenceMemoryTests {
  /// A made-up export of France compétences, of about as many bytes as are asked for.
  private func write(megabytes: Int, to path: String) throws {
    try Data().write(to: URL(filePath: path))
    let file = try #require(FileHandle(forWritingAtPath: path))
    let text = String(repeating: "Le titulaire fait un métier imaginaire. ", count: 250)
    try file.write(contentsOf: Data("<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>\n".utf8))
    var count = 0
    var number = 0
    while count < megabytes * 1_000_000 {
      number += 1
      let partners = (0..<16).map { partner in
        "<PARTENAIRE><NOM_PARTENAIRE>CENTRE \(partner)</NOM_PARTENAIRE><SIRET_PARTENAIRE>9\(10_000_000 + number * 16 + partner)00009"
          + "</SIRET_PARTENAIRE><HABILITATION_PARTENAIRE>HABILITATION_FORMER</HABILITATION_PARTENAIRE>"
          + "<ETAT_HABILITATION>Actif</ETAT_HABILITATION></PARTENAIRE>\n"
      }
      let fiche = Data(
        ("<FICHE><NUMERO_FICHE>RNCP\(number)</NUMERO_FICHE><INTITULE>Titre \(number)</INTITULE><ACTIF>Oui</ACTIF>"
          + "<TYPE_ENREGISTREMENT>Enregistrement sur demande</TYPE_ENREGISTREMENT>"
          + "<DATE_FIN_ENREGISTREMENT>31/12/2030</DATE_FIN_ENREGISTREMENT>"
          + "<OBJECTIFS_CONTEXTE>\(text)</OBJECTIFS_CONTEXTE><PARTENAIRES>\(partners.joined())</PARTENAIRES></FICHE>\n")
          .utf8)
      try file.write(contentsOf: fiche)
      count += fiche.count
    }
    try file.write(contentsOf: Data("</FICHES>\n".utf8))
    try file.close()
  }

  @Test func memoryDoesNotGrowWithTheRegister() throws {
    let sizes = scale > 1 ? [10, 50] : [2, 10]
    let used = try sizes.map { megabytes in
      try withFolder { folder in
        try write(megabytes: megabytes, to: "\(folder)/export.xml")
        let run = try ToolRun.run(
          ["reference", "import", "export.xml", "--reference", "r.sqlite", "--quiet"], in: folder, measuresMemory: true)
        #expect(run.status == 0, "\(run.errorText)")
        return run.memory
      }
    }
    // The database keeps some pages in memory, which a small one does not fill.
    #expect(used[1] < used[0] + 12_000_000 && used[1] < 80_000_000, "\(used) bytes for \(sizes) MB")
  }
}
