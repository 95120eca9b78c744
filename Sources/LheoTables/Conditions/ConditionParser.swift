import LheoModel

/// Reads conditions: `or` of `and` of `not`, comparisons, `in`, `like`, `is missing`, parentheses.
struct ConditionParser {
  private enum Token: Equatable {
    case word(String)
    case text(String)
    case symbol(String)
    case end
  }

  private let text: [Character]
  private var position = 0
  private var token = Token.end
  private var tokenStart = 0
  private(set) var operands: [ConditionOperand] = []
  private var depth = 0
  private let names: ConditionNames

  init(_ text: String, _ table: Table?) {
    self.text = Array(text)
    names = ConditionNames(table)
  }

  mutating func parse() throws(ConditionError) -> Condition.Node {
    try advance()
    let node = try disjunction()
    guard token == .end else {
      throw error("« and », « or » ou la fin est attendu ici", "'and', 'or' or the end is expected here")
    }
    return node
  }

  private func error(_ french: Language.French, _ english: Language.English) -> ConditionError {
    ConditionError(offset: tokenStart, message: Text(french, english))
  }

  // MARK: Tokens

  private mutating func advance() throws(ConditionError) {
    while position < text.count, text[position].isWhitespace { position += 1 }
    tokenStart = position
    guard position < text.count else {
      token = .end
      return
    }
    let first = text[position]
    if first == "'" || first == "\"" {
      position += 1
      token = .text(try quotedText(first))
    } else if "(),".contains(first) {
      position += 1
      token = .symbol(String(first))
    } else if "=!<>".contains(first) {
      var symbol = String(first)
      position += 1
      if position < text.count, text[position] == "=" {
        symbol.append("=")
        position += 1
      }
      token = .symbol(symbol)
    } else {
      token = .word(word())
    }
  }

  /// A text up to its quote; a quote that stands twice belongs to it.
  private mutating func quotedText(_ quote: Character) throws(ConditionError) -> String {
    var content = ""
    while position < text.count {
      if text[position] == quote {
        position += 1
        guard position < text.count, text[position] == quote else { return content }
      }
      content.append(text[position])
      position += 1
    }
    throw error("le texte ne finit pas : il manque \(quote)", "the text does not end: \(quote) is missing")
  }

  /// A path, a number, a date or a keyword; what is in brackets belongs to it.
  private mutating func word() -> String {
    var word = ""
    var isInBrackets = false
    while position < text.count {
      let character = text[position]
      if character == "[" { isInBrackets = true }
      if character == "]" { isInBrackets = false }
      if !isInBrackets, character.isWhitespace || "(),=!<>'\"".contains(character) { break }
      word.append(character)
      position += 1
    }
    return word
  }

  private func isKeyword(_ keyword: String) -> Bool {
    if case .word(let word) = token { word.lowercased() == keyword } else { false }
  }

  private mutating func take(_ keyword: String) throws(ConditionError) -> Bool {
    guard isKeyword(keyword) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ symbol: String) throws(ConditionError) {
    guard token == .symbol(symbol) else { throw error("« \(symbol) » est attendu ici", "'\(symbol)' is expected here") }
    try advance()
  }

  // MARK: Grammar

  private mutating func disjunction() throws(ConditionError) -> Condition.Node {
    var node = try conjunction()
    while try take("or") { node = .or(node, try conjunction()) }
    return node
  }

  private mutating func conjunction() throws(ConditionError) -> Condition.Node {
    var node = try negation()
    while try take("and") { node = .and(node, try negation()) }
    return node
  }

  private mutating func negation() throws(ConditionError) -> Condition.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw error("trop de parenthèses ou de « not »", "too many parentheses or 'not's") }
    if try take("not") { return .not(try negation()) }
    if token == .symbol("(") {
      try advance()
      let node = try disjunction()
      try expect(")")
      return node
    }
    return try comparison()
  }

  private mutating func comparison() throws(ConditionError) -> Condition.Node {
    guard case .word(let word) = token else {
      throw error(
        "une colonne ou un chemin est attendu ici, par exemple session/periode/debut",
        "a column or path is expected here, such as session/periode/debut")
    }
    let path = try operand(word)
    try advance()
    if try take("is") {
      let isNegated = try take("not")
      guard try take("missing") else { throw error("« missing » est attendu ici", "'missing' is expected here") }
      return isNegated ? .not(.missing(path)) : .missing(path)
    }
    let isNegated = try take("not")
    if try take("in") {
      let node = Condition.Node.oneOf(path, try list(for: path))
      return isNegated ? .not(node) : node
    }
    if try take("like") {
      let node = Condition.Node.like(path, Wildcard(try literal().text))
      return isNegated ? .not(node) : node
    }
    guard !isNegated, case .symbol(let symbol) = token, let comparison = Condition.Comparison(rawValue: symbol) else {
      throw error(
        "=, !=, <, <=, >, >=, in, like ou is est attendu ici", "=, !=, <, <=, >, >=, in, like or is is expected here")
    }
    try advance()
    return .compare(path, comparison, try literal(for: path, comparison))
  }

  private mutating func operand(_ word: String) throws(ConditionError) -> ConditionOperand {
    do throws(ColumnError) {
      let operand = try names.operand(word)
      operands.append(operand)
      return operand
    } catch {
      throw ConditionError(offset: tokenStart, message: error.text)
    }
  }

  private mutating func list(for operand: ConditionOperand) throws(ConditionError) -> [Condition.Literal] {
    try expect("(")
    var literals = [try literal(for: operand)]
    while token == .symbol(",") {
      try advance()
      literals.append(try literal(for: operand))
    }
    try expect(")")
    return literals
  }

  private mutating func literal(
    for operand: ConditionOperand, _ comparison: Condition.Comparison = .equal
  ) throws(ConditionError) -> Condition.Literal {
    let start = tokenStart
    let literal = try literal()
    if operand.isDate, literal.date == nil {
      tokenStart = start
      throw error(
        "« \(literal.text) » n'est pas une date. Écrivez 2026-09-01, 2026-09 ou 2026",
        "'\(literal.text)' is not a date. Write 2026-09-01, 2026-09 or 2026")
    }
    guard let choices = operand.choices, comparison == .equal || comparison == .notEqual else { return literal }
    do throws(ValueChoiceError) {
      return Condition.Literal(text: try choices.code(literal.text))
    } catch {
      tokenStart = start
      throw ConditionError(offset: tokenStart, message: error.text)
    }
  }

  private mutating func literal() throws(ConditionError) -> Condition.Literal {
    switch token {
    case .word(let word), .text(let word):
      try advance()
      return Condition.Literal(text: word)
    default:
      throw error(
        "une valeur est attendue ici, par exemple 12, 2026-09-01 ou 'texte'",
        "a value is expected here, such as 12, 2026-09-01 or 'text'")
    }
  }
}
