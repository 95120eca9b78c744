import LheoModel
import LheoOutput
import LheoValidator

/// What several feeds come to.
struct RunTotals {
  private var feeds = 0
  private var unreadable = 0
  private var withErrors = 0
  private var severities: [Severity: Int] = [:]
  private var verdicts = Verdicts()

  mutating func count(_ summary: ValidationSummary) {
    feeds += 1
    if summary.error != nil { unreadable += 1 }
    if summary.severities[.error] ?? 0 > 0 { withErrors += 1 }
    severities.merge(summary.severities, uniquingKeysWith: +)
    verdicts += summary.verdicts.total
  }

  /// Writes the totals of several feeds; those of one are said already.
  func write(to page: TextPage) {
    guard feeds > 1 else { return }
    let language = page.language
    page.line(page.bold(language("Tous les flux", "All feeds")))
    page.write(verdicts)
    page.line()
    let parts = [
      language.quantity(feeds, language("flux", "feed(s)")),
      unreadable == 0
        ? nil : language("\(unreadable, "illisible(s)")", "\(unreadable) that cannot be read"),
      language("\(withErrors) avec des erreurs", "\(withErrors) with errors"),
    ].compactMap { $0 }
    let found = page.found(severities) ?? language("rien à signaler", "nothing to report")
    page.wrap("\(parts.joined(separator: ", ")) — \(found)")
  }

  /// The same as a member of a JSON report.
  func write(to json: inout JSONWriter) {
    guard feeds > 1 else { return }
    json.key("total")
    json.object {
      $0.member("feeds", feeds)
      $0.member("unreadable", unreadable)
      $0.member("withErrors", withErrors)
      $0.severities(severities)
      $0.judgement(verdicts)
    }
  }
}
