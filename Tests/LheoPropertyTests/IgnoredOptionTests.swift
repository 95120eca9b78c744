import Foundation
import TestSupport
import Testing

/// No option is passed over in silence: it changes what comes out, or is refused.
@Suite struct IgnoredOptionTests {
  /// What writes the same offers in many forms.
  static let commands: [ToolCommand] =
    ["convert FEED", "select FEED --where 'session/periode/debut >= 2000'"].flatMap {
      start in
      [
        "--to csv", "--to tsv -o out.tsv", "--to csv --all-tables -o out", "--to xlsx -o out.xlsx",
        "--to xlsx --table sessions -o out.xlsx", "--to sqlite -o out.sqlite", "--to ndjson", "--to json",
        "--to geojson",
        "--to lheo -o out.xml",
      ].map { ToolCommand("\(start) \($0)", .tables) }
    } + [ToolCommand("select FEED --count", .listing)]

  /// Options of outputs, each with a value that is not the usual one.
  static let options = [
    "--table=formations", "--all-tables", "--columns=formation/@numero,action/@numero,code-public-vise", "--limit=1",
    "--join=+", "--dates=feed", "--excel", "--raw", "--no-header", "--indent=5", "--encoding=ISO-8859-1",
    "--reference=REFERENCE", "--tva=20", "--use-contact", "--transliterate", "--gaps=csv=gaps.csv", "--append",
  ]

  /// A feed in which each of them matters: several offers, texts that look like formulas, cells with several values.
  private static let feed: [UInt8] = {
    let text = String(decoding: Repository.fixture("valid/regional.xml").bytes, as: UTF8.self)
    return Array(
      text.replacing("<intitule-formation>", with: "<intitule-formation>=1 ").replacing(
        "<ville>", with: "<ville>=Évreux "
      ).utf8)
  }()

  @Test(arguments: commands) func eachOptionCountsOrIsRefused(_ command: ToolCommand) throws {
    func outcome(_ extra: [String]) throws -> Outcome {
      try withFolder { try command.outcome(of: Self.feed, extra: extra, in: $0) }
    }
    let plain = try outcome([])
    #expect(plain.run.ending == .exit(0), "\(plain.summary)")
    for option in Self.options where Help.has(Self.name(option), command.names[0]) {
      if command.description.contains("--\(Self.name(option))") { continue }
      // What the table means for the names of --where, nothing here shows.
      if option == "--table=formations", command.description.contains("--count") { continue }
      // A database is made anew for each run, and there is nothing in it to add to.
      if option == "--append", command.description.contains("sqlite") { continue }
      let changed = try outcome([option.replacing("REFERENCE", with: ToolCommand.path("REFERENCE"))])
      let isRefused = changed.run.ending == .exit(64)
      let isSame = changed.run.output == plain.run.output && changed.files == plain.files
      #expect(isRefused || !isSame, "\(command): \(option) changes nothing")
      #expect(!isRefused || !changed.run.errors.isEmpty)
    }
  }

  private static func name(_ option: String) -> String { String(option.dropFirst(2).prefix { $0 != "=" }) }

  /// What was said to become of EDOF is refused where nothing becomes it.
  @Test func comparingFeedsOfOneKindTakesNoOptionOfEdof() throws {
    let command = ToolCommand("diff FEED OTHER", .report)
    for option in ["--tva=20", "--langue=FR", "--use-contact", "--date=2026-09-01"] {
      try withFolder { folder in
        let outcome = try command.outcome(of: Self.feed, extra: [option], in: folder)
        #expect(outcome.run.ending == .exit(64), "\(option): \(outcome.summary)")
      }
    }
  }
}
