import LheoOutput
import LheoValidator

/// JUnit XML, for continuous integration: a suite for each feed; each error is a failed test, each warning and note a
/// passed one that says what it found. The counts come before the tests, so those of one feed wait on disk.
final class JUnitReport: Report {
  private let sink: ByteSink
  private let context: ReportContext
  private var file = ""
  private var cases: [UInt8] = []
  /// The cases that wait on disk, once there are many.
  private var spool: Spool?
  private static let memory = 1 << 20
  private var limit: FindingLimit
  private var failures = 0

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    limit = FindingLimit(context)
  }

  func begin() {
    sink.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"\(context.tool.name.xml)\">\n")
  }

  func beginFile(_ name: String) {
    file = name
    cases.removeAll(keepingCapacity: true)
    limit.beginFile()
    failures = 0
  }

  func finding(_ finding: Finding) {
    guard limit.takes() else { return }
    let offer = [finding.formation, finding.intitule].compactMap { $0 }.joined(separator: " ")
    let name = offer.isEmpty ? finding.path : offer
    let line = finding.placeName(in: context.language)
    let message = finding.message(for: context.audience)
    let text = "\(file), \(line)\n\(message)\n→ \(finding.fix(for: context.audience))\n\(finding.source)"
    add("  <testcase classname=\"\(finding.rule.xml)\" name=\"\(name.xml) (\(line.xml))\">\n")
    if finding.severity == .error {
      failures += 1
      add("    <failure type=\"error\" message=\"\(message.xml)\">\(text.xml)</failure>\n")
    } else {
      add("    <system-out>\(finding.severity.rawValue): \(text.xml)</system-out>\n")
    }
    add("  </testcase>\n")
  }

  func endFile(_ summary: ValidationSummary) {
    var tests = limit.shown
    if let error = summary.error {
      tests += 1
      add("  <testcase classname=\"lecture\" name=\"\(file.xml)\">\n")
      add(
        "    <error type=\"\(error.code)\" message=\"\(error.description(in: context.language).xml)\"/>\n  </testcase>\n"
      )
    } else if limit.shown == 0 {
      tests += 1
      add("  <testcase classname=\"validate\" name=\"\(file.xml)\"/>\n")
    }
    sink.append(
      " <testsuite name=\"\(file.xml)\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(summary.error == nil ? 0 : 1)\">\n"
    )
    writeRegisters()
    keeping { () throws(OutputError) in try spool?.take("cases", into: sink) }
    cases.withUnsafeBufferPointer { sink.append($0) }
    sink.append(" </testsuite>\n" as StaticString)
  }

  func end() { sink.append("</testsuites>\n" as StaticString) }

  /// The database that was asked, the day of each register in it, and what was not checked.
  private func writeRegisters() {
    guard let registers = context.registers, let name = registers.name else { return }
    sink.append("  <properties>\n" as StaticString)
    func property(_ key: String, _ value: String) {
      sink.append("    <property name=\"\(key.xml)\" value=\"\(value.xml)\"/>\n")
    }
    property("reference", name)
    for edition in registers.editions { property("reference.\(edition.register.rawValue)", edition.day.isoText) }
    if !registers.notChecked.isEmpty { property("notChecked", registers.notChecked.map(\.rule).joined(separator: " ")) }
    sink.append("  </properties>\n" as StaticString)
  }

  private func add(_ text: String) {
    cases.append(contentsOf: text.utf8)
    if cases.count < Self.memory { return }
    keeping { () throws(OutputError) in try keepCases() }
    cases.removeAll(keepingCapacity: true)
  }

  private func keepCases() throws(OutputError) {
    if spool == nil { spool = try Spool(inFolder: TemporaryFiles.folder, memory: 0) }
    try spool?.append(cases, to: "cases")
  }

  /// What goes wrong is the report's error.
  private func keeping(_ work: () throws(OutputError) -> Void) {
    do throws(OutputError) { try work() } catch { sink.fail(error) }
  }
}

extension String {
  /// The text in XML; characters that XML does not have are replaced.
  fileprivate var xml: String {
    replacingScalars { scalar in
      switch scalar {
      case "\n": "&#10;"
      case "\t", "\r": " "
      case "\u{FFFE}", "\u{FFFF}", "\u{0}"..<" ": "\u{FFFD}"
      default: scalar.escapedForMarkup
      }
    }
  }
}
