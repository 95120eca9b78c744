import Foundation
import LheoFormats
import LheoModel
import LheoParser
import TestSupport
import Testing
@testable import LheoXLSX

extension XLSXRow {
  init(header: [String]) {
    self.init(
      number: 1,
      cells: header.enumerated().map {
        XLSXReadCell(reference: XLSXCellReference(row: 1, column: $0 + 1), value: .text($1), isMerged: false)
      })
  }
}

/// Random sessions, as somebody would type them.
struct RandomSessions {
  private var random: RandomDocuments
  private var count = 0

  init(seed: UInt64) { random = RandomDocuments(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { random.number(range) }

  /// Rows of some sessions; the numbers of their offers, and which values must be in these, and how often.
  mutating func sessions(_ number: Int) -> (rows: [[String: String]], offers: [String], values: [String: Int]) {
    var (rows, offers, values) = ([[String: String]](), [String](), [String: Int]())
    for place in 0..<number {
      var row: [String: String] = [:]
      var levels: [SheetColumn.Level] = [.session]
      if place == 0 || random.chance(50) { levels.append(.action) }
      if place == 0 || levels.count == 2 && random.chance(40) { levels.append(.formation) }
      if place == 0 { levels.append(.organisme) }
      for column in SessionSheet.columns where levels.contains(column.level) {
        let isKey = column.name.hasSuffix("-numero") || column.name.hasPrefix("SIRET-organisme")
        guard isKey || random.chance(60) else { continue }
        // An offer has one code.
        let codes = SessionSheet.certificationColumns.map { SessionSheet.columns[$0].name }
        if codes.contains(column.name), codes.contains(where: { row[$0] != nil }) { continue }
        let (typed, value) = self.value(of: column)
        row[column.name] = typed
        values[value, default: 0] += 1
        if column.name == "formation-numero" { offers.append(typed) }
      }
      rows.append(row)
    }
    return (rows, offers, values)
  }

  /// What somebody types in a cell, and what the feed then says.
  mutating func value(of column: SheetColumn) -> (typed: String, value: String) {
    count += 1
    let awkward = ["=1+1", "é | œ", "a\nb", "<b>", "0012", "1e5", "@x", "'", "2026-09-01", "«\u{A0}x\u{A0}»"]
    switch column.kind {
    case .text, .mail, .web:
      let text = "\(count) " + random.one(of: awkward)
      let whole = column.isTakenApart ? text.replacing("|", with: "/") : text
      return (whole, whole)
    case .lines: return ("x\n l\(count) ", "l\(count)")
    case .digits(let width):
      let digits = String(String(count).suffix(width ?? 5))
      let text = String(repeating: "0", count: (width ?? 5) - digits.count) + digits
      return (text, text)
    case .phone: return ("02 31 \(count)", "02 31 \(count)")
    case .date, .dates:
      let (day, month) = (random.number(10...28), random.number(10...12))
      return ("\(day)/\(month)/2026", "2026\(month)\(day)")
    case .hours: return (String(count), String(count))
    case .amount: return ("\(count),5", "\(count).50")
    case .decimal: return ("\(count).25", "\(count).25")
    case .rate: return random.one(of: [("5,5 %", "5.5"), ("20", "20"), ("0", "0"), ("2.10", "2.1")])
    case .code(let table), .codes(let table):
      let code = random.one(of: table.entries).code
      return (code, code)
    }
  }
}
