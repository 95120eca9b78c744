import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoWriter

/// Makes feeds of any size for tests and benchmarks.
struct GenerateFeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration("generate-feed", .generateFeed, shouldDisplay: false)

  @Option(
    help: .said(
      "Combien d'offres.",
      "How many offers.", value: "formations"))
  var formations = 30

  @Option(
    help: .said(
      "Écrire des offres jusqu'à ce que le flux ait autant de mégaoctets (d'un million d'octets) ; au lieu de --formations.",
      "Write offers until the feed has that many megabytes (of 1,000,000 bytes); instead of --formations.",
      value: "mégaoctets", "megabytes"))
  var megabytes: Int?

  @Option(
    help: .said(
      "La graine.",
      "The seed.", value: "graine", "seed"))
  var seed: UInt64 = 1

  @Option(
    help: .said(
      "L'année où commencent les sessions.",
      "The year in which sessions start.", value: "année", "year"))
  var year = 2027

  @Option(
    help: .said(
      "Combien d'organismes il y a au plus ; huit se partagent huit certifications. Par défaut, d'autres à chaque offre.",
      "How many training bodies there are at most; eight share eight certifications. Default: others in each offer.",
      value: "organismes", "bodies"))
  var bodies: Int?

  @Option(
    name: .shortAndLong,
    help: .said(
      "Le flux ; - pour la sortie standard.",
      "The feed; - for standard output.", value: "flux", "feed"))
  var output = "-"

  @OptionGroup var writing: WritingArguments
  @OptionGroup var speech: LanguageOption

  func validate() throws {
    if formations < 1 {
      throw UsageError(
        "--formations prend un nombre à partir de 1.",
        "--formations takes a number from 1.")
    }
    if let megabytes, !(1...1_000_000).contains(megabytes) {
      throw UsageError(
        "--megabytes prend un nombre de 1 à 1000000.",
        "--megabytes takes a number from 1 to 1000000.")
    }
    if let bodies, !(1...900_000).contains(bodies) {
      throw UsageError(
        "--bodies prend un nombre de 1 à 900000.",
        "--bodies takes a number from 1 to 900000.")
    }
    if !(1000...9000).contains(year) {
      throw UsageError(
        "--year prend un nombre de 1000 à 9000.",
        "--year takes a number from 1000 to 9000.")
    }
  }

  func run() throws {
    try Outcome.run {
      let file = try OutputFile(output)
      let writer = FeedWriter(file.sink, options: writing.options)
      var generator = FormationGenerator(seed: seed, year: year, bodies: bodies)
      writer.begin(FeedHeader())
      var count = 0
      while file.sink.error == nil, megabytes.map({ file.sink.total < $0 * bytesInMegabyte }) ?? (count < formations) {
        writer.write(generator.next())
        count += 1
      }
      writer.end()
      try file.commit()
    }
  }
}
