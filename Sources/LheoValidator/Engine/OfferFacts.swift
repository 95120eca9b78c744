import LheoModel

extension Optional where Wrapped == String {
  /// Whether there is nothing but white space.
  var isBlank: Bool { self?.isBlank ?? true }
}

extension String {
  /// Whether there is nothing but white space.
  var isBlank: Bool {
    for byte in utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
      return byte >= 0x80 && allSatisfy(\.isWhitespace)
    }
    return true
  }

  /// The text without white space at both ends.
  var stripped: String {
    let bytes = utf8
    guard let first = bytes.first, let last = bytes.last else { return self }
    if first > 0x20, last > 0x20, first < 0x80, last < 0x80 { return self }
    var text = self[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }

  /// Whether it is a web address: `http://` or `https://` and a host.
  package var isWebAddress: Bool {
    let text = stripped
    return text.withBytes(\.isWebAddress)
      && (text.utf8.allSatisfy { $0 < 0x80 } || !text.contains(where: \.isWhitespace))
  }

  /// Whether it is a SIRET: 14 digits with a right check digit. La Poste's establishments have a rule of their own.
  package var isSIRET: Bool {
    let digits = stripped.utf8.map { Int($0) - 0x30 }
    guard digits.count == 14, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
    if digits[..<9].elementsEqual([3, 5, 6, 0, 0, 0, 0, 0, 0]), digits.reduce(0, +) % 5 == 0 { return true }
    var sum = 0
    for (index, digit) in digits.enumerated() {
      let value = index % 2 == 0 ? digit * 2 : digit
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether there is `http://` or `https://`, a host with a point inside or `localhost`, and no ASCII white space.
  fileprivate var isWebAddress: Bool {
    let isSecure = count > 4 && self[4] | 0x20 == UInt8(ascii: "s")
    let scheme: StaticString = isSecure ? "https://" : "http://"
    let start = scheme.utf8CodeUnitCount
    // All characters of a scheme have the bit that makes capitals small.
    guard count > start, (0..<start).allSatisfy({ self[$0] | 0x20 == scheme.utf8Start[$0] }) else { return false }
    if contains(where: { $0 <= 0x20 }) { return false }
    let host = self[start...].prefix { !($0 == 0x2F || $0 == 0x3F || $0 == 0x23 || $0 == 0x3A) }
    return host.isHostName || host.elementsEqual("localhost".utf8)
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Whether it is a name of two labels or more, none of which is empty or has a hyphen at an end.
  var isHostName: Bool {
    var labels = 0
    var previous = UInt8(ascii: ".")
    for byte in self {
      if byte == UInt8(ascii: ".") {
        if previous == byte || previous == UInt8(ascii: "-") { return false }
        labels += 1
      } else if byte == UInt8(ascii: "-"), previous == UInt8(ascii: ".") {
        return false
      }
      previous = byte
    }
    return labels > 0 && previous != UInt8(ascii: ".") && previous != UInt8(ascii: "-")
  }
}
