/// A unified difference, to be applied as strictly as can be: each line must be where and what it says.
public struct UnifiedPatch {
  /// A difference that does not fit.
  public struct Failure: Error, CustomStringConvertible {
    /// What does not fit.
    public let description: String
  }

  private let lines: [ArraySlice<UInt8>]

  /// A difference.
  public init(_ bytes: [UInt8]) { lines = Self.lines(of: bytes) }

  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The text after the changes.
  ///
  /// - Throws: `Failure` where the difference is not that of this text.
  public func applied(to text: [UInt8]) throws -> [UInt8] {
    if lines.isEmpty { return text }
    guard lines.count > 3, lines[0].starts(with: "--- ".utf8), lines[1].starts(with: "+++ ".utf8) else {
      throw Failure(description: "no names of files")
    }
    let old = Self.lines(of: text)
    var new: [ArraySlice<UInt8>] = []
    var next = 0
    var rest = lines[2...]
    while let header = rest.popFirst() {
      let hunk = try Hunk(header)
      guard hunk.old.start - 1 >= next, hunk.old.start - 1 <= old.count else {
        throw Failure(description: "wrong place: \(String(decoding: header, as: UTF8.self))")
      }
      new += old[next..<hunk.old.start - 1]
      next = hunk.old.start - 1
      guard new.count == hunk.new.start - 1 else { throw Failure(description: "wrong line in the new text") }
      let (oldEnd, newEnd) = (next + hunk.old.count, new.count + hunk.new.count)
      while next < oldEnd || new.count < newEnd {
        guard let line = rest.popFirst(), let sign = line.first else { throw Failure(description: "a hunk is short") }
        if sign != UInt8(ascii: "+") {
          guard next < old.count, old[next] == line.dropFirst() else { throw Failure(description: "another line") }
          next += 1
        }
        if sign != UInt8(ascii: "-") { new.append(line.dropFirst()) }
      }
      guard next == oldEnd, new.count == newEnd else { throw Failure(description: "a hunk is long") }
    }
    new += old[next...]
    return Array(new.map { Array($0) + [0x0A] }.joined())
  }
}

private struct Hunk {
  let old: (start: Int, count: Int)
  let new: (start: Int, count: Int)

  /// `@@ -12,7 +12,8 @@` and a heading.
  init(_ header: ArraySlice<UInt8>) throws {
    let words = String(decoding: header, as: UTF8.self).split(separator: " ", maxSplits: 4)
    guard words.count >= 4, words[0] == "@@", words[3] == "@@" else {
      throw UnifiedPatch.Failure(description: "no header: \(words)")
    }
    func range(_ word: Substring, _ sign: Character) throws -> (Int, Int) {
      let numbers = word.dropFirst().split(separator: ",").compactMap { Int($0) }
      guard word.first == sign, numbers.count == 2 else { throw UnifiedPatch.Failure(description: "no range: \(word)") }
      return (numbers[0], numbers[1])
    }
    old = try range(words[1], "-")
    new = try range(words[2], "+")
  }
}
