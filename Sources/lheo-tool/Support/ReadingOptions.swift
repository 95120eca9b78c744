import ArgumentParser
import LheoModel
import LheoParser
import LheoPipeline

/// What a megabyte is in all options, limits and messages.
let bytesInMegabyte = 1_000_000

/// How feeds are read: on how many cores, within which limits, and what is said meanwhile.
///
/// One flat group, as the parser of arguments takes exponentially longer with each level of groups.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: .said(
      "Combien de cœurs employer. Par défaut : tous. Le résultat est le même pour tout nombre.",
      "Cores to use. Default: all. The output is the same for any number.", value: "n"))
  var jobs: Int?

  @Flag(
    name: .shortAndLong,
    help: .said(
      "Ne pas montrer l'avancement, et ne rien dire des flux sans constat.",
      "No progress, and nothing about feeds without findings."))
  var quiet = false

  @Flag(
    name: .shortAndLong,
    help: .said(
      "Une ligne sur l'erreur standard pour chaque flux : ce qui a été lu, à quelle vitesse.",
      "A line on standard error for each feed: how much was read, how fast."))
  var verbose = false

  @Option(
    help: .said(
      "Mégaoctets (d'un million d'octets) de textes et d'attributs dans une offre. Par défaut : \(ParserLimits().offerSize / bytesInMegabyte).",
      "Megabytes (of 1,000,000 bytes) of text and attributes in one offer. Default: \(ParserLimits().offerSize / bytesInMegabyte).",
      value: "n", visibility: .hidden))
  var maxOfferMegabytes: Int?

  @Option(
    help: .said(
      "Attributs d'un élément. Par défaut : \(ParserLimits().attributeCount).",
      "Attributes of one element. Default: \(ParserLimits().attributeCount).", value: "n", visibility: .hidden))
  var maxAttributes: Int?

  func validate() throws {
    if let jobs, jobs < 1 {
      throw UsageError(
        "--jobs prend un nombre à partir de 1.",
        "--jobs takes a number from 1.")
    }
    if quiet && verbose {
      throw UsageError(
        "Choisissez --quiet ou --verbose.",
        "Choose one of --quiet and --verbose.")
    }
    if let maxOfferMegabytes, !(1...2000).contains(maxOfferMegabytes) {
      throw UsageError(
        "--max-offer-megabytes prend un nombre de 1 à 2000.",
        "--max-offer-megabytes takes a number from 1 to 2000.")
    }
    if let maxAttributes, !(1...10_000_000).contains(maxAttributes) {
      throw UsageError(
        "--max-attributes prend un nombre de 1 à 10000000.",
        "--max-attributes takes a number from 1 to 10000000.")
    }
  }

  /// The number of cores that was asked for, or that of the machine.
  var jobCount: Int { jobs ?? ProcessInfo.coreCount }

  /// How much of the machine a feed may take before it is refused. Depth and the length of one text are libxml2's own.
  var limits: ParserLimits {
    var limits = ParserLimits()
    if let maxOfferMegabytes { limits.offerSize = maxOfferMegabytes * bytesInMegabyte }
    if let maxAttributes { limits.attributeCount = maxAttributes }
    return limits
  }

  /// A feed as a source of offers.
  func source(_ feed: FeedInput, broken: BrokenOffers? = nil) -> FeedSource {
    FeedSource(feed, limits: limits, goingOnAfter: broken?.receiver)
  }

  /// Shows how far a feed is while `body` reads it, and in the end what `--verbose` promises.
  ///
  /// - Parameters:
  ///   - source: what is read.
  ///   - isShown: whether its progress is shown, as that of one feed at a time.
  ///   - isGivenUp: whether the result is that of a feed that will be read anew, of which nothing is said.
  ///   - body: reads the feed and says how far it has come.
  func follow<Result>(
    _ source: any OfferSource, isShown: Bool = true, isGivenUp: (Result) -> Bool = { _ in false },
    _ body: (_ progress: (PipelineProgress) -> Void) throws -> Result
  ) rethrows -> Result {
    var progress = Progress(source.name, total: source.size, isQuiet: quiet || !isShown)
    var (bytes, saysHowMuch) = (0, verbose)
    defer {
      progress.finish()
      if saysHowMuch { Terminal.say(progress.summary(bytes)) }
    }
    let result = try body {
      bytes = $0.bytesRead
      progress.update(bytes)
    }
    if isGivenUp(result) { saysHowMuch = false }
    return result
  }
}

/// A feed that the user can see being read.
struct FollowedSource: OfferSource {
  private let source: FeedSource
  private let reading: ReadingOptions

  init(_ source: FeedSource, _ reading: ReadingOptions) {
    self.source = source
    self.reading = reading
  }

  var name: String { source.name }
  var size: Int? { source.size }

  func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    try reading.follow(source) { follow in
      try source.forEachPart(jobs: jobs, work: makeWork) { event, result, bytesRead in
        follow(PipelineProgress(bytesRead: bytesRead))
        try deliver(event, result, bytesRead)
      }
    }
  }
}
