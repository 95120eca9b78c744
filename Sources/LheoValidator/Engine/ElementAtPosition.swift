import LheoModel

extension ElementView {
  /// The element in this one whose start tag stands at a position; elements are in the order of the feed.
  func element(at position: SourcePosition) -> ElementView? {
    var low = index
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      let node = storage.pointee.nodes[middle]
      if (node.line, node.column) < (position.line, position.column) { low = middle + 1 } else { high = middle }
    }
    // Text among elements carries its parent's position: take the element.
    while low > index, low < endIndex, storage.pointee.nodes[low].code == ElementStorage.text { low -= 1 }
    guard low < endIndex else { return nil }
    let node = storage.pointee.nodes[low]
    return node.line == position.line && node.column == position.column
      ? ElementView(storage: storage, index: low) : nil
  }
}
