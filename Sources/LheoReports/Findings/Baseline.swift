import Foundation
import LheoModel
import LheoParser
import LheoSchema
import LheoValidator

/// An earlier JSON report: what it found, or knew from a report before it, is known, and what is not found any more has
/// been repaired. So each day's report can be the next day's baseline.
public struct Baseline: Sendable {
  /// The day of the report, `AAAA-MM-JJ`.
  public let asOf: String
  /// What it found, by severity.
  public let severities: [Severity: Int]
  /// How many offers its feeds had, and of whom; `nil` if it was made before reports said so.
  public let census: FeedCensus?
  /// What it found in the offers of each body; `nil` if it was made before reports said whose they are.
  private(set) var bodies: [OrganismeKey: [Severity: Int]]?
  private var findings: [UInt64: [FileFinding]] = [:]
  /// The first day on which what it knows was known.
  private var firstDays: [UInt64: String] = [:]

  /// Reads a report of `--format json`.
  ///
  /// - Throws: `BaselineError` if it cannot be read or is not such a report.
  public init(path: String) throws(BaselineError) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(FeedInput.file(path).bytes()))
    } catch is DecodingError {
      throw BaselineError(path: path, reason: .noReport)
    } catch {
      throw BaselineError(path: path, reason: .missing)
    }
    if document.files.contains(where: { $0.notShown ?? 0 > 0 }) { throw BaselineError(path: path, reason: .cut) }
    let counts = document.files.flatMap { $0.organismes ?? [] }.map(\.formations)
    guard counts.allSatisfy((0...1_000_000_000).contains) else { throw BaselineError(path: path, reason: .noReport) }
    asOf = document.asOf
    census = document.census
    var all: [FileFinding] = []
    for file in document.files {
      for item in file.findings + (file.known ?? []) {
        if let finding = item.finding { all.append(FileFinding(file: file.file, finding: finding)) }
      }
    }
    for item in document.baseline?.unchecked ?? [] {
      if let finding = item.finding { all.append(FileFinding(file: item.file ?? "", finding: finding)) }
    }
    var severities: [Severity: Int] = [:]
    for item in all {
      severities[item.finding.severity, default: 0] += 1
      findings[item.finding.fingerprint, default: []].append(item)
    }
    self.severities = severities
    if all.isEmpty || all.contains(where: { $0.finding.organisme != nil }) {
      bodies = all.reduce(into: [:]) { bodies, item in
        guard let organisme = item.finding.organisme else { return }
        bodies[OrganismeKey(organisme), default: [:]][item.finding.severity, default: 0] += 1
      }
    }
  }

  /// The last of some reports, oldest first, which remembers since when each finding has been known without a break.
  public init?(lastOf reports: [Baseline]) {
    guard let last = reports.last else { return nil }
    self = last
    for fingerprint in findings.keys {
      let days = reports.dropLast().reversed().prefix { $0.findings[fingerprint] != nil }
      firstDays[fingerprint] = days.last?.asOf
    }
  }

  /// Since which day the report knows a finding, best in the same feed; each of its findings is known once.
  mutating func takeKnown(_ finding: Finding, in file: String) -> String? {
    let fingerprint = finding.fingerprint
    guard var known = findings[fingerprint] else { return nil }
    known.remove(at: known.lastIndex { $0.file == file } ?? known.count - 1)
    findings[fingerprint] = known.isEmpty ? nil : known
    return firstDays[fingerprint] ?? asOf
  }

  /// What has not been found any more, in a stable order: what is repaired, and what this run says nothing about, as its
  /// rule was not checked or its feed could not be read.
  ///
  /// - Parameters:
  ///   - checkedRules: the rules of the run.
  ///   - read: the feeds that were read to their end.
  ///   - isAllRead: whether these are all. If not, feeds under other names may have been among the others: yesterday's may
  ///     have a date in its name.
  func rest(
    checkedRules: Set<String>, read: Set<String>, isAllRead: Bool
  ) -> (repaired: [Finding], unchecked: [FileFinding]) {
    let rest = findings.values.joined().sorted {
      ($0.finding.formation ?? "", $0.finding.path, $0.finding.rule, $0.file)
        < ($1.finding.formation ?? "", $1.finding.path, $1.finding.rule, $1.file)
    }
    func isChecked(_ item: FileFinding) -> Bool {
      checkedRules.contains(item.finding.rule) && (isAllRead || read.contains(item.file))
    }
    return (rest.filter(isChecked).map(\.finding), rest.filter { !isChecked($0) })
  }

  private struct Document: Decodable {
    let asOf: String
    let files: [File]
    let baseline: Earlier?

    struct File: Decodable {
      let file: String
      let findings: [Item]
      let known: [Item]?
      let notShown: Int?
      let organismes: [Count]?

      struct Count: Decodable {
        let organisme: String
        let formations: Int
      }
    }

    var census: FeedCensus? {
      var census = FeedCensus()
      for file in files {
        guard let organismes = file.organismes else { return nil }
        for item in organismes { census.add(item.formations, of: item.organisme) }
      }
      return census
    }

    struct Earlier: Decodable {
      let unchecked: [Item]?
    }

    struct Item: Decodable {
      let file: String?
      let rule: String
      let severity: String
      let message: String
      let fix: String
      /// Reports that were made before there was one lack it.
      let formFix: String?
      let formMessage: String?
      let sessionDebut: String?
      let sessionFin: String?
      let ville: String?
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
          rule: Rule.aliases[rule] ?? rule, severity: severity, message: message, formMessage: formMessage, fix: fix,
          formFix: formFix ?? "", value: value, expected: expected, element: element, path: path, line: line ?? 0,
          column: column ?? 0, formation: formation,
          intitule: intitule, action: action, session: session,
          place: SessionContext(debut: sessionDebut, fin: sessionFin, ville: ville),
          organisme: organisme.map { OrganismeContext(siret: $0.siret, nom: $0.nom, courriel: $0.courriel) },
          source: source)
      }
    }
  }
}

/// Why an earlier report cannot be used.
public struct BaselineError: WordedError {
  enum Reason { case missing, noReport, cut }

  let path: String
  let reason: Reason

  /// The reason.
  public func description(in language: Language) -> String {
    switch reason {
    case .missing:
      language("\(path) : le rapport précédent ne peut pas être lu.", "\(path): the earlier report cannot be read.")
    case .noReport:
      language(
        "\(path) : ce n'est pas un rapport de constats en JSON.", "\(path): this is not a report of findings in JSON.")
    case .cut:
      language(
        "\(path) : ce rapport a été écourté (notShown), il ne peut donc pas dire ce qui est nouveau. Refaites-en un avec tous les constats.",
        "\(path): this report was cut short (notShown), so it cannot say what is new. Make one with all findings.")
    }
  }
}

/// A finding and its feed.
struct FileFinding: Sendable {
  let file: String
  let finding: Finding
}
