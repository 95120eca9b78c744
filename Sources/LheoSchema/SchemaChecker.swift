import LheoModel

/// Checks a feed against the LHEO schema while it is read, and reports each mistake once.
///
/// The verdict is that of the official schema: a feed without a violation is valid. After a mistake the check goes on.
/// It remembers 24 bytes for each `id` and `idref` of the feed, and nothing else of the offers that are gone.
public struct SchemaChecker {
  /// Receives a violation.
  public typealias Report = (SchemaViolation) -> Void

  private(set) var tables: SchemaTables
  /// The dialect of what is checked.
  private(set) var dialect: Dialect
  private let contexts = OfferContexts()
  private var frames: [Frame] = []
  var identifiers = Identifiers()

  /// Whether an element has been met since `checkAlone` began whose verdict depends on what comes before in the feed.
  var dependsOnFeed = false

  /// A checker for one feed.
  ///
  /// - Parameter dialect: the dialect of offers that do not come from a feed; a feed says its own.
  public init(_ dialect: Dialect = .current) {
    self.dialect = dialect
    tables = .of(dialect)
  }

  private mutating func adopt(_ dialect: Dialect) {
    if dialect == self.dialect { return }
    self.dialect = dialect
    tables = .of(dialect)
  }

  /// The path of the offer that the last event brought, such as `/lheo/offres/formation[3]`.
  public private(set) var unitPath = ""

  /// Counts an offer that cannot be read.
  ///
  /// - Returns: its path.
  package mutating func skipOffer() -> String {
    // What it is referred to by is not known.
    identifiers.areIncomplete = true
    return frames.isEmpty ? "/" : frames[frames.count - 1].skip(.formation, tables)
  }

  /// Checks the next part of a feed.
  public mutating func check(_ event: FeedEvent, report: Report) {
    switch event {
    case .begin(let buffer):
      if frames.isEmpty { adopt(buffer.dialect) }
      enter(buffer.root, report: report)
      let root = buffer.root
      if frames.isEmpty, buffer.dialect.isEarlier { reportVersion(buffer, report) }
      checkAttributes(root, report)
      let frame = Frame(code: root.code, name: root.name.description, path: unitPath, position: root.position, tables)
      frames.append(frame)
    case .element(let buffer):
      if enter(buffer.root, report: report) { checkTree(buffer.root, report) }
    case .end:
      guard let frame = frames.popLast() else { return }
      frame.reportMissing(tables, report)
      if frames.isEmpty { identifiers.reportUnresolved(report) }
    }
  }

  /// Checks one element that stands for itself, such as an offer that is about to be written.
  public mutating func check(_ buffer: ElementBuffer, path: String, report: Report) {
    adopt(buffer.dialect)
    unitPath = path
    checkTree(buffer.root, report)
  }

  /// Reports the references that lead nowhere, once all elements that stand for themselves have been checked.
  package mutating func finish(report: Report) { identifiers.reportUnresolved(report) }

  /// Checks an offer whose place in its feed is not known. Paths are those inside the offer.
  ///
  /// - Returns: whether that is all there is to say; not so where the offer has an `id` or an `idref`.
  package mutating func checkAlone(_ buffer: ElementBuffer, report: Report) -> Bool {
    adopt(buffer.dialect)
    unitPath = ""
    dependsOnFeed = false
    checkTree(buffer.root, report)
    if dependsOnFeed { identifiers = Identifiers() }
    return !dependsOnFeed
  }

  private func reportVersion(_ buffer: ElementBuffer, _ report: Report) {
    let root = buffer.root
    report(
      SchemaViolation(
        kind: .earlierVersion(buffer.dialect), elementName: root.name.description, path: unitPath,
        position: root.position, found: buffer.dialect.namespace, offer: OfferContext()))
  }

  /// Notes a child of an element that surrounds offers; whether its content is worth checking.
  @discardableResult
  package mutating func enter(_ view: ElementView, report: Report) -> Bool {
    guard !frames.isEmpty else {
      unitPath = "/" + view.name.description
      return true
    }
    return frames[frames.count - 1].enter(view, tables, path: &unitPath, report)
  }

  /// Whether a text is allowed in a leaf.
  package func isValid(_ text: String, in element: Element) -> Bool {
    text.withBytes { tables.isValidText($0, tables.rows[Int(element.rawValue)]) }
  }

  // MARK: Elements

  private mutating func checkTree(_ root: ElementView, _ report: Report) {
    contexts.reset()
    let storage = root.storage
    let nodes = storage.pointee.nodes
    var skipped: Set<Int> = []
    var index = root.index
    let end = root.endIndex
    while index < end {
      let node = nodes[index]
      if node.code == ElementStorage.text {
        index += 1
        continue
      }
      let view = ElementView(storage: storage, index: index)
      if !skipped.isEmpty, skipped.contains(index) {
        index = Int(node.end)
        continue
      }
      if node.attributeCount > 0 || tables.rows[Int(node.code)].requiredAttributes != 0,
        !checkAttributes(view, report)
      {
        index = Int(node.end)
        continue
      }
      if !checkContent(view, node, as: Int(node.code), &skipped, report) {
        index = Int(node.end)
      } else {
        index += 1
      }
    }
  }

  /// Checks an element's content as that of the element of the given number.
  ///
  /// - Returns: whether its children are to be checked.
  @inline(__always)
  private func checkContent(
    _ view: ElementView, _ node: ElementStorage.Node, as code: Int, _ skipped: inout Set<Int>, _ report: Report
  ) -> Bool {
    let row = tables.rows[code]
    switch row.kind {
    case .lax, .any: return true
    case .sequence:
      if node.textLength > 0 || !isInSequence(view, node, code, row) { explainSequence(view, row, &skipped, report) }
      return true
    case .choice:
      explainChoice(view, code, &skipped, report)
      return true
    case .oneOf:
      explainOneOf(view, code, &skipped, report)
      return true
    case .text, .number, .date, .code, .digits:
      if Int(node.end) > view.index + 1 { return explainLeafChildren(view, report) }
      if !tables.isValidText(view.utf8, row) { explainText(view, code, report) }
      return true
    }
  }

  /// Whether the children are those of a sequence, in its order.
  @inline(__always)
  private func isInSequence(
    _ view: ElementView, _ node: ElementStorage.Node, _ code: Int, _ row: SchemaTables.Row
  ) -> Bool {
    let nodes = view.storage.pointee.nodes
    let positions = tables.positions + code * SchemaTables.width
    let particles = tables.particles + row.firstParticle
    var current = 0
    var count = 0
    var child = view.index + 1
    let end = Int(node.end)
    while child < end {
      let childCode = Int(nodes[child].code)
      if childCode >= SchemaTables.width { return false }
      let position = Int(positions[childCode])
      if position == current {
        count += 1
        if position == 0 || count > particles[position].maximum { return false }
      } else if position > current {
        if particles[position - 1].mandatoryUpTo != particles[current].mandatoryUpTo { return false }
        current = position
        count = 1
      } else {
        return false
      }
      child = Int(nodes[child].end)
    }
    return particles[current].mandatoryUpTo == particles[row.particleCount].mandatoryUpTo
  }

  // MARK: Violations

  func violation(
    _ kind: SchemaViolation.Kind, _ view: ElementView, name: String? = nil, found: UnsafeBufferPointer<UInt8>? = nil
  ) -> SchemaViolation {
    let about = view.isText ? view.parent : view
    let isUnit = view.index == 0
    return SchemaViolation(
      kind: kind, elementName: name ?? (about ?? view).name.description,
      path: isUnit ? unitPath : (about ?? view).path(from: unitPath), position: view.position,
      found: found.map { String(decoding: $0, as: UTF8.self).shortened }, offer: contexts.context(around: view),
      dialect: dialect)
  }
}
