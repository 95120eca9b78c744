// Fuzz targets, chosen by LHEO_FUZZ: see ../../run. Each gets bytes and must not crash, hang, or break its promise.

import Glibc
import LheoFormats
import LheoJSON
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoTables
import LheoValidator
import LheoWriter

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ argc: UnsafeMutablePointer<CInt>, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
struct Fuzz {
  /// libFuzzer's own main cannot be used: the package manager gives executables another.
  static func main() {
    var argc = CommandLine.argc
    var argv = CommandLine.unsafeArgv
    exit(runDriver(&argc, &argv) { testOneInput($0, $1) })
  }
}

private func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  switch target {
  case "feed": fuzzFeed(bytes)
  case "bytes": fuzzBytes(bytes)
  case "columns": _ = try? Column.list(String(decoding: bytes, as: UTF8.self))
  case "where": fuzzCondition(bytes)
  case "ndjson": fuzzNDJSON(bytes)
  case "csv": fuzzCSV(bytes)
  default: fatalError("LHEO_FUZZ is feed, bytes, columns, where, ndjson or csv")
  }
  return 0
}

private let target = getenv("LHEO_FUZZ").map { String(cString: $0) } ?? "feed"

private func sink(_ bytes: UnsafeMutablePointer<[UInt8]>) -> ByteSink {
  ByteSink(file: "") { piece in
    bytes.pointee += piece
    return 0
  }
}

/// Parser, schema check, rules, repairs, and the way back: what is written reads the same again.
private func fuzzFeed(_ bytes: [UInt8]) {
  var limits = ParserLimits()
  limits.offerSize = 1 << 20
  var options = ValidationOptions(asOf: PartialDate(year: 2026, month: 1, day: 1)!)
  options.limits = limits
  options.rules.profiles = Set(Profile.allCases)
  options.rules.asOf = PartialDate(year: 2026, month: 11, day: 24)!
  let validator = FeedCheck(options: options)
  let repairer = OfferRepairer(Repair.all, date: options.rules.asOf)
  var inspection = FeedInspection(file: "", asOf: options.rules.asOf)
  var written: [UInt8] = []
  var index = FeedIndex()
  let isReadable: Bool =
    withUnsafeMutablePointer(to: &written) { target in
      let output = sink(target)
      let writer = FeedWriter(output)
      do {
        try FeedParser(.bytes(bytes), limits: limits).forEachEvent { event in
          validator.check(event) { precondition(!$0.message.isEmpty && !$0.fix.isEmpty) }
          switch event {
          case .begin(let buffer): writer.begin(buffer)
          case .end(let element): writer.end(of: element)
          case .element(let buffer):
            if buffer.root.element == .formation {
              index.add(buffer)
              inspection.add(buffer)
              _ = repairer.repair(buffer)
              let again = ElementBuffer()
              Formation(decoding: buffer).encode(into: again)
            }
            writer.write(buffer)
          }
        }
      } catch {
        return false
      }
      output.flush()
      return true
    }
  guard isReadable else { return }
  var again = FeedIndex()
  do {
    try FeedParser(.bytes(written), limits: ParserLimits()).forEachEvent { event in
      if case .element(let buffer) = event, buffer.root.element == .formation { again.add(buffer.root) }
    }
  } catch {
    fatalError("what was written cannot be read: \(error)")
  }
  precondition(again.count == index.count, "offers were lost")
}

/// Repairs of bytes: the same however these come, and nothing is left to repair.
private func fuzzBytes(_ bytes: [UInt8]) {
  func repair(_ input: FeedInput) -> (bytes: [UInt8]?, tally: ByteRepairTally) {
    let repairer = ByteRepairer(Repair.all)
    let repaired = try? repairer.repairing(input).bytes()
    return (repaired, repairer.takeTally())
  }
  let whole = repair(.bytes(bytes))
  let single = repair(FeedInput(name: "") { SingleBytes(bytes) })
  precondition(whole.bytes == single.bytes && whole.tally.repairs == single.tally.repairs, "pieces matter")
  guard let repaired = whole.bytes else { return }
  let again = repair(.bytes(repaired))
  precondition(again.bytes == repaired && again.tally.total == 0, "there is more to repair")
}

/// Bytes that come one by one.
private final class SingleBytes: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if position == bytes.count || buffer.isEmpty { return 0 }
    buffer[0] = bytes[position]
    position += 1
    return 1
  }
}

/// A condition, and whether it holds for an offer.
private func fuzzCondition(_ bytes: [UInt8]) {
  guard let condition = try? Condition(String(decoding: bytes, as: UTF8.self)) else { return }
  _ = condition.holds(for: example)
}

private let example: ElementBuffer = {
  let buffer = ElementBuffer()
  Formation.example.encode(into: buffer)
  return buffer
}()

/// A line of NDJSON; what it makes can be written.
private func fuzzNDJSON(_ bytes: [UInt8]) {
  var reader = NDJSONReader()
  let buffer = ElementBuffer()
  guard bytes.withUnsafeBufferPointer({ (try? reader.read($0, into: buffer)) != nil }), !buffer.isEmpty else { return }
  var written: [UInt8] = []
  withUnsafeMutablePointer(to: &written) { target in
    let output = sink(target)
    let writer = FeedWriter(output)
    writer.begin(FeedHeader())
    writer.write(buffer)
    writer.end()
    output.flush()
  }
  do {
    try FeedParser(.bytes(written)).forEachEvent { _ in }
  } catch {
    // A limit may stop the reader; text that is no XML may not have been let in.
    if case .limit = (error as? FeedError)?.problem { return }
    fatalError("what was written cannot be read: \(error)")
  }
}

/// The tables of a folder, one after the other, between zero bytes.
private func fuzzCSV(_ bytes: [UInt8]) {
  let folder = "/dev/shm/lheo-fuzz-\(getpid())"
  mkdir(folder, 0o700)
  let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
  for (index, name) in ["formations", "actions", "sessions", "extras", "reste"].enumerated() {
    let path = "\(folder)/\(name).csv"
    guard index < parts.count, let file = fopen(path, "w") else {
      unlink(path)
      continue
    }
    fwrite(Array(parts[index]), 1, parts[index].count, file)
    fclose(file)
  }
  try? CSVFolderSource(folder).forEachPart(jobs: 1, work: { { _ in } }, deliver: { _, _, _ in })
}
