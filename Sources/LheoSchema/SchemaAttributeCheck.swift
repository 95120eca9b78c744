import LheoModel

extension SchemaChecker {
  /// Checks an element's attributes.
  ///
  /// - Returns: whether its content is to be checked by the schema's rules for it.
  @discardableResult
  mutating func checkAttributes(_ view: ElementView, _ report: Report) -> Bool {
    let row = tables.rows[Int(view.code)]
    let isForeign = row.kind == .lax
    var goesOn = true
    if row.requiredAttributes != 0 { checkRequiredAttributes(view, row, report) }
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      if attribute.code < ElementStorage.firstForeignAttribute {
        let known = KnownAttribute(rawValue: UInt8(attribute.code))!
        if isForeign { continue }
        if row.attributes & (1 << attribute.code) == 0 {
          if row.kind != .any { reportAttribute(known.name, view, report) }
        } else if known.type != .string {
          checkType(of: known, view, view.value(attribute), report)
        }
        continue
      }
      let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
      if name.declaredPrefix != nil { continue }
      if name.namespace == QualifiedName.schemaInstance {
        goesOn = checkInstanceAttribute(name.localName, view, view.value(attribute), report) && goesOn
      } else if !isForeign, row.kind != .any {
        reportAttribute(name.description, view, report)
      }
    }
    return goesOn
  }

  private func checkRequiredAttributes(_ view: ElementView, _ row: SchemaTables.Row, _ report: Report) {
    var missing = row.requiredAttributes
    for number in 0..<view.attributeCount {
      let code = view.attributeNode(number).code
      if code < ElementStorage.firstForeignAttribute { missing &= ~(1 << code) }
    }
    for attribute in KnownAttribute.allCases where missing & (1 << UInt32(attribute.rawValue)) != 0 {
      report(violation(.missingAttribute(attribute), view))
    }
  }

  private mutating func checkType(
    of attribute: KnownAttribute, _ view: ElementView, _ value: UnsafeBufferPointer<UInt8>, _ report: Report
  ) {
    guard XMLSchemaTypes.isValid(value, as: attribute.type) else {
      report(violation(.attributeFormat(attribute), view, found: value))
      return
    }
    switch attribute.type {
    case .id:
      dependsOnFeed = true
      if let line = identifiers.define(value.trimmed, line: view.position.line) {
        report(violation(.duplicateID(firstLine: Int(line)), view, found: value))
      }
    case .idref:
      dependsOnFeed = true
      if !identifiers.isDefined(value.trimmed) {
        identifiers.await(value.trimmed, violation(.unresolvedReference, view, found: value))
      }
    default: break
    }
  }

  private func reportAttribute(_ name: String, _ view: ElementView, _ report: Report) {
    let allowed = view.element.flatMap(tables.schema.definition)?.attributes ?? []
    report(violation(.attribute(name, allowed: allowed), view))
  }

  /// `xsi:type`, `xsi:nil` and the hints where schemas are.
  private mutating func checkInstanceAttribute(
    _ name: String, _ view: ElementView, _ value: UnsafeBufferPointer<UInt8>, _ report: Report
  ) -> Bool {
    switch name {
    case "schemaLocation", "noNamespaceSchemaLocation": return true
    case "nil":
      if view.element != nil, tables.rows[Int(view.code)].kind != .lax {
        report(violation(.schemaNil, view, found: value))
      }
      return true
    case "type":
      let typeName = String(decoding: value.trimmed, as: UTF8.self)
      let type = SchemaTypeCheck(view: view, typeName: typeName, dialect: dialect)
      guard type.isValid else {
        report(violation(.schemaType, view, found: value))
        return false
      }
      // What the schema does not know has identifiers if it has a type of LHEO.
      if tables.rows[Int(view.code)].kind == .lax, type.isOfLheo {
        for attribute in [KnownAttribute.id, .idref] {
          if let value = view.utf8(of: attribute) { checkType(of: attribute, view, value, report) }
        }
      }
      return true
    default:
      // An extension and what is foreign in it take any attribute.
      let takesAny = [.lax, .any].contains(tables.rows[Int(view.code)].kind)
      if !takesAny { reportAttribute("xsi:" + name, view, report) }
      return true
    }
  }
}
