import Foundation

/// The sentences of the toolkit that are there in both languages, as they stand in its sources: `…("…", "…")`.
public enum Sentences {
  /// A sentence in both languages, and the file it is from. What is interpolated is left out: `\()`.
  public struct Pair: Sendable {
    /// In French.
    public let french: String
    /// In English.
    public let english: String
    /// The name of the source.
    public let file: String
  }

  /// All of them.
  public static let all: [Pair] = sources.flatMap(pairs)

  /// The headings and words of guides that rules name, which are French in both languages.
  public static let headings: [String] = sources.flatMap { url -> [String] in
    let source = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return source.matches(of: try! Regex(#"\.guide\(\s*([^)]*)\)"#)).map {
      $0.output[1].substring.map(String.init) ?? ""
    }
  }

  private static let sources: [URL] = {
    let folder = Repository.root.appending(path: "Sources")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return paths.filter { $0.hasSuffix(".swift") }.sorted().map { folder.appending(path: $0) }
  }()

  private static func pairs(in url: URL) -> [Pair] {
    guard let source = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var pairs: [Pair] = []
    var rest = source.utf8[...]
    // What takes two sentences: a call whose first arguments are two literals.
    while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
      rest = rest[rest.index(after: open)...]
      let name = String(
        decoding: source.utf8[..<open].suffix(40).reversed().prefix(while: isName).reversed(), as: UTF8.self)
      guard names.contains(name) else { continue }
      var scanner = Scanner(rest)
      // The field of a form comes first.
      if name == "field" { scanner.skipArgument() }
      guard let french = scanner.literal(), scanner.take(","), let english = scanner.literal(), scanner.atEnd else {
        continue
      }
      pairs.append(Pair(french: french, english: english, file: url.lastPathComponent))
    }
    return pairs
  }

  /// What is called with a French and an English sentence.
  private static let names: Set = [
    "Text", "language", "Language", "UsageError", "error", "other", "field", "elsewhere", "said",
  ]

  private static func isName(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  /// Reads literals of Swift.
  private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ rest: Substring.UTF8View) { self.rest = rest }

    private mutating func skipSpace() {
      while let byte = rest.first, byte == 0x20 || byte == 0x0A { rest.removeFirst() }
    }

    mutating func skipArgument() {
      if let comma = rest.firstIndex(of: UInt8(ascii: ",")) { rest = rest[rest.index(after: comma)...] }
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
      skipSpace()
      guard rest.first == UInt8(ascii: mark) else { return false }
      rest.removeFirst()
      return true
    }

    /// Whether the call ends here, or goes on with other arguments.
    var atEnd: Bool {
      mutating get {
        skipSpace()
        return [UInt8(ascii: ")"), UInt8(ascii: ",")].contains(rest.first)
      }
    }

    /// A literal; what is interpolated is left out, and the indentation of lines.
    mutating func literal() -> String? {
      guard take("\"") else { return nil }
      let isBlock = rest.starts(with: Self.quotes.dropFirst())
      if isBlock { rest.removeFirst(2) }
      guard isBlock || rest.first != Self.quote else { return nil }
      var bytes: [UInt8] = []
      while let byte = rest.popFirst() {
        switch byte {
        case Self.quote where !isBlock: return String(decoding: bytes, as: UTF8.self)
        case Self.quote where rest.starts(with: Self.quotes.dropFirst()):
          rest.removeFirst(2)
          return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        case 0x0A where !isBlock: return nil
        case 0x0A:
          skipSpace()
          bytes.append(0x0A)
        case UInt8(ascii: "\\"):
          guard let escaped = rest.popFirst() else { return nil }
          if escaped == UInt8(ascii: "(") {
            skipInterpolation()
            bytes += "\\()".utf8
          } else if escaped == 0x0A {
            skipSpace()
          } else {
            bytes.append(escaped == UInt8(ascii: "n") ? 0x0A : escaped)
          }
        default: bytes.append(byte)
        }
      }
      return nil
    }

    private static let quote = UInt8(ascii: "\"")
    private static let quotes = [quote, quote, quote]

    private mutating func skipInterpolation() {
      var (depth, isQuoted) = (1, false)
      while depth > 0, let byte = rest.popFirst() {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if isQuoted { continue }
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
      }
    }
  }
}

/// Sequences of words that only one language has.
public struct Phrases: Sendable {
  private let phrases: Set<[String]>
  /// So many words are a phrase.
  private static let length = 3

  /// The phrases of some texts that are not in others.
  public init(of texts: [String], besides others: [String]) {
    let known = Set(others.flatMap(Self.phrases))
    phrases = Set(texts.flatMap(Self.phrases)).subtracting(known)
  }

  /// How many there are.
  public var count: Int { phrases.count }

  /// Those that are in a text.
  public func found(in text: String) -> [String] {
    Self.phrases(text).filter(phrases.contains).map { $0.joined(separator: " ") }
  }

  /// The words of a text, three at a time; none across what is interpolated, or across marks: a cell ends there.
  private static func phrases(_ text: String) -> [[String]] {
    text.split { ",;:.!?\"\n\t<>|()\\".contains($0) }.flatMap { piece in
      let words = piece.lowercased().split { !$0.isLetter && !"'-".contains($0) }.map(String.init)
      return words.count < length ? [] : (0...(words.count - length)).map { Array(words[$0..<($0 + length)]) }
    }
  }
}
