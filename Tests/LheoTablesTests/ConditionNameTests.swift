import LheoModel
import LheoParser
import TestSupport
import Testing
@testable import LheoTables

/// Names of columns in conditions.
@Suite struct ConditionNameTests {
  private static func offers(_ feed: String) throws -> [ElementBuffer] {
    let parser = FeedParser(.file(Repository.fixture(feed).path))
    var offers: [ElementBuffer] = []
    while let event = try parser.next() {
      if case .element(let buffer) = event, buffer.root.element == .formation {
        // The parser's own is used again for the next offer.
        let copy = ElementBuffer()
        Formation(decoding: buffer.root).encode(into: copy)
        offers.append(copy)
      }
    }
    return offers
  }

  private static func rows(_ table: Table, _ offers: [ElementBuffer], _ condition: Condition? = nil) -> [[String]] {
    var options = TableReader.Options()
    options.join = "\u{1F}"
    options.condition = condition
    let reader = TableReader(table, options: options)
    return offers.enumerated().flatMap { number, offer in
      let rows = reader.rows(of: offer)
      return (0..<rows.count).map { row in
        table.columns.indices.map { column in
          var text = ""
          rows.withCells { bytes, ends in
            let cell = row * rows.columnCount + column
            text = String(decoding: bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]], as: UTF8.self)
          }
          return "\(number) \(text)"
        }
      }
    }
  }

  /// What registers say is refused, however it is asked for: a condition that never holds would look like an answer.
  @Test(
    arguments: Table.all.map(\.name).filter {
      Table.named($0)!.withRegisterColumns.columns.contains(where: \.needsRegisters)
    })
  func whatRegistersSayIsNoCondition(_ name: String) throws {
    let table = try #require(Table.named(name))
    for column in table.withRegisterColumns.columns where column.needsRegisters {
      let paths = column.pathText.split(separator: "|").map(String.init)
      for word in [column.name, "\(name).\(column.name)"] + paths {
        for table in [table, table.withRegisterColumns, nil] {
          #expect("\(word) of \(table?.name ?? "-")") {
            _ = try Condition("\(word) = 'x'", table: table)
          } throws: {
            "\($0)".contains("official registers")
          }
        }
      }
    }
  }

  /// A column with the value of a row keeps that row, and only rows with that value.
  @Test(arguments: Table.all.map(\.name), ["valid/regional.xml", "valid/catalogue.xml"])
  func aColumnWithTheValueOfARowKeepsTheRow(_ name: String, _ feed: String) throws {
    let table = try #require(Table.named(name))
    let offers = try Self.offers(feed)
    let all = Self.rows(table, offers)
    for (index, column) in table.columns.enumerated() {
      var tried: Set<String> = []
      for row in all {
        let values = row[index].drop { $0 != " " }.dropFirst().split(separator: "\u{1F}").map(String.init)
        guard let value = values.last, tried.count < 3, tried.insert(value).inserted else { continue }
        let quoted = value.replacing("'", with: "''")
        let condition: Condition
        do {
          condition = try Condition("\(column.name) = '\(quoted)'", table: table)
        } catch {
          let isNoValue = error.description.contains("not a date") || error.description.contains("neither a code")
          #expect(isNoValue || Self.isMade(column), "\(name).\(column.name) = \(value): \(error)")
          continue
        }
        let kept = Self.rows(table, offers, condition)
        #expect(kept.contains(row), "\(name).\(column.name) = \(value)")
        let strange = kept.first { kept in
          !kept[index].drop { $0 != " " }.dropFirst().split(separator: "\u{1F}").contains { $0 == value }
        }
        // Numbers and dates are the same however they are written.
        if column.valueType == .text, !column.name.hasPrefix("date") {
          #expect(strange == nil, "\(name).\(column.name) = \(value)")
        }
      }
    }
  }

  private static func isMade(_ column: Column) -> Bool {
    switch column.source {
    case .identifier, .rowIdentifier, .rank, .made: true
    default: false
    }
  }

  /// The conditions of the same meaning, for a table.
  @Test(arguments: [
    ("sessions", "debut = 2027-07-10", "session/periode/debut = 2027-07-10"),
    ("recrutements", "debut >= 2027-01-01", "recrutement/periode/debut >= 2027-01-01"),
    ("formations", "recrutements.debut >= 2027-06-01", "recrutement/periode/debut >= 2027-06-01"),
    ("sessions", "lieu_codepostal like '50*'", "action/lieu-de-formation/coordonnees/adresse/codepostal like '50*'"),
    ("sessions", "etat_recrutement = ouvert", "session/etat-recrutement = 1"),
    ("sessions", "etat_recrutement = OUVERT", "session/etat-recrutement = 1"),
    ("sessions", "etat_recrutement in (Ferme, suspendu)", "session/etat-recrutement in (2, 3)"),
    ("sessions", "not etat_recrutement != 'fermé'", "not session/etat-recrutement != 2"),
    ("sessions", "certifiante = oui", "formation/certifiante = 1"),
    ("organismes", "siret like '9*'", "formation/intitule-formation is not missing"),
    ("sessions", "modalite_libelle is not missing", "recrutement/modalite-recrutement:label is not missing"),
    ("sessions", "datemaj > 2026-12-31", "session/@datemaj > 2026-12-31"),
  ])
  func aNameMeansTheColumn(_ name: String, _ condition: String, _ path: String) throws {
    let table = try #require(Table.named(name))
    let offers = try Self.offers("valid/regional.xml")
    let found = Self.rows(table, offers, try Condition(condition, table: table))
    #expect(found == Self.rows(table, offers, try Condition(path, table: table)), "\(condition)")
  }

  /// What is asked of a session is asked of the sessions of what is beside or around it.
  @Test(arguments: [
    "formations", "certifications", "actions", "lieux", "financeurs", "organismes", "contacts", "extras",
  ])
  func rowsBesideASessionAreKeptWithIt(_ name: String) throws {
    let table = try #require(Table.named(name))
    let offers = try Self.offers("valid/regional.xml")
    let all = Self.rows(table, offers)
    #expect(Self.rows(table, offers, try Condition("sessions.session_numero like '*'", table: table)).count > 0)
    #expect(Self.rows(table, offers, try Condition("sessions.session_numero = nobody", table: table)).isEmpty)
    let sessions = Self.rows(Table.named("sessions")!, offers)
    let numero = try #require(sessions.first?[6].split(separator: " ").last)
    let kept = Self.rows(table, offers, try Condition("sessions.session_numero = \(numero)", table: table))
    #expect(!kept.isEmpty && kept.count < all.count)
  }

  @Test(arguments: [
    ("debu = 2026", "Did you mean 'debut'?"), ("lieu_codepostale = 14000", "Did you mean 'lieu_codepostal'?"),
    ("sessions.debu = 2026", "Did you mean 'debut'?"), ("zzzzzzzz = 1", "Its columns are: formation_id"),
    ("intitule-formatio = x", "Did you mean 'intitule-formation'?"),
    ("etat_recrutement = ouvrt", "1 (ouvert), 2 (fermé), 3 (suspendu)"),
    ("etat_recrutement = ''", "1 (ouvert), 2 (fermé), 3 (suspendu)"), ("etat_recrutement in (1, 9)", "'9' is neither"),
    ("niveau_sortie = 'Niveau 44'", "dict-niveaux"), ("niveau_sortie = niveau", "may be "),
    ("adresse/departement = Calvadoz", "Did you mean 14 (Calvados)?"), ("adresse/departement = 99", "départements"),
    ("departement = Calvadoz", "Did you mean 14 (Calvados)?"), ("departement in (14, 99)", "départements"),
    ("siret = 1", "Write lieux.siret or organismes.siret"), ("session_id = 3.1.2", "no condition can ask"),
    ("source = a.xml", "no condition can ask"), ("datemaj > hier", "is not a date"),
  ])
  func aMistakeNamesTheNearest(_ condition: String, _ hint: String) throws {
    let sessions = try #require(Table.named("sessions"))
    let error = #expect(throws: ConditionError.self) { try Condition(condition, table: sessions) }
    #expect(error?.description.contains(hint) ?? false, "\(error?.description ?? "accepted")")
  }

  @Test func aQuoteThatStandsTwiceBelongsToTheText() throws {
    let offers = try Self.offers("valid/regional.xml")
    #expect(Self.rows(Table.named("formations")!, offers, try Condition("intitule != 'l''été'")).count == offers.count)
    #expect(throws: ConditionError.self) { try Condition("intitule = 'l'''été'") }
  }
}
