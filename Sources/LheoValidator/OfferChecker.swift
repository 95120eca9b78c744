import LheoModel
import LheoParser
import LheoSchema

/// What checking an offer gave without knowing the rest of its feed.
package struct CheckedOffer: Sendable {
  /// What breaks the schema; paths are those inside the offer.
  var violations: [Finding] = []
  /// What breaks rules; paths are those inside the offer.
  var findings: [Finding] = []
  /// Numbers that no other offer may have.
  var notes: [FeedMemory.Note] = []
  var counts = FeedCounts()
  var verdicts = Verdicts()
}

/// Checks offers one by one, in any order and on any thread, as far as that can be done.
package final class OfferChecker {
  private let language: Language
  private let severities: [SchemaRule: Severity]
  private var schemaChecker = SchemaChecker()
  private let engine: RuleEngine
  private let isForOneFeed: Bool

  /// A checker; one whose memory is not deferred is for offers that stand for themselves.
  init(
    _ options: ValidationOptions, _ selection: RuleEngine.Selection, memory: FeedMemory, isForOneFeed: Bool = false
  ) {
    self.isForOneFeed = isForOneFeed
    language = options.language
    severities = SchemaRule.severities(options.rules)
    engine = RuleEngine(selection, options: options.rules, language: options.language, memory: memory)
  }

  /// The findings in an offer that stands for itself, in the order of its elements.
  func findings(in buffer: ElementBuffer, path: String) -> [Finding] {
    var found: [Finding] = []
    var refusals = SchemaRefusals()
    schemaChecker.check(buffer, path: path) { violation in
      refusals.note(violation)
      if let finding = Finding(violation, severities, language) { found.append(finding) }
    }
    schemaChecker.finish { if let finding = Finding($0, severities, language) { found.append(finding) } }
    engine.check(buffer.root, refusals: refusals, path: path) { found.append($0) }
    engine.memory.forget()
    _ = engine.takeVerdicts()
    schemaChecker = SchemaChecker()
    found.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    for index in found.indices where found[index].line == 0 { found[index].column = 0 }
    return found
  }

  /// Checks an offer; `nil` for what is not an offer, and for one that cannot be judged without those before it.
  package func check(_ event: FeedEvent) -> CheckedOffer? {
    guard case .element(let buffer) = event, buffer.root.code == Element.formation.rawValue else { return nil }
    var offer = CheckedOffer()
    var refusals = SchemaRefusals()
    let standsAlone = schemaChecker.checkAlone(buffer) { violation in
      refusals.note(violation)
      if let finding = Finding(violation, severities, language) { offer.violations.append(finding) }
    }
    guard standsAlone else { return nil }
    if !engine.isEmpty {
      engine.check(buffer.root, refusals: refusals, path: "") {
        offer.findings.append($0)
        if isForOneFeed, $0.rule == Rule.referenceAncienne.id { engine.forgetOncePerFeed() }
      }
      offer.notes = engine.memory.takeNotes()
      offer.verdicts = engine.takeVerdicts()
    }
    offer.counts.count(buffer)
    return offer
  }
}

extension SchemaRule {
  /// Which violations of the schema are reported, and how bad they are.
  static func severities(_ options: RuleOptions) -> [SchemaRule: Severity] {
    allCases.reduce(into: [:]) { $0[$1] = options.severity(of: $1) }
  }
}

extension Finding {
  /// A violation of the schema in words; `nil` if it is not reported.
  init?(_ violation: SchemaViolation, _ severities: [SchemaRule: Severity], _ language: Language) {
    guard let severity = severities[SchemaRule(violation.kind)] else { return nil }
    self.init(violation, in: language)
    self.severity = severity
  }
}
