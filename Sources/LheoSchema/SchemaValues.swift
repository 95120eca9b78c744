import LheoModel

extension SchemaTables {
  /// Whether a text is one that an element may hold.
  @inline(__always)
  func isValidText(_ text: UnsafeBufferPointer<UInt8>, _ row: Row) -> Bool {
    switch row.kind {
    case .text:
      if text.count <= row.maximumLength, text.count >= row.minimumLength * 4 || row.minimumLength <= 1 {
        return text.count >= row.minimumLength
      }
      return (row.minimumLength...row.maximumLength).contains(text.characterCount)
    // White space around it does not count in XML Schema, though libxml2 before 2.14 refuses it.
    case .number: return text.trimmed.isLong
    case .date:
      let text = text.trimmed
      guard text.count == datePattern.count else { return false }
      for (byte, allowed) in zip(text, datePattern) {
        let digit = UInt16(truncatingIfNeeded: byte &- 0x30)
        guard digit < 10, allowed & (1 << digit) != 0 else { return false }
      }
      return true
    case .code:
      let text = text.trimmed
      guard !text.isEmpty, text.count <= 8 else { return false }
      let packed = text.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      for index in 0..<row.codeCount where codes[row.firstCode + index] == packed { return true }
      return false
    case .digits:
      guard (row.minimumLength...row.maximumLength).contains(text.count) else { return false }
      let prefix = prefixes[row.prefix]
      let hasPrefix = text.starts(with: prefix)
      guard hasPrefix || row.prefixIsOptional else { return false }
      let digits = text[(hasPrefix ? prefix.count : 0)...]
      return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    default: return true
    }
  }
}
