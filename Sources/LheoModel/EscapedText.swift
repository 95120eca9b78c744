extension String {
  /// The text with some of its scalars replaced.
  ///
  /// Texts are escaped scalar by scalar, never character by character: a mark that joins its neighbour makes one
  /// `Character` with `<`, which a comparison with `"<"` would miss, and a browser would not.
  package func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var replaced = ""
    var kept = unicodeScalars.startIndex
    for index in unicodeScalars.indices {
      guard let text = replacement(unicodeScalars[index]) else { continue }
      replaced += self[kept..<index]
      replaced += text
      kept = unicodeScalars.index(after: index)
    }
    return replaced.isEmpty && kept == startIndex ? self : replaced + self[kept...]
  }

  /// The text in HTML and in XML, between tags or in an attribute.
  package var escapedForMarkup: String { replacingScalars(\.escapedForMarkup) }
}

extension Unicode.Scalar {
  /// What is written instead in HTML and XML; `nil` for a character that stays.
  package var escapedForMarkup: String? {
    switch self {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: nil
    }
  }
}
