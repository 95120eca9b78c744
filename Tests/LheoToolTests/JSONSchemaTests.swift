import Foundation
import TestSupport
import Testing

/// The JSON Schemas describe what the tool writes: they accept it, and refuse it as soon as it is something else.
@Suite struct JSONSchemaTests {
  let tool = Tool()

  private static let folder = Repository.root.appending(path: "Schemas/json")
  private static let names = ["edof-gaps", "finding", "offer", "report", "usage"]

  /// Validates documents, one a line; each also with a key nobody knows in an object, and with a value replaced by one of
  /// another type, at every place of every document until it has been tried often enough, but in what holds anything. Prints
  /// how many documents there were, and what is wrong.
  private static let script = """
    import collections, json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    free = {'extras', 'reasons', 'dropped'}
    def places(value, path=()):
        yield path, value
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in items:
            if key not in free: yield from places(item, path + (key,))
    def is_valid_with(document, path, value):
        if not path: return validator.is_valid(value)
        place = document
        for key in path[:-1]: place = place[key]
        before, place[path[-1]] = place[path[-1]], value
        try: return validator.is_valid(document)
        finally: place[path[-1]] = before
    documents = mutants = 0
    tried = collections.Counter()
    for line in open(sys.argv[2]):
        document = json.loads(line)
        documents += 1
        for error in validator.iter_errors(document):
            print('refused', error.json_path, error.message[:300])
        everything = list(places(document))
        for path, value in everything:
            # A place is tried as often as is worth its time: each try takes as long as the document is large.
            shape = tuple('*' if isinstance(key, int) else key for key in path) + (type(value).__name__,)
            if tried[shape] == (2 if len(everything) < 1000 else 1): continue
            tried[shape] += 1
            mutants += 1
            if is_valid_with(document, path, {**value, 'zzz': 1} if isinstance(value, dict) else {'zzz': value}):
                print('accepted', path)
    print(documents, mutants)
    """

  private func check(_ schema: String, _ documents: [String], atLeast minimum: Int = 1) throws {
    try tool.write(documents.map { $0 + "\n" }.joined(), to: "documents")
    let result = Python.run(
      Self.script, Self.folder.appending(path: "\(schema).schema.json").path, tool.path("documents"))
    let lines = result.output.split(separator: "\n")
    let counts = (lines.last ?? "").split(separator: " ").compactMap { Int($0) }
    #expect(result.status == 0 && lines.count == 1, "\(result.output.prefix(2000))")
    #expect(counts.count == 2 && counts[0] >= minimum && counts[1] > 0, "\(result.output.prefix(400))")
  }

  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  /// Feeds of all kinds: the fixtures, realistic ones, random valid and faulty ones.
  private func feeds() throws -> [String] {
    let fixtures = try ["valid", "invalid", "unreadable", "earlier"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: Tool.fixture(folder)).sorted()
        .map { Tool.fixture("\(folder)/\($0)") }
    }
    for seed in 0..<6 {
      var random = RandomDocuments(seed: UInt64(70 + seed))
      let tree = seed % 2 == 0 ? random.validFeed(offers: 4) : random.mutatedFeed(offers: 4, changes: 4)
      try Data(RandomEncoding.utf8.bytes(of: tree)).write(to: tool.folder.appending(path: "random\(seed).xml"))
    }
    return fixtures + (0..<6).map { tool.path("random\($0).xml") }
  }

  @Test func schemasHaveAnIdentityWithTheirVersion() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(files == Self.names.map { "\($0).schema.json" })
    for name in Self.names {
      let text = try String(contentsOf: Self.folder.appending(path: "\(name).schema.json"), encoding: .utf8)
      #expect(
        text.contains("\"$id\": \"urn:lheo-toolkit:schema:\(name):")
          || text.contains("\"$id\" : \"urn:lheo-toolkit:schema:\(name):"))
    }
  }

  @Test(.needsPython) func reportsAreAsTheirSchemaSays() throws {
    let feeds = try feeds()
    var reports: [String] = []
    for options in [[], ["--profile", "all", "--region", "28"], ["--profile", "none", "--max-findings", "1"]] {
      reports += lines(
        try tool.run(["validate", "--format", "json", "--as-of", "2026-11-24"] + options + feeds).output)
    }
    try tool.write(reports[1], to: "before.json")
    let late = [
      "validate", "--format", "json", "--as-of", "2026-12-24", "--baseline", "before.json", "--profile", "all",
    ]
    reports += lines(try tool.run(late + feeds).output)
    reports += lines(try tool.run(late + Array(feeds.prefix(1))).output)
    try check("report", reports, atLeast: 5)
  }

  @Test(.needsPython) func findingsAreAsTheirSchemaSays() throws {
    let result = try tool.run(
      ["validate", "--format", "ndjson", "--as-of", "2026-11-24", "--profile", "all", "--lang", "en"] + feeds())
    try check("finding", lines(result.output), atLeast: 100)
  }

  /// Findings of offers from tables have the row instead of a line.
  @Test(.needsPython) func reportsOfAnExportAreAsTheirSchemaSays() throws {
    let feed = Tool.fixture("valid/regional.xml")
    _ = try tool.run("convert", feed, "--to", "csv", "--all-tables", "-o", "t")
    _ = try tool.run("convert", feed, "--to", "sqlite", "-o", "t.sqlite")
    var (reports, findings): ([String], [String]) = ([], [])
    for data in ["t", "t.sqlite"] {
      let names = ["--report", "json=r.json", "--report", "ndjson=r.ndjson"]
      _ = try tool.run(["export", data, "-o", "o.xml", "--as-of", "2040-01-01", "--profile", "all"] + names)
      reports += try lines(tool.read("r.json"))
      findings += try lines(tool.read("r.ndjson"))
    }
    #expect(findings.contains { $0.contains(#""table":"sessions.csv","line""#) })
    #expect(findings.contains { $0.contains(#""table":"sessions","key""#) })
    try check("report", reports, atLeast: 2)
    try check("finding", findings, atLeast: 2)
  }

  @Test(.needsPython) func usagesAreAsTheirSchemaSays() throws {
    let feeds = try Array(feeds().filter { !$0.contains("/valid/regional") }.suffix(20))
    var usages = lines(try tool.run(["inspect", "--usage", "--format", "json"] + feeds).output)
    usages += lines(try tool.run(["inspect", "--usage", "--format", "json", "--period", "month"] + feeds).output)
    try check("usage", usages, atLeast: 2)
  }

  @Test(.needsPython) func gapsAreAsTheirSchemaSays() throws {
    let feeds = try feeds().filter { $0.contains("valid/") && !$0.contains("invalid") }
    var gaps: [String] = []
    for (number, options) in [[], ["--tva", "20"], ["--tva", "20", "--use-contact"]].enumerated() {
      let run =
        ["convert", "--to", "edof", "--gaps", "json=gaps\(number).json", "-o", "edof\(number)"] + options + feeds
      _ = try tool.run(run)
      gaps += lines(try tool.read("gaps\(number).json"))
    }
    try check("edof-gaps", gaps, atLeast: 3)
  }

  @Test(.needsPython) func validOffersAreAsTheirSchemaSays() throws {
    let feeds = try feeds().filter { feed in
      feed.contains("random")
        ? try tool.run("validate", "--profile", "none", feed).status == 0 : feed.contains("/valid/")
    }
    #expect(feeds.count > 4)
    var offers = lines(try tool.run(["convert", "--to", "ndjson"] + feeds).output)
    try Data(RealisticFeed.bytes(offers: 40)).write(to: tool.folder.appending(path: "realistic.xml"))
    offers += lines(try tool.run("convert", "--to", "ndjson", "realistic.xml").output)
    try check("offer", offers, atLeast: 60)
  }

  /// What the schema of LHEO refuses, this one refuses too, but for what JSON does not have, or only a whole feed has.
  @Test(.needsPython) func invalidOffersAreRefused() throws {
    let silent = [
      "ordre", "id-double", "idref", "horodatage", "balise-dans-texte", "espace-de-noms", "texte-inattendu",
    ]
    let files = try FileManager.default.contentsOfDirectory(atPath: Tool.fixture("invalid")).filter { name in
      name.hasPrefix("schema-") && !silent.contains { name.contains($0) }
    }
    #expect(files.count >= 10)
    for file in files.sorted() {
      try tool.write(
        try tool.run("convert", "--to", "ndjson", Tool.fixture("invalid/\(file)")).output, to: "offer.json")
      let result = Python.run(
        """
        import json, sys, jsonschema
        schema = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
        print(any(not schema.is_valid(json.loads(line)) for line in open(sys.argv[2])))
        """, Self.folder.appending(path: "offer.schema.json").path, tool.path("offer.json"))
      #expect(result.output == "True\n", "\(file): \(result.output)")
    }
  }
}
