import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoPipeline
import LheoValidator
import LheoWriter

/// When an export writes which offers, and what it says beside them.
struct ExportArguments: ParsableArguments {
  @Flag(
    help: .said(
      "Écarter les offres qui ont des constats au niveau de --fail-on ou au-dessus, les lister, et écrire les autres.",
      "Leave out the offers with findings at or above --fail-on, list them, and write the others."))
  var dropInvalid = false

  @Option(
    help: .said(
      "Ne rien écrire si le flux devait avoir plus de ce pourcentage d'offres en moins que celui de -o, ou plus aucune d'un organisme qui y en a.",
      "Write nothing if the feed would have over so many percent fewer offers than the one at -o, or none of a training body that has some there.",
      value: "pourcentage", "percent"))
  var maxDrop: DropLimit?

  @Option(
    help: .said(
      "Un rapport de tous les constats, en plus de ce qui est dit des offres en défaut ; peut être répété.",
      "A report of all that is found, besides what is said of offers at fault; may be repeated.",
      value: "format=fichier", "format=file"))
  var report: [ReportArgument] = []

  @Flag(
    help: .said(
      "Dire dans le flux quand il a été exporté (horodatage-export).",
      "Say in the feed when it was exported (horodatage-export)."))
  var stamp = false

  /// What does not go with an output.
  func check(_ output: String) throws {
    try report.check()
    if report.contains(where: { $0.path == output }) {
      throw UsageError(
        "Le flux et un rapport ne peuvent pas aller au même endroit.",
        "The feed and a report cannot go to the same place.")
    }
    if maxDrop != nil, output == "-" {
      throw UsageError(
        "--max-drop compare avec le flux qui est remplacé : nommez-le par -o.",
        "--max-drop compares with the feed that is replaced: name it with -o.")
    }
  }

  /// Opens the feed, which takes its place if its offers are valid.
  func makeSink(
    _ output: String, of offers: ExportedOffers, _ validation: ValidationArguments, _ options: FeedWriter.Options,
    report: @escaping (Finding) -> Void
  ) throws -> CheckedFeedSink {
    let replaced = try maxDrop?.replaced(at: output, offers.reading)
    let attributes: [KnownAttribute: String] = stamp ? [.horodatageExport: Day.timestamp] : [:]
    let feed = FeedSink(
      try OutputFile(output), options: options, dropsReferences: dropInvalid, rootAttributes: attributes)
    return CheckedFeedSink(
      feed, source: offers.name, options: validation.options(),
      policy: .init(threshold: validation.threshold.severity, dropsInvalid: dropInvalid, replaced: replaced),
      report: report)
  }
}
