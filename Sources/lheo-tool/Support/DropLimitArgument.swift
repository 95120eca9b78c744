import ArgumentParser
import LheoModel
import LheoOperations
import LheoParser
import LheoReports
import LheoValidator

/// `20` or `20%`.
extension DropLimit: ExpressibleByArgument {
  /// The limit that a text gives.
  public init?(argument: String) {
    guard let percentage = Int(argument.hasSuffix("%") ? String(argument.dropLast()) : argument) else { return nil }
    self.init(percentage: percentage)
  }
}

extension DropLimit {
  /// What there was, and how much of it may be missing.
  typealias Replaced = (census: FeedCensus, limit: DropLimit)

  /// The feed at a path that is replaced; `nil` where there is none.
  func replaced(at path: String, _ reading: ReadingOptions) throws -> Replaced? {
    let feed = FeedInput.file(path)
    if feed.isStream {
      throw UsageError(
        "--max-drop compare avec le fichier qui est remplacé ; \(path) est un tube.",
        "--max-drop compares with the file that is replaced; \(path) is a pipe.")
    }
    do {
      let source = reading.source(feed)
      return (try reading.follow(source) { _ in try FeedCensus(of: source, jobs: reading.jobCount) }, self)
    } catch let error as FeedError where error.code == .missing {
      return nil
    }
  }

  /// What an earlier report says of the offers that there were.
  func replaced(in report: Baseline?) throws -> Replaced {
    if let census = report?.census { return (census, self) }
    Terminal.say(
      "lheo-tool: "
        + Speech.language(
          "le rapport précédent ne dit pas combien d'offres il y a, ni de qui. Refaites-en un d'abord.",
          "the earlier report does not say how many offers there are of whom. Make a new one first."))
    throw Outcome.failure
  }
}
