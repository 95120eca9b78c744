import ArgumentParser
import LheoFormats
import LheoModel
import LheoOperations
import LheoParser
import LheoPipeline
import LheoTables

/// `convert --to edof`: a folder of catalogues instead of one output.
extension ConvertCommand {
  func requireEdof() throws {
    try EdofArguments.requireFolder(output)
    if tables.isGiven || place.reference != nil || append || writing.encoding != nil {
      throw UsageError(
        "--to edof ne prend ni option de tables, ni --reference, --append ou --encoding : EDOF est en ISO-8859-1.",
        "--to edof takes no option of tables, --reference, --append or --encoding: EDOF is in ISO-8859-1.")
    }
    _ = try condition.map { try Condition(option: $0, tables.namedTable()) }
  }

  func runEdof(_ inputs: [FeedInputs.Input]) throws {
    try Outcome.run {
      let read = ReadFiles(input.feeds, inputs)
      let condition = try condition.map { try Condition(option: $0, tables.namedTable()) }
      let broken = recovery.keepGoing ? BrokenOffers(speech.language) : nil
      var skipped = 0
      try EdofRun(edof, gaps, of: read, into: output, indent: writing.indent.width, speech.language).run {
        stage, sink, settle in
        guard let condition else {
          skipped = try feeds(inputs, stage, broken).forEach({ _ in sink }, settle: settle)
          return
        }
        skipped = try feeds(inputs, stage.only(condition.holds), broken).forEach({ _ in sink }) { buffer, note in
          try note.map { try settle(buffer, $0) } ?? .keep
        }
      }
      if broken?.finish() ?? false || skipped > 0 { throw Outcome.failure }
    }
  }
}
