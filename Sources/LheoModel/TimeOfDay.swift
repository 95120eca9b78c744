/// A time of day, to the minute.
public struct TimeOfDay: Hashable, Sendable, Comparable {
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int

  /// A time that exists on a clock.
  public init?(hour: Int, minute: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    self.hour = hour
    self.minute = minute
  }

  /// Reads the forms people type: `09h00`, `9h`, `9h30`, `9H30`, `09:30`, white space around them allowed.
  public init?(_ text: String) {
    var hour = 0
    var minute = 0
    var hourDigits = 0
    var minuteDigits = 0
    var afterSeparator = false
    let isTime = text.withBytes { bytes in
      for byte in bytes.trimmed {
        switch byte {
        case 0x30...0x39 where afterSeparator:
          minute = minute * 10 + Int(byte - 0x30)
          minuteDigits += 1
          if minuteDigits > 2 { return false }
        case 0x30...0x39:
          hour = hour * 10 + Int(byte - 0x30)
          hourDigits += 1
          if hourDigits > 2 { return false }
        case 0x68, 0x48, 0x3A:
          if afterSeparator || byte == 0x3A && hourDigits == 0 { return false }
          afterSeparator = true
        default: return false
        }
      }
      return afterSeparator && hourDigits > 0 && minuteDigits != 1
    }
    guard isTime else { return nil }
    self.init(hour: hour, minute: minute)
  }

  /// The form that France Travail and the guide ask for: `09h00`.
  public var lheoText: String { PartialDate.digits(hour, 2) + "h" + PartialDate.digits(minute, 2) }

  /// Earlier comes first.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
    (left.hour, left.minute) < (right.hour, right.minute)
  }
}
