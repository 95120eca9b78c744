import Foundation
import LheoModel
import LheoParser
import TestSupport
import Testing

/// Lines and columns are those of the text, however it is cut into lines and pieces.
@Suite struct PositionTests {
  private static func feed(_ inside: String) -> String {
    "<lheo xmlns=\"\(LheoSchema.namespace)\" datemaj=\"20260101\"><offres>\(inside)</offres></lheo>"
  }

  private static let formation = "<formation><intitule-formation>Élève &amp; maître</intitule-formation></formation>"

  @Test func linesAndColumnsAreExact() throws {
    let text = Self.feed(
      "\n  <formation\n    numero='1'>\n  <intitule-formation>é</intitule-formation><certifiante>1</certifiante>\n</formation>"
    )
    let formation = try #require(try formations(.text(text)).first)
    #expect(formation.position.line == 2 && formation.position.column == 3)
    #expect(formation.intituleFormation.position.line == 4 && formation.intituleFormation.position.column == 3)
    // Columns count characters, not bytes.
    #expect(formation.certifiante.position.line == 4 && formation.certifiante.position.column == 45)
  }

  @Test func linesAreExactPast65535() throws {
    let text = Self.feed(String(repeating: "\n", count: 70_000) + " " + Self.formation + "\n" + Self.formation)
    let reader = FeedReader(.text(text))
    #expect(try reader.nextFormation()?.position.line == 70_001)
    #expect(try reader.nextFormation()?.intituleFormation.position.line == 70_002)
  }

  /// Elements are found at the same place whether the feed has one line or many, and wherever pieces are cut.
  @Test func columnsAreExactInOneLongLine() throws {
    let one = "<formation numero=\"a&gt;>b\"><intitule-formation>é\u{1F600}</intitule-formation></formation>"
    let text = Self.feed(String(repeating: one, count: 3000))
    let start = Self.feed("§").split(separator: "§")[0].count + 1
    for (index, formation) in try formations(.text(text)).enumerated() {
      #expect(formation.position.line == 1)
      #expect(Int(formation.position.column) == start + index * one.unicodeScalars.count)
    }
  }

  @Test func positionsAreTheSameForAnyPieces() throws {
    let text = Array(
      Self.feed("\n <formation\n numero='é' ><contenu-formation>a>b\n</contenu-formation></formation>").utf8)
    for size in 1...40 {
      let formation = try #require(try formations(FeedInput(name: "pieces") { Pieces(text, size) }).first)
      #expect(formation.position.line == 2 && formation.position.column == 2, "pieces of \(size)")
      #expect(formation.contenuFormation.position.line == 3 && formation.contenuFormation.position.column == 14)
      #expect(formation.contenuFormation.text == "a>b\n")
      #expect(formation.numero == "é")
    }
  }

  private final class Pieces: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], _ size: Int) {
      rest = bytes[...]
      self.size = size
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      let piece = rest.prefix(min(size, buffer.count))
      buffer.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }
  }

  /// The place of every element of random documents is that of its "<" in the text, however lines end. libxml2 counts the
  /// lines: in tags, values, comments, instructions and character data.
  @Test(arguments: 1...6, ["\n", "\r\n", "\r", "\n\n\t"]) func everyElementIsWhereItsTagStands(
    seed: UInt64, lineEnd: String
  ) throws {
    var random = RandomDocuments(seed: seed &* 77)
    for number in 0..<20 {
      let comment = "<!--" + String(repeating: "é\(lineEnd)", count: number == 0 ? 40_000 : number) + "-->"
      let text =
        "<?xml version=\"1.0\"?>\(lineEnd)"
        + random.validDocument().text.replacing(" ", with: "\(lineEnd) ", maxReplacements: 40)
        .replacing("</offres>", with: comment + "<?a\(lineEnd)b?></offres>", maxReplacements: 1)
        .replacing("<action", with: comment + "<action", maxReplacements: 1)
      let expected = startTags(Array(text.unicodeScalars))
      var pulled: [String] = []
      try FeedParser(.text(text)).forEachEvent { pulled += places(in: $0) }
      #expect(pulled == expected)
      var pushed: [String] = []
      let parser = FeedParser(.text(text))
      while let event = try parser.next() { pushed += places(in: event) }
      #expect(pushed == expected)
    }
  }

  private func places(in event: FeedEvent) -> [String] {
    switch event {
    case .begin(let buffer), .element(let buffer): places(of: buffer.root)
    case .end: []
    }
  }

  private func places(of view: ElementView) -> [String] {
    view.isText
      ? []
      : ["\(view.position.line):\(view.position.column) \(view.name)"] + view.children.flatMap { places(of: $0) }
  }

  /// Line, column and name of each start tag of a document without "<" in comments but the one that is made.
  private func startTags(_ text: [Unicode.Scalar]) -> [String] {
    var places: [String] = []
    var line = 1
    var column = 1
    var skipUntil: [Unicode.Scalar]?
    for (index, scalar) in text.enumerated() {
      if let end = skipUntil {
        if text[...index].suffix(end.count).elementsEqual(end) { skipUntil = nil }
      } else if scalar == "<" {
        let rest = String(String.UnicodeScalarView(text[index...].prefix(60)))
        if rest.hasPrefix("<!--") {
          skipUntil = Array("-->".unicodeScalars)
        } else if rest.hasPrefix("<![CDATA[") {
          skipUntil = Array("]]>".unicodeScalars)
        } else if rest.hasPrefix("<?") {
          skipUntil = Array("?>".unicodeScalars)
        } else if !rest.hasPrefix("</") {
          let ends = Set(" \n\t\r>/".unicodeScalars)
          places.append("\(line):\(column) \(String(rest.unicodeScalars.dropFirst().prefix { !ends.contains($0) }))")
        }
      }
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return places
  }
}

/// Reads a feed one by one and handed over, which must give the same.
func formations(_ input: FeedInput) throws -> [Formation] {
  var formations: [Formation] = []
  let reader = FeedReader(input)
  while let formation = try reader.nextFormation() { formations.append(formation) }
  var places = formations.map(\.intituleFormation.position.column)[...]
  try FeedReader(input).forEachFormation { formation in
    #expect(formation == formations[formations.count - places.count])
    #expect(formation.intituleFormation.position.column == places.removeFirst())
  }
  #expect(places.isEmpty)
  return formations
}
