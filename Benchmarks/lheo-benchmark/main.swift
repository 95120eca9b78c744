// The toolkit's side of the benchmarks that Benchmarks/run compares with libxml2's.
// usage: lheo-benchmark events|check|models|checked-models|write FEED

import LheoModel
import LheoOutput
import LheoParser
import LheoSchema
import LheoWriter

guard CommandLine.arguments.count == 3 else {
  fatalError("usage: lheo-benchmark events|check|models|checked-models|write FEED")
}
let feed = FeedInput.file(CommandLine.arguments[2])
var count = 0

switch CommandLine.arguments[1] {
case "events":
  let parser = FeedParser(feed)
  try parser.forEachEvent { event in
    if case .element(let buffer) = event { count += buffer.root.endIndex }
  }
case "check":
  let parser = FeedParser(feed)
  var checker = SchemaChecker()
  try parser.forEachEvent { checker.check($0) { _ in count += 1 } }
case "models":
  try FeedReader(feed).forEachFormation { count += $0.actions.count }
case "checked-models":
  let parser = FeedParser(feed)
  var checker = SchemaChecker()
  try parser.forEachEvent { event in
    checker.check(event) { _ in count += 1 }
    if case .element(let buffer) = event, buffer.root.element == .formation {
      count += Formation(decoding: buffer).actions.count
    }
  }
case "write":
  // Offers are read first, so that only writing is timed.
  var formations: [Formation] = []
  try FeedReader(feed).forEachFormation { formations.append($0) }
  let clock = ContinuousClock()
  let elapsed = try clock.measure {
    let output = try OutputFile("/dev/null")
    let writer = FeedWriter(output.sink)
    writer.begin(FeedHeader())
    for formation in formations { writer.write(formation) }
    writer.end()
    try output.commit()
  }
  print(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
  count = -1
default: fatalError("unknown benchmark")
}
if count >= 0 { print(count) }
