import LheoModel
import LheoParser
import LheoRegisters
import LheoSchema

/// Counts the findings of single offers by rule, to compare an offer before and after a change. All rules of the schema
/// and of all profiles count; what concerns several offers does not.
package final class FindingCounter {
  private var schemaChecker = SchemaChecker()
  private let engine: RuleEngine

  /// A counter as of some day, with the registers at hand.
  package init(asOf date: PartialDate, reference: (any Registers)? = nil) {
    var options = RuleOptions(asOf: date)
    options.profiles = Set(Profile.allCases)
    options.reference = reference
    engine = RuleEngine(options: options, language: .fr, memory: FeedMemory(isDeferred: true))
  }

  /// How many findings of each rule an offer has.
  package func counts(_ offer: ElementBuffer) -> [String: Int] {
    var counts: [String: Int] = [:]
    // What repairs have added has no position yet; the offer itself keeps those of its feed.
    let buffer = ElementBuffer()
    buffer.append(offer.root)
    buffer.numberElements()
    var refusals = SchemaRefusals()
    _ = schemaChecker.checkAlone(buffer) { violation in
      refusals.note(violation)
      counts[SchemaRule(violation.kind).rawValue, default: 0] += 1
    }
    engine.check(buffer.root, refusals: refusals, path: "") { finding in
      // That data is old is said of the data, whichever offer comes first.
      if finding.rule != Rule.referenceAncienne.id { counts[finding.rule, default: 0] += 1 }
    }
    _ = engine.memory.takeNotes()
    return counts
  }
}
