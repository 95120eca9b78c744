/// Departments, as INSEE codes and postcodes have them.
package enum Departement {
  /// How many characters at the start of a code name the department: two, overseas three.
  package static func length(in code: String.UTF8View) -> Int {
    code.starts(with: "97".utf8) || code.starts(with: "98".utf8) ? 3 : 2
  }

  /// The department of an INSEE code or a postcode; `nil` if it is neither. Corsica's postcodes start with 20: 200 and 201
  /// are Corse-du-Sud.
  package static func code(of code: String) -> String? {
    guard code.utf8.count == 5 else { return nil }
    if code.hasPrefix("20") { return code.hasPrefix("200") || code.hasPrefix("201") ? "2A" : "2B" }
    return String(code.prefix(length(in: code.utf8))).uppercased()
  }
}

extension Adresse {
  /// The department: from the INSEE code, else from the postcode, else what the address says.
  package var departementCode: String? {
    Departement.code(of: codeINSEECommune?.trimmedText ?? codepostal.trimmedText) ?? departement?.trimmedText
  }
}
