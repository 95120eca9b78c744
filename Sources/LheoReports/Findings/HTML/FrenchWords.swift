import LheoModel

extension String {
  /// Text in French in HTML, marked as such on a page in another language.
  func frenchHTML(in language: Language) -> String { language == .fr ? html : Self.marked(self[...]) }

  /// A sentence of a report in HTML.
  ///
  /// On a page in another language the French words in it are marked: the field of the form that it begins with, and what
  /// it quotes of the feed, of LHEO or of the form.
  func html(in language: Language) -> String {
    if language == .fr { return html }
    var rest = self[...]
    var text = ""
    if let colon = rest.firstRange(of: ": "), rest[..<colon.lowerBound].contains(" › "),
      !rest[..<colon.lowerBound].contains(where: Self.opensQuote)
    {
      text += Self.marked(rest[..<colon.lowerBound])
      rest = rest[colon.lowerBound...]
    }
    while let start = rest.firstIndex(where: Self.opensQuote) {
      let quoted = rest[rest.index(after: start)...]
      guard let end = quoted.firstIndex(of: rest[start] == "“" ? "”" : "»") else { break }
      text += String(rest[...start]).html + Self.marked(quoted[..<end])
      rest = quoted[end...]
    }
    return text + String(rest).html
  }

  private static func opensQuote(_ character: Character) -> Bool { character == "“" || character == "«" }

  private static func marked(_ french: Substring) -> String {
    let text = String(french).html
    // Numbers and dates are read in the language of the page.
    return french.contains(where: \.isLetter) ? "<span lang=\"fr\">\(text)</span>" : text
  }
}
