/// The checks of rules, by what they look at.
struct RuleLevels {
  /// A check without its rule, so that the checks that run for an offer lie close together in memory.
  struct Step {
    /// The place of the rule in the list.
    let ruleIndex: Int
    let includesPast: Bool
    let run: @Sendable (RuleContext) -> Void
  }

  private(set) var formation: [Step] = []
  private(set) var organisme: [Step] = []
  private(set) var unknownCertification: [Step] = []
  private(set) var endingCertification: [Step] = []
  private(set) var givenHabilitation: [Step] = []
  private(set) var missingHabilitation: [Step] = []
  private(set) var action: [Step] = []
  private(set) var session: [Step] = []
  private(set) var blocs: [Step] = []
  private(set) var adresse: [Step] = []
  /// Those that ask registers for an address.
  private(set) var registeredAdresse: [Step] = []
  private(set) var cycle: [Step] = []
  private(set) var value: [Step] = []
  /// By modality, 0 to 9.
  private(set) var recrutement = [[Step]](repeating: [], count: 10)

  init(_ rules: [Rule]) {
    for (index, rule) in rules.enumerated() {
      let step = Step(ruleIndex: index, includesPast: rule.check.includesPast, run: rule.check.run)
      switch rule.check.level {
      case .formation: formation.append(step)
      case .organisme: organisme.append(step)
      case .unknownCertification: unknownCertification.append(step)
      case .endingCertification: endingCertification.append(step)
      case .habilitation(isGiven: true): givenHabilitation.append(step)
      case .habilitation(isGiven: false): missingHabilitation.append(step)
      case .action: action.append(step)
      case .session: session.append(step)
      case .blocs: blocs.append(step)
      case .adresse where rule.needs.contains { !$0.registers.isEmpty }: registeredAdresse.append(step)
      case .adresse: adresse.append(step)
      case .cycle: cycle.append(step)
      case .paddedValue: value.append(step)
      case .recrutement(let modalites):
        for modalite in modalites { recrutement[modalite.digit!].append(step) }
      }
    }
  }
}
