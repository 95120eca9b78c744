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
  static func unknown(_ name: String) -> ValidationError {
    let message = "There is no rule '\(name)'."
    if let nearest = Nearest.match(name, in: name.hasSuffix("/*") ? families.map { $0 + "/*" } : all) {
      return ValidationError("\(message) Did you mean '\(nearest)'?")
    }
    let relatives = all.filter { family(of: $0) == family(of: name) }
    return ValidationError(
      relatives.isEmpty
        ? "\(message) Families: \(families.joined(separator: ", ")). lheo-tool rules lists all rules."
        : "\(message) Rules of \(family(of: name)): \(relatives.joined(separator: ", ")).")
  }
}
