import Foundation
import LheoParser
import LheoValidator

/// An earlier JSON report: what it found is known, and what is not found any more has been repaired.
public struct Baseline: Sendable {
  /// The day of the report, `AAAA-MM-JJ`.
  public let asOf: String
  /// What it found, by severity.
  public let severities: [Severity: Int]
  private var findings: [UInt64: [(file: String, finding: Finding)]] = [:]

  /// Reads a report of `--format json`.
  ///
  /// - Throws: `BaselineError` if it cannot be read or is no such report.
  public init(path: String) throws(BaselineError) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch is DecodingError {
      throw BaselineError(path: path, isMissing: false)
    } catch {
      throw BaselineError(path: path, isMissing: true)
    }
    asOf = document.asOf
    var severities: [Severity: Int] = [:]
    for file in document.files {
      for finding in file.findings.compactMap(\.finding) {
        severities[finding.severity, default: 0] += 1
        findings[finding.fingerprint, default: []].append((file.file, finding))
      }
    }
    self.severities = severities
  }

  /// Whether the report knows a finding; each of its findings is known once.
  mutating func takeKnown(_ finding: Finding) -> Bool {
    let fingerprint = finding.fingerprint
    guard var known = findings[fingerprint] else { return false }
    known.removeLast()
    findings[fingerprint] = known.isEmpty ? nil : known
    return true
  }

  /// What has not been found any more, in a stable order. Rules that were not checked and feeds that could not be read
  /// say nothing about it.
  func repaired(checkedRules: Set<String>, unreadable: Set<String>) -> [Finding] {
    findings.values.joined().filter { checkedRules.contains($0.finding.rule) && !unreadable.contains($0.file) }
      .map(\.finding).sorted { ($0.formation ?? "", $0.path, $0.rule) < ($1.formation ?? "", $1.path, $1.rule) }
  }

  private struct Document: Decodable {
    let asOf: String
    let files: [File]

    struct File: Decodable {
      let file: String
      let findings: [Item]
    }

    struct Item: Decodable {
      let rule: String
      let severity: String
      let message: String
      let fix: String
      let value: String?
      let expected: String?
      let element: String
      let path: String
      let line: Int?
      let column: Int?
      let formation: String?
      let intitule: String?
      let action: String?
      let session: String?
      let source: String
      let organisme: Organisme?

      struct Organisme: Decodable {
        let siret: String?
        let nom: String?
        let courriel: String?
      }

      var finding: Finding? {
        guard let severity = Severity(rawValue: severity) else { return nil }
        return Finding(
          rule: rule, severity: severity, message: message, fix: fix, value: value, expected: expected,
          element: element, path: path, line: line ?? 0, column: column ?? 0, formation: formation,
          intitule: intitule, action: action, session: session,
          organisme: organisme.map { OrganismeContext(siret: $0.siret, nom: $0.nom, courriel: $0.courriel) },
          source: source)
      }
    }
  }
}

/// Why an earlier report cannot be used.
public struct BaselineError: Error, CustomStringConvertible {
  let path: String
  let isMissing: Bool

  /// The reason.
  public var description: String {
    isMissing
      ? "\(path): the earlier report cannot be read."
      : "\(path): this is no report of lheo-tool validate --format json."
  }
}

/// What has changed since an earlier report.
public struct BaselineChange: Sendable {
  /// The day of the earlier report, `AAAA-MM-JJ`.
  public let asOf: String
  /// How many findings it had already.
  public let known: Int
  /// What it had and is not found any more.
  public let repaired: [Finding]
}
