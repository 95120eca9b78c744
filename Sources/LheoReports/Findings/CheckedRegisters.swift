import LheoModel
import LheoOutput
import LheoRegisters
import LheoValidator

/// With which registers feeds were checked, and what was not for want of some.
public struct CheckedRegisters: Sendable {
  /// The database; `nil` without one.
  public var name: String?
  /// The registers in it.
  public var editions: [RegisterEdition]
  /// The rules that are asked for and were not checked, with what they need.
  public var notChecked: [(rule: String, needs: [RuleNeed])]

  /// Whether some rule that is checked asks for certifications.
  private let asksCertifications: Bool

  /// What the options of a check say.
  public init(_ options: RuleOptions) {
    name = options.reference?.name
    editions = options.reference?.editions ?? []
    asksCertifications = options.checkedRules.contains { Rule.named($0)?.needs.contains(.certifications) == true }
    notChecked = options.rulesWithoutNeeds.map { rule, needs in (rule, RuleNeed.allCases.filter(needs.contains)) }
  }

  /// A sentence on each, for people.
  func sentences(in language: Language) -> [String] {
    [name.map { source(in: language, called: $0) }, missing(in: language)].compactMap { $0 }
  }

  /// A sentence on the database for those who do not know where it is; `nil` without one.
  func publicSource(in language: Language) -> String? {
    name.map { source(in: language, called: $0.split(separator: "/").last.map(String.init) ?? $0) }
  }

  private func source(in language: Language, called name: String) -> String {
    let registers = editions.map { "\($0.register.rawValue) \($0.day.text(in: language))" }.joined(separator: ", ")
    return language("Référentiels : \(name.visible) (\(registers)).", "Registers: \(name.visible) (\(registers)).")
  }

  private func missing(in language: Language) -> String? {
    let needs = RuleNeed.allCases.compactMap { need in
      let count = notChecked.count { $0.needs.contains(need) }
      return count == 0
        ? nil : "\(need.label(in: language)) (\(language.quantity(count, language("règle(s)", "rule(s)"))))"
    }
    let list = (needs + missingRepertoires(in: language)).joined(separator: language(" ; ", "; "))
    if list.isEmpty { return nil }
    return language("Non vérifié, il manque : \(list).", "Not checked: needs \(list).")
  }

  /// The répertoire of certifications that is not there beside the other: rules on certifications run, but not on its codes.
  private func missingRepertoires(in language: Language) -> [String] {
    guard asksCertifications else { return [] }
    let missing = [Register.rncp, .rs].filter { register in !editions.contains { $0.register == register } }
    return missing.count == 1 ? missing.map { $0.shortName(language) } : []
  }

  /// The members of a document.
  func write(to json: inout JSONWriter) {
    if let name {
      json.key("reference")
      json.object { json in
        json.member("path", name)
        json.key("registers")
        json.list { list in
          for edition in editions {
            list.object {
              $0.member("register", edition.register.rawValue)
              $0.member("day", edition.day.isoText)
            }
          }
        }
      }
    }
    if notChecked.isEmpty { return }
    json.key("notChecked")
    json.list { list in
      for (rule, needs) in notChecked {
        list.object { json in
          json.member("rule", rule)
          json.key("needs")
          json.list { list in for need in needs { list.string(need.rawValue) } }
        }
      }
    }
  }
}
