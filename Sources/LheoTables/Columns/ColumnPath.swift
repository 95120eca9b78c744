import LheoModel

/// Where a column takes its values: `session/periode/debut`, `formation/@numero`,
/// `formation/extras[@info='a']/extra[@info='b']`, with `:label` for the meaning of a code, `:departement` and `:region` for
/// where an address lies, and `:titre`, `:niveau`, `:etat`, `:fin`, `:commune` for what registers say of a code.
///
/// The first name is an element around the row, or the row's own; the rest goes down from there.
public struct ColumnPath: Sendable, Hashable {
  /// The path as written.
  public let text: String
  let anchor: SchemaPath.Step
  let steps: [SchemaPath.Step]
  let attribute: KnownAttribute?
  /// What is made of what is said at its end; `nil` if its values are what is said.
  let derivation: Derivation?

  /// What can be made of an element.
  enum Derivation: String, CaseIterable {
    /// The meaning of a code.
    case label
    /// The code of the department that an address lies in, by the code of its commune or its postcode.
    case departement
    /// The name of the region that an address lies in, by its department.
    case region
  }

  /// What a register says of its values.
  let register: RegisterColumn?

  /// Whether its values are what is said at its end, and not made of it.
  var isStored: Bool { derivation == nil && register == nil }

  /// The element at the end of the path.
  public var element: Element { steps.last?.element ?? anchor.element }

  /// Whether its values are dates.
  var isDate: Bool { if attribute == nil, case .date = element.definition.content { true } else { false } }

  /// The last step that may repeat.
  var repeatingStep: Int? {
    let parents = [anchor] + steps
    return steps.indices.last { Occurrence.mayRepeat(steps[$0].element.rawValue, in: parents[$0].element.rawValue) }
  }

  /// What the column holds, in French.
  public var label: String {
    let label = element.label + (attribute.map { " (\($0.name))" } ?? "")
    if let register { return register.label }
    return switch derivation {
    case nil: label
    case .label: label + " (libellé)"
    case .departement: Element.departement.label
    case .region: Element.region.label
    }
  }

  /// Reads a path and checks it against the schema.
  ///
  /// - Throws: `ColumnError` with the nearest path that exists.
  public init(_ text: String) throws(ColumnError) {
    self.text = text
    var rest = Substring(text)
    let derived = Derivation.allCases.first { text.hasSuffix(":\($0.rawValue)") }
    let asked = RegisterColumn.allCases.first { text.hasSuffix(":\($0.rawValue)") }
    if let ending = derived?.rawValue ?? asked?.rawValue { rest = rest.dropLast(ending.utf8.count + 1) }
    let path = try SchemaPath(rest, in: text)
    guard let anchor = path.steps.first else { throw .syntax(path: text) }
    self.anchor = anchor
    steps = Array(path.steps.dropFirst())
    attribute = path.attribute
    let last = (steps.last?.element ?? anchor.element).definition
    // Departments and regions are those of addresses, or what a register says of a commune's code.
    let isRegistered = attribute == nil && asked?.isSaid(of: last.element) == true
    register = isRegistered ? asked : nil
    derivation = isRegistered ? nil : derived
    if let asked, !isRegistered, derived == nil { throw .notInRegisters(path: text, what: asked.rawValue) }
    if let derivation, derivation != .label {
      if last.element != .adresse || attribute != nil { throw .noPlace(path: text) }
      return
    }
    if attribute == nil, !last.isLeaf, last.element != .extra {
      throw .notALeaf(path: text, children: last.particles.map(\.element.name))
    }
    if derivation == .label, last.codeTable == nil || attribute != nil { throw .noLabel(path: text) }
  }
}

/// A column path that cannot be used.
public enum ColumnError: WordedError, Sendable, Equatable {
  /// It is not written as a path.
  case syntax(path: String)
  /// A part of it does not exist there; the hint says what does.
  case unknown(path: String, part: String, hint: Text)
  /// It ends at an element that has children and no text.
  case notALeaf(path: String, children: [String])
  /// Two columns have the same name.
  case duplicate(name: String)
  /// `:label` after something that is not a code.
  case noLabel(path: String)
  /// `:departement` or `:region` after something that is not an address.
  case noPlace(path: String)
  /// Something that registers do not say of such an element.
  case notInRegisters(path: String, what: String)
  /// Its first element is neither the row nor around it.
  case notAround(path: String, table: String, anchors: [String])
  /// No column of the table has that name; the hint says which has.
  case noColumn(name: String, table: String, hint: Text)
  /// Columns of several tables have that name, and mean different things.
  case ambiguous(name: String, tables: [String])
  /// Its cells are made when rows are written.
  case made(name: String)
  /// Registers say it, which conditions do not ask.
  case saidByRegisters(name: String)
  /// There is none.
  case none

  /// What is wrong and what to write instead.
  public func description(in language: Language) -> String {
    switch self {
    case .syntax(let path):
      language(
        "« \(path) » n'est pas un chemin de colonne. Écrivez des noms d'éléments séparés par « / », par exemple session/periode/debut ou formation/@numero.",
        "'\(path)' is not a column path. Write element names separated by '/', for example session/periode/debut or formation/@numero."
      )
    case .unknown(let path, let part, let hint):
      language("« \(path) » : il n'y a pas de « \(part) » ici.\(hint)", "'\(path)': there is no '\(part)' here.\(hint)")
    case .notALeaf(let path, let children):
      language(
        "« \(path) » n'a pas de texte propre. Continuez par : \(children.joined(separator: ", ")).",
        "'\(path)' has no text of its own. Go on with one of: \(children.joined(separator: ", ")).")
    case .duplicate(let name):
      language(
        "Deux colonnes s'appellent « \(name) ». Donnez un autre nom à l'une d'elles : nom=chemin.",
        "Two columns are called '\(name)'. Give one of them another name: name=path.")
    case .noLabel(let path):
      language("« \(path) » : seuls les codes ont un libellé.", "'\(path)': only codes have a label.")
    case .noPlace(let path):
      language(
        "« \(path) » : seule une adresse (adresse) a un département et une région.",
        "'\(path)': only an address (adresse) has a department and a region.")
    case .notInRegisters(let path, let what):
      language(
        "« \(path) » : les référentiels ne connaissent pas « \(what) » pour cet élément.",
        "'\(path)': registers know no '\(what)' of this element.")
    case .notAround, .noColumn, .ambiguous, .made, .saidByRegisters, .none: tableDescription(in: language)
    }
  }

  /// What does not fit the table.
  private func tableDescription(in language: Language) -> String {
    switch self {
    case .notAround(let path, let table, let anchors):
      language(
        "« \(path) » : dans la table « \(table) », un chemin commence par : \(anchors.joined(separator: ", ")).",
        "'\(path)': a row of table '\(table)' may start a path at: \(anchors.joined(separator: ", ")).")
    case .noColumn(let name, let table, let hint):
      language(
        "Il n'y a pas de colonne « \(name) » dans la table « \(table) », et aucun chemin ne commence ainsi.\(hint)",
        "There is no column '\(name)' in table '\(table)', and no path starts so.\(hint)")
    case .ambiguous(let name, let tables):
      language(
        "« \(name) » n'a pas le même sens dans toutes les tables. Écrivez \(tables.map { "\($0).\(name)" }.joined(separator: " ou ")).",
        "'\(name)' means different things in different tables. Write \(tables.map { "\($0).\(name)" }.joined(separator: " or "))."
      )
    case .made(let name):
      language(
        "« \(name) » est calculé quand les lignes sont écrites : aucune condition ne peut porter sur lui.",
        "'\(name)' is made when rows are written, so no condition can ask for it.")
    case .saidByRegisters(let name):
      language(
        "« \(name) » vient des référentiels officiels, qu'une condition n'interroge pas. Filtrez les lignes une fois écrites, ou interrogez les tables en SQL.",
        "'\(name)' is what official registers say, which a condition does not ask. Filter the rows once they are written, or query the tables in SQL."
      )
    default: language("Aucune colonne n'est nommée.", "No column is named.")
    }
  }
}
