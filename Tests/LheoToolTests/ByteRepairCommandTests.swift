import Foundation
import TestSupport
import Testing

/// `fix --unsafe` of feeds that cannot be read as they are.
@Suite struct ByteRepairCommandTests {
  private let tool = Tool()
  private static let whole = Repository.fixture("valid/minimal.xml").bytes
  private static let day = ["--as-of", "2026-11-24"]

  /// The feed with something before its first title.
  private static func damaged(_ damage: [UInt8]) -> [UInt8] {
    let title = Array("<intitule-formation>".utf8)
    let place = whole.indices.first { whole[$0...].starts(with: title) }! + title.count
    return whole[..<place] + damage + whole[place...]
  }

  private static let stray = damaged([0x92, 0x00] + Array("R&D&eacute;&#0;".utf8))

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: tool.folder.appending(path: name))
  }

  @Test func aFeedWithStrayBytesIsRefusedWithAdvice() throws {
    try tool.write("before", to: "out.xml")
    for damage in [[0x92], [0x1F], Array("R&D".utf8), Array("a & b".utf8), Array("&eacute;".utf8), Array("&#0;".utf8)] {
      try write(Self.damaged(damage), to: "in.xml")
      for words in [["fix", "in.xml", "-o", "out.xml"], ["fix", "in.xml", "--dry-run"]] {
        let result = try tool.run(words + ["--lang", "en"])
        #expect(
          result.status == 2 && result.errors.hasSuffix(" lheo-tool fix --unsafe may repair it.\n"), "\(result)")
        let french = try tool.run(words + ["--lang", "fr"])
        #expect(french.errors.hasSuffix(" lheo-tool fix --unsafe peut le réparer.\n"), "\(french)")
      }
      #expect(try tool.read("out.xml") == "before")
      #expect(try tool.run("fix", "in.xml", "--unsafe", "--dry-run").status == 0)
    }
  }

  @Test func repairsAreListed() throws {
    try write(Self.stray, to: "in.xml")
    let result = try tool.run(["fix", "in.xml", "--unsafe", "-o", "out.xml", "--ignore", "ordre/*"] + Self.day)
    #expect(result.status == 0)
    #expect(try tool.read("out.xml").contains("<intitule-formation>’R&amp;Dé"))
    let lines = [
      "- ligne 8 xml/encodage : « 0x92 » → « ’ »", "- ligne 8 xml/caracteres : « U+0000 » → retiré",
      "- ligne 8 xml/caracteres : « &#0; » → retiré", "- ligne 8 xml/esperluettes : « &D » → « &amp;D »",
      "- ligne 8 xml/entites : « &eacute; » → « é »", "2  xml/caracteres", "1  xml/encodage", "1  xml/entites",
      "1  xml/esperluettes", "5 réparations avant la lecture du XML.", "0 réparation dans 0 offre.",
    ]
    let listed = result.errors.replacing("\u{A0}", with: " ").split(separator: "\n").map(String.init)
    #expect(listed == lines)
    let some = try tool.run("fix", "in.xml", "--unsafe", "--dry-run", "--ignore", "xml/encodage")
    #expect(some.status == 2 && !some.errors.contains("may repair"))
  }

  @Test func allWaysLeadToTheSame() throws {
    try write(Self.stray, to: "in.xml")
    try FileManager.default.createDirectory(at: tool.folder.appending(path: "in"), withIntermediateDirectories: true)
    try write(Archive.gzip(Self.stray), to: "in/a.xml.gz")
    try write(Self.stray, to: "in/b.xml")
    try write(ZipFile([("c.xml", Self.stray), ("d.xml", Self.whole)]).bytes, to: "in/c.zip")
    let fix = ["fix", "--unsafe"] + Self.day
    #expect(try tool.run(fix + ["in.xml", "-o", "alone.xml"]).status == 0)
    let folder = try tool.run(fix + ["in", "-o", "out/"])
    #expect(folder.status == 0 && folder.errors.contains("in/c.zip!c.xml\n"), "\(folder.errors)")
    #expect(folder.errors.contains("15 réparations avant la lecture"))
    for name in ["b.xml", "c.xml"] { #expect(try tool.read("out/\(name)") == tool.read("alone.xml")) }
    #expect(try tool.run("format", "out/a.xml.gz", "-o", "a.xml").status == 0)
    #expect(try tool.read("a.xml") == tool.read("alone.xml"))
    let pipe = try tool.run(
      fix + ["-", "-o", "pipe.xml"], input: String(decoding: Self.damaged([0x00]), as: UTF8.self))
    #expect(pipe.status == 0 && pipe.errors.contains("- ligne 8 xml/caracteres"))
    let twice = try tool.run(fix + ["alone.xml", "-o", "twice.xml"])
    #expect(twice.errors.hasSuffix("0 réparation dans 0 offre.\n"))
    #expect(try tool.read("twice.xml") == tool.read("alone.xml"))
  }

  /// With the same words, but for advice that leads nowhere.
  @Test func whatHasNoRepairIsRefusedAsEver() throws {
    try write(Self.damaged(Array("&bogus;".utf8)), to: "bogus.xml")
    let folder = Repository.fixture("unreadable").path
    let repairable: Set = ["undeclared-entity.xml", "wrong-encoding.xml"]
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    for name in names.filter({ $0.hasSuffix(".xml") && !repairable.contains($0) }).map({ "\(folder)/\($0)" }) + [
      "bogus.xml"
    ] {
      let safe = try tool.run("fix", name, "--dry-run")
      let unsafe = try tool.run("fix", name, "--unsafe", "--dry-run")
      #expect(unsafe.status == 2 && safe.status == 2 && unsafe.errors == safe.errors, "\(name): \(unsafe.errors)")
    }
    for name in repairable {
      #expect(try tool.run("fix", "\(folder)/\(name)", "--unsafe", "--dry-run").status == 0, "\(name)")
    }
  }

  @Test func ofManyRepairsTheFirstAreListed() throws {
    try write(Self.damaged(Array(String(repeating: "&", count: 1200).utf8)), to: "in.xml")
    let result = try tool.run("fix", "in.xml", "--unsafe", "--dry-run", "--only", "xml/*", "--lang", "en")
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0 && lines.count { $0.hasSuffix("xml/esperluettes: “&” → “&amp;”") } == 200)
    #expect(
      lines.dropFirst(200) == [
        "- xml/esperluettes: 1000 other repairs.", "1200  xml/esperluettes", "1200 repairs before the XML is read.",
        "0 repairs in 0 offers.",
      ])
  }

  @Test func theListIsTheSameForAnyNumberOfCores() throws {
    var bytes: [UInt8] = []
    for (number, byte) in RealisticFeed.bytes(offers: 700).enumerated() {
      bytes.append(byte)
      if byte == 0x3E, number > 1000, number % 97 == 0 { bytes += [[0x00], [0x1F], Array("&#0;".utf8)][number % 3] }
    }
    try write(bytes, to: "in.xml")
    let fix = ["fix", "in.xml", "--unsafe", "-o", "out.xml"] + Self.day
    let one = try tool.run(fix + ["--jobs", "1"])
    let feed = try tool.read("out.xml")
    #expect(one.status == 0)
    for jobs in ["2", "3", "8"] {
      let many = try tool.run(fix + ["--jobs", jobs])
      #expect(many.errors == one.errors)
      #expect(try tool.read("out.xml") == feed)
    }
  }
}
