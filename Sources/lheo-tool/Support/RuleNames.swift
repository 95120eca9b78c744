import ArgumentParser
import LheoModel
import LheoValidator

/// The names of the rules, those of the schema included.
enum RuleNames {
  static let all = SchemaRule.allCases.map(\.rawValue) + Rule.all.map(\.id)

  /// The families, in the order of the rules.
  static let families = all.map(family(of:)).reduce(into: [String]()) { list, family in
    if !list.contains(family) { list.append(family) }
  }

  /// The part of a name before the slash.
  static func family(of name: String) -> String { String(name.prefix { $0 != "/" }) }

  /// What to say of a name, or pattern, that fits no rule.
  static func unknown(_ name: String) -> UsageError {
    let message = Text("Il n'y a pas de règle « \(name) ».", "There is no rule '\(name)'.")
    if let nearest = Nearest.match(name, in: name.hasSuffix("/*") ? families.map { $0 + "/*" } : all) {
      return UsageError(message + Nearest.didYouMean(nearest))
    }
    let relatives = all.filter { family(of: $0) == family(of: name) }
    let list = (relatives.isEmpty ? families : relatives).joined(separator: ", ")
    return UsageError(
      message
        + (relatives.isEmpty
          ? Text(
            " Familles : \(list). lheo-tool rules liste toutes les règles.",
            " Families: \(list). lheo-tool rules lists all rules.")
          : Text(" Règles de \(family(of: name)) : \(list).", " Rules of \(family(of: name)): \(list).")))
  }
}

/// What to say of names that there are not.
enum Missing {
  static func profile(_ name: String, in names: [String]) -> UsageError {
    let hint = Nearest.hint(name, in: names)
    return UsageError("Il n'y a pas de profil « \(name) ».\(hint)", "There is no profile '\(name)'.\(hint)")
  }

  static func family(_ name: String) -> UsageError {
    let hint = Nearest.hint(name, in: RuleNames.families)
    return UsageError("Il n'y a pas de famille « \(name) ».\(hint)", "There is no family '\(name)'.\(hint)")
  }

  static func severity(_ name: String) -> UsageError {
    let hint = Nearest.hint(name, in: Severity.allCases.map(\.rawValue))
    return UsageError("Il n'y a pas de gravité « \(name) ».\(hint)", "There is no severity '\(name)'.\(hint)")
  }

  static func repair(_ name: String, in names: [String]) -> UsageError {
    let hint = Nearest.hint(name, in: names)
    return UsageError("Il n'y a pas de réparation « \(name) ».\(hint)", "There is no repair '\(name)'.\(hint)")
  }

  static func table(_ name: String, in names: [String]) -> UsageError {
    let hint = Nearest.hint(name, in: names)
    return UsageError("Il n'y a pas de table « \(name) ».\(hint)", "There is no table '\(name)'.\(hint)")
  }

  static func element(_ name: String, in names: [String]) -> UsageError {
    let hint = Nearest.hint(
      name, in: names, list: Text("lheo-tool schema les liste.", "lheo-tool schema lists them."))
    return UsageError("LHEO n'a pas d'élément « \(name) ».\(hint)", "LHEO has no element '\(name)'.\(hint)")
  }
}
