import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoReports
import LheoTables
import LheoValidator
import LheoWriter

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a feed from offers in NDJSON, SQLite or CSV, if they are valid.",
    discussion: """
      Each offer is validated before it is written. With a finding at or above --fail-on nothing replaces the feed, \
      and the report says why, offer by offer.

      EXAMPLES
        lheo-tool export offers.ndjson -o feed.xml
        lheo-tool export offers.sqlite -o feed.xml
        lheo-tool export --template my-tables && lheo-tool export my-tables -o feed.xml
        my-database-dump | lheo-tool export - -o feed.xml --stamp
        lheo-tool export offers.ndjson -o feed.xml --drop-invalid
      """)

  @Argument(
    help:
      "Offers: NDJSON, one formation a line, plain or gzip (- for standard input); a SQLite database written by convert; or a folder of CSV files."
  )
  var data: String?

  @Option(help: ArgumentHelp("The feed to export from a database that keeps several.", valueName: "name"))
  var source: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The feed; - for standard output.", valueName: "feed"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write an empty CSV layout with its dictionary into this folder, and do nothing else.", valueName: "folder"))
  var template: String?

  @Flag(help: "Leave out the offers with findings at or above --fail-on, list them, and write the others.")
  var dropInvalid = false

  @Flag(help: "Say in the feed when it was exported (horodatage-export).")
  var stamp = false

  @OptionGroup var validation: ValidationArguments
  @OptionGroup(title: "Writing") var writing: WritingArguments

  func validate() throws {
    if template == nil, data == nil || output == nil {
      throw ValidationError("Name the offers, and the feed with -o; or --template FOLDER.")
    }
  }

  func run() throws {
    if let template { return try Outcome.run { try writeTemplate(template) } }
    guard let data, let output else { return }
    try Outcome.run {
      let file = try OutputFile(output)
      let context = validation.context(usesColor: false, maximumFindings: nil)
      let errors = ByteSink(descriptor: STDERR_FILENO, file: "stderr")
      let report = ReportFormat.text.makeReport(errors, context)
      var export = OfferExport(command: self, data: data, writer: FeedWriter(file.sink, options: writing.options))
      do {
        try export.run()
      } catch let error as NDJSONError {
        Terminal.say("lheo-tool: \(data):\(error)")
        throw Outcome.failure
      } catch let error as CSVFolderError {
        Terminal.say("lheo-tool: \(data)/\(error)")
        throw Outcome.failure
      } catch let error as SQLiteFeedError {
        Terminal.say("lheo-tool: \(data): \(error)")
        throw Outcome.failure
      }
      if !export.findings.isEmpty {
        report.begin()
        report.beginFile(data)
        for finding in export.findings { report.finding(finding) }
        report.endFile(export.summary)
        errors.flush()
      }
      if export.mustNotReplace {
        file.discard()
        Terminal.say(
          validation.language(
            "Aucun flux n'a été écrit : \(export.invalidCount) offre(s) en défaut. Corrigez-les, ou écartez-les par --drop-invalid.",
            "No feed was written: \(export.invalidCount) offer(s) are at fault. Repair them, or leave them out with --drop-invalid."
          ))
        throw Outcome.findings
      }
      if dropInvalid, export.writtenCount == 0 {
        file.discard()
        Terminal.say(
          validation.language("Aucune offre valide : aucun flux n'a été écrit.", "No valid offer: no feed was written.")
        )
        throw Outcome.findings
      }
      try file.commit()
      if export.invalidCount > 0 {
        Terminal.say(
          validation.language(
            "\(export.writtenCount) offre(s) écrite(s), \(export.invalidCount) écartée(s) : \(export.droppedNames).",
            "\(export.writtenCount) offer(s) written, \(export.invalidCount) left out: \(export.droppedNames)."))
        throw Outcome.findings
      }
    }
  }
}

extension ExportCommand {
  /// Writes the tables with their headers only, and what the columns are.
  private func writeTemplate(_ folder: String) throws {
    let converter = try FolderConverter(folder, TableReader.Options(), CSVWriter.Options(), hasSource: false)
    try converter.commit()
    Terminal.say("lheo-tool: \(folder)/datapackage.json describes the columns; those with \"required\" are needed.")
  }
}

/// Reads offers, validates each and writes the good ones.
private struct OfferExport {
  let command: ExportCommand
  let data: String
  let writer: FeedWriter
  private(set) var findings: [Finding] = []
  private(set) var summary: ValidationSummary
  private(set) var invalidCount = 0
  private(set) var writtenCount = 0
  private var dropped: [String] = []

  init(command: ExportCommand, data: String, writer: FeedWriter) {
    self.command = command
    self.data = data
    self.writer = writer
    summary = ValidationSummary(file: data)
  }

  /// Whether the feed is not good enough to take the place of the one before.
  var mustNotReplace: Bool { invalidCount > 0 && !command.dropInvalid }

  /// The numbers of the offers that were left out, the first ones.
  var droppedNames: String { dropped.joined(separator: ", ") + (invalidCount > dropped.count ? "…" : "") }

  mutating func run() throws {
    if data == "-" {
      try exportNDJSON()
    } else if isFolder(data) {
      try exportFolder()
    } else if isDatabase(data) {
      try exportDatabase()
    } else {
      try exportNDJSON()
    }
    guard writtenCount + invalidCount > 0 else { throw NDJSONError.empty }
    writer.end()
  }

  private func isDatabase(_ path: String) -> Bool {
    guard let lines = try? LineReader(.file(path)), let start = try? lines.next() else { return false }
    return SQLiteFeed.isDatabase(start)
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private var header: FeedHeader {
    var header = FeedHeader()
    if command.stamp { header.rootDetails[.horodatageExport] = Self.timestamp() }
    return header
  }

  /// Exports the tables of a folder.
  private mutating func exportFolder() throws {
    let folder = data
    let tables = try CSVFolder { name in
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      let lines = try LineReader(.file(path))
      var bytes: [UInt8] = []
      while let line = try lines.next() { bytes += line + [0x0A] }
      return bytes
    }
    let validator = FeedValidator(options: command.validation.options)
    let buffer = ElementBuffer()
    writer.begin(header)
    var number = 0
    while tables.read(into: buffer) {
      number += 1
      let path = "/lheo/offres/formation[\(number)]"
      add(buffer) { report in validator.check(buffer, path: path, report: report) }
    }
  }

  private mutating func exportNDJSON() throws {
    let lines = try LineReader(data == "-" ? .standardInput : .file(data))
    let buffer = ElementBuffer()
    let validator = FeedValidator(options: command.validation.options)
    var reader = NDJSONReader()
    writer.begin(header)
    var number = 0
    while let line = try lines.next() {
      try line.withUnsafeBufferPointer { try reader.read($0, into: buffer) }
      if buffer.isEmpty { continue }
      number += 1
      let path = "/lheo/offres/formation[\(number)]"
      add(buffer) { report in validator.check(buffer, path: path, report: report) }
    }
  }

  /// Exports the feed that a database keeps: its offers, and what is around and beside them.
  private mutating func exportDatabase() throws {
    let path = data
    let source = try SQLiteFeed(path: path, source: command.source).source
    let input = FeedInput(name: path) { () throws(FeedError.Problem) in
      do {
        return DatabaseSource(try SQLiteFeed(path: path, source: source))
      } catch {
        throw .cannotRead("\(error)")
      }
    }
    let validator = FeedValidator(options: command.validation.options)
    let parser = FeedParser(input)
    while let event = try parser.next() {
      switch event {
      case .begin(let buffer):
        validator.check(event) { note([$0]) }
        if command.stamp, buffer.root.element.map(FeedParser.rootElements.contains) ?? false {
          var details = buffer.root.details
          details[.horodatageExport] = Self.timestamp()
          let stamped = ElementBuffer()
          stamped.begin(buffer.root.element ?? .lheo, details)
          stamped.end()
          writer.begin(stamped)
        } else {
          writer.begin(buffer)
        }
      case .element(let buffer) where event.offer != nil: add(buffer) { validator.check(event, report: $0) }
      case .element(let buffer):
        validator.check(event) { note([$0]) }
        writer.write(buffer)
      case .end(let element):
        validator.check(event) { note([$0]) }
        writer.end(of: element)
      }
    }
  }

  /// Writes an offer if it is good enough.
  private mutating func add(_ buffer: ElementBuffer, _ check: ((Finding) -> Void) -> Void) {
    var isGood = true
    let limit = command.validation.threshold.severity
    var found: [Finding] = []
    check { finding in
      found.append(finding)
      if let limit, finding.severity >= limit { isGood = false }
    }
    summary.count(buffer)
    note(found)
    if isGood {
      writer.write(buffer)
      writtenCount += 1
    } else {
      invalidCount += 1
      if dropped.count < 20 { dropped.append(buffer.root.text(of: .numero) ?? "n° \(writtenCount + invalidCount)") }
    }
  }

  private mutating func note(_ found: [Finding]) {
    for finding in found { summary.count(finding) }
    // What keeps offers out is reported; past a thousand the totals say enough.
    let limit = command.validation.threshold.severity
    if findings.count < 1000 { findings += found.filter { finding in limit.map { finding.severity >= $0 } ?? false } }
  }

  private static func timestamp() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}

/// The feed of a database as bytes.
private final class DatabaseSource: ByteSource {
  private let feed: SQLiteFeed
  private var rest: [UInt8] = []
  private var position = 0

  init(_ feed: SQLiteFeed) { self.feed = feed }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    while position == rest.count {
      do {
        guard let next = try feed.next() else { return 0 }
        rest = Array(next.utf8)
        position = 0
      } catch {
        throw .cannotRead("\(error)")
      }
    }
    let count = min(buffer.count, rest.count - position)
    buffer.copyBytes(from: rest[position..<position + count])
    position += count
    return count
  }
}
