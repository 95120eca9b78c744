import LheoOutput

/// The texts that the cells of all sheets share: some in memory, the others on disk.
final class XLSXSharedTexts: XLSXPartReader {
  private let textSize: Int
  private let bytes: SpilledBytes
  /// Where each text ends, as eight bytes.
  private let ends: SpilledBytes
  private var text = XLSXText()

  init(_ limits: XLSXReadLimits) {
    textSize = limits.textSize
    bytes = SpilledBytes(memory: limits.memory)
    ends = SpilledBytes(memory: limits.memory / 4)
  }

  func start(_ name: XLSXName, _ attributes: XLSXAttributes) {
    if name == .si { text = XLSXText() }
    text.start(name)
  }

  func add(_ more: UnsafeBufferPointer<UInt8>) throws(XLSXPartProblem) { try text.add(more, limit: textSize) }

  func end(_ name: XLSXName) throws(XLSXPartProblem) {
    text.end(name)
    guard name == .si else { return }
    try bytes.append(text.bytes)
    try withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { end throws(XLSXPartProblem) in
      try ends.append(Array(end))
    }
  }

  /// A text by its number; `nil` where there is none.
  func text(_ number: Int) throws(XLSXPartProblem) -> [UInt8]? {
    guard number >= 0, number < ends.count / 8 else { return nil }
    let start = number == 0 ? 0 : try end(number - 1)
    return try bytes.read(start..<end(number))
  }

  private func end(_ number: Int) throws(XLSXPartProblem) -> Int {
    let bytes = try ends.read(number * 8..<number * 8 + 8)
    return Int(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }
}

/// The text of a cell, which may come in runs; how it is to be pronounced is no part of it.
struct XLSXText {
  private(set) var bytes: [UInt8] = []
  private var isText = false
  private var isPronunciation = false

  mutating func start(_ name: XLSXName) {
    if name == .t { isText = true }
    if name == .rPh { isPronunciation = true }
  }

  mutating func add(_ more: UnsafeBufferPointer<UInt8>, limit: Int) throws(XLSXPartProblem) {
    guard isText, !isPronunciation else { return }
    guard bytes.count + more.count <= limit else {
      throw .problem(
        .tooLarge(
          part: "texte",
          limit: .init("une cellule a plus de \(limit) octets", "a cell has more than \(limit) bytes")))
    }
    bytes += more
  }

  mutating func end(_ name: XLSXName) {
    if name == .t { isText = false }
    if name == .rPh { isPronunciation = false }
  }

  /// The text of bytes, with what is written as `_x000A_` because XML has no place for it, as far as a feed has one.
  static func decoded(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("_x") else { return withLineEnds(text) }
    var (decoded, rest) = ("", Substring(text))
    while let start = rest.firstRange(of: "_x") {
      let digits = rest[start.upperBound...].prefix(4)
      let after = rest[digits.endIndex...]
      guard digits.utf8.count == 4, after.hasPrefix("_"), let number = UInt32(digits, radix: 16), digits.first != "+",
        let scalar = Unicode.Scalar(number)
      else {
        decoded += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        continue
      }
      decoded += rest[..<start.lowerBound]
      if number >= 0x20 && number < 0xFFFE || [0x09, 0x0A, 0x0D].contains(number) {
        decoded.unicodeScalars.append(scalar)
      }
      rest = after.dropFirst()
    }
    return withLineEnds(decoded + rest)
  }

  /// The text with one kind of line ends.
  private static func withLineEnds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}

/// Bytes that are kept in memory as far as they have room there, and else in a file without a name.
final class SpilledBytes {
  private let memory: Int
  private var kept: [UInt8] = []
  private var waiting: [UInt8] = []
  private var file: UnnamedFile?
  private var written = 0

  /// Bytes of which so many are kept in memory.
  init(memory: Int) { self.memory = memory }

  var count: Int { kept.count + written + waiting.count }

  func append(_ more: [UInt8]) throws(XLSXPartProblem) {
    if written == 0, waiting.isEmpty, kept.count + more.count <= memory { return kept += more }
    waiting += more
    if waiting.count > 1 << 16 { try flush() }
  }

  func read(_ range: Range<Int>) throws(XLSXPartProblem) -> [UInt8] {
    if range.upperBound <= kept.count { return Array(kept[range]) }
    try flush()
    let start = range.lowerBound - kept.count
    do throws(OutputError) {
      return try file?.bytes(at: start..<start + range.count) ?? []
    } catch {
      throw .problem(.temporaryFile(error))
    }
  }

  private func flush() throws(XLSXPartProblem) {
    if waiting.isEmpty { return }
    do throws(OutputError) {
      if file == nil { file = try UnnamedFile(inFolder: TemporaryFiles.folder) }
      try file?.append(waiting)
    } catch {
      throw .problem(.temporaryFile(error))
    }
    written += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }
}
