import LheoModel
import LheoOperations
import LheoOutput
import LheoPipeline
import LheoReports
import LheoValidator

/// Writes catalogues of EDOF, and lists what is missing.
struct EdofRun {
  private let conversion: EdofConversion
  private let sink: FeedPartsSink
  private let lists: EdofGapLists
  private let language: Language
  private let folder: OutputFolder

  init(
    _ arguments: EdofArguments, _ gaps: EdofGapArguments, of read: ReadFiles, into folder: String, indent: Int?,
    _ language: Language, labels: [String: String]? = nil
  ) throws {
    try read.require(outside: folder)
    lists = try EdofGapLists(
      gaps.gaps.isEmpty ? [EdofGapArgument(.text, "-")] : gaps.gaps, of: read, beside: folder, language, labels: labels)
    conversion = EdofConversion(try arguments.options(), language: language)
    self.folder = try OutputFolder(folder)
    sink = conversion.makeSink(self.folder, indent: indent)
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
    var numbers = EdofNumbers(language)
    do {
      try read(conversion.stage, sink) { _, note in
        let (note, edit) = numbers.settle(note)
        lists.add(note)
        return edit
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
      // What was written before is not of these offers.
      let kept =
        folder.holdsFilesOfLastRun
        ? (
          " Les fichiers qui étaient dans \(folder.path) y restent.",
          " The files that were in \(folder.path) are still there."
        )
        : ("", "")
      Terminal.say(
        "lheo-tool: "
          + language(
            "aucune offre ne peut être écrite en EDOF : aucun fichier n'a été écrit.\(kept.0)",
            "no offer can be written in EDOF, so no file has been written.\(kept.1)"))
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
  init(
    _ arguments: [EdofGapArgument], of read: ReadFiles, beside output: String, _ language: Language,
    isForLHEO: Bool = false, labels: [String: String]? = nil
  ) throws {
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
    reports = zip(arguments, files).map {
      $0.format.makeReport($1.sink, language, isForLHEO: isForLHEO, labels: labels)
    }
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

  /// Says that a feed made of EDOF is not LHEO yet, and how what is wanted is listed.
  func sayWhatIsWanted(beside output: String, _ language: Language) {
    let count = summary.gapCounts[.wanted] ?? 0
    if count == 0 { return }
    // Standard output is taken where the feed goes there.
    let place = output == "-" ? language("manques.txt", "gaps.txt") : "-"
    let hint = files.isEmpty ? language(" --gaps text=\(place) les liste.", " --gaps text=\(place) lists them.") : ""
    Terminal.say(
      "lheo-tool: "
        + language(
          "LHEO veut \(count, "donnée(s)") de plus ; le flux n'est pas valide sans.\(hint)",
          "LHEO wants \(count, "thing(s)") more; the feed is not valid without.\(hint)"))
  }
}
