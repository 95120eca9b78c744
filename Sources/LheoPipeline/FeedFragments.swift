import LheoModel
import LheoOutput
import LheoParser
import LheoWriter

/// An offer as it will stand in a feed.
public struct FeedFragment: Sendable {
  fileprivate let bytes: [UInt8]
  /// Whether a reference that leads out of it has been left out.
  fileprivate let hasLostReferences: Bool
}

/// Writes offers as they will stand in a feed on the threads that read them, where it is known what will be around them.
package final class FeedFragments {
  private var writer: FeedWriter
  /// Whether what is around the offers is that of the source.
  private let followsSource: Bool
  private let place = Locked<FeedWriter.Place?>(nil)
  /// Whether references that lead out of an offer are left out.
  private let dropsReferences: Bool
  /// Whether one has been left out.
  package private(set) var hasLostReferences = false

  /// Fragments for a writer. Without `followsSource` the writer has begun a feed of its own, in which all offers stand in
  /// one place.
  package init(_ writer: FeedWriter, dropsReferences: Bool, followsSource: Bool = true) {
    self.writer = writer
    self.dropsReferences = dropsReferences
    self.followsSource = followsSource
    notePlace()
  }

  /// Another writer takes the place of the one before. What threads that have started already prepare is still for that.
  package func restart(_ writer: FeedWriter) {
    self.writer = writer
    notePlace()
  }

  private func notePlace() { place.withLock { $0 = writer.place } }

  /// What writes parts on one thread; nothing where the calling thread is to write them.
  package func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> FeedFragment? {
    guard isParallel else { return { { _ in nil } } }
    return { [place, dropsReferences, followsSource] in
      guard let known = place.withLock({ $0 }) else { return { _ in nil } }
      let bytes = CollectedBytes()
      var writer = FragmentWriter(known, bytes.sink)
      // A chunk of a feed stands in the elements that are known, and closes them after its last offer; what opens others
      // on its way is not known.
      var depth = known.depth
      var isElsewhere = false
      return { event in
        switch event {
        case .begin:
          isElsewhere = true
          depth += 1
        case .end: depth -= 1
        case .element(let buffer):
          if !isElsewhere, !followsSource || depth == known.depth {
            let copy = dropsReferences ? buffer.withoutReferencesOutside : nil
            writer.write(copy ?? buffer)
            return FeedFragment(bytes: bytes.take(), hasLostReferences: copy != nil)
          }
        }
        if depth == 0 { (depth, isElsewhere) = (known.depth, false) }
        return nil
      }
    }
  }

  /// Writes the next part.
  package func write(_ event: FeedEvent, _ fragment: FeedFragment?) {
    switch event {
    case .begin(let buffer):
      writer.begin(whole(buffer))
      notePlace()
    case .end(let element):
      writer.end(of: element)
      notePlace()
    case .element(let buffer): write(buffer, fragment)
    }
  }

  /// Writes an offer, or what stands beside offers.
  package func write(_ buffer: ElementBuffer, _ fragment: FeedFragment?) {
    guard let fragment else { return writer.write(whole(buffer)) }
    if fragment.hasLostReferences { hasLostReferences = true }
    writer.write(fragment: fragment.bytes)
  }

  /// The element as it may be in a feed that lacks others.
  private func whole(_ buffer: ElementBuffer) -> ElementBuffer {
    guard dropsReferences, let copy = buffer.withoutReferencesOutside else { return buffer }
    hasLostReferences = true
    return copy
  }
}
