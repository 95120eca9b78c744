import LheoModel

/// The `id`s of a feed and the `idref`s that wait for theirs. Identifiers are remembered by a hash of 64 bits with a
/// secret of this run, so nobody can make two of them meet on purpose.
struct Identifiers {
  private var lines: [Int: UInt32] = [:]
  private var waiting: [Int: [SchemaViolation]] = [:]
  /// Whether some may stand in an offer that cannot be read.
  var areIncomplete = false

  private func key(_ value: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(value))
    return hasher.finalize()
  }

  /// Notes an `id`; the line of the element that had it before, if there is one.
  mutating func define(_ value: UnsafeBufferPointer<UInt8>, line: UInt32) -> UInt32? {
    let key = key(value)
    if let first = lines[key] { return first }
    lines[key] = line
    waiting[key] = nil
    return nil
  }

  /// Whether the `id` has come.
  func isDefined(_ value: UnsafeBufferPointer<UInt8>) -> Bool { lines[key(value)] != nil }

  /// Notes an `idref` whose `id` has not come yet, with the violation to report if it never comes.
  mutating func await(_ value: UnsafeBufferPointer<UInt8>, _ violation: SchemaViolation) {
    waiting[key(value), default: []].append(violation)
  }

  /// Reports the `idref`s whose `id` has not come; the feed is over.
  mutating func reportUnresolved(_ report: SchemaChecker.Report) {
    let all = waiting.values.joined().sorted {
      ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
    }
    if !areIncomplete { for violation in all { report(violation) } }
    waiting = [:]
  }
}
