import LheoModel

/// A row of a sheet.
public struct XLSXRow: Sendable {
  /// The row, from 1.
  public let number: Int
  /// Its cells that hold something, from left to right.
  public let cells: [XLSXReadCell]
}

/// A cell that has been read.
public struct XLSXReadCell: Sendable, Equatable {
  /// Where it is.
  public let reference: XLSXCellReference
  /// What it holds.
  public let value: XLSXValue
  /// Whether it is one of several merged cells, below the one that holds the value.
  public let isMerged: Bool
}

/// What a cell holds.
public enum XLSXValue: Sendable, Equatable {
  /// A text.
  case text(String)
  /// A number that is shown as one, with its digits as the workbook has them.
  case number(Double, String)
  /// A number that is shown in percent: 20 for what is kept as 0.2.
  case percent(Double)
  /// A day; the time of the day is not kept.
  case date(PartialDate)
  /// Yes or no.
  case boolean(Bool)
  /// A mistake such as `#N/A`.
  case error(String)
  /// A formula without a result: no spreadsheet has computed it.
  case formula

  /// The day of a number, as workbooks count days.
  ///
  /// - Parameters:
  ///   - serial: the days since the last one before the year 1900, or since the first one of 1904.
  ///   - startsIn1904: which of them.
  /// - Returns: the day, `nil` where the number is none.
  static func day(_ serial: Double, startsIn1904: Bool) -> PartialDate? {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    if startsIn1904 {
      days += 1_462
    } else if days == 0 || days == 60 {
      // Day 60 is 29 February 1900, which the spreadsheet of old believed in.
      return nil
    }
    // 30 December 1899 is the day from which those after February 1900 are counted.
    if days < 60 { days += 1 }
    return PartialDate(daysSince1899: days)
  }
}

extension PartialDate {
  /// The day that is so many days after 30 December 1899.
  fileprivate init?(daysSince1899 days: Int) {
    // Days since 1 March of the year 0, in a calendar whose years begin in March.
    let number = days + 693_899
    let era = number / 146_097
    let dayOfEra = number - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let isNextYear = month >= 10
    self.init(
      year: yearOfEra + era * 400 + (isNextYear ? 1 : 0), month: isNextYear ? month - 9 : month + 3,
      day: dayOfYear - (153 * month + 2) / 5 + 1)
  }
}
