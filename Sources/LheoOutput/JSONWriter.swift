/// Writes JSON text into a sink.
public struct JSONWriter {
  fileprivate let sink: ByteSink
  fileprivate var needsComma = false
  private let escapes: [UInt8]

  /// A writer into a sink.
  public init(_ sink: ByteSink) {
    self.sink = sink
    escapes = Self.escapeTable
  }

  /// Writes an object.
  public mutating func object(_ members: (inout JSONWriter) -> Void) { nested(0x7B, 0x7D, members) }

  /// Writes a list.
  public mutating func list(_ items: (inout JSONWriter) -> Void) { nested(0x5B, 0x5D, items) }

  /// Opens an object or list that `end` closes.
  public mutating func begin(_ bracket: Unicode.Scalar) {
    separate()
    sink.append(UInt8(ascii: bracket))
    needsComma = false
  }

  /// Closes an object or list.
  public mutating func end(_ bracket: Unicode.Scalar) {
    sink.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    sink.append(open)
    needsComma = false
    body(&self)
    sink.append(close)
    needsComma = true
  }

  /// Writes the key of a member.
  public mutating func key(_ key: String) {
    string(key)
    sink.append(0x3A)
    needsComma = false
  }

  /// Writes the key of a member, in two parts.
  public mutating func key(_ first: StaticString, _ rest: UnsafeBufferPointer<UInt8>) {
    separate()
    sink.append(0x22)
    sink.append(first)
    escape(rest)
    sink.append(0x22)
    sink.append(0x3A)
    needsComma = false
  }

  /// Writes the key of a member that is quoted already and has its colon.
  public mutating func key(quoted key: UnsafeBufferPointer<UInt8>) {
    separate()
    sink.append(key)
    needsComma = false
  }

  /// Writes a text.
  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// Writes a text given in UTF-8.
  public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    sink.append(0x22)
    escape(text)
    sink.append(0x22)
    needsComma = true
  }

  /// Writes a whole number.
  public mutating func number(_ number: Int) {
    separate()
    sink.append(String(number))
    needsComma = true
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    separate()
    sink.append(value ? "true" as StaticString : "false")
    needsComma = true
  }

  /// Writes `null`.
  public mutating func null() {
    separate()
    sink.append("null" as StaticString)
    needsComma = true
  }

  /// Writes a value that is JSON already.
  public mutating func value(_ json: [UInt8]) {
    separate()
    json.withUnsafeBufferPointer { sink.append($0) }
    needsComma = true
  }

  /// Writes a member with a text; nothing for `nil`.
  public mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  /// Writes a member with a number; nothing for `nil`.
  public mutating func member(_ key: String, _ value: Int?) {
    guard let value else { return }
    self.key(key)
    number(value)
  }

  private func separate() { if needsComma { sink.append(0x2C) } }

  private func escape(_ text: UnsafeBufferPointer<UInt8>) {
    escapes.withUnsafeBufferPointer { escapes in
      var start = 0
      var index = 0
      while index < text.count {
        let escape = escapes[Int(text[index])]
        if escape != 0 {
          sink.append(UnsafeBufferPointer(rebasing: text[start..<index]))
          append(text[index], escape)
          start = index + 1
        }
        index += 1
      }
      sink.append(UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  private func append(_ byte: UInt8, _ escape: UInt8) {
    sink.append(0x5C)
    guard escape == 0x75 else { return sink.append(escape) }
    sink.append("u00" as StaticString)
    sink.append(Self.hexadecimal(byte >> 4))
    sink.append(Self.hexadecimal(byte & 15))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }

  /// For each byte, what follows the backslash; 0 where there is none.
  private static let escapeTable: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for control in 0..<0x20 { table[control] = 0x75 }
    table[0x7F] = 0x75
    table[0x08] = 0x62
    table[0x09] = 0x74
    table[0x0A] = 0x6E
    table[0x0C] = 0x66
    table[0x0D] = 0x72
    table[0x22] = 0x22
    table[0x5C] = 0x5C
    return table
  }()
}

extension JSONWriter {
  /// Ends a line between two documents.
  public mutating func newLine() {
    sink.append(0x0A)
    needsComma = false
  }
}
