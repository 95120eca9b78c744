import LheoModel

extension SAXState {
  /// Stops at an offer or a text that is too large.
  mutating func checkSizes(_ storage: UnsafeMutablePointer<ElementStorage>, _ open: Int) {
    let last = storage.pointee.nodeCount - 1
    if storage.pointee.byteCount > limits.offerSize {
      stop(.limit(.offerSize(limits.offerSize)), atElement: 0)
    } else if Int(storage.pointee.nodes[last].textLength) > limits.textLength {
      stop(.limit(.textLength(limits.textLength)), atElement: last)
    }
  }

  /// Stops at an element that is too large: where in it that is noticed depends on the pieces that libxml2 was given.
  private mutating func stop(_ found: FeedError.Problem, atElement index: Int) {
    resolvePositions()
    guard let node = storage?.pointee.nodes[index] else { return }
    stop(found, atPosition: (Int(node.line), Int(node.column)))
  }
}
