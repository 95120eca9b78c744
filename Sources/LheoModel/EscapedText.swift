extension String {
  /// The text with some of its scalars replaced.
  ///
  /// Texts are escaped scalar by scalar, never character by character: a mark that joins its neighbour makes one
  /// `Character` with `<`, which a comparison with `"<"` would miss, and a browser would not.
  package func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var replaced = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let text = replacement(scalar) {
        replaced.append(contentsOf: text.unicodeScalars)
      } else {
        replaced.append(scalar)
      }
    }
    return String(replaced)
  }

  /// The text in HTML and in XML, between tags or in an attribute.
  package var escapedForMarkup: String {
    replacingScalars { scalar in
      switch scalar {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }
}
