import Foundation
import SwiftSyntax

/// A small fault that can be put into a file.
struct Mutation: Codable {
  /// What kind of fault, such as `boundary`.
  var kind: String
  var file: String
  var line: Int
  /// Which bytes of the file are replaced.
  var start: Int
  var end: Int
  /// With what: both the sound and the faulty code, `mutant(#)` choosing between them.
  var replacement: String
  /// The line as it is and as it would be, to show.
  var before: String
  var after: String
}

/// Collects the mutations of a file.
final class Mutations {
  private(set) var all: [Mutation] = []
  private let file: String
  private let bytes: [UInt8]
  private let converter: SourceLocationConverter

  init(file: String, tree: SourceFileSyntax) {
    self.file = file
    bytes = Array(tree.description.utf8)
    converter = SourceLocationConverter(fileName: file, tree: tree)
  }

  /// The code of a node, without what stands around it.
  func code(_ node: some SyntaxProtocol) -> String { node.trimmedDescription }

  /// An expression that is another one in the mutant.
  func choose(_ kind: String, _ node: some SyntaxProtocol, _ faulty: String) {
    add(kind, node, faulty: faulty, replacement: "(mutant(#) ? \(faulty) : \(code(node)))")
  }

  /// Code that becomes `faulty` in the mutant by way of `replacement`.
  func add(_ kind: String, _ node: some SyntaxProtocol, faulty: String, replacement: String) {
    let start = node.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = node.endPositionBeforeTrailingTrivia.utf8Offset
    guard faulty != code(node) else { return }
    let line = converter.location(for: node.positionAfterSkippingLeadingTrivia).line
    let lineStart = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let lineEnd = bytes[end...].firstIndex(of: 0x0A) ?? bytes.count
    func text(_ middle: String) -> String {
      String(decoding: bytes[lineStart..<start], as: UTF8.self) + middle
        + String(decoding: bytes[end..<lineEnd], as: UTF8.self)
    }
    all.append(
      Mutation(
        kind: kind, file: file, line: line, start: start, end: end, replacement: replacement,
        before: text(code(node)), after: text(faulty)))
  }
}
