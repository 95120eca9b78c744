import LheoModel
import LheoParser

/// Validates single offers, as often as you like and from any task. What concerns several offers, such as a number that is
/// used twice in a feed, is not looked for: see `FeedValidator`.
///
/// ```swift
/// let validator = OfferValidator(options: ValidationOptions(asOf: today))
/// for finding in validator.findings(in: formation) { print(finding.message, finding.formFix) }
/// ```
public final class OfferValidator: Sendable {
  private let options: ValidationOptions
  private let selection: RuleEngine.Selection
  /// Checkers that nobody uses at the moment: making one costs more than checking an offer.
  private let spares = Locked<[Spare]>([])

  /// A checker on its way from one task to another.
  private struct Spare: @unchecked Sendable { let checker: OfferChecker }

  /// A validator of offers.
  public init(options: ValidationOptions) {
    self.options = options
    selection = RuleEngine.Selection(options.rules)
  }

  /// The findings in an offer, in the order of its elements. They have no line; paths are those of a feed of one offer.
  public func findings(in formation: Formation) -> [Finding] {
    let buffer = ElementBuffer()
    formation.encode(into: buffer)
    guard !buffer.isEmpty else { return [] }
    buffer.numberElements()
    let spare =
      spares.withLock { $0.popLast() } ?? Spare(checker: OfferChecker(options, selection, memory: FeedMemory()))
    defer { spares.withLock { $0.append(spare) } }
    return spare.checker.findings(in: buffer, path: "/lheo/offres/formation[1]")
  }
}
