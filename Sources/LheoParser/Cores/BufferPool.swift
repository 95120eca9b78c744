import LheoModel

/// Buffers that offers are read into on one thread and given back on another.
package final class BufferPool: Sendable {
  private static let capacity = 256
  private let spares = Locked<[ElementBuffer]>([])

  package init() {}

  package func take() -> ElementBuffer { spares.withLock { $0.popLast() } ?? ElementBuffer() }

  /// The buffers may be used again.
  package func giveBack(_ events: [FeedEvent]) {
    let buffers = events.compactMap(\.buffer)
    for buffer in buffers { buffer.reset() }
    spares.withLock { spares in
      spares += buffers.prefix(max(0, Self.capacity - spares.count))
    }
  }
}
