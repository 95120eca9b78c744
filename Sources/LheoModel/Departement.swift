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

  /// The department of an address: from the INSEE code, else from the postcode, else what the address says.
  package static func code(ofCommune commune: String?, postcode: String?, said: String?) -> String? {
    commune.flatMap { code(of: $0) } ?? postcode.flatMap { code(of: $0) } ?? said
  }
}

extension Adresse {
  /// The department.
  package var departementCode: String? {
    Departement.code(
      ofCommune: codeINSEECommune?.trimmedText, postcode: codepostal.trimmedText, said: departement?.trimmedText)
  }
}
