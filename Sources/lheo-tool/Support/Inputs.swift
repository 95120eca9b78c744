import ArgumentParser
import LheoModel
import LheoParser
import LheoPipeline

/// The feeds a command works on.
struct InputOptions: ParsableArguments {
  @Argument(
    help: .said(
      "Des flux : XML, tel quel ou en gzip ; des dossiers (leurs *.xml et *.xml.gz) ; des archives zip ; - pour l'entrée standard.",
      "Feeds: XML, plain or gzip; folders (*.xml and *.xml.gz in them); zip archives; - for standard input.",
      value: "flux", "feed"),
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var feeds: [String] = []

  func validate() throws {
    if feeds.contains("") {
      throw UsageError(
        "Le nom d'un flux est vide.",
        "The name of a feed is empty.")
    }
  }

  /// Says that a feed must be named.
  func requireFeeds() throws {
    if feeds.isEmpty {
      throw UsageError(
        "Nommez un flux, un dossier, ou - pour l'entrée standard.",
        "Name a feed, a folder, or - for standard input.")
    }
  }

  /// All feeds, folders and archives opened up, in the order given.
  func inputs() -> [FeedInputs.Input] {
    let found = FeedInputs(feeds)
    for name in found.repeated.prefix(20) {
      Terminal.say(
        "lheo-tool: "
          + Speech.language("\(name) : nommé deux fois, lu une fois.", "\(name): named twice, read once."))
    }
    if found.repeated.count > 20 {
      let others = found.repeated.count - 20
      Terminal.say(
        "lheo-tool: "
          + Speech.language(
            "\(others, "autre(s) flux nommé(s)") deux fois, lu\(others > 1 ? "s" : "") une fois.",
            "\(others, "other feed(s)") named twice, read once."))
    }
    return found.inputs
  }
}
