import Foundation
import LheoModel
import LheoParser
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
}
