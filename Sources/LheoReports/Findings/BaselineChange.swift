import LheoModel
import LheoSchema
import LheoValidator

/// What has changed since an earlier report.
public struct BaselineChange: Sendable {
  /// How many findings there are, and since when they have been known.
  struct Known: Sendable {
    var count = 0
    var days: Set<String> = []

    mutating func add(_ day: String) {
      count += 1
      days.insert(day)
    }
  }

  /// The day of the earlier report, `AAAA-MM-JJ`.
  public let asOf: String
  /// How many findings it did not have.
  public let new: [Severity: Int]
  /// What it had already, and that is still there.
  let known: [Severity: Known]
  /// What it had and is not found any more.
  public let repaired: [Finding]
  /// What it had and this run says nothing about.
  let unchecked: [FileFinding]

  /// What is new, known and repaired, and what was not looked at, as sentences: a feed that still has errors never looks
  /// clean.
  ///
  /// - Parameters:
  ///   - language: the language.
  ///   - onPages: whether findings are called as on pages for training bodies.
  public func sentence(in language: Language, onPages: Bool = false) -> String {
    (Severity.allCases.reversed().compactMap { sentence(on: $0, in: language, onPages) }
      + [uncheckedSentence(in: language)].compactMap { $0 }).joined(separator: " ")
  }

  private func sentence(on severity: Severity, in language: Language, _ onPages: Bool) -> String? {
    let (new, known) = (new[severity] ?? 0, known[severity] ?? Known())
    let repaired = repaired.count { $0.severity == severity }
    if severity != .error, new + known.count + repaired == 0 { return nil }
    let isFeminine = severity != .warning && !onPages
    let feminine = isFeminine ? "e" : ""
    let newOnes = new > 1 ? (isFeminine ? "nouvelles" : "nouveaux") : (isFeminine ? "nouvelle" : "nouveau")
    let noun = onPages ? severity.pageNoun(2, language) : severity.noun(2, language)
    let title = noun.prefix(1).uppercased() + noun.dropFirst()
    let since = since(known, isFeminine: isFeminine, in: language)
    return language(
      "\(title) : \(new) \(newOnes), \(known.count, "connu\(feminine)(s)")\(since), \(repaired, "réparé\(feminine)(s)").",
      "\(title): \(new) new, \(known.count) known\(since), \(repaired) repaired.")
  }

  /// Since when, where there are some: the first day on which one of them was known.
  private func since(_ known: Known, isFeminine: Bool, in language: Language) -> String {
    guard let first = known.days.min() else { return "" }
    let day = PartialDate(iso: first)?.text(in: language) ?? first
    if known.days.count == 1 { return language(" depuis le \(day)", " since \(day)") }
    let oldest = isFeminine ? "les plus anciennes" : "les plus anciens"
    return language(" (\(oldest) depuis le \(day))", " (the oldest ones since \(day))")
  }

  private func uncheckedSentence(in language: Language) -> String? {
    let count = unchecked.count
    if count == 0 { return nil }
    return language(
      "Non vérifiés cette fois, ni réparés ni connus : \(count, "constat(s)"), dont la règle n'a pas été contrôlée, ou dont le flux est illisible ou peut l'être sous un autre nom.",
      "Not checked this time, neither repaired nor known: \(count, "finding(s)"), whose rule was not checked, or whose feed cannot be read or may be such a one under another name."
    )
  }
}

/// What has changed in the offers of each body.
struct BodyChanges {
  private let asOf: String
  private let repaired: [OrganismeKey?: [Finding]]
  private let unchecked: [OrganismeKey?: [FileFinding]]

  init(_ change: BaselineChange) {
    asOf = change.asOf
    repaired = Dictionary(grouping: change.repaired) { $0.organisme.map(OrganismeKey.init) }
    unchecked = Dictionary(grouping: change.unchecked) { $0.finding.organisme.map(OrganismeKey.init) }
  }

  /// What has changed in the offers of a body.
  ///
  /// - Parameters:
  ///   - key: the body.
  ///   - new: how many findings the earlier report did not have.
  ///   - known: how many it had already.
  func change(
    of key: OrganismeKey, new: [Severity: Int], known: [Severity: BaselineChange.Known]
  ) -> BaselineChange {
    BaselineChange(
      asOf: asOf, new: new, known: known, repaired: repaired[key] ?? [], unchecked: unchecked[key] ?? [])
  }
}
