import TestSupport
import Testing

@testable import LheoValidator

/// Where France is, drawn: Tests/Golden/ground.txt has the edges as somebody has compared them with a map.
@Suite struct FrenchGroundTests {
  private static func degrees(_ tenths: Int) -> String {
    "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// For each tenth of a degree north, the degrees east between which France is; rows that are the same are one.
  @Test func edgesAreWhereTheyWere() throws {
    var text = ""
    var last = ""
    let meridians = try (-1800...1800).map { try #require(Degrees(Self.degrees($0))) }
    for north in (-300...600).reversed() {
      let latitude = try #require(Degrees(Self.degrees(north)))
      var spans: [String] = []
      var start: Int?
      for (index, meridian) in meridians.enumerated() {
        let isFrench = FrenchGround.contains(latitude, meridian)
        if isFrench, start == nil { start = index - 1800 }
        if !isFrench, let west = start {
          spans.append("\(Self.degrees(west))…\(Self.degrees(index - 1801))")
          start = nil
        }
      }
      let row = spans.joined(separator: "  ")
      if row != last { text += "\(Self.degrees(north)): \(row)\n" }
      last = row
    }
    try Golden.expect(text, "ground.txt")
  }
}
