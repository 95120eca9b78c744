import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoWriter

/// Makes feeds of any size for tests and benchmarks.
struct GenerateFeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-feed", abstract: "Writes a made-up feed, the same for the same seed.", shouldDisplay: false)

  @Option(help: "How many offers.")
  var formations = 30

  @Option(help: "Write offers until the feed has that many megabytes (of 1,000,000 bytes); instead of --formations.")
  var megabytes: Int?

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "The year in which sessions start.")
  var year = 2027

  @Option(help: "How many training bodies and certifications there are at most. Default: others in each offer.")
  var bodies: Int?

  @Option(name: .shortAndLong, help: "The feed; - for standard output.")
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
