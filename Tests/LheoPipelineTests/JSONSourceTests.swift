import Foundation
import LheoFormats
import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline
import TestSupport
import Testing

/// Offers in JSON come as lines or as a list; both ways they are the same offers.
@Suite struct JSONSourceTests {
  private func offers(_ bytes: [UInt8], _ arrival: Arrival = .whole) throws -> [Formation] {
    var found: [Formation] = []
    try Pipeline(NDJSONSource(arrival.input(bytes, name: "offers.json"))).forEach { found.append($0) }
    return found
  }

  private func offers(_ text: String) throws -> [Formation] { try offers(Array(text.utf8)) }

  private func json(_ feed: [UInt8], isDocument: Bool) throws -> [UInt8] {
    let temporary = try TemporaryFolder()
    let file = temporary.url.appending(path: "offers").path
    try Pipeline(FeedSource(.bytes(feed))).run(into: JSONSink(OutputFile(file), isDocument: isDocument))
    return try [UInt8](Data(contentsOf: URL(filePath: file)))
  }

  @Test(arguments: Arrival.allCases) func aListHasTheOffersOfItsLines(_ arrival: Arrival) throws {
    var documents = RandomDocuments(seed: 20)
    for _ in 0..<20 {
      let feed = Array(documents.validFeed(offers: 4).text.utf8)
      let lines = try offers(json(feed, isDocument: false))
      let list = try json(feed, isDocument: true)
      #expect(try offers(list, arrival) == lines)
      // What other programs make of it: white space everywhere, and a byte order mark.
      let value = try JSONSerialization.jsonObject(with: Data(list))
      let pretty = try JSONSerialization.data(withJSONObject: value, options: .prettyPrinted)
      #expect(try offers([0xEF, 0xBB, 0xBF] + pretty, arrival).count == lines.count)
    }
  }

  @Test func aListIsReadAnItemAtATime() throws {
    let item = Array("{\"@numero\":\"[{,}]\\\"\\\\\",\"intitule-formation\":\"]\"}".utf8)
    let list = [0x5B] + Array(repeating: item + [0x2C, 0x0A], count: 30_000).joined() + item + [0x5D]
    let found = try offers(Array(list), .by4096Bytes)
    #expect(found.count == 30_001)
    #expect(found.allSatisfy { $0.numero == "[{,}]\"\\" && $0.intituleFormation.text == "]" })
  }

  @Test func linesOfOffersAreThoseOfTheDocument() throws {
    let found = try offers("\n[\n{\"@numero\":\"1\"},\n\n  {\n\"@numero\":\"2\"}\n]\n")
    #expect(found.map(\.numero) == ["1", "2"])
  }

  @Test(arguments: ["[]", " [ ] ", "[\n]\n", "", "\n\n"]) func noOfferIsNoMistake(_ text: String) throws {
    #expect(try offers(text).isEmpty)
  }

  @Test(arguments: [
    ("[", "1:2: the list does not end"), ("[{}", "does not end"), ("[{},", "does not end"),
    ("[{}\n,\n\"]", "does not end"),
    ("[{\"a\":1,", "does not end"), ("[,]", "a comma without an offer"), ("[{},]", "a comma without an offer"),
    ("[{},\n,{}]", "2:1: there is a comma without an offer"),
    ("[{}]\n x", "2:2: something stands after the end of the list"), ("[{},]", "1:5: there is a comma"),
    ("[{}, \n {\"a\" 1}]", "2:7: this is not JSON"), ("[{}, {\"a\" 1}]", "1:11: this is not JSON"),
    ("[{},\n\n", "3:1: the list does not end"),
    ("[{}]]", "after the end of the list"), ("[{}][{}]", "after the end of the list"), ("[1]", "an object is expected"),
    ("[[{}]]", "an object is expected"), ("[{}}]", "this is not JSON"), ("[\n{\n\"a\" 1}]", "3:5: this is not JSON"),
    ("[{\"@numero\":\"1\"} {\"@numero\":\"2\"}]", "this is not JSON"),
  ])
  func aBrokenListIsReportedWithItsPlace(_ text: String, _ message: String) throws {
    for arrival in Arrival.allCases {
      let error = #expect(throws: SourceError.self) { try offers(Array(text.utf8), arrival) }
      #expect(error?.description.contains(message) ?? false, "\(error?.description ?? "no error")")
    }
  }
}
