import Foundation

/// A page of Markdown, as far as the pages of this repository go: what follows what, with its text.
public struct MarkdownPage {
  /// What a block is.
  public enum Kind: Equatable, Sendable {
    /// A heading of a level.
    case heading(Int)
    /// A paragraph.
    case paragraph
    /// An item of a list.
    case item
    /// A row of a table, with so many cells.
    case row(Int)
    /// A fenced block of a language.
    case code(String)
  }

  /// A part of the page.
  public struct Block: Sendable {
    /// What it is.
    public var kind: Kind
    /// Its text on one line, that of code as it is.
    public var text: String
    /// Where it begins.
    public var line: Int

    /// What it writes as code, in alphabetical order.
    public var spans: [String] {
      text.matches(of: /`([^`]+)`/).map { $0.1.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.sorted()
    }

    /// Its text without code and the targets of links.
    public var prose: String { text.replacing(/`[^`]+`/, with: "").replacing(/\]\([^)]*\)/, with: "]") }

    /// Where its links lead.
    public var links: [String] { text.matches(of: /\]\(([^)]+)\)/).map { String($0.1) } }
  }

  /// All of it, in order.
  public private(set) var blocks: [Block] = []

  /// The anchors of its headings, in order.
  public var anchors: [String] {
    blocks.compactMap { block in
      guard case .heading = block.kind else { return nil }
      return block.text.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
        .replacing(" ", with: "-")
    }
  }

  /// Reads a page.
  public init(_ text: String) {
    var isOpen = false
    for (index, whole) in text.components(separatedBy: "\n").enumerated() {
      if case .code = blocks.last?.kind, isOpen {
        if whole == "```" { isOpen = false } else { blocks[blocks.count - 1].text += whole + "\n" }
        if !isOpen { blocks.append(Block(kind: .paragraph, text: "", line: index + 2)) }
        continue
      }
      let line = whole.trimmingCharacters(in: .whitespaces)
      let (kind, rest) = Self.opening(of: line)
      if let kind {
        blocks.append(Block(kind: kind, text: rest, line: index + 1))
        if case .code = kind { isOpen = true }
      } else if line.isEmpty {
        blocks.append(Block(kind: .paragraph, text: "", line: index + 2))
      } else if let last = blocks.last, last.kind == .paragraph || last.kind == .item {
        blocks[blocks.count - 1].text += (last.text.isEmpty ? "" : " ") + line
      } else {
        blocks.append(Block(kind: .paragraph, text: line, line: index + 1))
      }
    }
    blocks.removeAll { $0.kind == .paragraph && $0.text.isEmpty }
  }

  /// What a line begins, if anything, and what is behind the mark.
  private static func opening(of line: String) -> (Kind?, String) {
    if let match = line.wholeMatch(of: /(#+) (.*)/) { return (.heading(match.1.count), String(match.2)) }
    if let match = line.wholeMatch(of: /(?:-|\d+\.) (.*)/) { return (.item, String(match.1)) }
    if line.hasPrefix("```") { return (.code(String(line.dropFirst(3))), "") }
    if line.hasPrefix("|") {
      return (.row(line.replacing("\\|", with: "").count { $0 == "|" } - 1), line)
    }
    return (nil, line)
  }
}
