import Foundation
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

/// Text that tries to break out of every format at once.
let hostile = "=<script>alert(1)</script>]]>\"'&\u{1B}[31m\n| `a` \u{202E}\u{FFFE}"

func finding(
  _ rule: String = "texte/html", _ severity: Severity = .error, formation: String? = "14_1F", value: String? = nil,
  line: Int = 12, siret: String? = "90000000100009"
) -> Finding {
  Finding(
    rule: rule, severity: severity, message: "Faux.", fix: "Corrigez.", formFix: "Corrigez le champ.", value: value,
    element: "contenu-formation",
    path: "/lheo/offres/formation[3]/contenu-formation", line: line, column: 5, formation: formation,
    intitule: "CAP photographe",
    organisme: siret.map { OrganismeContext(siret: $0, nom: "Centre Alpha", courriel: "a@example.org") },
    source: "Guide")
}

func hostileFinding() -> Finding {
  Finding(
    rule: "texte/html", severity: .error, message: hostile, fix: hostile, formFix: hostile, value: hostile,
    expected: hostile,
    element: hostile, path: hostile, line: 1, column: 1, formation: hostile, intitule: hostile, action: hostile,
    session: hostile, organisme: OrganismeContext(siret: hostile, nom: hostile, courriel: hostile), source: hostile)
}

func report(
  _ format: ReportFormat, _ findings: [Finding], error: FeedError? = nil, file: String = "flux.xml"
) -> String {
  var bytes: [UInt8] = []
  let sink = ByteSink(file: "report") { piece in
    bytes += piece
    return 0
  }
  let context = ReportContext(
    tool: .init(name: "lheo-tool", version: "1.2.3"), asOf: "2026-11-24", profiles: ["schema"], language: .fr)
  let report = format.makeReport(sink, context)
  var summary = ValidationSummary(file: file)
  report.begin()
  report.beginFile(file)
  for finding in findings {
    summary.count(finding)
    report.finding(finding)
  }
  summary.error = error
  report.endFile(summary)
  report.end()
  sink.flush()
  return String(decoding: bytes, as: UTF8.self)
}
