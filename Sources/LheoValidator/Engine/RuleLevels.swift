/// The places of rules in their list, by what they look at.
struct RuleLevels {
  private(set) var formation: [Int] = []
  private(set) var organisme: [Int] = []
  private(set) var unknownCertification: [Int] = []
  private(set) var endingCertification: [Int] = []
  private(set) var givenHabilitation: [Int] = []
  private(set) var missingHabilitation: [Int] = []
  private(set) var action: [Int] = []
  private(set) var session: [Int] = []
  private(set) var blocs: [Int] = []
  private(set) var adresse: [Int] = []
  /// Those that ask registers for an address.
  private(set) var registeredAdresse: [Int] = []
  private(set) var cycle: [Int] = []
  private(set) var value: [Int] = []
  /// By modality, 0 to 9.
  private(set) var recrutement = [[Int]](repeating: [], count: 10)

  init(_ rules: [Rule]) {
    for (index, rule) in rules.enumerated() {
      switch rule.check.level {
      case .formation: formation.append(index)
      case .organisme: organisme.append(index)
      case .unknownCertification: unknownCertification.append(index)
      case .endingCertification: endingCertification.append(index)
      case .habilitation(isGiven: true): givenHabilitation.append(index)
      case .habilitation(isGiven: false): missingHabilitation.append(index)
      case .action: action.append(index)
      case .session: session.append(index)
      case .blocs: blocs.append(index)
      case .adresse where rule.needs.contains { !$0.registers.isEmpty }: registeredAdresse.append(index)
      case .adresse: adresse.append(index)
      case .cycle: cycle.append(index)
      case .paddedValue: value.append(index)
      case .recrutement(let modalites):
        for modalite in modalites { recrutement[modalite.digit!].append(index) }
      }
    }
  }
}
