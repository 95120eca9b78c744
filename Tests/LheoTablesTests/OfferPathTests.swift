import LheoModel
import Testing

@testable import LheoTables

/// Paths of what has no column lead where they were written.
@Suite struct OfferPathTests {
  @Test(arguments: ["urn:a", "urn:a/b", "{", "}", "}}", "}/", "/}", "a}b/c{d", "é}}}/"])
  func namespacesMayHaveAnyMark(namespace: String) throws {
    let name = QualifiedName(prefix: "p", localName: "b", namespace: namespace)
    var bytes = Array("formation/".utf8)
    RestPath.append(name, to: &bytes)
    bytes += "[2]/intitule".utf8
    #expect(OfferPath.split(bytes[...]).count == 3)
    var step = Array<UInt8>()
    RestPath.append(name, to: &step)
    let path = try #require(OfferPath((step + Array("[2]".utf8))[...]))
    #expect(path.steps.map(\.name) == [.foreign(name)] && path.steps.map(\.number) == [2])
  }
}
