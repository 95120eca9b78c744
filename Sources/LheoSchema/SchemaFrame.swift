import LheoModel

/// An element that surrounds offers, checked while its children come one by one.
struct Frame {
  let code: UInt16
  let name: String
  let path: String
  let position: SourcePosition
  private var current = 0
  /// How many children of each particle have come.
  private var counts: [Int]
  private var foreignCount = 0

  init(code: UInt16, name: String, path: String, position: SourcePosition, _ tables: SchemaTables) {
    self.code = code
    self.name = name
    self.path = path
    self.position = position
    counts = [Int](repeating: 0, count: tables.rows[Int(code)].particleCount + 1)
  }

  /// Counts a child that cannot be read.
  ///
  /// - Returns: its path.
  mutating func skip(_ element: Element, _ tables: SchemaTables) -> String {
    let number = Int(tables.positions[Int(code) * SchemaTables.width + Int(element.rawValue)])
    guard number > 0 else { return path }
    counts[number] += 1
    return "\(path)/\(element.name)[\(counts[number])]"
  }

  /// Notes a child and reports where it may not stand; whether its content is worth checking.
  mutating func enter(
    _ view: ElementView, _ tables: SchemaTables, path: inout String, _ report: SchemaChecker.Report
  ) -> Bool {
    if view.isText {
      path = self.path
      let text = String(decoding: view.utf8, as: UTF8.self).shortened
      report(violation(.unexpectedText, name, view, path: path, found: text))
      return false
    }
    let viewName = view.name
    var isMisnamed = false
    var childCode = view.code
    if childCode == ElementStorage.foreign, viewName.namespace != LheoSchema.namespace,
      let element = Element(name: viewName.localName)
    {
      isMisnamed = true
      childCode = element.rawValue
    }
    let number =
      childCode == ElementStorage.foreign
      ? 0 : Int(tables.positions[Int(code) * SchemaTables.width + Int(childCode)])
    let particles = tables.particles + tables.rows[Int(code)].firstParticle
    path = self.path + "/" + viewName.description
    guard number > 0 else {
      foreignCount += 1
      path += "[\(foreignCount)]"
      let allowed = tables.allowed(in: code)
      report(violation(.unexpected(allowed: allowed), viewName.description, view, path: path))
      return false
    }
    counts[number] += 1
    if particles[number].maximum > 1 { path += "[\(counts[number])]" }
    if isMisnamed {
      report(violation(.namespace(found: viewName.namespace), viewName.description, view, path: path))
      return false
    }
    if counts[number] == particles[number].maximum &+ 1 {
      let kind = SchemaViolation.Kind.tooMany(maximum: particles[number].maximum, found: counts[number])
      report(violation(kind, viewName.description, view, path: path))
    }
    if number < current {
      let before = Element(rawValue: particles[current].element)
      report(violation(.misplaced(after: nil, before: before), viewName.description, view, path: path))
    }
    current = max(current, number)
    return true
  }

  /// Reports children that have not come; there is no more to come.
  func reportMissing(_ tables: SchemaTables, _ report: SchemaChecker.Report) {
    let particles = tables.particles + tables.rows[Int(code)].firstParticle
    for number in 1..<counts.count where counts[number] < particles[number].minimum {
      let missing = Element(rawValue: particles[number].element)
      report(
        SchemaViolation(
          kind: .missing(missing), elementName: missing.name, path: path, position: position, found: nil,
          offer: OfferContext(), dialect: tables.dialect))
    }
  }

  private func violation(
    _ kind: SchemaViolation.Kind, _ name: String, _ view: ElementView, path: String, found: String? = nil
  ) -> SchemaViolation {
    SchemaViolation(
      kind: kind, elementName: name, path: path, position: view.position, found: found,
      offer: OfferContext(around: view), dialect: view.storage.pointee.dialect?.written ?? .current)
  }
}
