import LheoTables
import Testing

@testable import LheoPostgreSQL

/// What can be said of PostgreSQL without a server.
@Suite struct PostgreSQLLibraryTests {
  @Test func aLibraryThatIsMissingIsAnError() {
    #expect { try LibPQ(named: "libpq-nowhere.so.5") } throws: { "\($0)".contains("libpq-nowhere.so.5 is missing") }
    #expect { try LibPQ(named: "libc.so.6") } throws: { "\($0)".contains("has no PQ") }
  }

  @Test(arguments: [
    (
      "postgresql://u:p@host:5/base?schema=a%20b&sslmode=require", "postgresql://u:p@host:5/base?sslmode=require", "a b"
    ),
    ("postgres://host", "postgresql://host", "lheo"), ("postgresql://", "postgresql://", "lheo"),
    ("postgresql://u:a?schema=x@host/base?schema=s", "postgresql://u:a?schema=x@host/base", "s"),
    ("host=h  schema = 'a b' user=u", "host=h user=u", "a b"),
  ]) func theSchemaIsTakenOut(text: String, connection: String, schema: String) throws {
    let address = try PostgreSQLAddress(text)
    #expect(address.connection == connection && address.schema == schema)
    #expect(!address.name.contains("u:") && !address.name.contains("user"))
  }

  @Test func anAddressKeepsItsPasswordToItself() throws {
    let address = try PostgreSQLAddress("postgresql://me:geheim@host/base")
    var text = "\(address) \(String(reflecting: address))"
    dump([address], to: &text)
    #expect(text.contains("postgresql://host/base") && !text.contains("geheim"))
  }

  @Test func rowsAreWrittenAsCopyReadsThem() {
    var rows = CopyText()
    let cells = ["a\tb\\c\r\n", "", "007", "7|9", "2026-09-01", "2026-09", ""].map(\.utf8)
    rows.add(TableRow(cells), [.text, .text, .bigint, .bigint, .date, .date, .text], keyCells: [6])
    #expect(String(decoding: rows.bytes, as: UTF8.self) == "a\\tb\\\\c\\r\\n\t\\N\t007\t\\N\t2026-09-01\t\\N\t\n")
  }
}
