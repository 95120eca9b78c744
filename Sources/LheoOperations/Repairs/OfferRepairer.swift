import LheoModel
import LheoParser
import LheoPipeline
import LheoRegisters
import LheoSchema
import LheoValidator

/// Makes the chosen repairs in offers. A repair that would break the schema or a rule is not made: for no rule has an
/// offer more findings afterwards than before. Only what registers say, short of errors, of a code that they have given
/// themselves is no obstacle: the wrong code has hidden that the certification ends soon.
public struct OfferRepairer {
  /// A text that a repair makes anew may give another repair something to do. One that still changes after so many rounds
  /// is left alone.
  private static let maximumRoundCount = 8

  private let repairs: [Repair]
  private let date: PartialDate
  private let answers: (any RegisterAnswers)?
  private let schema = SchemaChecker()
  private let counter: FindingCounter

  /// A repairer.
  ///
  /// - Parameters:
  ///   - repairs: the repairs; they are made in the order of `Repair.all`.
  ///   - date: the day that changed offers are dated with.
  ///   - reference: official registers; repairs that need some that are not there are not made.
  public init(_ repairs: [Repair], date: PartialDate, reference: (any Registers)? = nil) {
    let chosen = Set(repairs.map(\.rule))
    let editions = reference?.editions ?? []
    self.repairs = Repair.all.filter { repair in
      chosen.contains(repair.rule) && repair.needs.allSatisfy { $0.isMet(by: editions) }
    }
    self.date = date
    answers = reference?.makeAnswers()
    counter = FindingCounter(asOf: date, reference: reference)
  }

  /// A stage that repairs offers, and notes what it did or could not do.
  ///
  /// - Parameters:
  ///   - repairs: the repairs.
  ///   - date: the day that changed offers are dated with.
  ///   - reference: official registers.
  public static func stage(
    _ repairs: [Repair], date: PartialDate, reference: (any Registers)? = nil
  ) -> OfferStage<[RepairNote]> {
    OfferStage { OfferRepairer(repairs, date: date, reference: reference).repair }
  }

  /// An offer with some repairs made in it.
  private struct Attempt {
    /// The offer after the repairs.
    var buffer: ElementBuffer
    var notes: [RepairNote]

    /// The repairs that changed something.
    var rules: [String] { notes.reduce(into: []) { if $1.isMade, !$0.contains($1.rule) { $0.append($1.rule) } } }
  }

  /// Repairs an offer.
  ///
  /// - Returns: what takes its place, and what was changed or could not be; nothing was if there are no notes.
  public func repair(_ buffer: ElementBuffer) -> (edit: OfferEdit, note: [RepairNote]) {
    // Repairs are those of rules of LHEO: EDOF wants other things, such as HTML.
    if buffer.dialect.isEdof { return (.keep, []) }
    var (edit, notes) = repairOnce(buffer)
    // What was refused may be possible after the others, and what was repaired may leave something to repair.
    for _ in 1..<Self.maximumRoundCount {
      guard case .rewrite(let current) = edit else { break }
      let (next, more) = repairOnce(current)
      notes = notes.filter(\.isMade) + more
      guard case .rewrite = next else { break }
      edit = next
    }
    return (edit, notes)
  }

  private func repairOnce(_ buffer: ElementBuffer) -> (edit: OfferEdit, notes: [RepairNote]) {
    var attempt = attempt(buffer, repairs)
    var refused: [RepairNote] = []
    if !attempt.rules.isEmpty {
      let before = counter.counts(buffer)
      // Each refusal leaves one repair less to try.
      while let (rule, obstacle) = obstacle(to: attempt, of: buffer, before) {
        refused += attempt.notes.filter { $0.rule == rule && $0.isMade }.map { note in
          var note = note
          note.obstacle = obstacle
          return note
        }
        attempt = self.attempt(buffer, repairs.filter { repair in !refused.contains { $0.rule == repair.rule } })
      }
    }
    var notes = attempt.notes + refused
    for index in notes.indices { notes[index].formation = buffer.root.text(of: .numero) }
    return (attempt.rules.isEmpty ? .keep : .rewrite(attempt.buffer), notes)
  }

  /// The repair that is to blame where an attempt breaks a rule that the offer did not break, and that rule.
  private func obstacle(
    to attempt: Attempt, of buffer: ElementBuffer, _ before: [String: Int]
  ) -> (repair: String, rule: String)? {
    guard let broken = firstBroken(by: attempt, before) else { return nil }
    // The one without which all is well; or else the last, so that those before it have their chance.
    let culprit = attempt.rules.first { rule in
      let others = self.repairs.filter { $0.rule != rule && attempt.rules.contains($0.rule) }
      return firstBroken(by: self.attempt(buffer, others), before) == nil
    }
    return (culprit ?? attempt.rules[attempt.rules.count - 1], broken)
  }

  private func firstBroken(by attempt: Attempt, _ before: [String: Int]) -> String? {
    if attempt.rules.isEmpty { return nil }
    let revealsCodes = repairs.contains { !$0.needs.isEmpty && attempt.rules.contains($0.rule) }
    return counter.counts(attempt.buffer).filter { rule, count in
      count > before[rule] ?? 0 && !(revealsCodes && Rule.named(rule)?.isRemarkOfRegisters == true)
    }.keys.min()
  }

  // MARK: Attempts

  private func attempt(_ buffer: ElementBuffer, _ repairs: [Repair]) -> Attempt {
    var attempt = repairLeaves(of: buffer, repairs)
    var formation: Formation?
    for repair in repairs {
      // The date of change changes only with something else.
      if repair.rule == Repair.dateOfChange.rule, attempt.rules.isEmpty { continue }
      let edit: (inout Formation) -> [RepairNote]
      switch repair.work {
      case .offer(let work): edit = { work(&$0, date) }
      case .registers(_, let work):
        guard let answers else { continue }
        edit = { work(&$0, answers) }
      case .leaf, .bytes: continue
      }
      var edited = formation ?? Formation(decoding: attempt.buffer)
      for var note in edit(&edited) {
        note.rule = repair.rule
        attempt.notes.append(note)
        formation = edited
      }
    }
    if let formation {
      attempt.buffer = ElementBuffer()
      formation.encode(into: attempt.buffer)
    }
    return attempt
  }

  private func repairLeaves(of buffer: ElementBuffer, _ repairs: [Repair]) -> Attempt {
    var texts: [Int: String?] = [:]
    var notes: [RepairNote] = []
    for leaf in buffer.root.elements
    where leaf.element?.definition.isLeaf ?? false && leaf.endIndex == leaf.index + 1 {
      // One that wrongly holds elements has its white space from who indented it.
      guard let change = repaired(leaf, repairs) else { continue }
      notes += change.notes
      if change.notes[0].isMade { texts[leaf.index] = .some(change.text) }
    }
    guard !texts.isEmpty else { return Attempt(buffer: buffer, notes: notes) }
    let copy = ElementBuffer()
    copy.append(
      buffer.root, text: { texts[$0.index] ?? nil },
      isRemoved: { leaf in texts[leaf.index].map { $0 == nil } ?? false })
    return Attempt(buffer: copy, notes: notes)
  }

  /// What becomes of a leaf: its text, `nil` if it is removed, and what was done; `nil` where nothing is.
  private func repaired(_ leaf: ElementView, _ repairs: [Repair]) -> (text: String?, notes: [RepairNote])? {
    let original = leaf.text
    var text: String? = original
    var notes: [RepairNote] = []
    var isSettled = false
    for _ in 0..<Self.maximumRoundCount where !isSettled {
      let before = text
      for repair in repairs {
        guard case .leaf(let edit) = repair.work, let current = text else { continue }
        let after: String?
        switch edit(leaf, current) {
        case .same: continue
        case .text(let new): after = new
        case .removed: after = nil
        }
        if let after, after.utf8.elementsEqual(current.utf8) { continue }
        notes.append(
          RepairNote(
            rule: repair.rule, line: Int(leaf.position.line), element: leaf.element!, before: current, after: after))
        text = after
      }
      isSettled = text == before
    }
    guard !notes.isEmpty else { return nil }
    if let obstacle = obstacle(to: text, in: leaf, isSettled) {
      for index in notes.indices { notes[index].obstacle = obstacle }
    }
    return (text, notes)
  }

  /// The rule that keeps a text from taking the place of another: the schema's, or its own where it never settles.
  private func obstacle(to text: String?, in leaf: ElementView, _ isSettled: Bool) -> String? {
    if !isSettled { return "texte/html" }
    // A reference elsewhere in the feed may lead to what would be removed.
    if text == nil, leaf.text(of: .id) != nil { return "schema/format" }
    let (element, original) = (leaf.element!, leaf.text)
    guard let text, schema.isValid(original, in: element), !schema.isValid(text, in: element) else { return nil }
    return element.definition.isText ? "schema/longueur" : "schema/format"
  }
}

extension ElementDefinition {
  /// Whether the content is free text.
  fileprivate var isText: Bool { if case .text = content { true } else { false } }
}
