import ArgumentParser
import LheoModel
import LheoParser
import LheoPipeline

/// The feeds a command works on.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Feeds: XML, plain or gzip; folders (*.xml and *.xml.gz in them); zip archives; - for standard input.",
      valueName: "feed"),
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var feeds: [String] = []

  func validate() throws {
    if feeds.contains("") { throw ValidationError("The name of a feed is empty.") }
  }

  /// Says that a feed must be named.
  func requireFeeds() throws {
    if feeds.isEmpty { throw ValidationError("Name a feed, a folder, or - for standard input.") }
  }

  /// All feeds, folders and archives opened up, in the order given.
  func inputs() -> [FeedInputs.Input] {
    let found = FeedInputs(feeds)
    for name in found.repeated.prefix(20) { Terminal.say("lheo-tool: \(name): named twice, read once.") }
    if found.repeated.count > 20 {
      Terminal.say("lheo-tool: \(found.repeated.count - 20) other feeds are named twice, read once.")
    }
    return found.inputs
  }
}
