import LheoModel
import LheoRegisters
import LheoValidator

extension ValidationArguments {
  /// The options of a check, with the registers at hand.
  func options(_ reference: (any Registers)? = nil) -> ValidationOptions {
    var options = ValidationOptions(asOf: asOf.date)
    options.language = Speech.language
    if let rules = try? rules() { options.rules = rules }
    options.rules.reference = reference
    return options
  }

  /// Nobody should take the silence of a rule that cannot run for a good feed.
  ///
  /// - Throws: `ValidationError` where only rules are asked for that need what is not known.
  func requireNeeds(_ rules: RuleOptions) throws {
    guard !only.isEmpty, rules.checkedRules.subtracting(SchemaRule.allCases.map(\.rawValue)).isEmpty,
      let silent = rules.rulesWithoutNeeds.first
    else { return }
    let needs = RuleNeed.allCases.filter(silent.needs.contains)
    func options(_ with: String) -> [String] {
      needs.map { need in
        let registers = need.registers.map(\.rawValue).joined(separator: ", ")
        return registers.isEmpty ? "--region" : "--reference \(with) \(registers)"
      }
    }
    throw UsageError(
      "\(silent.rule) a besoin de \(options("avec").joined(separator: ", et de ")).",
      "\(silent.rule) needs \(options("with").joined(separator: ", and ")).")
  }

  /// The rules that are asked for.
  func rules() throws -> RuleOptions {
    var rules = RuleOptions(asOf: asOf.date)
    if !profile.isEmpty { rules.profiles = try profiles() }
    rules.only = only
    rules.ignore = ignore
    for text in severity {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let severity = Severity(rawValue: parts[1]) else {
        throw UsageError(
          "« \(text) » : écrivez RÈGLE=error, RÈGLE=warning ou RÈGLE=info.",
          "'\(text)': write RULE=error, RULE=warning or RULE=info.")
      }
      rules.severities.append((parts[0], severity))
    }
    if let region {
      rules.region = try Region.named(option: region)
    }
    if let unknown = rules.unknownPatterns.first {
      throw RuleNames.unknown(unknown.pattern)
    }
    return rules
  }

  private func profiles() throws -> Set<Profile> {
    var profiles: Set<Profile> = []
    for name in profile.flatMap({ $0.split(separator: ",").map(String.init) }) {
      switch name {
      case "all": profiles = Set(Profile.allCases)
      case "none", "schema": break
      default:
        guard let profile = Profile(rawValue: name) else {
          throw UsageError.missing(Text("profil", "profile"), name, in: Self.profileNames)
        }
        profiles.insert(profile)
      }
    }
    return profiles
  }
}

extension Region {
  /// The region that an option names by its code or name.
  static func named(option code: String) throws -> Region {
    if let region = named(code) ?? all.first(where: { $0.name.folded == code.folded }) { return region }
    let list = all.map { "\($0.code) \($0.name)" }.joined(separator: ", ")
    throw UsageError(
      "Il n'y a pas de région « \(code) ». Régions : \(list).", "There is no region '\(code)'. Regions: \(list).")
  }
}
