import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoPipeline
import LheoReports
import LheoValidator

/// How catalogues of EDOF are made.
struct EdofArguments: ParsableArguments {
  @Option(
    help: .said(
      "Le taux de TVA des prix, que LHEO ne dit pas : 0, 20, 5.5.",
      "The rate of VAT of prices, which LHEO does not say: 0, 20, 5.5.", value: "pourcentage", "percent"))
  var tva: VATRate?

  @Option(
    help: .said(
      "Ce que dit acces-handicapes quand une action ne le dit pas, par exemple 0.",
      "What acces-handicapes says where an action does not, for example 0.", value: "texte", "text"))
  var accesHandicapes: String?

  @Option(
    help: .said(
      "Ce que dit langue-formation quand une action ne le dit pas, par exemple FR.",
      "What langue-formation says where an action does not, for example FR.", value: "code"))
  var langue: String?

  @Option(
    help: .said(
      "Le jour de datecrea et datemaj quand ils manquent : 2026-09-01.",
      "The day of datecrea and datemaj where they are missing: 2026-09-01.", value: "jour", "day"))
  var date: String?

  @Flag(
    help: .said(
      "Prendre le contact de l'offre pour les lieux et sessions qui n'en ont pas qu'EDOF accepte.",
      "Take the contact of the offer for places and sessions that have none that EDOF takes."))
  var useContact = false

  @Flag(
    help: .said(
      "Écrire autrement les caractères que l'ISO-8859-1 n'a pas : ' pour ’, oe pour œ, EUR pour €.",
      "Write characters that ISO-8859-1 does not have as others: ' for ’, oe for œ, EUR for €."))
  var transliterate = false

  func validate() throws { _ = try options() }

  /// Whether any of them is given.
  var isGiven: Bool {
    tva != nil || accesHandicapes != nil || langue != nil || date != nil || useContact || transliterate
  }

  func options() throws -> EdofOptions {
    var options = EdofOptions()
    options.vatRate = tva?.tenths
    options.accesHandicapes = accesHandicapes
    options.langue = langue
    if let date {
      guard let day = PartialDate(iso: date), day.isComplete else {
        throw UsageError(
          "--date prend un jour comme 2026-09-01, pas « \(date) ».",
          "--date takes a day such as 2026-09-01, not '\(date)'.")
      }
      options.date = day
    }
    options.usesContactOfOffer = useContact
    options.transliterates = transliterate
    return options
  }
}

/// Where gaps are listed.
struct EdofGapArguments: ParsableArguments {
  @Option(
    name: .customLong("gaps"), parsing: .singleValue,
    help: .said(
      "Où ce qui manque est listé : text, csv, json ou html, comme csv=manques.csv ; peut être donné plusieurs fois. Par défaut : text sur la sortie standard.",
      "Where what is missing is listed: text, csv, json or html, as csv=gaps.csv; may be given several times. Default: text on standard output.",
      value: "format=fichier", "format=file"))
  var gaps: [EdofGapArgument] = []
}

/// A rate of VAT in percent.
struct VATRate: ExpressibleByArgument {
  let tenths: Int

  init?(argument: String) {
    let parts = argument.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...100).contains(whole),
      parts.count == 1 || parts[1].count == 1, let rest = Int(parts.count == 2 ? parts[1] : "0"), rest >= 0
    else { return nil }
    tenths = whole * 10 + rest
  }
}

/// `FORMAT=FILE`.
struct EdofGapArgument: ExpressibleByArgument {
  let format: EdofGapFormat
  let path: String

  static var allValueStrings: [String] { EdofGapFormat.allCases.map { "\($0.rawValue)=\(said("fichier", "file"))" } }

  init(_ format: EdofGapFormat, _ path: String) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = EdofGapFormat(rawValue: parts[0]) else { return nil }
    self.init(format, parts[1])
  }
}

/// Writes catalogues of EDOF, and lists what is missing.
struct EdofRun {
  private let conversion: EdofConversion
  private let sink: FeedPartsSink
  private let lists: EdofGapLists
  private let language: Language

  init(
    _ arguments: EdofArguments, _ gaps: EdofGapArguments, of read: ReadFiles, into folder: String, indent: Int?,
    _ language: Language
  ) throws {
    try read.require(outside: folder)
    lists = try EdofGapLists(
      gaps.gaps.isEmpty ? [EdofGapArgument(.text, "-")] : gaps.gaps, of: read, beside: folder, language)
    conversion = EdofConversion(try arguments.options(), language: language)
    sink = conversion.makeSink(try OutputFolder(folder), indent: indent)
    self.language = language
  }

  /// Lets offers flow.
  ///
  /// - Parameter read: reads them through the stage into the sink, and hands the notes over.
  /// - Throws: code 1 where no offer can be written, after the lists have been written all the same.
  func run(
    _ read: (OfferStage<EdofConversion.Note>, FeedPartsSink, (ElementBuffer?, EdofConversion.Note) throws -> OfferEdit)
      throws -> Void
  ) throws {
    do {
      try read(conversion.stage, sink) { _, note in
        lists.add(note)
        return .keep
      }
    } catch {
      sink.abandon()
      lists.abandon()
      throw error
    }
    var isEmpty = false
    do {
      for notice in try sink.finish() { Terminal.say("lheo-tool: \(notice.message(in: language))") }
    } catch is NoOfferError {
      sink.abandon()
      isEmpty = true
    }
    try lists.end(fileCount: isEmpty ? 0 : sink.count)
    if isEmpty {
      Terminal.say(
        "lheo-tool: "
          + language(
            "aucune offre ne peut être écrite en EDOF : aucun fichier n'a été écrit.",
            "no offer can be written in EDOF, so no file has been written."))
      throw Outcome.findings
    }
  }
}

/// The lists of gaps of a run.
final class EdofGapLists {
  private let files: [OutputFile]
  private var reports: [any EdofGapReport]
  private(set) var summary = EdofSummary()

  /// - Throws: `ValidationError` where a list would take the place of what is read, of the output or of another list.
  init(_ arguments: [EdofGapArgument], of read: ReadFiles, beside output: String, _ language: Language) throws {
    var places: Set = [output]
    for path in arguments.map(\.path) {
      if !places.insert(path).inserted {
        throw UsageError(
          "Deux sorties ne peuvent pas aller au même endroit, \(path) : nommez un fichier par --gaps.",
          "Two outputs cannot go to \(path): name a file with --gaps.")
      }
      try read.require(notReplacedBy: path)
    }
    files = try arguments.map { try OutputFile($0.path) }
    reports = zip(arguments, files).map { $0.format.makeReport($1.sink, language) }
  }

  func add(_ note: EdofConversion.Note) {
    summary.count(note)
    for index in reports.indices { reports[index].add(note) }
  }

  func abandon() { for file in files { file.discard() } }

  func end(fileCount: Int) throws {
    for index in reports.indices { reports[index].end(summary, fileCount: fileCount) }
    for file in files { try file.commit() }
  }
}
