import LheoOutput

/// Writes a unified difference of two texts whose lines come in order: only what has changed, with three lines around it.
/// Memory is that of one hunk.
final class UnifiedDifference {
  private static let contextCount = 3
  /// A hunk that is larger is cut: it is there to be read.
  private static let maximumHunkSize = 4_000_000

  private struct Hunk {
    let heading: String
    let before: Int
    let after: Int
    var lines: [(kind: LineDifference.Kind, line: [UInt8])] = []
    var size = 0
    /// How many lines at its end are the same.
    var unchangedCount = 0

    mutating func append(_ kind: LineDifference.Kind, _ line: [UInt8]) {
      lines.append((kind, line))
      size += line.count
      unchangedCount = kind == .same ? unchangedCount + 1 : 0
    }
  }

  private let sink: ByteSink
  private let name: String
  private let style: DifferenceStyle
  /// What the lines that follow belong to.
  var heading = ""
  private var hasBegun = false
  /// The numbers of the next lines.
  private var next = (before: 1, after: 1)
  /// The last lines, while no hunk is open.
  private var leading: [[UInt8]] = []
  private var hunk: Hunk?

  init(_ sink: ByteSink, name: String, style: DifferenceStyle) {
    self.sink = sink
    self.name = name
    self.style = style
  }

  /// Takes whole lines that have not changed.
  func same(_ text: [UInt8]) {
    var start = 0
    while hunk != nil, start < text.count {
      let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      take(.same, text[start..<end])
      start = end
    }
    guard start < text.count else { return }
    let rest = text[start...]
    let count = rest.count { $0 == 0x0A }
    next.before += count
    next.after += count
    leading = Array((leading + lastLines(of: rest)).suffix(Self.contextCount))
  }

  /// Takes whole lines before and after a change.
  func changed(from before: [UInt8], to after: [UInt8]) {
    LineDifference.forEach(LineDifference.lines(of: before), LineDifference.lines(of: after), take)
  }

  /// All lines have come.
  func end() { closeHunk(keeping: Self.contextCount) }

  private func lastLines(of text: ArraySlice<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var end = text.endIndex
    while lines.count < Self.contextCount, end > text.startIndex {
      let start = text[..<(end - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? text.startIndex
      lines.insert(Array(text[start..<end]), at: 0)
      end = start
    }
    return lines
  }

  private func take(_ kind: LineDifference.Kind, _ line: ArraySlice<UInt8>) {
    if kind == .same, hunk == nil {
      leading = Array((leading + [Array(line)]).suffix(Self.contextCount))
    } else {
      if hunk == nil { openHunk() }
      hunk?.append(kind, Array(line))
    }
    if kind != .added { next.before += 1 }
    if kind != .removed { next.after += 1 }
    guard let hunk else { return }
    if hunk.unchangedCount > 2 * Self.contextCount || hunk.size > Self.maximumHunkSize && kind == .same {
      closeHunk(keeping: Self.contextCount)
    }
  }

  private func openHunk() {
    let count = leading.count
    var hunk = Hunk(heading: heading, before: next.before - count, after: next.after - count)
    hunk.lines = leading.map { (.same, $0) }
    self.hunk = hunk
    leading = []
  }

  /// Writes the hunk, with so many of the unchanged lines at its end.
  private func closeHunk(keeping count: Int) {
    guard var hunk else { return }
    let spare = max(0, hunk.unchangedCount - count)
    leading = hunk.lines.suffix(min(hunk.unchangedCount, Self.contextCount)).map(\.line)
    hunk.lines.removeLast(spare)
    if !hasBegun {
      write(.name, Array("--- \(name.visible)".utf8))
      write(.name, Array("+++ \(name.visible)".utf8))
      hasBegun = true
    }
    let (old, new) = (hunk.lines.count { $0.kind != .added }, hunk.lines.count { $0.kind != .removed })
    let range =
      "@@ -\(old == 0 ? hunk.before - 1 : hunk.before),\(old) +\(new == 0 ? hunk.after - 1 : hunk.after),\(new) @@"
    write(.range, Array((hunk.heading.isEmpty ? range : "\(range) \(hunk.heading.visible)").utf8))
    for (kind, line) in hunk.lines {
      switch kind {
      case .same: write(.same, [0x20] + line.dropLast())
      case .removed: write(.removed, [0x2D] + line.dropLast())
      case .added: write(.added, [0x2B] + line.dropLast())
      }
    }
    self.hunk = nil
  }

  private func write(_ role: DifferenceStyle.Role, _ line: [UInt8]) {
    style.write(line, as: role, to: sink)
    sink.append(0x0A)
  }
}

/// How a difference is shown.
public struct DifferenceStyle: Sendable {
  enum Role { case name, range, same, removed, added }

  /// Whether control characters of the feed are made visible, so that they cannot steer a terminal.
  public var isForTerminal: Bool
  /// Whether lines are coloured.
  public var hasColours: Bool

  /// A style.
  ///
  /// - Parameters:
  ///   - isForTerminal: whether control characters of the feed are made visible.
  ///   - hasColours: whether lines are coloured.
  public init(isForTerminal: Bool = false, hasColours: Bool = false) {
    self.isForTerminal = isForTerminal
    self.hasColours = hasColours
  }

  fileprivate func write(_ line: [UInt8], as role: Role, to sink: ByteSink) {
    let colour: StaticString? =
      switch role {
      case _ where !hasColours: nil
      case .name: "\u{1B}[1m"
      case .range: "\u{1B}[36m"
      case .same: nil
      case .removed: "\u{1B}[31m"
      case .added: "\u{1B}[32m"
      }
    if let colour { sink.append(colour) }
    if isForTerminal { sink.append(String(decoding: line, as: UTF8.self).visible) } else { sink.append(line) }
    if colour != nil { sink.append("\u{1B}[0m" as StaticString) }
  }
}
