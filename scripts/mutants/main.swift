import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

// usage: mutator FILE…    prints the mutations of Swift files, a JSON object a line
let encoder = JSONEncoder()
for file in CommandLine.arguments.dropFirst() {
  let parsed = Parser.parse(source: try String(contentsOfFile: file, encoding: .utf8))
  let tree = OperatorTable.standardOperators.foldAll(parsed) { _ in }.cast(SourceFileSyntax.self)
  let found = Mutations(file: file, tree: tree)
  Mutator(found).walk(tree)
  for mutation in found.all { print(String(decoding: try encoder.encode(mutation), as: UTF8.self)) }
}
