// Reads the schemas in Schemas in the current folder and writes the Generated folders, docs/elements.md and
// the JSON Schema of offers.
// With --check it writes nothing, and exits with 1 when a file is stale.

import Foundation

let root = URL(filePath: FileManager.default.currentDirectoryPath)
let schema = try Schema(contentsOf: root.appending(path: "Schemas/lheo-2.3.xsd"))
let edof = "Schemas/edof.xsd"
let files =
  ModelGenerator(schema: schema).files() + TableGenerator(schema: schema).files()
  + [
    DocumentationGenerator(schema: schema).file(), CodableGenerator(schema: schema).file(),
    try RuleRegistryGenerator(root: root).file(), try JSONSchemaGenerator(schema: schema).file(),
    try DialectGenerator(
      name: "edof", path: edof, dialect: try Schema(contentsOf: root.appending(path: edof)), lheo: schema
    ).file(),
  ]
let present = ["LheoModel", "LheoJSON", "LheoValidator"].map { "Sources/\($0)/Generated/" }.flatMap { folder in
  (FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? [])
    .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { folder + $0 }
}
let stale = files.filter { !$0.isCurrent(in: root) }
let leftOver = Set(present).subtracting(files.map(\.path)).sorted()

if CommandLine.arguments.contains("--check") {
  for path in stale.map(\.path) + leftOver { print("stale: \(path)") }
  exit(stale.isEmpty && leftOver.isEmpty ? 0 : 1)
}
for file in stale { try file.write(in: root) }
for path in leftOver { try FileManager.default.removeItem(at: root.appending(path: path)) }
print("\(files.count) generated files, \(stale.count) written, \(leftOver.count) removed")
