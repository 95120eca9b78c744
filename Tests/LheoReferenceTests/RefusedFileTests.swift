import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// What cannot be imported leaves the database as it was; each call of `problem` checks that.
@Suite struct RefusedFileTests {
  private let workshop = Workshop()

  init() throws { try workshop.load(workshop.write(Made.communes, to: "v_commune_2026.csv")) }

  private func isUnreadable(_ problem: ReferenceError.Problem?, _ words: String) -> Bool {
    if case .unreadable(let reason) = problem {
      return reason.english.contains(words) && reason.french != reason.english
    }
    return false
  }

  private var xml: String {
    Made.fiches(
      Made.fiche("RNCP1", inside: "<PARTENAIRES>\(Made.partner("00000101600013"))</PARTENAIRES>"), Made.fiche("RNCP2"))
  }

  /// What the sheets always have and nobody finds is called otherwise: nothing would be known of it.
  @Test(arguments: ["INTITULE", "ACTIF", "TYPE_ENREGISTREMENT", "DATE_FIN_ENREGISTREMENT"])
  func sheetsOfAnotherFormat(_ element: String) throws {
    for (made, words) in [
      (xml.replacing("\(element)>", with: "\(element)_2>"), "no sheet has <\(element)>"),
      (xml.replacing("<VERSION_FLUX>4.1<", with: "<VERSION_FLUX>5.0<"), "<VERSION_FLUX> is “5.0”"),
    ] {
      guard case .otherFormat(let reason) = try workshop.problem(workshop.write(made, to: "export.xml")) else {
        Issue.record("\(element) is not missed")
        continue
      }
      #expect(reason.english == words && reason.french != reason.english)
    }
    // One sheet that has it is enough: not all do.
    let first = try #require(xml.range(of: "</FICHE>"))
    let partly = xml.replacingOccurrences(
      of: "\(element)>", with: "\(element)_2>", range: xml.startIndex..<first.lowerBound)
    try workshop.load(workshop.write(partly, to: "export.xml"))
  }

  @Test func truncatedFiles() throws {
    let bytes = Array(xml.utf8)
    let zip = ZipFile([("export.xml", bytes)]).bytes
    let organismes = Made.organismesHeader + "\n" + Made.organisme("28990000190") + "\n"
    let gzip = Archive.gzip(Array(organismes.utf8))
    #expect(try isUnreadable(workshop.problem(workshop.write(Array(zip.dropLast(30)), to: "a.zip")), "zip archive"))
    #expect(try isUnreadable(workshop.problem(workshop.write(Array(gzip.dropLast(9)), to: "a.csv.gz")), "breaks off"))
    #expect(try isUnreadable(workshop.problem(workshop.write(Array(bytes.dropLast(30)), to: "a.xml")), "the XML"))

    let json = "[{\"nom\":\"Caen\",\"code\":\"14118\",\"codesPostaux\":[\"14000\"]},{\"nom\":\"Ép"
    #expect(try isUnreadable(workshop.problem(workshop.write(json, to: "a.json")), "JSON"))
    // The bytes of a member are not those that the archive says.
    var damaged = zip
    damaged[zip.firstIndex(of: UInt8(ascii: "T"))!] ^= 1
    #expect(try isUnreadable(workshop.problem(workshop.write(damaged, to: "b.zip")), "CRC"))
    #expect(try isUnreadable(workshop.problem(workshop.path("nothing.csv")), "no such file"))
  }

  @Test func wrongFiles() throws {
    func problem(_ text: String) throws -> ReferenceError.Problem? {
      try workshop.problem(workshop.write(text, to: "wrong"))
    }
    #expect(try problem("") == .unknown(columns: []))
    #expect(try problem("a;b;c\n1;2;3\n") == .unknown(columns: ["a", "b", "c"]))
    #expect(try problem("%PDF-1.4\n\0;;;\n") == .unknown(columns: []))
    #expect(try problem("<lheo xmlns=\"http://lheo.gouv.fr/2.3\"/>") == .unknown(columns: []))
    #expect(try problem("{\"code\":\"14118\"}") == .unknown(columns: []))
    #expect(try problem("<html><body>Error 503</body></html>") == .unknown(columns: []))
    #expect(try problem(Made.standardHeader + "\n") == .noRows(read: 0))
    let noNumbers = [Made.organismesHeader, Made.organisme("x"), "too;few", Made.organisme("y")]
    #expect(
      try problem(noNumbers.joined(separator: "\n"))
        == .noRows(
          read: 3,
          refused: [.init(reason: .code, count: 2, firstRow: 2), .init(reason: .fields, count: 1, firstRow: 3)]))
    #expect(try problem("<FICHES><VERSION_FLUX>4.1</VERSION_FLUX></FICHES>") == .noRows(read: 0))
    #expect(try isUnreadable(problem("<!DOCTYPE x [<!ENTITY e \"e\">]><FICHES>&e;</FICHES>"), "DOCTYPE"))
    #expect(try problem(Made.partnersHeader + "\n") == .missingPart("Standard", of: .rncp))
    let lacking = Made.partnersHeader.replacing("Habilitation", with: "Etat") + "\n"
    #expect(
      try problem(lacking)
        == .missingColumns(
          ["habilitation_partenaire"],
          of: Text("le fichier Partenaires de France compétences", "the file Partenaires of France compétences")))
    #expect(try workshop.problem(workshop.write(ZipFile().bytes, to: "empty.zip")) == .nothingToImport)
    let zips = ZipFile([("inside.zip", ZipFile().bytes)])
    #expect(try workshop.problem(workshop.write(zips.bytes, to: "zips.zip")) == .nothingToImport)
  }

  /// Where no row can be used, the message says why.
  @Test func unusableRowsAreCountedByReason() {
    let error = ReferenceError(
      .noRows(
        read: 3, refused: [.init(reason: .code, count: 2, firstRow: 2), .init(reason: .fields, count: 1, firstRow: 3)]),
      file: "a.csv")
    #expect(
      error.message(in: .en)
        == "none of its rows can be used (3 read; malformed or missing code: 2 (first: 2); wrong number of fields: 1 (first: 3))."
    )
    #expect(
      error.message(in: .fr).replacing("\u{A0}", with: "_")
        == "aucune de ses lignes n'est utilisable (3 lues_; code mal formé ou absent_: 2 (la première_: 2)_; mauvais nombre de champs_: 1 (la première_: 3))."
    )
    #expect(
      ReferenceError(.noRows(read: 1), file: "a.csv").message(in: .fr)
        == "aucune de ses lignes n'est utilisable (1 lue).")
  }

  /// The message names what holds nothing: a folder, an archive.
  @Test func whatHoldsNothingIsNamed() throws {
    let archive = try workshop.write(ZipFile().bytes, to: "empty.zip")
    let folder = URL(filePath: archive).deletingLastPathComponent().appending(path: "empty").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for path in [archive, folder] {
      let error = #expect(throws: ReferenceError.self) {
        try ReferenceImport(today: Workshop.today).run([path], into: workshop.database)
      }
      #expect(error == ReferenceError(.nothingToImport, file: path))
    }
  }

  /// What no publisher writes is refused before it costs much memory or time.
  @Test func filesThatWantTooMuch() throws {
    func problem(_ text: String, _ name: String) throws -> ReferenceError.Problem? {
      try workshop.problem(workshop.write(text, to: name))
    }
    let attributes = (0..<60_000).map { "a\($0)='1'" }.joined(separator: " ")
    #expect(try isUnreadable(problem("<FICHES><FICHE \(attributes)/></FICHES>", "tag.xml"), "a tag is too long"))
    let partners = String(repeating: "<PARTENAIRE/>", count: 140_000)
    let fiche = Made.fiche("RNCP1", inside: "<PARTENAIRES>\(partners)</PARTENAIRES>")
    #expect(try isUnreadable(problem(Made.fiches(fiche), "sheet.xml"), "sheet 1 is too long"))
    let organismes = Made.organismesHeader + "\n" + Made.organisme("28990000190") + "\n"
    #expect(try isUnreadable(problem(organismes + String(repeating: ";", count: 70_000), "fields.csv"), "row 3"))
    let long = "\"28990000290\";\"" + String(repeating: "x", count: 17 << 20)
    #expect(try isUnreadable(problem(organismes + long, "row.csv"), "row 3 does not end"))
    #expect(try isUnreadable(problem("<FICHES><FICHE>&e;</FICHE></FICHES>", "entity.xml"), "line 1"))
    let item = String(repeating: "1", count: 5 << 20)
    #expect(try isUnreadable(problem("[{\"code\":1,\"nom\":1,\"codesPostaux\":\(item)}]", "item.json"), "too long"))
    let deep = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
    #expect(try isUnreadable(problem("[{\"code\":1,\"nom\":1,\"codesPostaux\":\(deep)}]", "deep.json"), "256 levels"))
  }

  /// Names may hold anything; a title that is a command for a terminal or for SQL is only a title.
  @Test func hostileNamesAreNames() throws {
    let name = "A'); DROP TABLE organisme;-- \u{1B}[31m \u{202E}B"
    let text =
      Made.organismesHeader + "\n" + Made.organisme("28990000190", "\"\(name)\"") + "\n"
      + Made.organisme("28990000290", "\"A\0B\"") + "\n"
    try workshop.load(workshop.write(text, to: "of.csv"))
    let found = try #require(try workshop.reference.organisme(nda: "28990000190"))
    #expect(found.name == name)
    // For SQLite a text is over where it has a zero.
    #expect(try workshop.reference.organisme(nda: "28990000290")?.name == "A")
    #expect(try workshop.reference.entries(for: "28990000190'; --").isEmpty)
    #expect(try workshop.reference.suggestions(for: "\"%_]}' OR 1=1").isEmpty)
  }

  @Test func oneWrongFileAmongOthers() throws {
    let right = try workshop.write(xml, to: "right.xml")
    let wrong = try workshop.write("a;b\n1;2\n", to: "wrong.csv")
    #expect(try workshop.problem(right, wrong) == .unknown(columns: ["a", "b"]))
    #expect(try workshop.reference.day(of: .rncp) == nil)
  }

  @Test func olderFiles() throws {
    let old = try workshop.write(Made.communes, to: "v_commune_2019.csv")
    let there = try #require(PartialDate(iso: "2026-01-01"))
    #expect(try workshop.problem(old) == .older(PartialDate(iso: "2019-01-01")!, than: there, .communes))
    try workshop.load(old, allowsOlder: true)
    #expect(try workshop.reference.day(of: .communes) == PartialDate(iso: "2019-01-01"))
  }

  @Test func sirenNeedsToKnowWhichEstablishments() throws {
    let header = "siren,nic,siret,dateDebut,etatAdministratifEtablissement,codeCommuneEtablissement\n"
    let path = try workshop.write(header + "000001016,00013,00000101600013,2001-01-01,A,14118\n", to: "stock.csv")
    #expect(try workshop.problem(path) == .needsSirets)
    #expect(try workshop.problem(path, sirets: ["00000102400017"]) == .noRows(read: 1))
  }

  /// Whatever else is where the database should be, the message says that it is not one.
  @Test func whatIsNoReferenceIsNamed() throws {
    try workshop.write([UInt8]("SQLite format 3\0".utf8), to: "cut")
    try workshop.write([UInt8](repeating: 0xFF, count: 8192), to: "bytes")
    try workshop.write("", to: "empty")
    try workshop.write("inside", to: "folder/file")
    for name in ["bytes", "empty", "folder"] {
      let path = workshop.path(name)
      #expect(throws: ReferenceError(.notReference, file: path)) { try Reference(path: path) }
    }
    #expect(throws: ReferenceError.self) { try Reference(path: workshop.path("cut")) }
  }

  @Test func whatIsNoReferenceIsNotReplaced() throws {
    let right = try workshop.write(xml, to: "right.xml")
    try workshop.write("mine", to: "reference.sqlite")
    #expect(try workshop.problem(right) == .notReference)
    #expect(throws: ReferenceError(.notReference, file: workshop.database)) { try workshop.reference }
    try workshop.write("", to: "reference.sqlite")
    try workshop.load(right)
    #expect(try workshop.reference.day(of: .rncp) != nil)
    #expect(throws: ReferenceError(.noDatabase, file: "/nowhere")) { try Reference(path: "/nowhere") }
  }
}
