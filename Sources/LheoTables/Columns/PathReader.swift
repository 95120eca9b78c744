import LheoModel

/// Finds the values that a column path leads to, on the parser's buffer.
///
/// An object, and the steps as bare codes: a path is a value of many parts, and copying them for each cell would take more
/// time than finding it.
final class PathReader: Sendable {
  let path: ColumnPath
  /// Whether its values are dates.
  let isDate: Bool
  /// Whether its values are looked for in registers.
  let asksRegister: Bool
  private let anchor: UInt16
  private let steps: [UInt16]
  /// For each step, whether it may lead to several elements. Where the schema has one, the first counts.
  private let mayRepeat: [Bool]
  /// Whether any step asks for an attribute.
  private let hasConditions: Bool
  private let attribute: KnownAttribute?
  private let derivation: ColumnPath.Derivation?
  /// The meanings of the codes that it leads to.
  private let codes: CodeTable?

  init(_ path: ColumnPath) {
    self.path = path
    asksRegister = path.register != nil
    isDate = path.isDate && !asksRegister
    anchor = path.anchor.element.rawValue
    steps = path.steps.map(\.element.rawValue)
    mayRepeat = zip([path.anchor] + path.steps, path.steps).map { parent, child in
      Occurrence.mayRepeat(child.element.rawValue, in: parent.element.rawValue)
    }
    hasConditions = path.anchor.condition != nil || path.steps.contains { $0.condition != nil }
    attribute = path.attribute
    derivation = path.derivation
    codes = (path.steps.last ?? path.anchor).element.definition.codeTable
  }

  /// Calls `body` with each value, as bytes without white space at both ends. `row` is the row's element.
  func forEachValue(from row: ElementView, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let start = row.indexAround(anchor) else { return }
    let storage = row.storage
    if hasConditions, !Self.holds(path.anchor.condition, for: ElementView(storage: storage, index: start)) { return }
    if steps.isEmpty { return value(of: ElementView(storage: storage, index: start), body) }
    let nodes = storage.pointee.nodes
    withUnsafeTemporaryAllocation(of: Int.self, capacity: steps.count) { ends in
      // Where the element ends whose children are looked at, for each step.
      var depth = 0
      ends[0] = Int(nodes[start].end)
      var index = start + 1
      while true {
        if index == ends[depth] {
          if depth == 0 { break }
          depth -= 1
          continue
        }
        let end = Int(nodes[index].end)
        let view = ElementView(storage: storage, index: index)
        if nodes[index].code != steps[depth] || hasConditions && !Self.holds(path.steps[depth].condition, for: view) {
          index = end
          continue
        }
        if !mayRepeat[depth] { ends[depth] = end }
        if depth + 1 == steps.count {
          value(of: view, body)
          index = end
        } else {
          depth += 1
          ends[depth] = end
          index += 1
        }
      }
    }
  }

  /// Calls `body` with the value of the element at the end of the path, if it has one.
  private func value(of view: ElementView, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    if let attribute {
      if let value = view.utf8(of: attribute) { body(value.trimmed) }
      return
    }
    switch derivation {
    case .label:
      let code = String(decoding: view.utf8.trimmed, as: UTF8.self)
      if var label = codes?.shortLabel(of: code) { label.withUTF8(body) }
    case .departement:
      if var code = view.departementCode { code.withUTF8(body) }
    case .region:
      if var name = view.regionName { name.withUTF8(body) }
    case nil:
      let text = view.utf8.trimmed
      if !text.isEmpty { body(text) }
    }
  }

  private static func holds(_ condition: SchemaPath.Condition?, for view: ElementView) -> Bool {
    condition?.holds(for: view) ?? true
  }
}

extension ElementView {
  /// The place of the innermost element of that name at or around this one.
  func indexAround(_ code: UInt16) -> Int? {
    let nodes = storage.pointee.nodes
    var index = index
    while index >= 0, nodes[index].code != code { index = Int(nodes[index].parent) }
    return index < 0 ? nil : index
  }

  /// The department of an address.
  fileprivate var departementCode: String? {
    Departement.code(
      ofCommune: child(.codeINSEECommune)?.trimmedText, postcode: child(.codepostal)?.trimmedText,
      said: child(.departement)?.trimmedText)
  }

  /// The name of the region of an address: that of its department, else what the address says.
  fileprivate var regionName: String? {
    if let region = departementCode.flatMap({ Region.of($0) }) { return region.name }
    return child(.region)?.trimmedText.map { Region.named($0)?.name ?? $0 }
  }
}
