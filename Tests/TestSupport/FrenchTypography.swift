/// How French is set in print: no line ends before : ; ! ? % or inside « », capitals have their accents, and apostrophes are
/// the same everywhere.
public enum FrenchTypography {
  /// What is not so, with a few letters around it.
  public static func faults(in text: String) -> [String] {
    breaks(in: text) + faults(of: /\w[’ʼ]\w/, in: text) + faults(of: plainCapital, in: unquoted(text))
  }

  /// What could come apart at the end of a line.
  public static func breaks(in text: String) -> [String] {
    faults(of: #/ [:;!?%»]|« /#, in: text)
  }

  /// A capital whose word begins with É, or with À or Ç.
  nonisolated(unsafe) private static let plainCapital =
    #/\bE(?:tat|col|cri|l[ée]ment|vit|tabl|conom|quip|tap|trang|v[ée]n|valu|ligib|mett|l[eè]v|ch[eé]|cart|gal|tud|tre\b|dit|lig|num|pur|qu)\w*|\bCa\b|(?:^|[.!?] )A (?:la|l'|partir|quel|un|une|noter|[a-zéè]+er)\b/#

  /// Names of a form's fields are as they are in the form.
  private static func unquoted(_ text: String) -> String { text.replacing(/«[^»]*»|› [^›:]*/, with: "«»") }

  private static func faults(of pattern: Regex<some Any>, in text: String) -> [String] {
    text.matches(of: pattern).map { match in
      let start = text.index(match.range.lowerBound, offsetBy: -20, limitedBy: text.startIndex) ?? text.startIndex
      let end = text.index(match.range.upperBound, offsetBy: 20, limitedBy: text.endIndex) ?? text.endIndex
      return String(text[start..<end])
    }
  }
}
