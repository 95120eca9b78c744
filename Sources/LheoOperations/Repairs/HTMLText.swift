import LheoValidator

/// Turns HTML into the text that a reader of it sees.
enum HTMLText {
  /// The text without tags and entities; `nil` if there are none.
  static func plain(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) else { return nil }
    var plain = ""
    var isChanged = false
    var rest = Substring(text)
    while let mark = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      plain += rest[..<mark]
      rest = rest[mark...]
      if let (replacement, end) = rest.first == "<" ? tag(rest) : entity(rest) {
        plain += replacement
        rest = rest[end...]
        isChanged = true
      } else {
        plain.append(rest.removeFirst())
      }
    }
    guard isChanged else { return nil }
    plain += rest
    return tidied(plain)
  }

  private static func tag(_ text: Substring) -> (String, Substring.Index)? {
    guard let end = text.prefix(300).firstIndex(of: ">") else { return nil }
    let inside = text[text.index(after: text.startIndex)..<end]
    let isClosing = inside.hasPrefix("/")
    let name = inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
    let after = text.index(after: end)
    if name == "li" { return (isClosing ? "" : "\n- ", after) }
    if HTMLTags.breaking.contains(name) { return ("\n", after) }
    return HTMLTags.inline.contains(name) ? ("", after) : nil
  }

  private static func entity(_ text: Substring) -> (String, Substring.Index)? {
    guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
    let name = text[text.index(after: text.startIndex)..<end]
    let after = text.index(after: end)
    if let known = HTMLEntities.character(named: name.utf8) { return (String(known), after) }
    guard name.hasPrefix("#") else { return nil }
    let number = name.dropFirst()
    let value = number.lowercased().hasPrefix("x") ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
    guard let value, value >= 0x20 || value == 0x0A || value == 0x09, value != 0xFFFE, value != 0xFFFF,
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return (String(scalar), after)
  }

  /// No spaces at the ends of lines, no more than one empty line.
  private static func tidied(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = String(line).trimmed
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(line)
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
