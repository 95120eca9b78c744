import Foundation
import LheoFormats
import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline
import LheoTables
import LheoWriter
import TestSupport
import Testing

@Suite struct GeoJSONTests {
  private func features(_ formations: [Formation], where condition: String? = nil) throws -> [[String: Any]] {
    let feed = CollectedBytes()
    let writer = FeedWriter(feed.sink)
    writer.begin(FeedHeader())
    for formation in formations { writer.write(formation) }
    writer.end()
    var options = OutputFormat.Options()
    options.reading.condition = try condition.map { try Condition($0) }
    let output = CollectedBytes()
    let sink = try OutputFormat.geojson.makeSink(output, options)
    try Pipeline(FeedSource(.bytes(feed.take()))).run(into: sink)
    let json = try JSONSerialization.jsonObject(with: Data(output.take())) as? [String: Any]
    #expect(json?["type"] as? String == "FeatureCollection")
    return try #require(json?["features"] as? [[String: Any]])
  }

  @Test func aSessionIsAFeature() throws {
    var formation = Formation.example
    formation.actions[0].sessions.append(formation.actions[0].sessions[0])
    formation.actions[0].sessions[1].numero = "04_2S"
    let features = try features([formation])
    #expect(features.count == 2 && features[1]["id"] as? String == "04_2S")
    let properties = try #require(features[0]["properties"] as? [String: Any])
    #expect(properties["intitule"] as? String == formation.intituleFormation.text)
    #expect(
      (properties["debut"] as? String)?.count == 10 && properties["organisme"] != nil && properties["modalites"] != nil)
    #expect((properties["lieux"] as? [[String: Any]])?.first?["ville"] != nil)
    let geometry = try #require(features[0]["geometry"] as? [String: Any])
    let point = try #require(geometry["coordinates"] as? [Double])
    // Longitude first: Normandy is near the meridian, and half way to the pole.
    #expect(geometry["type"] as? String == "Point" && (-2...2).contains(point[0]) && (48...50).contains(point[1]))
  }

  @Test(arguments: [
    ("190", "49"), ("0", "91"), ("nan", "49"), ("inf", "49"), ("", "49"), ("zero", "49"), ("0,5", "49"), ("1e400", "0"),
  ]) func placesThatAreNotOnTheEarthAreNone(longitude: String, latitude: String) throws {
    var formation = Formation.example
    formation.actions[0].lieuxDeFormation[0].coordonnees.adresse?.geolocalisation = Geolocalisation(
      latitude: TextLeaf(latitude), longitude: TextLeaf(longitude))
    #expect(try features([formation])[0]["geometry"] is NSNull)
  }

  @Test func sessionsAreChosenByACondition() throws {
    var formation = Formation.example
    formation.actions[0].sessions.append(formation.actions[0].sessions[0])
    formation.actions[0].sessions[1].numero = "04_2S"
    #expect(try features([formation], where: "session/@numero = '04_2S'").map { $0["id"] as? String } == ["04_2S"])
    #expect(try features([formation], where: "session/@numero = 'x'").isEmpty)
  }
}
