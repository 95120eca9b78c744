import LheoModel
import LheoParser
import LheoTables
import Testing

@Suite struct ColumnTests {
  @Test(arguments: [
    "formation/@numero", "formation/certification/code-RNCP", "session/periode/debut",
    "action/lieu-de-formation/coordonnees/adresse/ville", "formation/certifiante:label",
    "formation/extras[@info='x/y']/extra[@info='b']", "session/@datemaj",
  ])
  func isAPath(text: String) throws { #expect(try ColumnPath(text).text == text) }

  @Test(arguments: [
    ("formation/intitule", "intitule-formation"), ("session/periode/debu", "debut"), ("formaton/@numero", "formation"),
    ("session/@numro", "@numero"),
  ])
  func nearestNameIsProposed(text: String, nearest: String) {
    do throws(ColumnError) {
      _ = try ColumnPath(text)
      Issue.record("accepted")
    } catch {
      #expect("\(error)".contains("Did you mean '\(nearest)'?"), "\(error)")
    }
  }

  @Test(arguments: [
    "", "session/periode", "session/periode/debut:label", "session/@numero/x", "extras[@info=x]/extra", "@numero",
  ])
  func isNoPath(text: String) { #expect(throws: ColumnError.self) { try ColumnPath(text) } }

  @Test func columnsAreSeparatedByCommas() throws {
    let columns = try Column.list("n=session/@numero, formation/extras[@info='a,b']/extra ,fin=session/periode/fin")
    #expect(columns.map(\.name) == ["n", "formation/extras[@info='a,b']/extra", "fin"])
    #expect(columns[0].pathText == "session/@numero")
  }

  @Test func aPathMustStartAroundTheRow() throws {
    let formations = try #require(Table.named("formations"))
    #expect(throws: ColumnError.self) { try formations.with(columns: [Column("session/@numero")]) }
    #expect(try formations.with(columns: [Column("formation/@numero")]).columns.count == 1)
  }

  @Test func namesOfColumnsAreColumns() throws {
    let sessions = try #require(Table.named("sessions"))
    let table = try sessions.with(columns: "session_numero, debut,x=fin,session/periode/fin,role=#session")
    #expect(table.columns.map(\.name) == ["session_numero", "debut", "x", "session/periode/fin", "role"])
    #expect(
      table.columns.prefix(3).map(\.pathText) == ["session/@numero", "session/periode/debut", "session/periode/fin"])
  }

  @Test func everyColumnCanBeNamed() throws {
    for table in Table.all {
      let names = table.columns.map(\.name)
      let same = try table.with(columns: names.joined(separator: ","))
      #expect(same.columns == table.columns, "\(table.name)")
    }
  }

  @Test(arguments: [
    ("debu", "Did you mean 'debut'?"), ("x=debu", "Did you mean 'debut'?"),
    ("sesion/@numero", "Did you mean 'session'?"),
    ("zzzzzzz", "Its columns are: formation_id"), ("debut,debut", "Two columns are called 'debut'"),
    (" , ", "No column"),
    ("", "No column"), ("debut=", "'debut='"), ("recrutement/@numero", "may start a path at"),
  ])
  func aMistakeInAListNamesTheNearest(_ list: String, _ message: String) throws {
    let sessions = try #require(Table.named("sessions"))
    let error = #expect(throws: ColumnError.self) { try sessions.with(columns: list) }
    #expect(error.map { "\($0)" }?.contains(message) ?? false, "\(error.map { "\($0)" } ?? "accepted")")
  }

  @Test func everyTableHasUniqueColumns() {
    for table in Table.all { #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)") }
  }
}
