import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports

struct InspectCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("inspect", .inspect)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recovery: RecoveryOptions

  @Flag(
    help: .said(
      "Dire comment LHEO est employé dans l'ensemble des flux.",
      "Say how LHEO is used in all feeds together."))
  var usage = false

  @Option(
    help: .said(
      "Pour --usage : les offres par année (year) ou par mois (month) de leur mise à jour. Par défaut : year.",
      "Of --usage: offers by year or month of their last change. Default: year.", value: "période", "period"))
  var period: Usage.Period?

  @Option(
    help: .said(
      "Le format : text, json ; avec --usage aussi csv, html.",
      "The format: text, json; with --usage also csv, html.", value: "format"))
  var format = UsageFormat.text

  @Option(
    help: .said(
      "Le jour de référence, AAAA-MM-JJ. Par défaut : aujourd'hui.",
      "The day seen from, AAAA-MM-JJ. Default: today.", value: "jour", "day"))
  var asOf: Day?

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le résultat est écrit ; - pour la sortie standard.",
      "Where the result goes; - for standard output.", value: "fichier", "file"))
  var output = "-"

  @OptionGroup var speech: LanguageOption

  func validate() throws {
    try input.requireFeeds()
    if usage {
      if asOf != nil {
        throw UsageError(
          "--usage ne dépend pas d'un jour : retirez --as-of.", "--usage does not depend on a day: leave --as-of out.")
      }
    } else if period != nil {
      throw UsageError("--period demande --usage.", "--period requires --usage.")
    } else if InspectionFormat(rawValue: format.rawValue) == nil {
      throw UsageError(
        "--format \(format.rawValue) demande --usage.", "--format \(format.rawValue) requires --usage.")
    }
  }

  func run() throws {
    try Outcome.run {
      let inputs = input.inputs()
      try ReadFiles(input.feeds, inputs).require(notReplacedBy: output)
      let file = try OutputFile(output)
      if usage { return try writeUsage(of: inputs, to: file) }
      var isUnreadable = false
      var report = InspectionFormat(rawValue: format.rawValue)!.makeReport(file.sink, speech.language)
      report.begin()
      for item in inputs {
        let broken = recovery.keepGoing ? BrokenOffers(speech.language) : nil
        let inspection = try inspect(item, broken)
        _ = broken?.finish()
        if let error = inspection.summary.error {
          isUnreadable = true
          if error != broken?.first { Terminal.say("lheo-tool: \(error.description(in: speech.language))") }
        }
        report.write(inspection)
      }
      report.end()
      try file.commit()
      if isUnreadable { throw Outcome.failure }
    }
  }

  private func inspect(_ item: FeedInputs.Input, _ broken: BrokenOffers?) throws -> FeedInspection {
    let sink = InspectionSink(file: item.name, asOf: (asOf ?? .today).date)
    do {
      let feed = try item.get()
      let source = reading.source(feed, broken: broken)
      let pipeline = Pipeline(source, jobs: reading.jobCount)
      try reading.follow(FeedSource(feed)) { show in
        _ = try pipeline.run(into: sink) {
          sink.note(bytesRead: $0.bytesRead)
          show($0)
        }
      }
      if let error = broken?.first { sink.fail(error) }
    } catch let error as FeedError {
      sink.fail(error)
    }
    return sink.inspection
  }
}

extension InspectCommand {
  /// How LHEO is used in all feeds together; what can be read of one that cannot be read to its end is counted.
  private func writeUsage(of inputs: [FeedInputs.Input], to file: OutputFile) throws {
    let sink = UsageSink(period: period ?? .year)
    var errors: [FeedError] = []
    for item in inputs {
      let broken = recovery.keepGoing ? BrokenOffers(speech.language) : nil
      do {
        let feed = try item.get()
        let pipeline = Pipeline(reading.source(feed, broken: broken), jobs: reading.jobCount)
        try reading.follow(FeedSource(feed)) { try pipeline.feed(sink, progress: $0) }
        if let error = broken?.first { errors.append(error) }
      } catch let error as FeedError {
        errors.append(error)
        Terminal.say("lheo-tool: \(error.description(in: speech.language))")
      }
      _ = broken?.finish()
    }
    UsageReport(sink.usage, unreadable: errors, tool: LheoTool.inReports, language: speech.language)
      .write(as: format, to: file.sink)
    try file.commit()
    if !errors.isEmpty { throw Outcome.failure }
  }
}

extension UsageFormat: ExpressibleByArgument {}
extension Usage.Period: ExpressibleByArgument {}
