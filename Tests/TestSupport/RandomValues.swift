import LheoModel

/// Texts and values of attributes.
extension RandomDocuments {
  mutating func text(of content: ElementDefinition.Content) -> String {
    switch content {
    case .text(let minimum, let maximum): return text(minimum: minimum, maximum: maximum)
    case .number:
      return one(of: [
        "12", "0", "-3", "+4", "9223372036854775807", "-9223372036854775808", "007", "700", "-0", "9223372036854775800",
        " 12 ", "\n    7\n\t", "\r\n+5 ",
      ])
    case .date:
      return one(of: [
        "20260901", "00000000", "99999999", "20269999", " 20260230 ", "20261399", "99991231", "00010101", "19000101",
        "20260001", "20240229", "20250229",
      ])
    case .code(let table): return one(of: [one(of: table.entries).code, "\n" + one(of: table.entries).code + " "])
    case .digits(let prefix, let isOptional, let minimum, let maximum):
      let start = isOptional && chance(50) ? "" : prefix
      let length = number(max(minimum, start.utf8.count + 1)...maximum)
      return start + String((start.utf8.count..<length).map { _ in one(of: Array("0123456789")) })
    case .sequence, .choice, .oneOf, .any: return ""
    }
  }

  /// Texts that programs stumble over: blank, HTML, capitals, accents of two characters, white space at the ends.
  private static let awkward = [
    "\u{A0}", "\n\n", " ", "<br/>", "<p>Bonjour</p>", "&nbsp;", "&amp;nbsp; ", "a <b> b", "1 < 2 & 3 > 2",
    "TOUT EN CAPITALES",
    "De\u{301}veloppeur", "  deux  espaces  ", "l'«été»", "=1+1", "- point\n- point", "0199000001", "9 h 30", "14000 ",
    "jean@example.org", "http://example.org/?a=b&c=d", "]]>", "\u{2028}\u{85}", "\"", "\r",
  ]

  private mutating func text(minimum: Int, maximum: Int?) -> String {
    let longest = min(maximum ?? 30, minimum + 20)
    var scalars = Array(chance(12) ? one(of: Self.awkward).unicodeScalars : "".unicodeScalars)
    if scalars.isEmpty || chance(10) {
      let length = chance(2) ? maximum ?? 5000 : number(minimum...max(minimum, longest))
      let letters = Array("abcé œ€😀 -1Z".unicodeScalars)
      while scalars.count < length { scalars.append(one(of: letters)) }
    }
    let filling = one(of: [" ", "x", "0"] as [Unicode.Scalar])
    while scalars.count < minimum { scalars.append(filling) }
    return String(String.UnicodeScalarView(scalars.prefix(maximum ?? scalars.count)))
  }

  mutating func value(of type: AttributeType) -> String {
    switch type {
    case .string:
      return one(of: ["", "14_1F", "V14", "é & <", " a\n\tb ", "principal", "20260901", "20991231", "20260000"])
    case .id: return newIdentifier()
    case .idref: return Self.openReference
    case .datetime:
      return one(of: [
        "2026-09-01T08:30:00", "2026-09-01T08:30:00.5Z", "2026-02-28T24:00:00+02:00", "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00", " 2026-09-01T08:30:00 ", "\t2026-09-01T08:30:00Z",
      ])
    case .anyuri: return one(of: ["https://example.org/a?b=c&d", "", "a b", "urn:x:1", "../x#y"])
    }
  }
}
