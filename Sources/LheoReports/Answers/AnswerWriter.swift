import LheoOutput
import LheoTables

/// Writes the answer to a question to a database.
public final class AnswerWriter {
  /// How answers are written.
  public enum Format: String, Sendable, CaseIterable {
    /// Columns of the same width, for people.
    case table
    /// Comma-separated values.
    case csv
    /// A list of objects.
    case json
    /// A table in Markdown.
    case markdown
  }

  private let format: Format
  private let columns: [String]
  private let sink: ByteSink
  private var json: JSONWriter
  /// The first rows, which decide on the widths; `nil` once these are known.
  private var first: [[AnswerValue]]? = []
  private var widths: [Int] = []

  /// How many rows decide on the widths of columns.
  private static let deciding = 1000
  /// How many characters of a value are shown in a table.
  private static let widest = 60

  /// A writer of rows with these columns.
  public init(_ format: Format, _ columns: [String], to sink: ByteSink) {
    self.format = format
    self.sink = sink
    json = JSONWriter(sink)
    // Of two columns of one name an object would keep one.
    var seen: [String: Int] = [:]
    self.columns = columns.map { name in
      seen[name, default: 0] += 1
      return format == .json && seen[name]! > 1 ? "\(name)_\(seen[name]!)" : name
    }
    switch format {
    case .csv: sink.csvRow(columns)
    case .json: json.begin("[")
    case .markdown:
      sink.append(line(columns.map(Self.markdown), separator: " | ", around: ("| ", " |")))
      sink.append("|" + String(repeating: "---|", count: columns.count) + "\n")
    case .table: break
    }
  }

  /// Writes a row.
  ///
  /// - Throws: `OutputError` if the sink has failed.
  public func write(_ row: [AnswerValue]) throws {
    switch format {
    case .csv: writeCSV(row)
    case .json: writeJSON(row)
    case .markdown:
      sink.append(line(row.map { Self.markdown($0.text) }, separator: " | ", around: ("| ", " |")))
    case .table:
      guard first != nil else {
        writeAligned(row)
        break
      }
      first!.append(row)
      if first!.count == Self.deciding { decide() }
    }
    if let error = sink.error { throw error }
  }

  /// Writes what is still to come.
  ///
  /// - Throws: `OutputError` if the sink has failed.
  public func finish() throws {
    if format == .table, first != nil { decide() }
    if format == .json {
      json.end("]")
      sink.append("\n")
    }
    if let error = sink.error { throw error }
  }

  /// A number is never guarded against formulas, as it is none; nor is a text that is a number.
  private func writeCSV(_ row: [AnswerValue]) {
    for (index, value) in row.enumerated() {
      if index > 0 { sink.append(0x2C) }
      var text = value.text
      let isNumber = value.isNumber || text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil
      text.withUTF8 { sink.csvField($0, isRaw: isNumber) }
    }
    sink.append(0x0A)
  }

  private func writeJSON(_ row: [AnswerValue]) {
    json.begin("{")
    for (name, value) in zip(columns, row) {
      json.key(name)
      switch value {
      case .integer(let number): json.number(Int(number))
      case .real(let number) where number.isFinite: json.value(Array(value.text.utf8))
      case .null, .real: json.null()
      case .text(let text), .bytes(let text): json.string(text)
      }
    }
    json.end("}")
  }

  // MARK: Tables

  private func decide() {
    let rows = first ?? []
    first = nil
    widths = columns.enumerated().map { index, name in
      max(name.count, rows.map { min($0[index].shown(Self.widest).count, Self.widest) }.max() ?? 0)
    }
    writeAligned(columns.map { .text($0) }, cutsAt: .max)
    sink.append(line(widths.map { String(repeating: "-", count: $0) }, separator: "  "))
    for row in rows { writeAligned(row) }
  }

  private func writeAligned(_ row: [AnswerValue], cutsAt limit: Int = widest) {
    let cells = zip(row, widths).map { value, width in
      let text = value.shown(limit)
      let space = String(repeating: " ", count: max(0, width - text.count))
      return value.isNumber ? space + text : text + space
    }
    sink.append(line(cells, separator: "  "))
  }

  private func line(_ cells: [String], separator: String, around: (String, String) = ("", "")) -> String {
    var text = around.0 + cells.joined(separator: separator) + around.1
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }

  private static func markdown(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;").visible
  }
}

extension AnswerValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    default: false
    }
  }

  fileprivate var text: String {
    switch self {
    case .null: ""
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text), .bytes(let text): text
    }
  }

  /// On one line, and no longer than that.
  fileprivate func shown(_ limit: Int) -> String {
    let text = text.visible
    return text.count > limit ? text.prefix(limit - 1) + "…" : text
  }
}
