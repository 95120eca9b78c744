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

/// Reads offers, validates each and writes the good ones.
struct OfferExport {
  let command: ExportCommand
  let data: String
  let writer: FeedWriter
  private(set) var findings: [Finding] = []
  private(set) var summary: ValidationSummary
  private(set) var invalidCount = 0
  /// Whether something is wrong that is not in one offer.
  private var isInvalid = false
  private(set) var writtenCount = 0
  private var dropped: [String] = []
  /// Whether references have been left out, as what they lead to may be.
  private(set) var hasLostReferences = false

  init(command: ExportCommand, data: String, writer: FeedWriter) {
    self.command = command
    self.data = data
    self.writer = writer
    summary = ValidationSummary(file: data)
  }

  /// Whether the feed is not good enough to take the place of the one before.
  var mustNotReplace: Bool { isInvalid || invalidCount > 0 && !command.dropInvalid }

  /// The numbers of the offers that were left out, the first ones.
  var droppedNames: String { dropped.joined(separator: ", ") + (invalidCount > dropped.count ? "…" : "") }

  mutating func run() throws {
    let input: FeedInput = data == "-" ? .standardInput : .file(data)
    if InputOptions.isFolder(data) {
      try exportFolder()
    } else if SQLiteFeed.isDatabase(try input.start(16)) {
      if input.isStream { throw DatabaseInPipe(name: data) }
      try exportDatabase()
    } else {
      try exportNDJSON(input)
    }
    writer.end()
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
      return try FeedInput.file(path).bytes()
    }
    try export(tables.read)
  }

  private mutating func exportNDJSON(_ input: FeedInput) throws {
    let lines = try LineReader(input)
    var reader = NDJSONReader()
    var isFirst = true
    try export { [data] buffer in
      while let line = try lines.next() {
        if isFirst { try WrongData.check(line, of: data) }
        isFirst = false
        try line.withUnsafeBufferPointer { try reader.read($0, into: buffer) }
        if !buffer.isEmpty { return true }
      }
      return false
    }
  }

  /// Exports offers that come without what is around them; `read` puts the next one into a buffer.
  private mutating func export(_ read: (ElementBuffer) throws -> Bool) throws {
    let validator = FeedValidator(options: command.validation.options)
    let buffer = ElementBuffer()
    writer.begin(header)
    var number = 0
    while try read(buffer) {
      number += 1
      let path = "/lheo/offres/formation[\(number)]"
      add(buffer) { report in validator.check(buffer, path: path, report: report) }
    }
    validator.finish { noteFeed($0) }
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
        validator.check(event) { noteFeed($0) }
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
        validator.check(event) { noteFeed($0) }
        writer.write(buffer)
      case .end(let element):
        validator.check(event) { noteFeed($0) }
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
      // What a reference leads to may be left out.
      let copy = command.dropInvalid ? buffer.withoutReferencesOutside : nil
      if copy != nil { hasLostReferences = true }
      writer.write(copy ?? buffer)
      writtenCount += 1
    } else {
      invalidCount += 1
      if dropped.count < 20 { dropped.append(buffer.root.text(of: .numero) ?? "n° \(writtenCount + invalidCount)") }
    }
  }

  /// Notes what is wrong with the feed as a whole: no offer can be left out to mend it.
  private mutating func noteFeed(_ finding: Finding) {
    note([finding])
    if let limit = command.validation.threshold.severity, finding.severity >= limit { isInvalid = true }
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

/// SQLite reads files only.
private struct DatabaseInPipe: Error, CustomStringConvertible {
  let name: String
  var description: String { "\(name): this is a SQLite database, which is read from its file. Give the file." }
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
