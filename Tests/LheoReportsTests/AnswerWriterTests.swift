import Foundation
import LheoOutput
import LheoReports
import LheoTables
import Testing

/// How answers to questions look.
@Suite struct AnswerWriterTests {
  private func write(_ format: AnswerWriter.Format, _ columns: [String], _ rows: [[AnswerValue]]) throws -> String {
    var bytes: [UInt8] = []
    let sink = ByteSink(file: "test") { piece in
      bytes += piece
      return 0
    }
    let writer = AnswerWriter(format, columns, to: sink)
    for row in rows { try writer.write(row) }
    try writer.finish()
    sink.flush()
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let rows: [[AnswerValue]] = [
    [.text("Évreux"), .integer(7), .null], [.text("a\nb|c"), .integer(1234), .real(-1.5)],
  ]

  @Test func tablesAreAligned() throws {
    #expect(
      try write(.table, ["ville", "n", "x"], Self.rows) == """
        ville   n     x
        ------  ----  ----
        Évreux     7
        a b|c   1234  -1.5

        """)
  }

  @Test func longTextsAreCutInTablesOnly() throws {
    let rows: [[AnswerValue]] = [[.text(String(repeating: "x", count: 100)), .integer(1)]]
    #expect(try write(.table, ["a", "b"], rows).hasSuffix("\(String(repeating: "x", count: 59))…  1\n"))
    #expect(try write(.csv, ["a", "b"], rows).contains(String(repeating: "x", count: 100)))
  }

  /// Memory is not that of the answer.
  @Test func rowsAfterTheFirstHaveTheWidthsOfThese() throws {
    let rows = (0..<1002).map { [AnswerValue.text($0 < 1000 ? "x" : "longer"), .integer(1)] }
    #expect(try write(.table, ["a", "b"], rows).hasSuffix("x  1\nlonger  1\nlonger  1\n"))
  }

  @Test func csvGuardsTextsAndNotNumbers() throws {
    let rows: [[AnswerValue]] = [
      [
        .integer(-1), .real(-1.5), .text("-1.0822"), .text("=1+1"), .text("-1+1"), .text("a,\"b\""), .bytes("00ff"),
        .null,
      ]
    ]
    #expect(
      try write(.csv, ["a", "b", "c", "d", "e", "f", "g", "=h"], rows)
        == "a,b,c,d,e,f,g,'=h\n-1,-1.5,-1.0822,'=1+1,'-1+1,\"a,\"\"b\"\"\",00ff,\n")
  }

  @Test func jsonKeepsTypesAndColumnsOfOneName() throws {
    let rows: [[AnswerValue]] = [
      [.integer(1), .text("\"\u{1}"), .real(.infinity)], [.null, .real(0.5), .integer(.max)],
    ]
    let text = try write(.json, ["a", "a", "b"], rows)
    #expect(
      text
        == "[{\"a\":1,\"a_2\":\"\\\"\\u0001\",\"b\":null},{\"a\":null,\"a_2\":0.5,\"b\":9223372036854775807}]\n")
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [Any])
    #expect(try write(.json, ["a"], []) == "[]\n")
  }

  @Test func markdownIsATable() throws {
    #expect(
      try write(.markdown, ["ville|", "n"], [[.text("a|b\n<b>"), .integer(1)]])
        == "| ville\\| | n |\n|---|---|\n| a\\|b &lt;b> | 1 |\n")
  }

  @Test(arguments: [AnswerWriter.Format.table, .markdown]) func textsCannotSteerATerminal(
    _ format: AnswerWriter.Format
  ) throws {
    let text = try write(format, ["a\u{1B}[31m"], [[.text("x\u{1B}]0;y\u{7}\u{202E}")]])
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
  }
}
