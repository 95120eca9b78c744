import LheoRegisters

extension Reference {
  /// Codes that may have been meant: those that differ in one character, and those whose name holds a text. At most
  /// `limit`.
  public func suggestions(for text: String, limit: Int = 10) throws(ReferenceError) -> [ReferenceSuggestion] {
    let code = text.uppercased().filter { !$0.isWhitespace }
    var found = code.utf8.count <= 16 ? try existing(Self.candidates(for: code)) : []
    let words = text.foldedColumnName.split(separator: "_").joined(separator: " ")
    if words.count > 2, words.contains(where: \.isLetter) { found += try named(words, text, limit: limit) }
    var seen: Set<String> = []
    return Array(found.filter { seen.insert($0.code).inserted }.prefix(limit))
  }

  /// Codes that take one change to get to: a digit more, less or other, another letter, two exchanged, the other répertoire.
  private static func candidates(for code: String) -> [String] {
    let letters = Array(code)
    let digits = Array("0123456789")
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    var found: Set<String> = []
    for index in letters.indices {
      found.insert(String(letters[..<index] + letters[(index + 1)...]))
      for digit in digits {
        found.insert(String(letters[..<index] + [digit] + letters[(index + 1)...]))
        found.insert(String(letters[..<index] + [digit] + letters[index...]))
      }
      if letters[index].isLetter {
        for letter in alphabet { found.insert(String(letters[..<index] + [letter] + letters[(index + 1)...])) }
      }
      if index > 0 {
        var exchanged = letters
        exchanged.swapAt(index - 1, index)
        found.insert(String(exchanged))
      }
    }
    for digit in digits { found.insert(code + String(digit)) }
    if let number = CertificationCode(code) {
      found.insert("\(CertificationCode(number.repertoire == .rncp ? .rs : .rncp, number.number))")
    } else if code.allSatisfy(\.isNumber) {
      for prefix in ["RNCP", "RS"] { found.insert(prefix + code) }
    }
    found.remove(code)
    return found.sorted()
  }

  private func existing(_ candidates: [String]) throws(ReferenceError) -> [ReferenceSuggestion] {
    // Codes hold neither quotation marks nor backslashes that would have to be written otherwise.
    let plain = candidates.filter { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    let list = "[\(plain.map { "\"\($0)\"" }.joined(separator: ","))]"
    return try ask { session throws(ReferenceError) in
      try session.rows(
        """
        WITH wanted AS (SELECT value FROM json_each(?))
        SELECT code, title AS name FROM certification WHERE code IN wanted
        UNION ALL SELECT nda, name FROM organisme WHERE nda IN wanted
        UNION ALL SELECT siret, name FROM organisme WHERE siret IN wanted
        UNION ALL SELECT siren, name FROM organisme WHERE siren IN wanted
        UNION ALL SELECT siret, name FROM partenaire WHERE siret IN wanted
        UNION ALL SELECT siret, coalesce(name, siret) FROM establishment WHERE siret IN wanted
        UNION ALL SELECT code, name FROM commune WHERE code IN wanted
        UNION ALL SELECT postcode, coalesce(label, name, postcode) FROM postcode WHERE postcode IN wanted
        UNION ALL SELECT code, title FROM rome WHERE code IN wanted
        UNION ALL SELECT code, name FROM uai WHERE code IN wanted
        UNION ALL SELECT code, title FROM diplome WHERE code IN wanted
        """, [list]
      ) { ReferenceSuggestion(code: $0["code"], name: $0["name"]) }
    }
  }

  private func named(
    _ words: String, _ text: String, limit: Int
  ) throws(ReferenceError) -> [ReferenceSuggestion] {
    // Communes have a name without accents; titles are searched as they are.
    let title = text.filter { !"%_".contains($0) }
    return try ask { session throws(ReferenceError) in
      try session.rows(
        """
        SELECT * FROM (SELECT code, name FROM commune WHERE ncc = ?1 AND type <> 'COMD' LIMIT \(limit))
        UNION ALL SELECT * FROM (SELECT code, name FROM commune WHERE ncc LIKE ?1 || '%' ORDER BY code LIMIT \(limit))
        UNION ALL SELECT * FROM (
          SELECT code, title FROM certification WHERE title LIKE '%' || ?2 || '%' ORDER BY active DESC, code LIMIT \(limit))
        UNION ALL SELECT * FROM (
          SELECT nda, name FROM organisme WHERE name LIKE '%' || ?2 || '%' ORDER BY nda LIMIT \(limit))
        UNION ALL SELECT * FROM (SELECT code, title FROM rome WHERE title LIKE '%' || ?2 || '%' LIMIT \(limit))
        UNION ALL SELECT * FROM (SELECT code, name FROM uai WHERE name LIKE '%' || ?2 || '%' LIMIT \(limit))
        """, [words.uppercased(), title]
      ) { ReferenceSuggestion(code: $0["code"], name: $0["name"]) }
    }
  }
}
