import LheoModel
import LheoParser

/// The SIRETs that feeds name.
enum SiretCollection {
  /// All of them, of bodies, places and whatever else has one.
  static func all(in paths: [String]) throws -> Set<String> {
    var sirets: Set<String> = []
    for input in FeedInputs(paths).inputs {
      try FeedParser(input.get()).forEachEvent { event in
        guard let buffer = event.offer else { return }
        for element in buffer.root.elements where element.element == .siret {
          if let text = element.trimmedText { sirets.insert(text) }
        }
      }
    }
    return sirets
  }
}
