import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoWriter

struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration("split", .split)

  enum Key: String, ExpressibleByArgument, CaseIterable { case organisme, departement }

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var speech: LanguageOption
  @OptionGroup var writing: WritingArguments

  @Option(
    help: .said(
      "Le plus grand nombre d'offres d'une part.",
      "The largest number of offers of a part.", value: "n"))
  var offers: Int?

  @Option(
    help: .said(
      "La plus grande taille d'une part en mégaoctets (d'un million d'octets), telle qu'écrite et sans compression ; une offre n'est pas coupée.",
      "The largest size of a part in megabytes (of 1,000,000 bytes), as written and uncompressed; an offer is not cut.",
      value: "n"))
  var megabytes: Int?

  @Option(
    help: .said(
      "Une part pour chaque organisme (SIRET de l'organisme responsable), ou departement.",
      "A part for each: organisme (SIRET of the responsible body), departement.", value: "clé", "key"))
  var by: Key?

  @Option(
    name: .shortAndLong,
    help: .said(
      "Le dossier des parts ; il est créé s'il le faut.",
      "The folder of the parts; it is made if needed.", value: "dossier", "folder"))
  var output: String

  func validate() throws {
    try input.requireFeeds()
    guard [offers != nil, megabytes != nil, by != nil].filter({ $0 }).count == 1 else {
      throw UsageError(
        "Choisissez l'un de --offers, --megabytes ou --by.",
        "Use exactly one of --offers, --megabytes or --by.")
    }
    if offers ?? 1 < 1 {
      throw UsageError(
        "--offers prend un nombre à partir de 1.",
        "--offers takes a number from 1.")
    }
    if let megabytes, !(1...1_000_000).contains(megabytes) {
      throw UsageError(
        "--megabytes prend un nombre de 1 à 1000000.",
        "--megabytes takes a number from 1 to 1000000.")
    }
  }

  private var criterion: FeedSplitter.Criterion {
    if let offers { return .count(offers) }
    if let megabytes { return .bytes(megabytes * bytesInMegabyte) }
    return by == .departement ? .departement : .organisme
  }

  func run() throws {
    try Outcome.run {
      let inputs = input.inputs()
      guard inputs.count == 1 else {
        throw UsageError(
          "split prend un seul flux. lheo-tool merge en réunit plusieurs.",
          "split takes one feed. lheo-tool merge puts several into one.")
      }
      try ReadFiles(input.feeds, inputs).require(outside: output)
      let sink = FeedPartsSink(try OutputFolder(output), by: criterion, options: writing.options)
      try FeedRun(reading, inputs, in: speech.language).run(into: sink)
      for notice in try sink.finish() {
        Terminal.say("lheo-tool: \(inputs[0].name): \(notice.message(in: speech.language))")
      }
      if !reading.quiet {
        Terminal.say(
          speech.language("\(sink.count, "partie(s)") dans \(output).", "\(sink.count, "part(s)") in \(output)."))
      }
    }
  }
}
