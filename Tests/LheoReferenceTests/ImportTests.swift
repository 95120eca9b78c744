import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// What an import does to what is there, and which of several files it takes.
@Suite struct ImportTests {
  private let workshop = Workshop()

  private func csv(_ day: String, partner: String = "00000101600013") -> [UInt8] {
    ZipFile([
      (
        "export_fiches_CSV_Standard_\(day).csv",
        Array((Made.standardHeader + "\n" + Made.standard("RNCP1") + "\n" + Made.standard("RS1") + "\n").utf8)
      ),
      (
        "export_fiches_CSV_Partenaires_\(day).csv",
        Array("\(Made.partnersHeader)\n\"RNCP1\";\"P\";\"\t\(partner)\";\"HABILITATION_FORMER\"\n".utf8)
      ),
    ]).bytes
  }

  private func xml(_ day: String) -> [UInt8] {
    let partner = Made.partner("00000101600013", state: "Supprimé")
    let text = Made.fiches(Made.fiche("RNCP1", inside: "<PARTENAIRES>\(partner)</PARTENAIRES>"))
    return ZipFile([("export_fiches_RNCP_V4_1_\(day).xml", Array(text.utf8))]).bytes
  }

  private var isWithdrawn: Bool? {
    get throws {
      try workshop.reference.habilitation(siret: "00000101600013", for: CertificationCode(.rncp, 1))?.isWithdrawn
    }
  }

  @Test func importingOneRegisterKeepsTheOthers() throws {
    let rs = Made.fiches(Made.fiche("RS1"))
    let organismes = Made.organismesHeader + "\n" + Made.organisme("28990000190") + "\n"
    try workshop.load(workshop.write(Made.communes, to: "v_commune_2026.csv"), workshop.write(organismes, to: "of.csv"))
    try workshop.load(workshop.write(xml("2026-11-20"), to: "a.zip"), workshop.write(rs, to: "rs_2026-11-20.xml"))
    try workshop.load(workshop.write(xml("2026-11-24"), to: "b.zip"))
    let reference = try workshop.reference
    #expect(reference.sources.map(\.register) == [.rncp, .rs, .organismes, .communes])
    #expect(reference.sources.map(\.file) == ["b.zip", "rs_2026-11-20.xml", "of.csv", "v_commune_2026.csv"])
    #expect(try reference.certification(code: "RS1") != nil && reference.certification(code: "RNCP1") != nil)
    #expect(try reference.organisme(nda: "28990000190") != nil)
    #expect(try reference.commune(codeINSEE: "14118") != nil)
    #expect(
      try workshop.files == ["a.zip", "b.zip", "of.csv", "reference.sqlite", "rs_2026-11-20.xml", "v_commune_2026.csv"])
  }

  @Test func theSheetsInXMLArePreferred() throws {
    let csvPath = try workshop.write(csv("2026_11_24"), to: "csv.zip")
    let xmlPath = try workshop.write(xml("2026-11-24"), to: "xml.zip")
    // Whatever comes first, on the same day.
    for paths in [[csvPath, xmlPath], [xmlPath, csvPath]] {
      try? FileManager.default.removeItem(atPath: workshop.database)
      try workshop.load(paths[0], paths[1])
      #expect(try isWithdrawn == true)
      #expect(try workshop.reference.day(of: .rs) != nil)
    }
    let later = try workshop.load(csvPath)
    #expect(later.sources.map(\.register) == [.rs, .rs] || later.sources.map(\.register) == [.rs])
    #expect(try isWithdrawn == true)
    // A newer export says more than an old state.
    try workshop.load(workshop.write(csv("2026_11_25"), to: "csv.zip"))
    #expect(try isWithdrawn == false)
  }

  @Test func ofSeveralFilesTheNewestIsTaken() throws {
    let new = try workshop.write(csv("2026_11_24", partner: "00000102400017"), to: "new.zip")
    let old = try workshop.write(csv("2026_11_23"), to: "old.zip")
    let summary = try workshop.load(new, old)
    #expect(summary.skipped.map(\.reason) == [.betterIsThere])
    #expect(try isWithdrawn == nil)
    #expect(try workshop.reference.sources.allSatisfy { $0.file == "new.zip" })
  }

  @Test func detailsWithoutTheirCertificationsAreLeftOut() throws {
    try workshop.load(workshop.write(csv("2026_11_23"), to: "all.zip"))
    let partner = "\"RS1\";\"P\";\"\t00000101600013\";\"HABILITATION_FORMER\""
    try workshop.write("\(Made.partnersHeader)\n\(partner)\n\(partner)\n", to: "cut/partners_2026_11_24.csv")
    try workshop.write("\(Made.standardHeader)\n\(Made.standard("RNCP7"))\n", to: "cut/standard_2026_11_24.csv")
    let summary = try workshop.load(workshop.path("cut"))
    #expect(Set(summary.sources.map(\.register)) == [.rncp])
    let reference = try workshop.reference
    #expect(try reference.certification(code: "RS1") != nil && reference.certification(code: "RNCP7") != nil)
    #expect(try reference.certification(code: "RNCP1") == nil)
    #expect(try reference.partenaires(of: CertificationCode(.rs, 1)).isEmpty)
  }

  @Test func whereRowsComeFrom() throws {
    let path = try workshop.write(Made.communes, to: "v_commune_2026.csv")
    let source = try #require(try workshop.load(path).sources.first)
    #expect(source.member == "v_commune_2026.csv" && source.imported == Workshop.today && source.dayFrom == .name)
    #expect(try workshop.reference.sources == [source])
    if let program = Program.find("sha256sum") {
      #expect(Program.run(program, [path]).output.hasPrefix(source.sha256))
    }
    #expect(source.register.mention(day: source.day)(.fr) == "Source\u{A0}: INSEE, 01/01/2026")
    #expect(!source.isOld(asOf: Workshop.today) && source.isOld(asOf: PartialDate(iso: "2027-06-01")!))
  }

  @Test func whatComesThroughAPipe() throws {
    let path = workshop.path("pipe.csv")
    #expect(mkfifo(path, 0o600) == 0)
    let bytes = Data(Made.communes.utf8)
    Thread.detachNewThread {
      let handle = FileHandle(forWritingAtPath: path)
      try? handle?.write(contentsOf: bytes)
      try? handle?.close()
    }
    #expect(try workshop.load(path).sources.first?.kept == 6)
  }

  @Test func progressComesToItsEnd() throws {
    let path = try workshop.write(Made.communes, to: "v_commune_2026.csv")
    var last: ReferenceImport.Progress?
    var work = ReferenceImport(today: Workshop.today)
    work.progress = { last = $0 }
    _ = try work.run([path], into: workshop.database)
    #expect(last?.bytesRead == Made.communes.utf8.count && last?.total == last?.bytesRead)
  }

  // MARK: Look-ups

  @Test func manyThreadsAskAtOnce() async throws {
    try workshop.load(
      workshop.write(csv("2026_11_24"), to: "csv.zip"), workshop.write(Made.communes, to: "v_commune_2026.csv"))
    let reference = try workshop.reference
    let found = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          var count = 0
          for turn in 0..<500 {
            if try reference.certification(CertificationCode(.rncp, (number + turn) % 3)) != nil { count += 1 }
            if try reference.commune(codeINSEE: "14118")?.name == "Caen" { count += 1 }
            if try reference.habilitation(siret: "00000101600013", for: CertificationCode(.rncp, 1)) != nil {
              count += 1
            }
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(found > 8 * 1000)
  }

  @Test(arguments: ["RNCP320", "rncp 320", " RNCP0320 ", "320"]) func numbersOfCertifications(_ text: String) {
    #expect(CertificationCode(text, in: .rncp)?.description == "RNCP320")
  }

  @Test(arguments: ["", "RNCP", "RNCP0", "RS", "RNCP12A", "320", "RNCP1234567890", "XRNCP1"]) func noNumbers(
    _ text: String
  ) {
    #expect(CertificationCode(text) == nil)
  }

  @Test func whatHasBecomeOfCommunes() throws {
    let header =
      "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP"
    func row(_ mod: Int, _ day: String, _ old: String, _ new: String) -> String {
      "\(mod),\(day),COM,\(old),0,A,A,A,COM,\(new),0,B,B,B"
    }
    let rows = [
      row(31, "1970-01-01", "14901", "14902"), row(32, "2016-01-01", "14902", "14118"),
      row(10, "2017-01-01", "14118", "14118"),
      row(20, "1980-01-01", "14903", "14118"), row(20, "1980-01-01", "14903", "85213"),
      row(32, "1990-01-01", "85213", "14118"),
      row(31, "1990-01-01", "14904", "14905"), row(31, "1991-01-01", "14905", "14904"),
    ]
    try workshop.load(
      workshop.write(([header] + rows).joined(separator: "\n"), to: "v_mvt_commune_2026.csv"),
      workshop.write(Made.communes, to: "v_commune_2026.csv"))
    let reference = try workshop.reference
    guard case .replaced(let caen, let since) = try reference.fate(ofCommune: "14901") else {
      Issue.record("14901"); return
    }
    #expect(caen.code == "14118" && since == PartialDate(iso: "2016-01-01"))
    guard case .split(let both) = try reference.fate(ofCommune: "14903") else { Issue.record("14903"); return }
    #expect(both.map(\.code) == ["14118", "85213"])
    guard case .current = try reference.fate(ofCommune: "85213") else { Issue.record("85213"); return }
    #expect(try reference.fate(ofCommune: "14904") == .unknown && reference.fate(ofCommune: "99999") == .unknown)
  }
}
