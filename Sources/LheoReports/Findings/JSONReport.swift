import LheoModel
import LheoOutput
import LheoParser
import LheoValidator

/// The JSON report, version 2. Findings are written as they come, so the counts of a file stand after them. What an
/// earlier report had already is in lists of its own, so that the report can be the next one's baseline.
final class JSONReport: Report {
  private var json: JSONWriter
  private let context: ReportContext
  private var limit: FindingLimit
  private var known: [Finding] = []
  private var change: BaselineChange?
  private var repeated: RepeatedOffers?
  private var totals = RunTotals()

  init(_ sink: ByteSink, _ context: ReportContext) {
    json = JSONWriter(sink)
    self.context = context
    limit = FindingLimit(context)
  }

  func begin() {
    json.begin("{")
    json.member("version", 2)
    json.key("tool")
    json.object {
      $0.member("name", context.tool.name)
      $0.member("version", context.tool.version)
    }
    json.member("asOf", context.asOf)
    json.key("profiles")
    json.list { list in for profile in context.profiles { list.string(profile) } }
    json.key("ruleSet")
    json.object {
      $0.member("lheo", LheoSchema.version)
      $0.member("count", RuleSheet.all.count)
      $0.member("fingerprint", RuleSheet.fingerprint)
    }
    context.registers?.write(to: &json)
    json.key("files")
    json.begin("[")
  }

  func beginFile(_ name: String) {
    json.begin("{")
    json.member("file", name)
    json.key("findings")
    json.begin("[")
    limit.beginFile()
    known = []
  }

  func known(_ finding: Finding, since day: String) { known.append(finding) }

  func finding(_ finding: Finding) {
    guard limit.takes() else { return }
    json.object { $0.members(of: finding) }
  }

  func endFile(_ summary: ValidationSummary) {
    totals.count(summary)
    json.end("]")
    if limit.notShown > 0 { json.member("notShown", limit.notShown) }
    if !known.isEmpty {
      json.key("known")
      json.list { list in for finding in known { list.object { $0.members(of: finding) } } }
    }
    json.key("readable")
    json.bool(summary.error == nil)
    if let error = summary.error {
      json.key("error")
      json.object { $0.members(of: error, in: context.language) }
    }
    if let digest = summary.digest {
      json.member("size", digest.size)
      json.member("sha256", digest.sha256)
    }
    json.member("lheoVersion", summary.lheoVersion)
    writeCounts(summary)
    writeJudgement(summary)
    json.end("}")
  }

  /// How much there is of what.
  private func writeCounts(_ summary: ValidationSummary) {
    json.key("counts")
    json.object {
      $0.member("formations", summary.counts.formations)
      $0.member("actions", summary.counts.actions)
      $0.member("sessions", summary.counts.sessions)
      $0.member("recrutements", summary.counts.recrutements)
      $0.member("organismesFormateurs", summary.counts.organismesFormateurs)
    }
    json.key("organismes")
    json.list { list in
      for (organisme, count) in summary.census.organismes.sorted(by: { $0.key < $1.key }) {
        list.object {
          $0.member("organisme", organisme)
          $0.member("formations", count)
        }
      }
    }
    json.severities(summary.severities)
  }

  /// How many sessions are good for what, and which rules found something.
  private func writeJudgement(_ summary: ValidationSummary) {
    json.judgement(summary.verdicts.total)
    json.key("rules")
    json.list { list in
      for (rule, severity, count) in summary.sortedRules {
        list.object {
          $0.member("rule", rule)
          $0.member("severity", severity.rawValue)
          $0.member("count", count)
        }
      }
    }
  }

  func change(_ change: BaselineChange) { self.change = change }
  func repeated(_ offers: RepeatedOffers) { repeated = offers }

  func end() {
    json.end("]")
    totals.write(to: &json)
    if let change {
      json.key("baseline")
      json.object {
        $0.member("asOf", change.asOf)
        $0.member("known", change.known.values.map(\.count).reduce(0, +))
        $0.key("repaired")
        $0.list { list in
          for finding in change.repaired { list.object { $0.members(of: finding) } }
        }
        if !change.unchecked.isEmpty {
          $0.key("unchecked")
          $0.list { list in
            for item in change.unchecked {
              list.object {
                $0.member("file", item.file)
                $0.members(of: item.finding)
              }
            }
          }
        }
      }
    }
    writeRepeated()
    json.end("}")
    json.newLine()
  }

  private func writeRepeated() {
    guard let repeated else { return }
    json.key("repeated")
    json.object { json in
      json.member("count", repeated.count)
      json.key("offers")
      json.list { list in
        for offer in repeated.offers {
          list.object { json in
            json.member("formation", offer.numero)
            json.member("feeds", offer.feedCount)
            json.key("places")
            json.list { list in
              for place in offer.places {
                list.object {
                  $0.member("file", place.file)
                  $0.member("line", place.line)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// One finding a line, as they come; an unreadable file is a line with `error`. Where registers were asked, the first line
/// names the database.
final class NDJSONReport: Report {
  private let sink: ByteSink
  private let context: ReportContext
  private var file = ""
  private var limit: FindingLimit

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    limit = FindingLimit(context)
  }

  func begin() {
    guard let registers = context.registers, registers.name != nil else { return }
    var json = JSONWriter(sink)
    json.object { registers.write(to: &$0) }
    json.newLine()
  }

  func beginFile(_ name: String) {
    file = name
    limit.beginFile()
  }

  func finding(_ finding: Finding) {
    guard limit.takes() else { return }
    line { $0.members(of: finding) }
  }

  func endFile(_ summary: ValidationSummary) {
    guard let error = summary.error else { return }
    line { json in
      json.key("error")
      json.object { $0.members(of: error, in: context.language) }
    }
  }

  private func line(_ members: (inout JSONWriter) -> Void) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("file", file)
      members(&$0)
    }
    json.newLine()
  }

  func end() {}
}

extension JSONWriter {
  fileprivate mutating func members(of finding: Finding) {
    member("rule", finding.rule)
    member("severity", finding.severity.rawValue)
    member("message", finding.message)
    member("fix", finding.fix)
    member("formMessage", finding.formMessage == finding.message ? nil : finding.formMessage)
    member("formFix", finding.formFix.isEmpty ? nil : finding.formFix)
    member("value", finding.value)
    member("expected", finding.expected)
    member("element", finding.element)
    member("path", finding.path)
    member("line", finding.line > 0 ? finding.line : nil)
    member("column", finding.column > 0 ? finding.column : nil)
    if let row = finding.row {
      key("row")
      object {
        $0.member("table", row.table)
        $0.member("line", row.line)
        $0.member("key", row.key)
      }
    }
    member("formation", finding.formation)
    member("intitule", finding.intitule)
    member("action", finding.action)
    member("session", finding.session)
    member("sessionDebut", finding.place?.debut)
    member("sessionFin", finding.place?.fin)
    member("ville", finding.place?.ville)
    if let organisme = finding.organisme {
      key("organisme")
      object {
        $0.member("siret", organisme.siret)
        $0.member("nom", organisme.nom)
        $0.member("courriel", organisme.courriel)
      }
    }
    member("source", finding.source)
  }
}

extension JSONWriter {
  /// Why a feed could not be read to its end.
  mutating func members(of error: FeedError, in language: Language) {
    member("code", error.code.rawValue)
    member("message", error.message(in: language))
    member("line", error.line)
    member("column", error.column)
  }
}
