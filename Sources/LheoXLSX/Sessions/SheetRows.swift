import LheoModel

/// Turns rows of sessions into rows of the tables that offers are made of.
///
/// A row is a session. Its offer and its action are those of their numbers; where these are blank, those of the row above.
/// What the first row of an offer or an action says holds for all: later rows repeat it or leave it blank.
struct SheetRows {
  /// The values of a row, by column; `nil` for blank.
  typealias Values = [String?]

  /// What is known of a body, an offer or an action: where it is first, and what is said of it there.
  private struct Known {
    let id: String
    /// What it is known by.
    let key: String
    let line: Int
    /// By column of its level, a number that stands for the value; 0 for blank.
    let values: [UInt32]
    /// By column of its level, how many rows below say the same.
    var repeated: [UInt32] = []
    /// The body of an offer.
    var siret = ""
    /// When an offer was made and changed, which holds for what is in it unless that says otherwise.
    var dates: [String: String] = [:]
  }

  /// What a row says otherwise.
  private struct Difference {
    let line: Int
    let value: String
  }

  /// How many of them are kept.
  private static let maximumDifferenceCount = 20_000

  static let columns = SessionSheet.columns
  static let byLevel = Dictionary(grouping: columns.indices) { columns[$0].level }
  private static let siret = SessionSheet.index(of: "SIRET-organisme-formation")
  private static let numeros: [SheetColumn.Level: Int] = [
    .organisme: siret, .formation: SessionSheet.index(of: "formation-numero"),
    .action: SessionSheet.index(of: "action-numero"), .session: SessionSheet.index(of: "session-numero"),
  ]

  let emit: (_ table: String, _ cells: [String: String], _ line: Int) throws -> Void
  private let report: (_ line: Int, _ column: Int, Text) -> Void
  /// What is known, by the number and what it is a number of.
  private var known: [SheetColumn.Level: [String: Known]] = [:]
  /// What is said of bodies in the place of each offer.
  private var bodies: [String: Values] = [:]
  /// What rows say otherwise than the first of their body, offer or action, by that row and the column.
  private var differences: [Int: [Int: [Difference]]] = [:]
  private var differenceCount = 0
  private var current: (siret: String?, formation: Known?, action: Known?) = (nil, nil, nil)

  /// - Parameters:
  ///   - emit: takes a row of a table.
  ///   - report: takes a mistake, with its row and column.
  init(
    emit: @escaping (_ table: String, _ cells: [String: String], _ line: Int) throws -> Void,
    report: @escaping (_ line: Int, _ column: Int, Text) -> Void
  ) {
    self.emit = emit
    self.report = report
  }

  /// Takes a row.
  mutating func take(_ values: Values, line: Int) throws {
    let (numero, action) = (values[Self.numeros[.formation]!], values[Self.numeros[.action]!])
    guard let formation = try formation(numero, values, line) else {
      current.action = nil
      return
    }
    let isSameOffer = current.formation?.id == formation.id
    current.formation = formation
    if !isSameOffer { current.action = nil }
    guard let action = try self.action(action, of: formation, values, line) else { return }
    current.action = action
    try session(of: formation, action, values, line)
  }

  // MARK: Offer

  private mutating func formation(_ numero: String?, _ values: Values, _ line: Int) throws -> Known? {
    let place = Self.numeros[.formation]!
    guard let numero else {
      if let current = current.formation {
        check(current.key, .formation, values, line)
        checkBody(of: current, values, line)
        return current
      }
      report(line, place, Text("le numéro de l'offre manque.", "the number of the offer is missing."))
      return nil
    }
    if let found = known[.formation]?[numero] {
      check(numero, .formation, values, line)
      checkBody(of: found, values, line)
      return found
    }
    guard let siret = values[Self.siret] ?? current.siret else {
      report(line, Self.siret, Text("le SIRET de l'organisme manque.", "the SIRET of the body is missing."))
      return nil
    }
    current.siret = siret
    try body(siret, values, line)
    var new = Known(id: newId(.formation), key: numero, line: line, values: said(.formation, values), siret: siret)
    for name in ["datecrea", "datemaj"] { new.dates[name] = values[SessionSheet.index(of: "formation-\(name)")] }
    known[.formation, default: [:]][numero] = new
    try write(.formation, values, ["formation_id": new.id], line, also: ["organisme_siret": siret])
    if let body = bodies[siret] { try writeContacts([.contactOrganisme], body, ["formation_id": new.id], line) }
    return new
  }

  // MARK: Body

  private mutating func body(_ siret: String, _ values: Values, _ line: Int) throws {
    if known[.organisme]?[siret] != nil { return check(siret, .organisme, values, line) }
    known[.organisme, default: [:]][siret] = Known(id: siret, key: siret, line: line, values: said(.organisme, values))
    bodies[siret] = values
    var cells: [String: String] = [:]
    for index in Self.byLevel[.organisme]! {
      if case .body(let column) = Self.columns[index].target, let value = values[index] { cells[column] = value }
    }
    if cells.isEmpty { return }
    cells["siret"] = siret
    try emit("organismes", cells, line)
  }

  /// The body of an offer that has begun stays the same.
  private mutating func checkBody(of formation: Known, _ values: Values, _ line: Int) {
    guard let siret = values[Self.siret] else { return }
    if formation.siret != siret {
      return report(
        line, Self.siret,
        Text(
          "l'offre a un autre SIRET à la ligne \(formation.line).",
          "the offer has another SIRET in row \(formation.line)."))
    }
    check(siret, .organisme, values, line)
  }

  // MARK: Action and session

  private mutating func action(_ numero: String?, of formation: Known, _ values: Values, _ line: Int) throws -> Known? {
    guard let numero else {
      if let current = current.action {
        check(current.key, .action, values, line)
        return current
      }
      report(
        line, Self.numeros[.action]!, Text("le numéro de l'action manque.", "the number of the action is missing."))
      return nil
    }
    let key = "\(formation.id) \(numero)"
    if let found = known[.action]?[key] {
      check(key, .action, values, line)
      return found
    }
    let new = Known(id: newId(.action), key: key, line: line, values: said(.action, values))
    known[.action, default: [:]][key] = new
    let keys = ["formation_id": formation.id, "action_id": new.id]
    try write(.action, values, keys, line, also: formation.dates)
    return new
  }

  private mutating func session(of formation: Known, _ action: Known, _ values: Values, _ line: Int) throws {
    let place = Self.numeros[.session]!
    guard let numero = values[place] else {
      return report(line, place, Text("le numéro de la session manque.", "the number of the session is missing."))
    }
    let key = "\(action.id) \(numero)"
    if let found = known[.session]?[key] {
      return report(
        line, place,
        Text(
          "la session « \(numero.shortened) » de cette action est déjà à la ligne \(found.line).",
          "the session “\(numero.shortened)” of this action is in row \(found.line) already."))
    }
    let new = Known(id: newId(.session), key: key, line: line, values: [])
    known[.session, default: [:]][key] = new
    let keys = ["formation_id": formation.id, "action_id": action.id, "session_id": new.id]
    try write(.session, values, keys, line, also: formation.dates)
  }

  private func newId(_ level: SheetColumn.Level) -> String { String((known[level]?.count ?? 0) + 1) }
}

extension SheetRows {
  // MARK: What is said again

  /// What a row says of a level, as numbers.
  private func said(_ level: SheetColumn.Level, _ values: Values) -> [UInt32] {
    Self.byLevel[level]!.map { values[$0].map(Self.number(of:)) ?? 0 }
  }

  private static func number(of value: String) -> UInt32 { max(1, UInt32(truncatingIfNeeded: value.hashValue)) }

  /// Notes what a row says otherwise than the first one did.
  private mutating func check(_ key: String, _ level: SheetColumn.Level, _ values: Values, _ line: Int) {
    guard let first = known[level]?[key], first.line != line else { return }
    for (place, index) in Self.byLevel[level]!.enumerated() {
      guard let value = values[index] else { continue }
      if first.values[place] == Self.number(of: value) {
        if first.repeated.isEmpty { known[level]![key]!.repeated = Array(repeating: 0, count: first.values.count) }
        known[level]![key]!.repeated[place] += 1
      } else if differenceCount < Self.maximumDifferenceCount {
        differenceCount += 1
        differences[first.line, default: [:]][index, default: []].append(Difference(line: line, value: value))
      } else {
        report(line, index, Self.differs(value, from: first.line))
      }
    }
  }

  /// Reports what rows say otherwise, when all have come: where all others agree, it is the first row that differs.
  mutating func finish() {
    for level in SheetColumn.Level.allCases {
      for first in (known[level] ?? [:]).values {
        for (place, index) in Self.byLevel[level]!.enumerated() {
          guard let others = differences[first.line]?[index], let other = others.first else { continue }
          let repeated = first.repeated.isEmpty ? 0 : Int(first.repeated[place])
          if others.count > 1, others.count > repeated + 1, others.allSatisfy({ $0.value == other.value }) {
            report(first.line, index, Self.differs(from: others.map(\.line), other.value))
          } else {
            for other in others { report(other.line, index, Self.differs(other.value, from: first.line)) }
          }
        }
      }
    }
  }

  private static func differs(_ value: String, from line: Int) -> Text {
    Text(
      "« \(value.shortened) » n'est pas ce que dit la ligne \(line). Écrivez la même chose, ou laissez vide.",
      "“\(value.shortened)” is not what row \(line) says. Write the same, or leave it blank.")
  }

  private static func differs(from lines: [Int], _ value: String) -> Text {
    Text(
      "\(lines.count) lignes, dont la ligne \(lines[0]), disent autre chose : « \(value.shortened) ». Corrigez celle-ci, ou les autres.",
      "\(lines.count) rows, such as row \(lines[0]), say something else: “\(value.shortened)”. Correct this one, or the others."
    )
  }
}
