import SwiftSyntax

/// Finds where a file can be made faulty. Whether the fault compiles is for the compiler to say.
final class Mutator: SyntaxVisitor {
  private let found: Mutations

  init(_ found: Mutations) {
    self.found = found
    super.init(viewMode: .sourceAccurate)
  }

  // MARK: What is left alone

  // Help of the command line, patterns, raw values, and what rules give as examples.
  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ExpressionPatternSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AvailabilityConditionSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: GenericArgumentClauseSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: LabeledExprSyntax) -> SyntaxVisitorContinueKind {
    let label = node.label?.text ?? ""
    return ["triggering", "passing", "morePassing"].contains(label) ? .skipChildren : .visitChildren
  }

  private static let unobserved = ["Example", "CommandConfiguration", "fatalError", "precondition", "assert"]

  // MARK: Operators

  private static let faultyOperators: [String: [(kind: String, operator: String)]] = [
    "<": [("boundary", "<="), ("comparison", ">=")], "<=": [("boundary", "<"), ("comparison", ">")],
    ">": [("boundary", ">="), ("comparison", "<=")], ">=": [("boundary", ">"), ("comparison", "<")],
    "==": [("comparison", "!=")], "!=": [("comparison", "==")],
    "&&": [("operator", "||")], "||": [("operator", "&&")],
    "+": [("operator", "-")], "-": [("operator", "+")], "&+": [("operator", "&-")], "&-": [("operator", "&+")],
    "*": [("operator", "+")], "/": [("operator", "*")], "%": [("operator", "/")], "&": [("operator", "|")],
  ]

  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    let name = found.code(node.operator)
    let (left, right) = (found.code(node.leftOperand), found.code(node.rightOperand))
    let isText = left.hasSuffix("\"") || right.hasPrefix("\"") || left.hasSuffix("]") || right.hasPrefix("[")
    if !(name == "+" && isText) {
      for (kind, faulty) in Self.faultyOperators[name] ?? [] { found.choose(kind, node, "\(left) \(faulty) \(right)") }
    }
    if name == "..<" || name == "..." {
      found.add(
        "boundary", node.rightOperand, faulty: "\(right) - 1",
        replacement: "(mutant(#) ? \(right) - 1 : \(right))")
    }
    return .visitChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if node.operator.text == "!" { found.choose("guard", node, found.code(node.expression)) }
    return .visitChildren
  }

  private static let faultyNames: [String: String] = [
    "min": "max", "max": "min", "first": "last", "last": "first", "hasPrefix": "hasSuffix", "hasSuffix": "hasPrefix",
    "dropFirst": "dropLast", "dropLast": "dropFirst", "firstIndex": "lastIndex", "prefix": "suffix", "suffix": "prefix",
    "lowercased": "uppercased", "contains": "allSatisfy", "allSatisfy": "contains",
  ]

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    guard let faulty = Self.faultyNames[node.baseName.text], node.argumentNames == nil else { return .visitChildren }
    // The whole call or access is chosen, as its parts may not have the same type.
    var whole = Syntax(node)
    if let member = whole.parent?.as(MemberAccessExprSyntax.self) {
      guard member.base != nil else { return .visitChildren }
      whole = Syntax(member)
    }
    if let call = whole.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == whole.id {
      whole = Syntax(call)
    }
    guard whole.is(FunctionCallExprSyntax.self) || whole.is(MemberAccessExprSyntax.self),
      whole.parent?.is(OptionalChainingExprSyntax.self) != true
    else { return .visitChildren }
    let text = found.code(whole)
    let offset =
      node.positionAfterSkippingLeadingTrivia.utf8Offset - whole.positionAfterSkippingLeadingTrivia.utf8Offset
    let bytes = Array(text.utf8)
    let after = offset + node.baseName.text.utf8.count
    let mutated =
      String(decoding: bytes[..<offset], as: UTF8.self) + faulty
      + String(decoding: bytes[after...], as: UTF8.self)
    found.choose("operator", whole, mutated)
    return .visitChildren
  }

  // MARK: Conditions

  override func visit(_ node: GuardStmtSyntax) -> SyntaxVisitorContinueKind {
    conditions(node.conditions) { condition in
      ("mutant(#) || \(condition)", "true")
    }
    return .visitChildren
  }

  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind {
    conditions(node.conditions) { condition in ("!mutant(#) && \(condition)", "false") }
    if node.conditions.count == 1, let only = node.conditions.first, !only.condition.is(ExprSyntax.self) {
      let text = found.code(only)
      if !text.contains("#available") {
        found.add("guard", only, faulty: "false, \(text)", replacement: "!mutant(#), \(text)")
      }
    }
    return .visitChildren
  }

  override func visit(_ node: WhereClauseSyntax) -> SyntaxVisitorContinueKind {
    let text = found.code(node.condition)
    found.add("guard", node.condition, faulty: "true", replacement: "mutant(#) || (\(text))")
    return .visitChildren
  }

  override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
    let text = found.code(node.condition)
    found.add("guard", node.condition, faulty: "!(\(text))", replacement: "(mutant(#) != (\(text)))")
    return .visitChildren
  }

  private func conditions(
    _ list: ConditionElementListSyntax, dropped: (String) -> (code: String, shown: String)
  ) {
    for element in list {
      guard case .expression(let condition) = element.condition else { continue }
      let text = "(\(found.code(condition)))"
      found.add("guard", condition, faulty: "!\(text)", replacement: "(mutant(#) != \(text))")
      let drop = dropped(text)
      found.add("guard", condition, faulty: drop.shown, replacement: "(\(drop.code))")
    }
  }

  // MARK: Literals

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    guard !node.literal.text.hasPrefix("0x"), let value = Int(node.literal.text.filter { $0 != "_" }) else {
      return .visitChildren
    }
    for faulty in [value + 1, value - 1] where faulty >= 0 {
      found.choose(kind(of: node, otherwise: "number"), node, "\(faulty)")
    }
    return .visitChildren
  }

  override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    found.choose("default", node, node.literal.text == "true" ? "false" : "true")
    return .visitChildren
  }

  override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if node.openingQuote.tokenKind == .multilineStringQuote { return .skipChildren }
    let text = found.code(node)
    if let column = columnPath(node) {
      found.choose("column", node, column)
    } else if let last = text.dropLast().last, last.isLetter || last.isNumber || " .:".contains(last) {
      found.choose(kind(of: node, otherwise: "label"), node, String(text.dropLast(2)) + "\"")
    }
    // What is in an interpolation would lie in the replaced text.
    return .visitChildren
  }

  /// `"fin=session/periode/fin"` gets the path of its neighbour in the list.
  private func columnPath(_ node: StringLiteralExprSyntax) -> String? {
    let text = found.code(node)
    guard let equals = text.firstIndex(of: "="), text.contains("/") || text.contains("=#"),
      let element = node.parent?.as(ArrayElementSyntax.self), let list = element.parent?.as(ArrayElementListSyntax.self)
    else { return nil }
    let all = list.map { found.code($0.expression) }
    guard let index = all.firstIndex(of: text), all.count > 1 else { return nil }
    let neighbour = all[index == 0 ? 1 : index - 1]
    guard let other = neighbour.firstIndex(of: "="), neighbour.hasSuffix("\"") else { return nil }
    return String(text[...equals]) + neighbour[neighbour.index(after: other)...]
  }

  private func kind(of node: some SyntaxProtocol, otherwise: String) -> String {
    var current = Syntax(node)
    while let parent = current.parent {
      if parent.is(InitializerClauseSyntax.self) { return "default" }
      if let infix = parent.as(InfixOperatorExprSyntax.self), found.code(infix.operator) == "??",
        infix.rightOperand.id == current.id
      {
        return "default"
      }
      if let call = parent.as(FunctionCallExprSyntax.self), found.code(call.calledExpression) == "ExitCode" {
        return "exit code"
      }
      guard parent.is(ExprSyntax.self) || parent.is(LabeledExprSyntax.self) || parent.is(LabeledExprListSyntax.self)
      else { break }
      if parent.is(FunctionCallExprSyntax.self) { break }
      current = parent
    }
    return otherwise
  }

  private static let faultyMembers: [String: (kind: String, member: String)] = [
    "error": ("severity", "warning"), "warning": ("severity", "info"), "info": ("severity", "warning"),
    "failure": ("exit code", "findings"), "findings": ("exit code", "failure"), "success": ("exit code", "failure"),
    "fr": ("language", "en"), "en": ("language", "fr"), "min": ("default", "max"), "max": ("default", "min"),
    "french": ("language", "english"), "english": ("language", "french"),
  ]

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    let name = node.declName.baseName.text
    if let (kind, faulty) = Self.faultyMembers[name], node.parent?.is(FunctionCallExprSyntax.self) != true {
      let base = node.base.map { found.code($0) } ?? ""
      if kind == "language" || kind == "exit code" || base.isEmpty || base == "Severity" {
        found.choose(kind, node, "\(base).\(faulty)")
      }
    }
    return .visitChildren
  }

  // MARK: Calls and statements

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let name = found.code(node.calledExpression)
    if Self.unobserved.contains(name) { return .skipChildren }
    let arguments = Array(node.arguments)
    if arguments.count >= 2, arguments.count < 6, node.trailingClosure == nil {
      for (first, second) in zip(arguments, arguments.dropFirst()) {
        let (one, two) = (found.code(first.expression), found.code(second.expression))
        let isLanguage = (name == "language" || name == "Text") && arguments.count == 2
        guard isLanguage || look(first.expression) == look(second.expression) else { continue }
        let texts = arguments.map { argument in
          let value = argument.id == first.id ? two : argument.id == second.id ? one : found.code(argument.expression)
          return (argument.label.map { "\($0.text): " } ?? "") + value
        }
        found.choose(isLanguage ? "language" : "arguments", node, "\(name)(\(texts.joined(separator: ", ")))")
      }
    }
    return .visitChildren
  }

  /// Expressions that look alike often have one type.
  private func look(_ expression: ExprSyntax) -> String? {
    switch expression.kind {
    case .memberAccessExpr, .declReferenceExpr: "name"
    case .integerLiteralExpr: "number"
    case .stringLiteralExpr: "text"
    default: nil
    }
  }

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    guard let list = node.parent?.as(CodeBlockItemListSyntax.self) else { return .visitChildren }
    let item = node.item
    let isAssignment = item.as(InfixOperatorExprSyntax.self).map { found.code($0.operator).hasSuffix("=") } ?? false
    var inner = Syntax(item)
    while let wrapped = inner.as(TryExprSyntax.self) { inner = Syntax(wrapped.expression) }
    let isCall = inner.is(FunctionCallExprSyntax.self)
    // The only expression of a closure or function is its value.
    guard isAssignment || isCall && (list.count > 1 || list.parent?.parent?.is(IfExprSyntax.self) == true) else {
      return .visitChildren
    }
    if isCall, list.last?.id == node.id, list.parent?.is(ClosureExprSyntax.self) == true { return .visitChildren }
    let text = found.code(item)
    found.add("statement", item, faulty: "", replacement: "if !mutant(#) { \(text) }")
    return .visitChildren
  }
}
