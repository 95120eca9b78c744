extension ByteSink {
  /// Writes a field of CSV: quoted where it must be, and guarded by a leading `'` where a spreadsheet would take it for a
  /// formula.
  ///
  /// - Parameters:
  ///   - value: the text, in UTF-8.
  ///   - separator: the byte between fields.
  ///   - isRaw: whether the value may start like a formula.
  public func csvField(_ value: UnsafeBufferPointer<UInt8>, separator: UInt8 = 0x2C, isRaw: Bool = false) {
    if value.isEmpty { return }
    let isGuarded = !isRaw && Self.startsFormula(value)
    // Most bytes are letters, for which one comparison will do.
    let last = max(separator, 0x22)
    let needsQuotes = value.contains { byte in
      byte <= last && (byte == separator || byte == 0x22 || byte == 0x0A || byte == 0x0D)
    }
    if needsQuotes { append(0x22) }
    if isGuarded { append(0x27) }
    var rest = value[...]
    while needsQuotes, let quote = rest.firstIndex(of: 0x22) {
      append(UnsafeBufferPointer(rebasing: rest[...quote]))
      append(0x22)
      rest = rest[(quote + 1)...]
    }
    append(UnsafeBufferPointer(rebasing: rest))
    if needsQuotes { append(0x22) }
  }

  /// Writes a row of CSV, its fields as `csvField` does.
  ///
  /// - Parameters:
  ///   - cells: the texts; `nil` is an empty field.
  ///   - isForExcel: whether fields are separated and rows end as a French Excel wants them.
  public func csvRow(_ cells: [String?], isForExcel: Bool = false) {
    let separator: UInt8 = isForExcel ? 0x3B : 0x2C
    for (index, cell) in cells.enumerated() {
      if index > 0 { append(separator) }
      if var cell { cell.withUTF8 { csvField($0, separator: separator) } }
    }
    if isForExcel { append(0x0D) }
    append(0x0A)
  }

  /// Whether a spreadsheet could take a value for a formula, or for one that is guarded by `'` already.
  public static func startsFormula(_ value: some Collection<UInt8>) -> Bool {
    guard let first = value.first, first < 0x41 else { return false }
    guard let start = value.first(where: { $0 != 0x27 }) else { return false }
    guard start < 0x41, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D].contains(start) else { return false }
    return start != 0x2D || !isNegativeNumber(value.drop { $0 == 0x27 })
  }

  /// Whether a text is `-1.0822`, which is no formula.
  private static func isNegativeNumber(_ text: some Collection<UInt8>) -> Bool {
    let parts = text.dropFirst().split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count < 3
      && parts.allSatisfy { !$0.isEmpty && $0.count < 20 && $0.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
