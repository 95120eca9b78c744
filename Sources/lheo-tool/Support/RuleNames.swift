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

extension UsageError {
  /// What to say of a name that there is not, and which there are.
  ///
  /// - Parameters:
  ///   - kind: what it would be the name of.
  ///   - name: the name.
  ///   - names: those that there are.
  static func missing(_ kind: Text, _ name: String, in names: [String]) -> UsageError {
    let hint = Nearest.hint(name, in: names)
    return UsageError("Il n'y a pas de \(kind) « \(name) ».\(hint)", "There is no \(kind) '\(name)'.\(hint)")
  }
}
