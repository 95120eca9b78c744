/// Names of Swift types and properties, derived from names of LHEO.
enum SwiftNames {
  /// `intitule-formation` → `IntituleFormation`.
  static func type(_ name: String) -> String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// `intitule-formation` → `intituleFormation`, `SIRET-formateur` → `siretFormateur`, `code-RNCP` → `codeRNCP`.
  static func property(_ name: String) -> String {
    let parts = name.split(separator: "-").map(String.init)
    let first = parts[0] == parts[0].uppercased() ? parts[0].lowercased() : parts[0]
    return first + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// A Swift string literal.
  static func literal(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }

  /// A reference to an element: `.intituleFormation`.
  static func element(_ name: String) -> String { "." + property(name) }
}
