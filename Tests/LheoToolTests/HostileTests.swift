import Foundation
import TestSupport
import Testing

/// Feeds that mean harm, or that something has gone wrong with. Each gets a verdict, an exit code and a message; nothing
/// is fetched, nothing expands, nothing hangs.
@Suite struct HostileTests {
  let tool = Tool()
  static let namespace = "xmlns=\"http://lheo.gouv.fr/2.3\""

  private func feed(_ inside: String, prolog: String = "") -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(prolog)<lheo \(Self.namespace)><offres><formation numero=\"1\">"
      + "\(inside)</formation></offres></lheo>"
  }

  private func validate(_ bytes: some Sequence<UInt8>, _ arguments: String...) throws -> Tool.Result {
    try Data(bytes).write(to: URL(filePath: tool.path("feed.xml")))
    return try tool.run(["validate", "--profile", "none", "--lang", "en", "feed.xml"] + arguments)
  }

  private func validate(_ text: String, _ arguments: String...) throws -> Tool.Result {
    try tool.write(text, to: "feed.xml")
    return try tool.run(["validate", "--profile", "none", "--lang", "en", "feed.xml"] + arguments)
  }

  // MARK: Entities and other documents

  static let documentTypes = [
    "<!DOCTYPE lheo [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
    "<!DOCTYPE lheo [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]>",
    "<!DOCTYPE lheo [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]>",
    "<!DOCTYPE lheo SYSTEM \"http://127.0.0.1:9/lheo.dtd\">",
    "<!DOCTYPE lheo PUBLIC \"-//x\" \"file:///etc/passwd\">",
    "<!DOCTYPE lheo [<!ENTITY a \"lol\">"
      + (1...9).map {
        "<!ENTITY a\($0) \"" + String(repeating: "&a\($0 - 1 == 0 ? "" : "\($0 - 1)");", count: 10) + "\">"
      }
      .joined() + "]>",
    "<!DOCTYPE lheo [<!ENTITY a \"\(String(repeating: "x", count: 100_000))\">]>",
    "<!DOCTYPE lheo [<!ATTLIST formation numero CDATA \"x\">]>",
  ]

  @Test(arguments: documentTypes) func documentTypesAreRefusedBeforeTheyAreRead(_ type: String) throws {
    let inside = "<intitule-formation>\(String(repeating: "&x;&a9;&a;", count: 1000))</intitule-formation>"
    let result = try validate(feed(inside, prolog: type))
    #expect(result.status == 2 && result.output.contains("<!DOCTYPE"), "\(result.output.prefix(300))")
    #expect(!result.output.contains("root:"))
  }

  @Test func nothingIsIncluded() throws {
    let result = try validate(
      feed("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/>"))
    #expect(result.status == 1 && result.output.contains("include") && !result.output.contains("root:"))
  }

  @Test func instructionsMeanNothing() throws {
    let plain = try validate(feed(""))
    let instructed = try validate(
      feed("<?php echo 1 ?>", prolog: "<?xml-stylesheet type=\"text/xsl\" href=\"http://127.0.0.1:9/x.xsl\"?>"))
    #expect(plain.status == 1 && instructed.status == 1)
    #expect(plain.output.contains("schema/element-manquant") && instructed.output.contains("schema/element-manquant"))
  }

  // MARK: Sizes

  @Test func depthIsLimited() throws {
    let result = try validate(
      feed("<extras>" + String(repeating: "<extra>", count: 1_000_000)))
    #expect(result.status == 2 && result.output.contains("nested elements"))
  }

  @Test func attributesAreLimitedAndTheLimitCanBeRaised() throws {
    let many = feed(
      "<extras><a xmlns=\"u\" " + (0..<5000).map { "a\($0)=\"x\"" }.joined(separator: " ") + "/></extras>")
    let refused = try validate(many)
    #expect(refused.status == 2 && refused.output.contains("more than 1000 attributes"))
    #expect(try validate(many, "--max-attributes", "5001").status == 1)
    let million = feed(
      "<extras><a xmlns=\"u\" " + (0..<1_000_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "/></extras>")
    #expect(try validate(million).status == 2)
  }

  @Test func aTitleOfMillionsIsNotRepeatedWithEachFinding() throws {
    let title = String(repeating: "Été ", count: 50_000)
    let sessions = String(repeating: "<session/>", count: 100)
    let feed =
      "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres><formation numero=\"1\"><intitule-formation>\(title)"
      + "</intitule-formation><action>\(sessions)</action></formation></offres></lheo>"
    try Data(feed.utf8).write(to: URL(filePath: tool.path("feed.xml")))
    let report = try tool.run(["validate", "--format", "ndjson", "feed.xml"])
    #expect(report.status == 1)
    #expect(report.output.split(separator: "\n").count > 100)
    #expect(report.output.utf8.count < 1_000_000)
  }

  @Test func textsAreLimited() throws {
    let result = try validate(
      feed("<contenu-formation>\(String(repeating: "texte ", count: 2_000_000))</contenu-formation>"))
    #expect(result.status == 2 && result.output.contains("over the limit"))
  }

  @Test func offersAreLimitedAndTheLimitCanBeRaised() throws {
    let extra = "<extra>\(String(repeating: "x", count: 900_000))</extra>"
    let large = feed("<extras>\(String(repeating: extra, count: 3))</extras>")
    #expect(try validate(large, "--max-offer-megabytes", "1").status == 2)
    #expect(try validate(large).status == 1)
    #expect(try validate(large, "--max-offer-megabytes", "0").status == 64)
  }

  @Test func namesAreLimited() throws {
    let name = String(repeating: "a", count: 10_000_000)
    #expect(try validate(feed("<\(name)/>")).status == 2)
    #expect(try validate(feed("<extras \(name)=\"1\"/>")).status == 2)
  }

  // MARK: Bytes

  static let places: [(String, String, String)] = [
    ("text", "<intitule-formation>a", "b</intitule-formation>"), ("attribute", "<action numero=\"a", "b\"/>"),
    ("name", "<acti", "on/>"), ("comment", "<!-- a", "b -->"), ("instruction", "<?a ", "b?>"),
    ("character data", "<extras><extra><![CDATA[a", "b]]></extra></extras>"),
  ]
  static let badBytes: [[UInt8]] = [
    [0xFF], [0x80], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0x00], [0x01], [0x0B], [0x1B], [0xEF, 0xBF, 0xBE],
  ]

  @Test(arguments: places.map(\.0)) func badBytesAreFoundWhereverTheyStand(_ place: String) throws {
    let (_, before, after) = Self.places.first { $0.0 == place }!
    for bad in Self.badBytes {
      let text = feed("\(before)@@\(after)")
      let parts = text.components(separatedBy: "@@")
      let result = try validate(Array(parts[0].utf8) + bad + Array(parts[1].utf8))
      #expect(result.status == 2, "\(place) \(bad): \(result.output.prefix(200))")
      #expect(result.output.contains("feed.xml:2:"), "\(place) \(bad): \(result.output.prefix(200))")
    }
  }

  @Test func badBytesAroundTheRootAreFound() throws {
    let good = Array(feed("").utf8)
    for bytes in [[0xFF] + good, good + [0xFF], good + [0x00], good + Array("<lheo/>".utf8), good + Array("text".utf8)]
    {
      #expect(try validate(bytes as [UInt8]).status == 2)
    }
  }

  @Test(arguments: [
    (String.Encoding.utf16, "UTF-8"), (.utf16LittleEndian, "UTF-16"), (.utf16BigEndian, "UTF-16"), (.utf32, "UTF-32"),
    (.isoLatin1, "ISO-8859-1"), (.windowsCP1252, "windows-1252"),
  ])
  func encodingsAreReadByTheirBytes(_ encoding: String.Encoding, _ declared: String) throws {
    let text = feed("<intitule-formation>é</intitule-formation>").replacing("UTF-8", with: declared)
    let result = try validate(try #require(text.data(using: encoding)))
    #expect(result.status == 1 && result.output.contains("“é”"), "\(declared): \(result.output.prefix(300))")
  }

  @Test func anEncodingThatLiesIsTold() throws {
    let latin = try #require(feed("<intitule-formation>é</intitule-formation>").data(using: .isoLatin1))
    #expect(try validate(latin).output.contains("feed.xml:2:"))
    let unknown = try validate(feed("").replacing("UTF-8", with: "x-klingon"))
    #expect(unknown.status == 2 && unknown.output.contains("x-klingon"))
    let broken = Array("<?xml version=\"1.0\" encoding=\"EUC-JP\"?><lheo>".utf8) + [UInt8](repeating: 0xFF, count: 40)
    let result = try validate(broken)
    #expect(result.status == 2 && !result.errors.contains("encoding error"))
  }

  @Test(arguments: [
    "<action numero=\"1\" numero=\"2\"/>", "<x:action/>", "<action x:numero=\"1\"/>", "<a:b xmlns:a=\"\"/>",
    "<a xmlns:xml=\"urn:x\"/>", "<action", "</action>", "&unknown;", "a & b", "a < b", "]]>", "&#0;", "&#x1F;",
    "<!ELEMENT a>",
  ])
  func whatIsNotWellFormedHasAPlace(_ inside: String) throws {
    let result = try validate(feed(inside))
    #expect(result.status == 2 && result.output.contains("feed.xml:2:"), "\(inside): \(result.output.prefix(300))")
  }

  @Test func aNamespaceThatChangesInTheMiddleIsNotLheo() throws {
    let result = try validate(feed("<action xmlns=\"urn:other\"><session/></action>"))
    #expect(result.status == 1 && result.output.contains("schema/espace-de-noms"))
  }

  // MARK: Archives and folders

  private func shell(_ script: String) -> (status: Int32, output: String) {
    Program.run(URL(filePath: "/bin/bash"), ["-c", "cd '\(tool.folder.path)' && \(script)"])
  }

  @Test func compressedBombsMeetTheLimits() throws {
    // 300 MB of one text, a third of a megabyte compressed.
    let script =
      "{ printf '%s' '\(feed("<contenu-formation>").components(separatedBy: "</formation>")[0])'; "
      + "head -c 300000000 /dev/zero | tr '\\0' x; } | gzip > bomb.xml.gz"
    #expect(shell(script).status == 0)
    let result = try tool.run("validate", "--lang", "en", "bomb.xml.gz")
    #expect(result.status == 2 && result.output.contains("over the limit"))
    let zeros = shell("head -c 300000000 /dev/zero | gzip > zeros.gz")
    #expect(zeros.status == 0)
    #expect(try tool.run("validate", "zeros.gz").status == 2)
  }

  @Test func brokenCompressionIsTold() throws {
    try tool.write(feed(""), to: "a.xml")
    #expect(
      shell("gzip -k a.xml && head -c 60 a.xml.gz > cut.xml.gz && head -c -4 a.xml.gz > short.xml.gz").status == 0)
    for name in ["cut.xml.gz", "short.xml.gz"] {
      let result = try tool.run("validate", "--profile", "none", name)
      #expect(result.status == 2 && result.output.contains("gzip"), "\(name): \(result.output)")
    }
  }

  @Test(.needs("python3")) func archivesCannotLeaveTheirFolder() throws {
    try tool.write(feed(""), to: "a.xml")
    let script = """
      python3 -c "import zipfile
      z = zipfile.ZipFile('evil.zip', 'w')
      z.write('a.xml', '../../evil.xml'); z.write('a.xml', '/tmp/evil.xml'); z.write('a.xml', 'C:\\\\\\\\evil.xml')
      z.close()"
      """
    #expect(shell(script).status == 0)
    let result = try tool.run("validate", "--profile", "none", "evil.zip")
    #expect(result.status == 1 && result.output.contains("evil.zip!../../evil.xml"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.deletingLastPathComponent().path + "/evil.xml"))
    try tool.write("PK\u{3}\u{4}nonsense", to: "broken.zip")
    #expect(try tool.run("validate", "broken.zip").status == 2)
  }

  @Test func foldersThatLeadIntoThemselvesEnd() throws {
    try FileManager.default.createDirectory(atPath: tool.path("loop/inner"), withIntermediateDirectories: true)
    try tool.write(feed(""), to: "loop/a.xml")
    #expect(shell("ln -s .. loop/inner/up && ln -s nowhere loop/dangling.xml").status == 0)
    let result = try tool.run("validate", "--profile", "none", "loop")
    #expect(result.output.components(separatedBy: "loop/a.xml\n").count == 2)
  }

  @Test func pipesAreReadAndTheirEndIsTheFeeds() throws {
    let pipe = tool.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let start = Data(feed("").utf8.prefix(70))
    // Opening a pipe for writing waits for its reader.
    Thread.detachNewThread { try? FileHandle(forWritingTo: URL(filePath: pipe)).write(contentsOf: start) }
    let result = try tool.run("validate", "--profile", "none", "pipe")
    #expect(result.status == 2)
  }

  // MARK: Batches

  @Test func aThousandFeedsAreAllReportedInTheirOrder() throws {
    try FileManager.default.createDirectory(atPath: tool.path("batch"), withIntermediateDirectories: true)
    for number in 0..<1000 {
      let text = number % 100 == 7 ? "<broken" : feed("<intitule-formation>\(number)</intitule-formation>")
      try tool.write(text, to: "batch/\(1000 + number).xml")
    }
    let one = try tool.run("validate", "--profile", "none", "--jobs", "1", "--format", "ndjson", "batch")
    let many = try tool.run("validate", "--profile", "none", "--jobs", "4", "--format", "ndjson", "batch")
    #expect(one.status == 2 && many.status == 2)
    #expect(one.output == many.output)
    let files = many.output.split(separator: "\n").compactMap { line -> String? in
      String(line).components(separatedBy: "batch/").dropFirst().first.map { String($0.prefix(4)) }
    }
    #expect(Set(files).count == 1000 && files == files.sorted())
    #expect(many.output.components(separatedBy: "\"error\":").count == 11)
  }
}
