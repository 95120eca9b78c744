import LheoTables
import TestSupport
import Testing

/// The one reader of rows whose fields are separated, for our own tables and for the files of registers.
@Suite struct DelimitedReaderTests {
  private func reader(
    _ text: String, _ quotes: DelimitedReader.Quotes, pieces: Int? = nil, longestRow: Int = 1 << 24,
    separator: UInt8? = nil
  ) -> DelimitedReader {
    var rest = Array(text.utf8)[...]
    return DelimitedReader(separator: separator, quotes: quotes, longestRow: longestRow) { buffer in
      let count = min(pieces ?? .max, rest.count, buffer.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }

  private func rows(_ reader: DelimitedReader) throws -> [[String]] {
    var rows: [[String]] = []
    while try reader.next() {
      rows.append((0..<reader.count).map { String(decoding: reader.field($0), as: UTF8.self) })
    }
    return rows
  }

  private func rows(_ text: String, _ quotes: DelimitedReader.Quotes, pieces: Int? = nil) throws -> [[String]] {
    try rows(reader(text, quotes, pieces: pieces, separator: 0x3B))
  }

  static let pieces = [1, 2, 3, 7, nil] as [Int?]

  /// Whatever the pieces in which bytes come, and wherever a row crosses them.
  @Test(arguments: pieces) func rowsInPieces(_ pieces: Int?) throws {
    let text = "a;\"b\"\"c\"\r\n;\"\"\r\n\"d;\r\n e\";f \n\n\"g\"\"\";\"h\"i\"\n\"j\";k"
    let expected = [["a", "b\"c"], ["", ""], ["d;\r\n e", "f"], ["g\"", "h\"i"], ["j", "k"]]
    #expect(try rows(text, .spanningLines, pieces: pieces) == expected)
    #expect(
      try rows("\"a\";b\n\"c;d\n\"e \"f\"\";g\n\"h\n", .inLine, pieces: pieces) == [
        ["a", "b"], ["c;d"], ["e \"f\"", "g"], ["h"],
      ])
    #expect(try rows("\"a;b\"\n", .none, pieces: pieces) == [["\"a", "b\""]])
  }

  /// RFC 4180: white space, empty lines and all line ends count; what follows a quoted part belongs to the field.
  @Test(arguments: pieces) func rowsOfTheStandard(_ pieces: Int?) throws {
    let text = "a; b \r\n\"c;\r\n\"\"d\"\"\";\"\"\r\r\n\"\"\n\"e\"f\"g;h\"i\"\rj;"
    let expected = [
      ["a", " b "], ["c;\r\n\"d\"", ""], [""], [""], ["ef\"g", "h\"i\""], ["j", ""],
    ]
    #expect(try rows(text, .standard, pieces: pieces) == expected)
  }

  @Test(arguments: DelimitedReaderTests.pieces) func aQuotedFieldThatDoesNotEnd(_ pieces: Int?) throws {
    let open = reader("a;\"b;\"\"\n", .standard, pieces: pieces, separator: 0x3B)
    #expect(try rows(open) == [["a", "b;\"\n"]] && open.isUnfinished)
    let closed = reader("a;\"b;\"\"\"", .standard, pieces: pieces, separator: 0x3B)
    #expect(try rows(closed) == [["a", "b;\""]] && !closed.isUnfinished)
  }

  @Test(arguments: [("a,b;c,d\n1,2", 2), ("\u{FEFF}a;b\n1;2", 2), ("a\tb\tc,d\n1\t2\t3", 3), ("a\n1", 1)])
  func separatorsAreFound(_ text: String, _ count: Int) throws {
    let reader = reader(text, .standard, pieces: 2)
    #expect(try reader.next() && reader.field(0).elementsEqual([0x61]))
    #expect(try reader.next() && reader.row == 2)
    #expect(text.hasPrefix("a,") || reader.count == count)
  }

  /// Texts of any characters that matter, in fields that are quoted as RFC 4180 says, come back as they were.
  @Test(arguments: 0..<60) func whatIsWrittenIsRead(_ seed: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let alphabet = ["a", "é", "\"", ";", "\n", "\r", " ", "'", "\t", ",", ""]
    let table = (0..<Int.random(in: 1...9, using: &numbers)).map { _ in
      (0..<3).map { _ in
        (0..<Int.random(in: 0...6, using: &numbers)).map { _ in alphabet.randomElement(using: &numbers)! }.joined()
      }
    }
    for end in ["\n", "\r\n", "\r"] {
      let text = table.map { $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ";") }
        .joined(separator: end)
      for size in [1, 5, nil] as [Int?] { #expect(try rows(text, .standard, pieces: size) == table) }
    }
  }

  @Test func rowsThatFillTheMemoryManyTimes() throws {
    let rows = (0..<3000).map { number in
      ["\(number)", String(repeating: "é", count: number % 700), "a\"b\(number)"]
    }
    let text = rows.map { "\"\($0[0])\";\"\($0[1])\";\"a\"\"b\($0[0])\"" }.joined(separator: "\n")
    for quotes in [DelimitedReader.Quotes.standard, .spanningLines, .inLine] {
      #expect(try self.rows(text, quotes) == rows)
    }
  }

  @Test func aRowWithMoreFieldsThanRowsHave() throws {
    for quotes in [DelimitedReader.Quotes.standard, .inLine, .none] {
      #expect(try rows(String(repeating: ";", count: 60_000), quotes)[0].count == 60_001)
      #expect(throws: DelimitedReader.RowTooLong.self) { try rows(String(repeating: ";", count: 70_000), quotes) }
    }
  }

  /// Rows are looked at again when they grow, but not once for each byte that comes.
  @Test func aRowThatDoesNotEnd() throws {
    let text = "a;b\n\"" + String(repeating: "c;\n", count: 1_000_000)
    for quotes in [DelimitedReader.Quotes.standard, .spanningLines] {
      let reader = reader(text, quotes, pieces: 4096, longestRow: 1 << 20)
      #expect(try reader.next())
      let error = #expect(throws: DelimitedReader.RowTooLong.self) { try reader.next() }
      #expect(error?.row == 2)
    }
  }
}
