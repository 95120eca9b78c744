import LheoModel
import LheoOutput
import LheoParser
import LheoValidator

/// SARIF 2.1.0, for code scanning and editors: all rules with their help, and a result for each finding.
final class SARIFReport: Report {
  private var json: JSONWriter
  private let context: ReportContext
  private var file = ""
  private var limit: FindingLimit
  private var notifications: [(file: String, error: FeedError)] = []
  private var occurrences: [UInt64: Int] = [:]

  init(_ sink: ByteSink, _ context: ReportContext) {
    json = JSONWriter(sink)
    self.context = context
    limit = FindingLimit(context)
  }

  func begin() {
    json.begin("{")
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    json.member("version", "2.1.0")
    json.key("runs")
    json.begin("[")
    json.begin("{")
    json.key("results")
    json.begin("[")
  }

  func beginFile(_ name: String) {
    file = name
    limit.beginFile()
  }

  func finding(_ finding: Finding) {
    guard limit.takes() else { return }
    let fingerprint = finding.fingerprint
    let occurrence = (occurrences[fingerprint] ?? 0) + 1
    occurrences[fingerprint] = occurrence
    json.object { json in
      json.member("ruleId", finding.rule)
      json.member("level", finding.severity.sarifLevel)
      json.message("\(finding.message(for: context.audience)) \(finding.fix(for: context.audience))")
      json.key("locations")
      json.list { locations in
        locations.object { location in
          location.physicalLocation(finding.file(in: file), line: finding.line, column: finding.column)
          location.key("logicalLocations")
          location.list {
            $0.object {
              $0.member("name", finding.element)
              $0.member("fullyQualifiedName", finding.path)
              $0.member("kind", "element")
            }
          }
        }
      }
      json.key("partialFingerprints")
      json.object { $0.member("lheoFinding/v1", "\(String(fingerprint, radix: 16)):\(occurrence)") }
      json.key("properties")
      json.object {
        $0.member("formation", finding.formation)
        $0.member("intitule", finding.intitule)
        $0.member("action", finding.action)
        $0.member("session", finding.session)
        $0.member("siret", finding.organisme?.siret)
        $0.member("organisme", finding.organisme?.nom)
      }
    }
  }

  func endFile(_ summary: ValidationSummary) {
    if let error = summary.error { notifications.append((file, error)) }
  }

  func end() {
    json.end("]")
    json.member("columnKind", "unicodeCodePoints")
    json.key("invocations")
    json.list { invocations in
      invocations.object { invocation in
        invocation.key("executionSuccessful")
        invocation.bool(notifications.isEmpty)
        invocation.key("toolExecutionNotifications")
        invocation.list { list in
          for (file, error) in notifications {
            list.object {
              $0.member("level", "error")
              $0.message(error.message(in: context.language))
              $0.key("locations")
              $0.list {
                $0.object { $0.physicalLocation(file, line: error.line ?? 0, column: error.column ?? 0) }
              }
            }
          }
        }
      }
    }
    json.key("tool")
    json.object { tool in
      tool.key("driver")
      tool.object { driver in
        driver.member("name", context.tool.name)
        driver.member("version", context.tool.version)
        driver.member("semanticVersion", context.tool.version)
        driver.member("language", context.language.rawValue)
        driver.key("rules")
        driver.list { list in
          for rule in RuleSheet.all where rule.reportedAs == nil { list.rule(rule, context.language) }
        }
      }
    }
    if let registers = context.registers {
      json.key("properties")
      json.object { registers.write(to: &$0) }
    }
    json.end("}")
    json.end("]")
    json.end("}")
    json.newLine()
  }
}

extension Severity {
  fileprivate var sarifLevel: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func message(_ text: String) {
    key("message")
    object { $0.member("text", text) }
  }

  fileprivate mutating func physicalLocation(_ file: String, line: Int, column: Int) {
    key("physicalLocation")
    object { location in
      location.key("artifactLocation")
      location.object { $0.member("uri", file.percentEncoded) }
      guard line > 0 else { return }
      location.key("region")
      location.object {
        $0.member("startLine", line)
        if column > 0 { $0.member("startColumn", column) }
      }
    }
  }

  fileprivate mutating func rule(_ rule: RuleSheet, _ language: Language) {
    let (why, repair, source) = (rule.why(language), rule.repair(language), rule.source(language))
    object {
      $0.member("id", rule.id)
      $0.key("shortDescription")
      $0.object { $0.member("text", rule.message(language)) }
      $0.key("fullDescription")
      $0.object { $0.member("text", why) }
      $0.key("help")
      $0.object {
        $0.member("text", "\(why) \(repair) (\(source))")
        $0.member("markdown", "\(why)\n\n**\(repair)**\n\n*\(source)*")
      }
      $0.defaultLevel(rule.severity)
      $0.tag(rule.profile)
    }
  }

  private mutating func defaultLevel(_ severity: Severity) {
    key("defaultConfiguration")
    object { $0.member("level", severity.sarifLevel) }
  }

  private mutating func tag(_ tag: String) {
    key("properties")
    object {
      $0.key("tags")
      $0.list { $0.string(tag) }
    }
  }
}

extension String {
  /// The path as a URI reference.
  fileprivate var percentEncoded: String {
    var encoded = ""
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
