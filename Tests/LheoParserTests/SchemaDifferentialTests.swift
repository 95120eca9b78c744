import Foundation
import LheoModel
import LheoParser
import LheoSchema
import TestSupport
import Testing

/// The schema check gives the verdict of libxml2's schema validator with the official schema (ours where that is not
/// there), over thousands of random documents.
@Suite struct SchemaDifferentialTests {
  /// LHEO_DOCUMENTS=13 makes 13 times as many documents: 52,000 mutated ones.
  static let scale = ProcessInfo.processInfo.environment["LHEO_DOCUMENTS"].flatMap(Int.init) ?? 1
  static let reference = LibXML2Schema(Repository.referenceSchema)

  private func disagreements(seed: UInt64, count: Int, _ make: (inout RandomDocuments) -> XMLTree) -> (
    found: [String], invalid: Int
  ) {
    var random = RandomDocuments(seed: seed)
    var found: [String] = []
    var invalid = 0
    for number in 0..<count {
      let document = "<?xml version=\"1.0\"?>\n" + make(&random).text
      let bytes = Array(document.utf8)
      guard let expected = Self.reference.isValid(bytes) else {
        if (try? violations(bytes)) != nil { found.append("\(number): libxml2 cannot read it, we can: \(document)") }
        continue
      }
      if !expected { invalid += 1 }
      do throws(FeedError) {
        let violations = try violations(bytes)
        if violations.isEmpty != expected {
          keep(document, "\(seed)-\(number)")
          found.append("\(number): expected \(expected ? "valid" : "invalid"), found \(violations): \(document)")
        }
      } catch {
        // Any element may be the root of a document by the schema, but not of a feed.
        if case .unknownRoot = error.problem { continue }
        if expected { found.append("\(number): \(error): \(document)") }
      }
    }
    return (found, invalid)
  }

  /// Keeps a document for a closer look, if LHEO_KEEP names a folder.
  private func keep(_ document: String, _ name: String) {
    guard let folder = ProcessInfo.processInfo.environment["LHEO_KEEP"] else { return }
    try? document.write(toFile: "\(folder)/\(name).xml", atomically: true, encoding: .utf8)
  }

  private func violations(_ bytes: [UInt8]) throws(FeedError) -> [String] {
    var violations: [String] = []
    var checker = SchemaChecker()
    let parser = FeedParser(.bytes(bytes))
    while let event = try parser.next() {
      checker.check(event) { violations.append("\($0.kind) \($0.path)") }
    }
    return violations
  }

  @Test(arguments: 1...4) func validDocumentsAreValid(seed: UInt64) {
    let result = disagreements(seed: seed, count: 300 * Self.scale) { $0.validDocument() }
    #expect(result.found.isEmpty, "\(result.found.count): \(result.found.first?.prefix(2000) ?? "")")
    #expect(result.invalid == 0)
  }

  @Test(arguments: 101...108) func mutatedDocumentsGetTheSameVerdict(seed: UInt64) {
    let result = disagreements(seed: seed, count: 500 * Self.scale) { $0.mutatedDocument() }
    #expect(result.found.isEmpty, "\(result.found.count): \(result.found.first?.prefix(2000) ?? "")")
    #expect(result.invalid > 250 * Self.scale, "too few mutations make a document invalid: \(result.invalid)")
  }

  /// Our own schema accepts exactly what the official one accepts.
  @Test(.needsShared) func ourSchemaAgreesWithTheOfficialOne() {
    let ours = LibXML2Schema(Repository.schema)
    var random = RandomDocuments(seed: 7)
    for number in 0..<1000 {
      let document = Array((number % 4 == 0 ? random.validDocument() : random.mutatedDocument()).text.utf8)
      #expect(
        ours.isValid(document) == Self.reference.isValid(document), "\(String(decoding: document, as: UTF8.self))")
    }
  }

  /// What others that read feeds say: lxml with its own libxml2 (2.14 or later), and Python's xmlschema.
  @Test(.needsPython) func othersGiveTheSameVerdict() throws {
    let folder = try TemporaryFolder()
    var random = RandomDocuments(seed: 31)
    var expected: [Bool] = []
    var found: [[String]] = []
    for _ in 0..<200 * Self.scale {
      let document = "<?xml version=\"1.0\"?>\n" + random.mutatedDocument().text
      // libxml2 does not look whether references lead somewhere; xmlschema knows no types inside extensions.
      guard !["idref", "xsi:", " id="].contains(where: { document.contains($0) }),
        let violations = try? violations(Array(document.utf8))
      else { continue }
      try Data(document.utf8).write(to: folder.url.appending(path: "\(expected.count).xml"))
      expected.append(violations.isEmpty)
      found.append(violations)
    }
    let answer = Python.run(Self.judges, Repository.referenceSchema.path, folder.url.path, String(expected.count))
    try #require(answer.status == 0, "\(answer.output)")
    let verdicts = answer.output.split(separator: "\n").map { $0.split(separator: " ").map { $0 == "True" } }
    #expect(verdicts.count == expected.count && expected.contains(true) && expected.contains(false))
    for (number, (verdict, expected)) in zip(verdicts, expected).enumerated() {
      // libxml2 2.14 refuses timestamps with white space around; xmlschema takes a no-break space for white space and
      // more for addresses than XML Schema.
      #expect(verdict[..<2].contains(expected), "lxml, xmlschema: \(verdict); \(found[number])")
      let isAboutNumbers = !found[number].contains { !$0.hasPrefix("number") } && !verdict[2]
      if isAboutNumbers { #expect(verdict[..<2] == [expected, expected], "\(found[number])") }
    }
  }

  private static let judges = """
    import sys, xmlschema
    from lxml import etree
    schema, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    assert etree.LIBXML_VERSION >= (2, 14), etree.LIBXML_VERSION
    one, other = etree.XMLSchema(etree.parse(schema)), xmlschema.XMLSchema(schema)
    for number in range(count):
        path = f"{folder}/{number}.xml"
        tree = etree.parse(path)
        stamps = [a for e in tree.iter() for n, a in e.attrib.items() if n.startswith("horodatage-")]
        print(one.validate(tree), other.is_valid(path), any(a != a.strip() for a in stamps))
    """
}
