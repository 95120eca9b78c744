// Rules look at elements where they stand: a copy of a session costs more than most rules do.

extension Array {
  /// Calls `body` with the address of each element.
  func forEachPointer(_ body: (UnsafePointer<Element>) -> Void) {
    withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for index in 0..<buffer.count { body(base + index) }
    }
  }

  /// Calls `body` with the address of each element, and what belongs to it.
  func forEachPointer<Other>(with others: [Other], _ body: (UnsafePointer<Element>, Other) -> Void) {
    withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for index in 0..<Swift.min(buffer.count, others.count) { body(base + index, others[index]) }
    }
  }

  /// Whether `predicate` holds for the address of an element.
  func containsPointer(where predicate: (UnsafePointer<Element>) -> Bool) -> Bool {
    withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return (0..<buffer.count).contains { predicate(base + $0) }
    }
  }
}

extension UnsafePointer {
  /// The address of a stored property.
  @inline(__always)
  func field<Value>(_ path: KeyPath<Pointee, Value>) -> UnsafePointer<Value> { pointer(to: path)! }

  /// The address of what an optional holds, which must hold something. The value of an optional stands at its beginning.
  @inline(__always)
  func wrapped<Value>() -> UnsafePointer<Value> where Pointee == Value? {
    UnsafeRawPointer(self).assumingMemoryBound(to: Value.self)
  }
}
