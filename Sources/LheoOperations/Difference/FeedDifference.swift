import LheoModel
import LheoOutput
import LheoParser
import LheoWriter

/// One thing that differs between two versions of an offer.
public struct FieldChange: Sendable, Hashable {
  /// Where it is, such as `action 14_1A / session 14_2S / periode / debut`.
  public var path: String
  /// The French name of the element.
  public var label: String
  /// Which element or attribute of LHEO it is, without numbers.
  public var place: FieldPlace
  /// What was there; `nil` if it is new.
  public var before: String?
  /// What is there now; `nil` if it is gone.
  public var after: String?
}

/// What has become of an offer.
public struct OfferChange: Sendable {
  /// What kind of change it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// Only the second feed has it.
    case added
    /// Only the first feed has it.
    case removed
    /// Both have it, with different content.
    case changed
  }

  /// What kind of change it is.
  public var kind: Kind
  /// The number of the offer, with `#2` and so on for those that have it again, or its title.
  public var numero: String
  /// The title, that of the second feed if both have it.
  public var intitule: String
  /// What differs, for a changed offer.
  public var fields: [FieldChange]
}

/// Compares two feeds, or two bodies of feeds, each of which is read twice. Memory: an index of both (`FeedIndex`); the
/// offers of the first one that differ wait on disk.
public final class FeedDifference {
  private let old: FeedIndex
  private let new: FeedIndex
  private let ignored: IgnoredPlaces
  private let spool: Spool
  private var titles: [(key: String, title: String)] = []
  private var oldKeys: OfferKeys
  private var newKeys: OfferKeys

  /// A comparison of feeds whose indices are known.
  ///
  /// - Parameters:
  ///   - old: the index of the first feed.
  ///   - new: the index of the second feed.
  ///   - ignored: what is not looked at, as when the indices were made.
  ///   - folder: where offers wait.
  public init(
    old: FeedIndex, new: FeedIndex, ignoring ignored: IgnoredPlaces = IgnoredPlaces(), folder: String
  ) throws(OutputError) {
    self.ignored = ignored
    var new = new
    new.align(with: old)
    self.old = old
    self.new = new
    oldKeys = OfferKeys(old)
    newKeys = OfferKeys(new)
    spool = try Spool(inFolder: folder)
  }

  /// Whether nothing differs.
  public var isEmpty: Bool { old.hashes == new.hashes }

  /// Offers that are the same although their hashes differ.
  private var equivalentCount = 0

  /// How many offers are the same in both, once both have been read.
  public var sameCount: Int { old.hashes.count { new.hashes[$0.key] == $0.value } + equivalentCount }

  /// The second reading of the first feed: keeps what the other has changed or lacks.
  public func addOld(_ buffer: ElementBuffer) throws(OutputError) {
    let key = oldKeys.key(of: buffer.root)
    guard let hash = new.hashes[key] else {
      titles.append((key, buffer.root.child(.intituleFormation)?.trimmedText ?? ""))
      return
    }
    if hash == old.hashes[key] { return }
    let bytes = CollectedBytes()
    let writer = FeedWriter(bytes.sink, options: FeedWriter.Options(indent: nil))
    writer.begin(FeedHeader())
    writer.write(buffer)
    writer.end()
    try spool.append(bytes.take(), to: key)
  }

  /// The second reading of the second feed: reports an offer, if it is new or differs.
  public func change(_ buffer: ElementBuffer) throws -> OfferChange? {
    let key = newKeys.key(of: buffer.root)
    let intitule = buffer.root.child(.intituleFormation)?.trimmedText ?? ""
    guard let hash = old.hashes[key] else {
      return OfferChange(kind: .added, numero: OfferKey.shown(key), intitule: intitule, fields: [])
    }
    guard hash != new.hashes[key], spool.contains(key) else { return nil }
    let bytes = CollectedBytes()
    try spool.take(key, into: bytes.sink)
    var before: [FieldNode] = []
    try FeedParser(.bytes(bytes.take())).forEachEvent { event in
      if let offer = event.offer { before = [FieldNode(offer: offer.root, ignoring: ignored)] }
    }
    let fields = before.first.map { $0.differences(to: FieldNode(offer: buffer.root, ignoring: ignored)) } ?? []
    if fields.isEmpty {
      equivalentCount += 1
      return nil
    }
    return OfferChange(kind: .changed, numero: OfferKey.shown(key), intitule: intitule, fields: fields)
  }

  /// What only the first feed has, once both have been read.
  public var removed: [OfferChange] {
    titles.map { OfferChange(kind: .removed, numero: OfferKey.shown($0.key), intitule: $0.title, fields: []) }
  }
}
