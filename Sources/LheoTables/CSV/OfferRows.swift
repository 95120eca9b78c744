import LheoModel

/// Offers put together from the rows of tables. What has a table of its own comes from there.
package struct OfferRows {
  /// A row of a table.
  package struct Row {
    /// Where it stands, counted from 1.
    package var number: Int
    /// Its cells by column; those that are not there are empty.
    package var cells: [String: String]

    package init(number: Int, cells: [String: String]) {
      self.number = number
      self.cells = cells
    }

    package subscript(name: String) -> String { cells[name] ?? "" }
  }

  private let join: Character = "|"
  /// Rows of a table by the identifier of what they belong to.
  private var grouped: [String: [String: [Row]]] = [:]

  package init() {}

  /// Adds rows of a table.
  package mutating func add(_ rows: [Row], of table: Table) {
    guard let key = table.parent?.column ?? table.primaryKey else { return }
    grouped[table.name, default: [:]].merge(Dictionary(grouping: rows) { $0[key] }) { $0 + $1 }
  }

  /// Forgets the rows of a table.
  package mutating func removeRows(of table: Table) { grouped[table.name] = nil }

  /// The tables without which there are no offers.
  package static let neededTables = ["formations", "actions", "sessions"]

  /// The columns that join the rows of a table to others.
  package static func neededColumns(of table: Table) -> [String] {
    table.mandatoryColumns.sorted().filter { ["formation_id", "action_id", "session_id"].contains($0) }
  }

  /// The columns that the rows of a table may have.
  package static func knownColumns(of table: Table) -> [String] {
    table.columns.map(\.name) + ["source", "formations"]
  }

  /// Puts the offer of a row of `formations` into a buffer. Its line is the number of the row.
  package func read(_ row: Row, into buffer: ElementBuffer) {
    buffer.reset()
    formation(row).encode(into: buffer, line: row.number)
  }

  private func formation(_ row: Row) -> ElementTree {
    let formation = ElementTree(.formation)
    let id = row["formation_id"]
    for child in of("certifications", id) { formation.add(element(.certification, child, "certifications")) }
    for child in of("actions", id) { formation.add(action(child)) }
    fill(formation, from: row, "formations")
    for organisme in formation.all(.organismeFormationResponsable) {
      describe(organisme, siretOf: .siretOrganismeFormation)
    }
    for action in formation.all(.action) {
      for organisme in action.all(.organismeFormateur) { describe(organisme, siretOf: .siretFormateur) }
    }
    addContacts(of("contacts", id), to: formation)
    for extra in of("extras", id) { addExtra(extra, to: holder(of: extra, in: formation)) }
    formation.complete()
    return formation
  }

  private func action(_ row: Row) -> ElementTree {
    let action = ElementTree(.action)
    let id = row["action_id"]
    for child in of("lieux", id) { action.add(element(.lieuDeFormation, child, "lieux")) }
    for child in of("financeurs", id) { action.add(element(.organismeFinanceur, child, "financeurs")) }
    for child in of("sessions", id) { action.add(session(child, in: action)) }
    fill(action, from: row, "actions")
    return action
  }

  private func session(_ row: Row, in action: ElementTree) -> ElementTree {
    let session = ElementTree(.session)
    let id = row["session_id"]
    for child in of("recrutements", id) { session.add(element(.recrutement, child, "recrutements")) }
    for child in of("cycles", id) { session.add(element(.cycle, child, "cycles")) }
    addBlocs(of("blocs", id), to: session)
    fill(session, from: row, "sessions")
    // What a row says of the action, where the action's own row does not.
    for column in Table.named("sessions")?.columns ?? [] where !row[column.name].isEmpty {
      guard case .paths(let paths) = column.source, let path = paths.first, path.anchor.element == .action,
        !path.wantsLabel, let step = path.steps.first?.element, step == .organismeFormateur
      else { continue }
      action.set(values(row[column.name]), at: path)
    }
    return session
  }

  private func of(_ table: String, _ id: String) -> [Row] { grouped[table]?[id] ?? [] }

  private func values(_ cell: String) -> [String] {
    cell.split(separator: join, omittingEmptySubsequences: false).map(String.init)
  }

  private func element(_ element: Element, _ row: Row, _ table: String) -> ElementTree {
    let tree = ElementTree(element)
    fill(tree, from: row, table)
    return tree
  }

  /// Puts a row's cells into its element. What has rows in a table of its own comes from there.
  private func fill(_ tree: ElementTree, from row: Row, _ table: String) {
    let ownTables: Set<Element> = [.certification, .lieuDeFormation, .organismeFinanceur, .recrutement, .cycle]
    fill(tree, from: row, table, leaving: Set(tree.children.map(\.element)).intersection(ownTables))
  }

  /// Puts a row's cells into its element, but for the children that it has from elsewhere.
  private func fill(_ tree: ElementTree, from row: Row, _ table: String, leaving present: Set<Element>) {
    for column in Table.named(table)?.columns ?? [] where !row[column.name].isEmpty {
      guard case .paths(let paths) = column.source else { continue }
      for path in paths where path.anchor.element == tree.element && !path.wantsLabel {
        if let first = path.steps.first?.element, present.contains(first) { continue }
        let text = column.valueType == .date ? Self.feedDate(row[column.name]) : row[column.name]
        // Only what may repeat is a list: a text may hold the mark itself.
        tree.set(path.repeatingStep == nil ? [text] : values(text), at: path)
      }
    }
  }

  /// A date as feeds have it: `20260901` for `2026-09-01`, with `99` for what is not known in `2026-09` or `2026`.
  private static func feedDate(_ text: String) -> String {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard [4, 2, 2].starts(with: parts.map(\.utf8.count)) else { return text }
    return parts.joined() + String(repeating: "99", count: 3 - parts.count)
  }

  /// Completes a body from its row in `organismes.csv`.
  private func describe(_ organisme: ElementTree, siretOf container: Element) {
    guard let siret = organisme.all(container).first?.all(.siret).first?.text, let row = of("organismes", siret).first
    else { return }
    fill(organisme, from: row, "organismes", leaving: Set(organisme.children.map(\.element)))
  }

  private func addContacts(_ contacts: [Row], to formation: ElementTree) {
    for row in contacts {
      guard let role = Element(name: row["role"]) else { continue }
      let contact = element(role, row, "contacts")
      switch role {
      case .contactFormation: formation.add(contact)
      case .contactOrganisme: formation.all(.organismeFormationResponsable).first?.add(contact)
      case .contactFormateur: place(row, .action, in: formation)?.all(.organismeFormateur).first?.add(contact)
      case .contactSession: place(row, .session, in: formation)?.add(contact)
      default: break
      }
    }
  }

  /// The action or session of a row, by the number at the end of its identifier.
  private func place(_ row: Row, _ element: Element, in formation: ElementTree) -> ElementTree? {
    let actions = of("actions", row["formation_id"])
    guard let action = actions.firstIndex(where: { $0["action_id"] == row["action_id"] }) else { return nil }
    let tree = formation.all(.action)[action]
    if element == .action { return tree }
    let sessions = of("sessions", row["action_id"])
    return sessions.firstIndex { $0["session_id"] == row["session_id"] }.map { tree.all(.session)[$0] }
  }

  private func addBlocs(_ blocs: [Row], to session: ElementTree) {
    var group: (key: String, tree: ElementTree)?
    for row in blocs {
      let key = row["validation"] + "|" + row["rncp"]
      if group?.key != key {
        let tree = session.add(ElementTree(.blocsCompetences))
        fill(tree, from: row, "blocs")
        if tree.all(.referenceCertification).isEmpty { tree.add(ElementTree(.referenceCertification)) }
        group = (key, tree)
      }
      group?.tree.add(element(.blocCompetences, row, "blocs"))
    }
  }

  /// The element that an extension belongs to: where its path leads as far as the tables have the elements, or without a
  /// path the first of that name, in the row's session, action or offer.
  private func holder(of extra: Row, in formation: ElementTree) -> ElementTree {
    let around = place(extra, .session, in: formation) ?? place(extra, .action, in: formation) ?? formation
    guard extra["chemin"].isEmpty else { return around.last(along: extra["chemin"]) }
    return Element(name: extra["element"]).flatMap(around.first) ?? around
  }

  private func addExtra(_ row: Row, to holder: ElementTree) {
    let groupName = row["groupe"]
    let extra = ElementTree(.extra)
    extra.set(.info, row["info"])
    extra.set(.ref, row["ref"])
    extra.set(text: row["valeur"])
    var parent = holder
    for name in row["groupes"].isEmpty ? [] : values(row["groupes"]) {
      let last = parent.all(.extras).last
      parent = last.flatMap { $0.value(of: .info) == name ? $0 : nil } ?? parent.add(ElementTree(.extras))
      parent.set(.info, name)
    }
    if let last = parent.all(.extras).last, last.isGroup(groupName, row["groupe_numero"]) {
      last.add(extra)
      return
    }
    let group = parent.add(ElementTree(.extras))
    group.set(.info, groupName)
    group.set(.numero, row["groupe_numero"])
    group.add(extra)
  }
}

extension ElementTree {
  /// The last element on the way of `lieu-de-formation[2]/coordonnees` that is there.
  fileprivate func last(along path: String) -> ElementTree {
    var tree = self
    for step in path.split(separator: "/") {
      let parts = step.split(whereSeparator: { "[]".contains($0) })
      guard let element = parts.first.flatMap({ Element(name: String($0)) }) else { break }
      let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 1
      let found = tree.all(element)
      guard found.indices.contains(number - 1) else { break }
      tree = found[number - 1]
    }
    return tree
  }

  fileprivate func isGroup(_ info: String, _ numero: String) -> Bool {
    value(of: .info) == info && value(of: .numero) == numero
  }
}
