import Foundation
import TestSupport
import Testing

/// A feed that has lost too much does not take the place of the one of yesterday.
@Suite struct CollapseTests {
  let tool = Tool()

  /// Offers in JSON: so many of each body; a body without a SIRET goes by its name.
  private func write(_ bodies: [(organisme: String, offers: Int)], to name: String) throws {
    var lines: [String] = []
    for (organisme, offers) in bodies {
      let key = organisme.allSatisfy(\.isNumber) ? "\"SIRET-organisme-formation\":{\"SIRET\":\"\(organisme)\"}," : ""
      for number in 0..<offers {
        lines.append(
          "{\"@numero\":\"\(organisme)-\(number)\",\"organisme-formation-responsable\":"
            + "{\(key)\"nom-organisme\":\"\(organisme)\"}}")
      }
    }
    try tool.write(lines.joined(separator: "\n"), to: name)
  }

  private func export(_ offers: String, _ options: String...) throws -> (status: Int32, errors: String) {
    let result = try tool.run(
      ["export", offers, "-o", "feed.xml", "--profile", "none", "--fail-on", "never", "--as-of", "2026-11-24"] + options
    )
    return (result.status, result.errors)
  }

  private func feedOf(_ bodies: [(organisme: String, offers: Int)]) throws {
    try write(bodies, to: "yesterday.ndjson")
    #expect(try export("yesterday.ndjson").status == 0)
  }

  @Test(arguments: [
    ("20%", 80, 0), ("20", 80, 0), ("20%", 79, 1), ("0", 100, 0), ("0%", 99, 1), ("99%", 1, 0), ("100%", 1, 0),
    ("20%", 100, 0), ("20%", 5000, 0),
  ]) func asManyOffersMayBeGoneAsTheLimitSays(_ limit: String, _ offers: Int, _ status: Int32) throws {
    try feedOf([("90000000100009", 100)])
    let before = try tool.read("feed.xml")
    try write([("90000000100009", offers)], to: "today.ndjson")
    let result = try export("today.ndjson", "--max-drop", limit)
    #expect(result.status == status, "\(result.errors)")
    #expect((try tool.read("feed.xml") == before) == (status == 1 || offers == 100))
    if status == 1 {
      #expect(result.errors.contains("Il n'y a plus que \(offers) offre"), "\(result.errors)")
      #expect(result.errors.contains("Aucun flux n'a été écrit"), "\(result.errors)")
    }
  }

  @Test func aBodyThatIsGoneIsNamed() throws {
    try feedOf([("90000000100009", 990), ("90000000200007", 3), ("Centre Bêta", 7), ("Centre Gamma", 1)])
    try write([("90000000100009", 1000), ("Centre Gamma", 1)], to: "today.ndjson")
    let before = try tool.read("feed.xml")
    let result = try export("today.ndjson", "--max-drop", "50%")
    #expect(result.status == 1)
    #expect(try tool.read("feed.xml") == before)
    let lines = result.errors.split(separator: "\n").prefix(2)
    #expect(lines.first?.contains("Centre Bêta n'a plus d'offre\u{A0}; il en avait 7") ?? false, "\(lines)")
    #expect(lines.last?.contains("90000000200007 n'a plus d'offre\u{A0}; il en avait 3") ?? false, "\(lines)")
    #expect(try export("today.ndjson").status == 0, "without the option all is written")
  }

  @Test func manyBodiesAreCounted() throws {
    try feedOf((0..<60).map { (String(90_000_000_100_000 + $0), 1) })
    try write([("90000000100000", 60)], to: "today.ndjson")
    let result = try export("today.ndjson", "--max-drop", "50")
    #expect(result.status == 1 && result.errors.contains("et 39 autres"), "\(result.errors)")
  }

  /// Offers that --drop-invalid leaves out are gone as well.
  @Test func whatIsLeftOutCounts() throws {
    try tool.write(
      try tool.run("convert", Tool.fixture("valid/regional.xml"), "--to", "ndjson").output, to: "all.ndjson")
    let options = ["--drop-invalid", "--as-of", "2026-11-24"]
    #expect(try tool.run(["export", "all.ndjson", "-o", "feed.xml"] + options).status == 0)
    let before = try tool.read("feed.xml")
    let faulty = try tool.read("all.ndjson").replacing("\"certifiante\":\"1\"", with: "\"certifiante\":\"7\"")
    try tool.write(faulty, to: "faulty.ndjson")
    let result = try tool.run(["export", "faulty.ndjson", "-o", "feed.xml", "--max-drop", "10%"] + options)
    #expect(result.status == 1)
    #expect(try tool.read("feed.xml") == before)
  }

  @Test func aFirstFeedHasNothingToLose() throws {
    try write([("90000000100009", 1)], to: "today.ndjson")
    #expect(try export("today.ndjson", "--max-drop", "0").status == 0)
    #expect(tool.exists("feed.xml"))
  }

  /// Without knowing what is lost, nothing is replaced.
  @Test(arguments: ["not XML", "", "<lheo xmlns=\"https://www.of.fr/nobody\"/>"])
  func whatCannotBeComparedStays(_ text: String) throws {
    try write([("90000000100009", 1)], to: "today.ndjson")
    try tool.write(text, to: "feed.xml")
    let result = try export("today.ndjson", "--max-drop", "20%")
    #expect(result.status == 2 && result.errors.contains("feed.xml"), "\(result.errors)")
    #expect(try tool.read("feed.xml") == text)
  }

  @Test(arguments: ["-1", "101", "120%", "twenty", "20 %", "%", "", "9223372036854775807", "20.5"])
  func aLimitIsAPercentage(_ limit: String) throws {
    try write([("90000000100009", 1)], to: "today.ndjson")
    #expect(try export("today.ndjson", "--max-drop=\(limit)").status == 64)
  }

  @Test func standardOutputReplacesNothing() throws {
    try write([("90000000100009", 1)], to: "today.ndjson")
    #expect(try tool.run("export", "today.ndjson", "-o", "-", "--max-drop", "20%").status == 64)
  }

  @Test func aPipeReplacesNothing() throws {
    try write([("90000000100009", 1)], to: "today.ndjson")
    let script = "cd '\(tool.folder.path)' && mkfifo p; timeout 20 $0 export today.ndjson --max-drop 20% -o p"
    #expect(Program.run(URL(filePath: "/bin/bash"), ["-c", script, Tool.executable.path]).status == 64)
  }

  /// Spaces between the digits of a SIRET are the same body.
  @Test func aSIRETIsTheSameHoweverItIsWritten() throws {
    try feedOf([("90000000100009", 3)])
    let offers = try tool.read("yesterday.ndjson").replacing("\"SIRET\":\"9000", with: "\"SIRET\":\"90 00\u{A0}")
    try tool.write(offers, to: "today.ndjson")
    #expect(try export("today.ndjson", "--max-drop", "0").status == 0)
  }

  // MARK: Against an earlier report

  private func validate(_ feeds: String..., options: [String]) throws -> (status: Int32, errors: String) {
    let result = try tool.run(
      ["validate"] + feeds + ["--profile", "none", "--fail-on", "never", "--format", "json", "-o", "today.json"]
        + options)
    return (result.status, result.errors)
  }

  /// A feed, and yesterday's report on it.
  private func report(_ bodies: [(organisme: String, offers: Int)]) throws {
    try feedOf(bodies)
    #expect(try validate("feed.xml", options: []).status == 0)
    try FileManager.default.moveItem(
      at: tool.folder.appending(path: "today.json"), to: tool.folder.appending(path: "yesterday.json"))
  }

  @Test(arguments: [("20%", 80, 0), ("20%", 79, 1), ("0", 100, 0), ("0", 99, 1), ("100", 1, 0), ("1", 200, 0)])
  func aFeedThatHasCollapsedFails(_ limit: String, _ offers: Int, _ status: Int32) throws {
    try report([("90000000100009", 100)])
    try feedOf([("90000000100009", offers)])
    for jobs in ["1", "3"] {
      let options = ["--baseline", "yesterday.json", "--max-drop", limit, "--jobs", jobs]
      let result = try validate("feed.xml", options: options)
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains("au lieu de 100") == (status == 1), "\(result.errors)")
      #expect(tool.exists("today.json"), "the report is made all the same")
    }
  }

  /// The feeds of a run are one body of offers: an offer, or all of a training body, may move from one to another.
  @Test func feedsAreComparedTogether() throws {
    try report([("90000000100009", 5), ("90000000200007", 3)])
    try write([("90000000200007", 3)], to: "b.ndjson")
    let exported = try tool.run("export", "b.ndjson", "-o", "b.xml", "--profile", "none", "--fail-on", "never")
    #expect(exported.status == 0)
    try feedOf([("90000000100009", 5)])
    let options = ["--baseline", "yesterday.json", "--max-drop", "0"]
    #expect(try validate("feed.xml", "b.xml", options: options).status == 0)
    let alone = try validate("feed.xml", options: options)
    #expect(alone.status == 1 && alone.errors.contains("90000000200007 n'a plus d'offre"), "\(alone.errors)")
  }

  @Test func aReportThatSaysNothingOfBodiesCannotBeCompared() throws {
    try report([("90000000100009", 2)])
    let json = try tool.read("yesterday.json")
    try tool.write(json.replacing(/"organismes":\[[^\]]*\],\n?/, with: ""), to: "yesterday.json")
    let result = try validate(
      "feed.xml", options: ["--baseline", "yesterday.json", "--max-drop", "20%", "--lang", "en"])
    #expect(result.status == 2 && result.errors.contains("Make a new one first"), "\(result.errors)")
    #expect(try validate("feed.xml", options: ["--baseline", "yesterday.json"]).status == 0)
  }

  @Test func withoutAnEarlierReportThereIsNothingToCompare() throws {
    try feedOf([("90000000100009", 1)])
    #expect(try validate("feed.xml", options: ["--max-drop", "20%"]).status == 64)
  }

  /// Reports come from outside as well.
  @Test(arguments: ["9223372036854775807", "-5", "1000000001", "1e400"]) func impossibleCountsAreNoReport(
    _ count: String
  ) throws {
    try report([("90000000100009", 2)])
    let json = try tool.read("yesterday.json").replacing(/"formations":2\}/, with: "\"formations\":\(count)}")
    try tool.write(json, to: "yesterday.json")
    let result = try validate(
      "feed.xml", options: ["--baseline", "yesterday.json", "--max-drop", "100%", "--lang", "en"])
    #expect(result.status == 2 && result.errors.contains("not a report"), "\(result.errors)")
  }
}
