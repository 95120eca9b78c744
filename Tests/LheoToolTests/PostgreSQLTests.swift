import Foundation
import TestSupport
import Testing

/// What the guide says of `convert --to postgresql`.
@Suite(.needsPostgreSQL) struct PostgreSQLTests {
  let tool = Tool()
  let minimal = Tool.fixture("valid/minimal.xml")
  let regional = Tool.fixture("valid/regional.xml")
  let database = try! PostgreSQLServer.makeDatabase()

  private func convert(_ feeds: String..., options: [String] = [], to address: String? = nil) throws -> Tool.Result {
    try tool.run(["convert"] + feeds + ["--to", "postgresql", "-o", address ?? database.address()] + options)
  }

  @Test func tablesHaveTypesKeysAndLabels() throws {
    let result = try convert(regional)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(database.query("SELECT count(*), count(distinct formation_id) FROM lheo.sessions") == "95|30")
    let types = database.query(
      "SELECT string_agg(data_type, ' ' ORDER BY column_name) FROM information_schema.columns WHERE table_schema = 'lheo' "
        + "AND table_name = 'sessions' AND column_name IN ('debut', 'duree_totale', 'etat_recrutement', 'places')")
    #expect(types == "date bigint text text")
    let constraints = "SELECT count(*) FROM pg_constraint WHERE connamespace = 'lheo'::regnamespace AND contype ="
    #expect(database.query("\(constraints) 'p'") == "12")
    #expect(database.query("\(constraints) 'f'") == "15")
    #expect(
      database.query("SELECT count(*) FROM pg_index WHERE NOT indisprimary AND indrelid = 'lheo.sessions'::regclass")
        == "5")
    let uncommented = database.query(
      "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND attnum > 0 "
        + "AND relnamespace = 'lheo'::regnamespace AND  col_description(c.oid, attnum) IS NULL")
    #expect(uncommented == "0")
    #expect(database.query("SELECT obj_description('lheo.sessions'::regclass)") == "Session de formation")
    #expect(
      database.query("SELECT libelle FROM lheo.codes WHERE nom = 'dict-etat-recrutement' AND code = '1'") == "ouvert")
  }

  @Test func viewsAndFullText() throws {
    #expect(try convert(minimal).status == 0)
    #expect(database.query("SELECT count(*), min(certifiante_libelle) FROM lheo.v_sessions").hasPrefix("1|"))
    #expect(database.query("SELECT count(certifiante_libelle) FROM lheo.v_sessions") == "1")
    _ = database.query("UPDATE lheo.formations SET intitule = 'Cuisiniers en collectivité'")
    let found = "SELECT formation_id FROM lheo.recherche WHERE texte @@ websearch_to_tsquery('french', 'cuisinier')"
    #expect(database.query(found) == "f1")
    #expect(database.query("SET enable_seqscan = off; EXPLAIN \(found)").contains("formations_recherche"))
    let open = "SELECT count(*) FROM lheo.v_sessions_ouvertes"
    for (end, state, isOpen) in [
      ("current_date", "1", true), ("current_date - 1", "1", false), ("NULL", "1", true), ("current_date", "2", false),
    ] {
      _ = database.query("UPDATE lheo.sessions SET fin = \(end), etat_recrutement = '\(state)'")
      #expect(database.query(open) == (isOpen ? "1" : "0"), "\(end) \(state)")
    }
  }

  @Test func aValueThatIsNotOfItsTypeIsNull() throws {
    let text = try String(contentsOfFile: minimal, encoding: .utf8)
    for (date, number, expected) in [
      ("20270231", "7", "|7"), ("20279999", "99999999999999999999", "|"), ("bientôt", "1.5", "|"),
      ("99999999", "", "|"),
      ("20280630", " 007 ", "2028-06-30|7"), ("2028\n0630", "-1", "|-1"),
    ] {
      let feed = text.replacing(/<fin>\d+/, with: "<fin>\(date)")
        .replacing(/<nombre-heures-total>\d+/, with: "<nombre-heures-total>\(number)")
      try tool.write(feed, to: "a.xml")
      let result = try convert("a.xml")
      #expect(result.status == 0, "\(result.errors)")
      #expect(database.query("SELECT fin, duree_totale FROM lheo.sessions") == expected, "\(date) \(number)")
    }
  }

  @Test func textsComeThroughAsTheyAre() throws {
    let text = try String(contentsOfFile: minimal, encoding: .utf8)
    let hard = #"a\b \N \. \t ' " ; € 😀 "# + "tab\tand\rtwo\nlines\n\\.\nend"
    let escaped = hard.replacing("\r", with: "&#13;")
    try tool.write(text.replacing(/<intitule-formation>[^<]*/, with: "<intitule-formation>\(escaped)"), to: "a.xml")
    #expect(try convert("a.xml").status == 0)
    let literal = hard.replacing("'", with: "''")
    #expect(database.query("SELECT intitule = '\(literal)' FROM lheo.formations") == "t")
    // Longer than an index takes.
    let long = (0..<3000).map { String(($0 * 7919) % 10_007, radix: 36) }.joined()
    try tool.write(
      text.replacing(/formation numero="[^"]*"/, with: "formation numero=\"\(long)\"")
        .replacing(/<intitule-formation>[^<]*/, with: "<intitule-formation>\(String(repeating: long, count: 100))"),
      to: "long.xml")
    let result = try convert("long.xml")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func feedsAreAddedOnce() throws {
    #expect(try convert(minimal, options: ["--append"]).status == 0)
    #expect(try convert(regional, options: ["--append"]).status == 0)
    let count = "SELECT count(*), count(distinct source) FROM lheo.sessions"
    #expect(database.query(count) == "96|2")
    let result = try convert(minimal, options: ["--append"])
    #expect(result.status == 2 && result.errors.contains("minimal.xml' is in the database already"), "\(result.errors)")
    #expect(database.query(count) == "96|2")
    #expect(try convert(minimal, regional).status == 0)
    #expect(database.query(count) == "96|2")
    #expect(try convert(minimal).status == 0)
    #expect(database.query(count) == "1|1")
  }

  /// What users have added to the tables stays when they get new rows.
  @Test func rightsAndViewsOfUsersStay() throws {
    #expect(try convert(minimal).status == 0)
    _ = database.query(
      """
      CREATE ROLE lecteur_\(database.name); GRANT SELECT ON lheo.sessions TO lecteur_\(database.name);
      CREATE VIEW public.mes_sessions AS SELECT * FROM lheo.sessions; CREATE INDEX a_moi ON lheo.sessions (fin);
      ALTER TABLE lheo.sessions ADD COLUMN note text
      """)
    #expect(try convert(regional).status == 0)
    #expect(database.query("SELECT count(*) FROM mes_sessions") == "95")
    #expect(database.query("SELECT has_table_privilege('lecteur_\(database.name)', 'lheo.sessions', 'SELECT')") == "t")
    #expect(database.query("SELECT to_regclass('lheo.a_moi') IS NOT NULL") == "t")
  }

  /// A row whose offer, action or session does not fulfil a condition would have nothing to belong to.
  @Test func aConditionKeepsTheKeys() throws {
    for condition in [
      "session/periode/debut >= 2027-09-01", "session/periode/debut is missing", "intitule-formation = x",
    ] {
      let result = try convert(regional, options: ["--where", condition])
      #expect(result.status == 0, "\(condition): \(result.errors)")
    }
    #expect(try convert(regional, options: ["--where", "session/periode/debut >= 2027-09-01"]).status == 0)
    let csv = try tool.run(
      "convert", regional, "--to", "csv", "--columns", "session/@numero", "--where",
      "session/periode/debut >= 2027-09-01")
    #expect(database.query("SELECT count(*) + 1 FROM lheo.sessions") == "\(csv.output.split(separator: "\n").count)")
  }

  // MARK: Addresses

  @Test func addressesAreThoseOfLibpq() throws {
    let host = database.host
    try tool.write("[offres]\nhost=\(host)\ndbname=\(database.name)\nuser=lheo\n", to: "services")
    let settings = [
      "PGSERVICEFILE": tool.path("services"), "PGHOST": host, "PGDATABASE": database.name, "PGUSER": "lheo",
    ]
    for (number, address) in [
      "postgres://lheo@/\(database.name)?schema=s0&host=\(host)",
      "host=\(host) user=lheo schema=s1 dbname='\(database.name)'",
      "service=offres schema=s2", "postgresql://?schema=s3", "postgresql:///?service=offres&schema=s%34",
      "service=offres schema='s 5'",
    ].enumerated() {
      let arguments = ["convert", minimal, "--to", "postgresql", "-o", address]
      let result = try tool.run(arguments, environment: settings)
      #expect(result.status == 0, "\(address): \(result.errors)")
      let schema = number == 5 ? "\"s 5\"" : "s\(number)"
      #expect(database.query("SELECT count(*) FROM \(schema).sessions") == "1", "\(address)")
      let export = try tool.run(["export", address, "--profile", "none", "-o", "a.xml"], environment: settings)
      #expect(export.status == 0, "\(address): \(export.errors)")
    }
    for address in ["base.sqlite", "-", ""] {
      let result = try convert(minimal, to: address)
      #expect(result.status != 0 && result.errors.contains("address"), "\(address): \(result.errors)")
    }
  }

  @Test func aPasswordIsNeverShown() throws {
    let secret = "Gehe1mnis"
    _ = database.query("CREATE ROLE geheim LOGIN PASSWORD '\(secret)'")
    let place = "\(database.name)?host=\(database.host)"
    let addresses = [
      "postgresql://geheim:\(secret)x@/\(place)", "postgresql://geheim:\(secret)@/\(place)",
      "postgresql://geheim:\(secret)@localhost:1/x", "postgresql://geheim:\(secret)/x@localhost/x",
      "postgresql://geheim:\(secret)@y@localhost/x", "postgresql://geheim:x@\(secret)?y@localhost/x",
      "postgresql://geheim:%zz\(secret)@localhost/x", "postgresql://localhost/x?password=\(secret)&nothing=1",
      "postgresql://localhost:\(secret)/x", "postgresql://geheim:\(secret)", "postgresql://geheim@:\(secret)@/x",
      "postgresql://localhost:1/x?password=\(secret)", "host=localhost port=1 password='\(secret)",
      "host=localhost port=1 password=\(secret)", "host=localhost port=1 \(secret)",
      "dbname=postgresql://u:\(secret)@localhost:1/x", "dbname='host=localhost port=1 password=\(secret)'",
    ]
    for address in addresses {
      for arguments in [
        ["convert", minimal, "--to", "postgresql", "-o", address], ["export", address, "-o", "a.xml"],
      ] {
        let result = try tool.run(arguments)
        #expect(result.status != 0, "\(arguments)")
        #expect(!(result.errors + result.output).contains(secret), "\(arguments): \(result.errors)")
      }
    }
    let arguments = ["convert", minimal, "--to", "postgresql", "-o", "postgresql://geheim@/\(place)"]
    let result = try tool.run(arguments, environment: ["PGPASSWORD": secret])
    #expect(result.status == 2 && result.errors.contains("permission denied") && !result.errors.contains(secret))
    #expect(try tool.run(arguments, environment: ["PGPASSWORD": "x"]).errors.contains("password authentication failed"))
  }
}
