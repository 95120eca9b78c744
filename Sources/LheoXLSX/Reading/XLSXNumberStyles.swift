/// Which styles of cells show a number as a date, or as so many of a hundred.
final class XLSXNumberStyles: XLSXPartReader {
  private let limit: Int
  private var formats: [Int: (isDate: Bool, isPercent: Bool)] = [:]
  private var isInCellStyles = false
  /// By style, whether it shows dates.
  private(set) var isDate: [Bool] = []
  /// By style, whether it shows percents.
  private(set) var isPercent: [Bool] = []

  init(limit: Int) { self.limit = limit }

  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    switch name {
    case .numFmt:
      guard let number = attributes.number("numFmtId"), let code = attributes.text("formatCode") else { return }
      if formats.count >= limit { throw .problem(.tooManyItems("styles", limit)) }
      formats[number] = (Self.showsDate(code), Self.showsPercent(code))
    case .cellXfs: isInCellStyles = true
    case .xf where isInCellStyles:
      if isDate.count >= limit { throw .problem(.tooManyItems("styles", limit)) }
      let number = attributes.number("numFmtId") ?? 0
      isDate.append(formats[number]?.isDate ?? Self.showsDate(number))
      isPercent.append(formats[number]?.isPercent ?? [9, 10].contains(number))
    default: break
    }
  }

  func add(_ text: UnsafeBufferPointer<UInt8>) {}

  func end(_ name: XLSXName) { if name == .cellXfs { isInCellStyles = false } }

  /// Whether a format that every spreadsheet has shows dates: those with a day, a month or a year.
  private static func showsDate(_ number: Int) -> Bool {
    switch number {
    case 14...17, 22, 27...31, 34...36, 50...58: true
    default: false
    }
  }

  /// Whether a format shows a sign of percent that is not part of a text.
  static func showsPercent(_ code: String) -> Bool {
    var (isQuoted, isEscaped) = (false, false)
    for character in code.prefix(while: { $0 != ";" }) {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == "%", !isQuoted {
        return true
      }
    }
    return false
  }

  /// Whether a format has a place for days, months or years, outside of texts and of what stands in brackets.
  static func showsDate(_ code: String) -> Bool {
    var (isQuoted, isBracketed, isEscaped) = (false, false, false)
    var letters: Set<Character> = []
    var bracketed = ""
    // Behind the first `;` is what negative numbers look like.
    for character in code.lowercased().prefix(while: { $0 != ";" }) {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if isBracketed {
        isBracketed = character != "]"
        if isBracketed { bracketed.append(character) }
        // Hours that may be more than a day has: [h].
        if !isBracketed, !bracketed.isEmpty, bracketed.allSatisfy("hms".contains) { letters.insert("h") }
      } else {
        switch character {
        case "\"": isQuoted = true
        case "[": (isBracketed, bracketed) = (true, "")
        case "\\", "_", "*": isEscaped = true
        case "d", "y", "m", "h", "s": letters.insert(character)
        default: break
        }
      }
    }
    // m alone may be minutes.
    let isTime = letters.contains("h") || letters.contains("s")
    return !letters.isDisjoint(with: ["d", "y"]) || letters.contains("m") && !isTime
  }
}

extension XLSXReadError.Problem {
  /// There is more of something than is allowed.
  static func tooManyItems(_ part: String, _ limit: Int) -> Self {
    .tooLarge(part: part, limit: .init("plus de \(limit) éléments", "more than \(limit) items"))
  }
}
