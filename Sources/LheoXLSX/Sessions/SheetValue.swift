import LheoModel

/// What a cell says, as the tables of offers take it.
enum SheetValue {
  /// The text of a cell in a column of that kind; `nil` for an empty one.
  ///
  /// - Throws: `SheetMistake`, which says what is wrong and what to write.
  static func text(of value: XLSXValue, as kind: SheetColumn.Kind) throws(SheetMistake) -> String? {
    switch value {
    case .error(let error):
      throw SheetMistake("la cellule contient l'erreur \(error)", "the cell holds the mistake \(error)", .correct)
    case .formula:
      throw SheetMistake(
        "la formule n'a pas de résultat", "the formula does not have a result",
        Text(
          "ouvrez le classeur dans Excel ou LibreOffice et enregistrez-le",
          "open the workbook in Excel or LibreOffice and save it"))
    case .text(let text): if text.allSatisfy(\.isWhitespace) { return nil }
    case .number, .percent, .date, .boolean: break
    }
    switch kind {
    case .text, .mail, .web: return try plain(value)
    case .lines: return try lines(value) { line throws(SheetMistake) in line }
    case .digits(let width): return try digits(value, width)
    case .phone: return try phone(value)
    case .date: return try date(value)
    case .dates: return try dates(value)
    case .hours: return try hours(value)
    case .amount: return try amount(value)
    case .decimal: return try decimal(value)
    case .rate: return try rate(value)
    case .code(let table): return try code(value, table)
    case .codes(let table): return try codes(value, table)
    }
  }

  // MARK: Texts

  private static func plain(_ value: XLSXValue) throws(SheetMistake) -> String {
    switch value {
    case .text(let text): return text.trimmed
    case .number(let number, let digits): return plainDigits(number, digits)
    case .percent(let number): return plainDigits(rounded(number), "\(rounded(number))") + " %"
    case .boolean(let isTrue): return isTrue ? "1" : "0"
    case .date(let day):
      throw SheetMistake(
        "le tableur a fait de ce texte la date \(day.text(in: .fr))",
        "the spreadsheet has made the date \(day.isoText) of this text",
        Text("donnez à la cellule le format Texte et récrivez-la", "give the cell the format Text and write it again"))
    case .error, .formula: return ""
    }
  }

  /// A number as a person would write it: without an exponent where it is whole.
  private static func plainDigits(_ number: Double, _ digits: String) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return digits.utf8.count <= 17 && !digits.uppercased().contains("E") ? digits : "\(number)"
  }

  /// Values of one cell, each in a line of its own, as the tables separate them.
  private static func lines(
    _ value: XLSXValue, _ read: (String) throws(SheetMistake) -> String
  ) throws(SheetMistake) -> String? {
    var all: [String] = []
    for line in try plain(value).split(whereSeparator: { $0.isNewline || $0 == "|" || $0 == ";" }) {
      let line = String(line).trimmed
      if !line.isEmpty { all.append(try read(line)) }
    }
    return all.isEmpty ? nil : all.joined(separator: "|")
  }

  /// Digits; a spreadsheet that took them for a number has dropped the zeros before them.
  private static func digits(_ value: XLSXValue, _ width: Int?) throws(SheetMistake) -> String {
    let text = try plain(value).filter { !$0.isWhitespace }
    guard let width else { return text }
    if text.isRoundedNumber { throw turnedIntoNumber(text) }
    // A SIRET may begin with two zeros, a postcode with one.
    let missing = width - text.utf8.count
    guard text.utf8.allSatisfy(\.isDigit), (0...(width > 11 ? 2 : width > 3 ? 1 : 0)).contains(missing) else {
      throw SheetMistake(
        "« \(text.shortened) » n'a pas \(width) chiffres", "“\(text.shortened)” does not have \(width) digits",
        Text("écrivez les \(width) chiffres, sans lettre", "write the \(width) digits, without letters"))
    }
    return padded(text, width)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func turnedIntoNumber(_ text: String) -> SheetMistake {
    SheetMistake(
      "le tableur a fait du numéro le nombre « \(text.shortened) », dont des chiffres sont perdus",
      "the spreadsheet has turned the number into “\(text.shortened)”, which has lost digits",
      Text("donnez à la cellule le format Texte et récrivez-le", "format the cell as text and write it again"))
  }

  private static func phone(_ value: XLSXValue) throws(SheetMistake) -> String {
    let text = try plain(value)
    if text.isRoundedNumber { throw turnedIntoNumber(text) }
    if case .number = value, text.utf8.count == 9, text.utf8.allSatisfy(\.isDigit) { return padded(text, 10) }
    return text
  }
}

// MARK: Dates and numbers

extension SheetValue {
  private static func date(_ value: XLSXValue) throws(SheetMistake) -> String {
    switch value {
    case .date(let day): return day.lheoText
    case .number(let number, let digits):
      // 20270104, or a day whose cell is not shown as one.
      if let day = PartialDate(plainDigits(number, digits)), day.isComplete { return day.lheoText }
      throw notADate(digits)
    case .text(let text):
      guard let day = day(text) else { throw notADate(text) }
      return day.lheoText
    default: throw notADate(try plain(value))
    }
  }

  private static func dates(_ value: XLSXValue) throws(SheetMistake) -> String? {
    guard case .text = value else { return try date(value) }
    return try lines(value) { line throws(SheetMistake) in try date(.text(line)) }
  }

  /// 01/09/2026, 2026-09-01 or 20260901.
  private static func day(_ text: String) -> PartialDate? {
    let text = text.trimmed
    if let day = PartialDate(iso: text) ?? PartialDate(text) { return day.isComplete ? day : nil }
    let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      parts[2].utf8.count == 4,
      parts[0].utf8.count <= 2, parts[1].utf8.count <= 2
    else { return nil }
    return PartialDate(year: Int(parts[2]), month: Int(parts[1]), day: Int(parts[0]))
  }

  private static func notADate(_ found: String) -> SheetMistake {
    SheetMistake(
      "« \(found.shortened) » n'est pas une date", "“\(found.shortened)” is not a date",
      Text("écrivez-la comme 01/09/2026", "write it as 01/09/2026"))
  }

  private static func hours(_ value: XLSXValue) throws(SheetMistake) -> String {
    let number = try number(value, units: ["heures", "heure", "h"])
    guard let number, number.decimals.isEmpty else {
      throw notANumber(value, Text("écrivez des heures entières, comme 35", "write whole hours such as 35"))
    }
    return number.whole
  }

  private static func amount(_ value: XLSXValue) throws(SheetMistake) -> String {
    let number = try number(value, units: ["euros", "euro", "eur", "€"])
    guard let number, number.decimals.utf8.count <= 2 else {
      throw notANumber(
        value, Text("écrivez un montant comme 1200 ou 1200,50", "write an amount such as 1200 or 1200.50"))
    }
    if number.decimals.isEmpty { return number.whole }
    return number.whole + "." + number.decimals + (number.decimals.utf8.count == 1 ? "0" : "")
  }

  private static func decimal(_ value: XLSXValue) throws(SheetMistake) -> String {
    guard let number = try number(value, units: ["%"], mayBeNegative: true) else {
      throw notANumber(value, Text("écrivez un nombre comme 20 ou 5,5", "write a number such as 20 or 5.5"))
    }
    return number.whole + (number.decimals.isEmpty ? "" : "." + number.decimals)
  }

  private static func rate(_ value: XLSXValue) throws(SheetMistake) -> String {
    let text: String
    switch value {
    case .percent(let number): text = "\(rounded(number))"
    default: text = (try? decimal(value)) ?? ""
    }
    guard let rate = TauxTVA(text) else {
      let found = ((try? plain(value)) ?? "").shortened
      throw SheetMistake(
        "« \(found) » n'est pas un taux de TVA", "“\(found)” is not a rate of VAT",
        Text("écrivez en pour cent \(TauxTVA.list)", "write in percent \(TauxTVA.list)"))
    }
    return rate.text
  }

  /// What is computed in binary is off by a little: 1200.1 is 1200.0999999999999.
  private static func rounded(_ number: Double) -> Double { (number * 1e6).rounded() / 1e6 }

  /// The digits of a number before and behind the comma; `nil` for something else.
  private static func number(
    _ value: XLSXValue, units: [String], mayBeNegative: Bool = false
  ) throws(SheetMistake) -> (whole: String, decimals: String)? {
    var text: String
    switch value {
    case .number(let number, let digits):
      let rounded = rounded(number)
      text = abs(rounded - number) < 1e-9 * max(1, abs(number)) ? plainDigits(rounded, "\(rounded)") : digits
    case .text(let written): text = written
    default: return nil
    }
    text = String(text.filter { !$0.isWhitespace }).lowercased()
    for unit in units where text.hasSuffix(unit) && text != unit {
      text = String(text.dropLast(unit.count))
      break
    }
    let isNegative = mayBeNegative && text.hasPrefix("-")
    if isNegative { text.removeFirst() }
    let parts = text.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      parts[0].utf8.count <= 15
    else { return nil }
    var decimals = parts.count == 2 ? String(parts[1]) : ""
    while decimals.hasSuffix("0") { decimals.removeLast() }
    let whole = String(parts[0].drop { $0 == "0" })
    return ((isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole), decimals)
  }

  private static func notANumber(_ value: XLSXValue, _ repair: Text) -> SheetMistake {
    let found = ((try? plain(value)) ?? "").shortened
    return SheetMistake("« \(found) » n'est pas admis", "“\(found)” is not allowed", repair)
  }
}

// MARK: Codes

extension SheetValue {
  /// A code: written alone, as it is chosen (« 1 – ouvert »), or by its meaning.
  private static func code(_ value: XLSXValue, _ table: CodeTable) throws(SheetMistake) -> String {
    let written = try plain(value)
    if let code = code(written, table) { return code }
    let choices = table.entries.count > 8 ? "" : table.entries.map(SheetColumn.choice).joined(separator: ", ")
    throw SheetMistake(
      "« \(written.shortened) » n'est pas dans la liste", "“\(written.shortened)” is not in the list",
      choices.isEmpty
        ? Text(
          "choisissez dans la liste de la cellule ou l'onglet Codes",
          "choose from the list of the cell or the sheet Codes")
        : Text("choisissez parmi \(choices)", "choose one of \(choices)"))
  }

  private static func codes(_ value: XLSXValue, _ table: CodeTable) throws(SheetMistake) -> String? {
    // What is chosen may itself hold what separates several.
    if let code = code(try plain(value), table) { return code }
    return try lines(value) { line throws(SheetMistake) in try code(.text(line), table) }
  }

  private static func code(_ written: String, _ table: CodeTable) -> String? {
    if table.entries.contains(where: { $0.code == written }) { return written }
    let folded = written.foldedForChoice
    let chosen = table.entries.filter { SheetColumn.choice($0).foldedForChoice == folded }
    if let only = chosen.first { return only.code }
    // « 1 – » and anything after it: the label may have been cut or translated.
    let start = written.prefix { !$0.isWhitespace && $0 != "–" && $0 != "-" && $0 != ":" }
    if start.count < written.count, written.dropFirst(start.count).contains(where: { "–-:".contains($0) }),
      let entry = table.entries.first(where: { $0.code == start })
    {
      let label = String(written.dropFirst(start.count).drop { $0.isWhitespace || "–-:".contains($0) }).foldedForChoice
      // The label of another code: one of the two is wrong.
      let isOther = table.entries.contains { $0.code != entry.code && $0.label.foldedForChoice == label }
      return isOther && entry.label.foldedForChoice != label ? nil : entry.code
    }
    let meant = table.entries.filter { $0.label.foldedForChoice == folded || $0.code.foldedForChoice == folded }
    return meant.count == 1 ? meant[0].code : nil
  }
}

/// What is wrong with a cell.
struct SheetMistake: Error {
  let text: Text

  init(_ french: Language.French, _ english: Language.English, _ repair: Text) {
    text = Text("\(french) : \(repair).", "\(english): \(repair).")
  }
}

extension Text {
  fileprivate static let correct = Text("corrigez-la", "correct it")
}

extension String {
  var trimmed: String { TextLeaf(self).trimmedText }

  /// Whether a spreadsheet has written a long number as 1,10000072E+13.
  fileprivate var isRoundedNumber: Bool {
    let parts = uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, let power = Int(parts[1]), power > 0 else { return false }
    return Double(parts[0].replacing(",", with: ".")) != nil
  }

  /// The text without what does not matter where one of a list is meant: capitals, accents, and kinds of spaces and dashes.
  fileprivate var foldedForChoice: String {
    folded.replacing("–", with: "-").replacing("’", with: "'").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
