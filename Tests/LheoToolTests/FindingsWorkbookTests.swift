import Foundation
import TestSupport
import Testing

/// Findings for who works in Excel.
@Suite struct FindingsWorkbookTests {
  let tool = Tool()

  /// A feed with findings, some of whose texts would be formulas elsewhere.
  private func write(_ name: String) throws {
    let feed = try String(contentsOf: Repository.fixture("valid/regional.xml"), encoding: .utf8)
      .replacing("<intitule-formation>", with: "<intitule-formation>=1+1 <b>")
      .replacing("<intitule-formation>=1+1 <b>", with: "<intitule-formation>=1+1 &lt;b&gt;")
      .replacing("<codepostal>", with: "<codepostal>x")
    try tool.write(feed, to: name)
  }

  private static let script = """
    import sys, csv, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    said = list(csv.reader(open(sys.argv[2], encoding='utf-8', newline='')))
    front, found, rules = (book[name] for name in book.sheetnames)
    names = [cell.value.split('\\n')[-1] for cell in found[1]]
    rows = [dict(zip(names, row)) for row in found.iter_rows(min_row=2, values_only=True)]
    text = lambda v: '' if v is None else v.strftime('%Y-%m-%d') if hasattr(v, 'strftime') else str(v)
    assert len(rows) == len(said) - 1, (len(rows), len(said))
    header = said[0]
    for row, line in zip(rows, said[1:]):
      line = dict(zip(header, line))
      # The gravity has a label here.
      for name in row.keys() - {'severity'}:
        assert text(row[name]) == line[name].removeprefix("'"), (name, row[name], line[name])
    assert not any(cell.data_type == 'f' for sheet in book for row in sheet.iter_rows() for cell in row)
    counts = {row[0]: row[2] for row in rules.iter_rows(min_row=2, values_only=True)}
    assert counts == {rule: [line[2] for line in said[1:]].count(rule) for rule in counts}, counts
    assert sum(counts.values()) == len(rows)
    assert found.freeze_panes == 'A2' and rules.freeze_panes == 'A2'
    assert found.auto_filter.ref == f'A1:V{len(rows) + 1}', found.auto_filter.ref
    # What is on paper can be read there.
    assert found.print_area.endswith(f'$A$1:$J${len(rows) + 1}'), found.print_area
    assert found['J1'].value.endswith('file'), found['J1'].value
    assert sum(found.column_dimensions[letter].width for letter in 'ABCDEFGHIJ') < 260
    for row in found.iter_rows(min_row=2):
      longest = max(len(str(cell.value)) for cell in row if cell.value is not None)
      assert longest <= 50 or found.row_dimensions[row[0].row].height >= 15 * -(-longest // 50), row[0].row
    links = [cell.hyperlink.target for row in found.iter_rows() for cell in row if cell.hyperlink]
    assert links and all(link.startswith('mailto:') for link in links), links[:3]
    print(*book.sheetnames)
    """

  @Test(.needsPython, arguments: [("fr", "Lisez-moi Constats Règles"), ("en", "Read me Findings Rules")])
  func theWorkbookSaysWhatTheTableSays(_ language: String, _ sheets: String) throws {
    try write("feed.xml")
    let outcome = try tool.run(
      "validate", "feed.xml", "--profile", "all", "--as-of", "2026-11-24", "--lang", language, "--report",
      "xlsx=found.xlsx", "--report", "csv=found.csv")
    #expect(outcome.status == 1, "\(outcome.errors)")
    let result = Python.run(Self.script, tool.path("found.xlsx"), tool.path("found.csv"))
    #expect(result.status == 0 && result.output == sheets + "\n", "\(result.output)")
  }

  @Test(.needsPython) func aFeedThatCannotBeReadIsARowToo() throws {
    let outcome = try tool.run(
      "validate", Tool.fixture("unreadable/truncated.xml"), Tool.fixture("valid/minimal.xml"), "--as-of", "2031-01-01",
      "--report", "xlsx=found.xlsx", "--report", "csv=found.csv")
    #expect(outcome.status == 2)
    let script = """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      rows = list(book['Constats'].iter_rows(min_row=2, values_only=True))
      print([row[16] for row in rows])
      # The front counts that row, marks the feed, and says what is over.
      front = [[cell for cell in row if cell is not None] for row in book['Lisez-moi'].iter_rows(values_only=True)]
      print([str(row[1]) for row in front if row[:1] == ['Constats']] == [str(len(rows))] or front)
      print(sum(str(row[0]).endswith('truncated.xml (illisible)') for row in front if row))
      print(sum('aucune session à venir' in str(row[0]) for row in front if row))
      """
    let said = Python.run(script, tool.path("found.xlsx")).output
    #expect(said.hasPrefix("['lecture', ") && said.hasSuffix("]\nTrue\n1\n1\n"), "\(said)")
  }

  /// With `--max-findings` the rules still have their true counts, and the front says how many are left out.
  @Test(.needsPython) func whatIsLeftOutIsSaid() throws {
    try write("feed.xml")
    _ = try tool.run(
      "validate", "feed.xml", "--max-findings", "2", "--format", "xlsx", "-o", "found.xlsx", "--as-of", "2026-11-24")
    let script = """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      front = [str(cell.value) for row in book['Lisez-moi'].iter_rows() for cell in row if cell.value is not None]
      total = sum(row[2] for row in book['Règles'].iter_rows(min_row=2, values_only=True))
      print(book['Constats'].max_row, any(f'{total - 2} constat' in text for text in front))
      """
    #expect(Python.run(script, tool.path("found.xlsx")).output == "3 True\n")
  }

  @Test func aWorkbookIsAFile() throws {
    let outcome = try tool.run("validate", Tool.fixture("valid/minimal.xml"), "--format", "xlsx")
    #expect(outcome.status == 64 && outcome.errors.contains("name it with -o"), "\(outcome.errors)")
  }
}
