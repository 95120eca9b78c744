import Foundation
import TestSupport
import Testing

/// What `convert` writes, read by the programs that analysts have.
@Suite struct TableFormatTests {
  let tool = Tool()
  let feed = Tool.fixture("valid/regional.xml")

  func path(_ name: String) -> String { tool.folder.appending(path: name).path }

  func convert(_ arguments: String...) throws { try convert(arguments) }

  func convert(_ arguments: [String]) throws {
    let result = try tool.run(["convert", feed] + arguments)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// Offers are prepared on several cores; their numbers, and the commas between them, are known only when they are
  /// put in order.
  @Test(arguments: ["csv", "ndjson", "json", "lheo"]) func theOutputDoesNotDependOnTheNumberOfCores(
    format: String
  ) throws {
    #expect(try tool.run("generate-feed", "--megabytes", "2", "-o", "large.xml").status == 0)
    let feeds = format == "lheo" ? ["large.xml"] : ["large.xml", feed]
    for condition in [[], ["--where", "session/etat-recrutement = 1"]] {
      let arguments = ["convert"] + feeds + ["--to", format] + condition
      let alone = try tool.run(arguments + ["--jobs", "1"])
      #expect(alone.status == 0, "\(alone.errors)")
      let together = try tool.run(arguments + ["--jobs", "3"])
      #expect(together.output.count > 100_000)
      let isSame = together.output == alone.output
      #expect(isSame)
    }
  }

  @Test(.needsPython) func pandasReadsCSV() throws {
    try convert("--to", "csv", "-o", "sessions.csv")
    try convert("--to", "csv", "--excel", "-o", "excel.csv")
    try convert("--to", "csv", "-o", "sessions.csv.gz")
    let result = Python.run(
      """
      import sys, pandas
      a = pandas.read_csv(sys.argv[1], dtype=str)
      assert a.equals(pandas.read_csv(sys.argv[2], dtype=str, sep=';', encoding='utf-8-sig'))
      assert a.equals(pandas.read_csv(sys.argv[3], dtype=str))
      assert a['session_id'].is_unique
      print(len(a), sorted(a['certifiante'].unique()))
      """, path("sessions.csv"), path("excel.csv"), path("sessions.csv.gz"))
    #expect(result.status == 0)
    #expect(result.output == "95 ['1']\n")
  }

  @Test(.needsPython) func openpyxlReadsXLSX() throws {
    try convert("--to", "xlsx", "-o", "feed.xlsx")
    let result = Python.run(
      """
      import sys, datetime, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book['sessions']
      header = [cell.value.split('\\n')[-1] for cell in sheet[1]]
      assert sheet['A1'].value.split('\\n')[0] != header[0]
      def cells(name): return [row[header.index(name)] for row in sheet.iter_rows(min_row=2)]
      days = [cell for name in ('debut', 'fin', 'datemaj') for cell in cells(name) if cell.value]
      assert all(isinstance(cell.value, datetime.datetime) and cell.number_format == 'dd/mm/yyyy' for cell in days)
      assert all(isinstance(cell.value, str) for cell in cells('organisme_siret') + cells('inscription_codepostal'))
      assert {type(cell.value) for cell in cells('duree_totale') if cell.value} <= {int, float}
      tables = book.worksheets[1:]
      assert all(sheet.auto_filter.ref == sheet.dimensions for sheet in tables), [sheet.dimensions for sheet in tables]
      assert all(sheet.freeze_panes == 'A2' and sheet.print_title_rows == '$1:$1' for sheet in tables)
      assert all(sheet.page_setup.orientation == 'landscape' for sheet in book)
      assert all(cell.data_type != 'f' for sheet in book for row in sheet for cell in row)
      links = {cell.hyperlink.target for row in book['contacts'] for cell in row if cell.hyperlink}
      assert links and all(link.startswith(('mailto:', 'http')) for link in links), links
      front = [[cell.value for cell in row] for row in book.worksheets[0]]
      assert [row[1] for row in front if row[0] == 'sessions'] == [95]
      assert any('regional.xml' in str(cell) for row in front for cell in row)
      import pandas
      sessions = pandas.read_excel(sys.argv[1], "sessions")
      sessions.columns = [column.split("\\n")[-1] for column in sessions.columns]
      assert str(sessions['debut'].dtype).startswith('datetime64'), sessions.dtypes
      print(len(book.sheetnames), book.sheetnames[:3], book.sheetnames[-2:], sheet.max_row)
      """, path("feed.xlsx"))
    #expect(result.output == "15 ['Lisez-moi', 'formations', 'actions'] ['Codes', 'Colonnes'] 96\n")
  }

  /// What a spreadsheet shows is what the table in CSV says.
  @Test(.needs("soffice")) func libreOfficeReadsXLSX() throws {
    try convert("--to", "xlsx", "-o", "feed.xlsx")
    try convert("--to", "csv", "--raw", "-o", "sessions.csv")
    let office = try #require(Program.find("soffice"))
    // Sheet 4, as it looks.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4"
    let result = Program.run(
      office,
      [
        "-env:UserInstallation=file://\(path("profile"))", "--headless", "--convert-to", filter, "--outdir",
        path("seen"),
        path("feed.xlsx"),
      ])
    #expect(result.status == 0, "\(result.output)")
    let comparison = Program.run(
      try #require(Program.find("python3")),
      [
        "-c",
        """
        import sys, csv
        seen, said = (list(csv.reader(open(path, encoding='utf-8', newline=''))) for path in sys.argv[1:])
        assert [cell.split('\\n')[-1] for cell in seen[0]] == said[0], seen[0]
        def same(a, b):
          if a == b: return True
          # Dates have the form of the country, and numbers lose what does not count.
          if len(a) == 10 and a[2] + a[5] == '//': return b.replace('-', '') in (a[6:] + a[3:5] + a[:2], a[6:] + a[:2] + a[3:5])
          return float(a) == float(b)
        assert all(same(*cells) for rows in zip(seen[1:], said[1:], strict=True) for cells in zip(*rows, strict=True))
        print(len(seen))
        """, path("seen/feed-sessions.csv"), path("sessions.csv"),
      ])
    #expect(comparison.output == "96\n")
  }

  @Test(
    .needsPython,
    arguments: [
      ["csv", "--dates", "feed"], ["csv", "--dates", "iso"], ["csv", "--excel"], ["tsv"], ["tsv", "--excel"],
      ["csv", "--no-header"], ["tsv", "--no-header"],
    ]) func frictionlessValidatesFolders(options: [String]) throws
  {
    try convert(["--to"] + options + ["--all-tables", "-o", "tables"])
    let result = Python.run(
      """
      import sys, os
      os.chdir(sys.argv[1])
      from frictionless import validate
      report = validate('datapackage.json')
      print(report.valid, len(report.tasks), report.flatten(['title', 'message'])[:3])
      """, path("tables"))
    #expect(result.output == "True 15 []\n")
  }

  /// Files are called after what separates their fields, which their description says.
  @Test(
    arguments: [
      (["csv"], "csv", nil), (["csv", "--excel"], "csv", ";"), (["tsv"], "tsv", "\t"),
      (["tsv", "--excel"], "tsv", "\t"),
    ] as [([String], String, String?)])
  func foldersSayHowTheyAreWritten(_ options: [String], _ ending: String, _ delimiter: String?) throws {
    try convert(["--to"] + options + ["--all-tables", "-o", "tables"])
    struct Package: Decodable {
      struct Resource: Decodable {
        struct Dialect: Decodable { var delimiter: String }
        var name: String
        var path: String
        var dialect: Dialect?
      }
      var resources: [Resource]
    }
    let package = try JSONDecoder().decode(Package.self, from: Data(try tool.read("tables/datapackage.json").utf8))
    #expect(package.resources.count == 15)
    for resource in package.resources {
      #expect(resource.path == "\(resource.name).\(ending)" && resource.dialect?.delimiter == delimiter)
      let header = try tool.read("tables/\(resource.path)").split(whereSeparator: \.isNewline)[0]
      #expect(header.split(separator: delimiter ?? ",").count > 2, "\(header)")
    }
  }

  @Test(.needsPython, arguments: ["ndjson", "json"]) func jsonIsWhatXmlschemaMakes(
    format: String
  ) throws {
    try convert("--to", format, "-o", "offers")
    let result = Python.run(
      """
      import sys, json, decimal, xmlschema
      schema = xmlschema.XMLSchema(sys.argv[1])
      def plain(value):
        if isinstance(value, dict): return {k: plain(v) for k, v in value.items() if not k.startswith('@xmlns')}
        if isinstance(value, list): return [plain(item) for item in value]
        return int(value) if isinstance(value, decimal.Decimal) else value
      expected = plain(schema.to_dict(sys.argv[2], validation='skip'))['offres']['formation']
      text = open(sys.argv[3]).read()
      found = json.loads(text) if sys.argv[4] == 'json' else [json.loads(line) for line in text.splitlines()]
      differences = [i for i, (a, b) in enumerate(zip(expected, found)) if a != b]
      print(len(expected) - len(found), differences)
      """, Repository.schema.path, feed, path("offers"), format)
    #expect(result.output == "0 []\n")
  }
}
