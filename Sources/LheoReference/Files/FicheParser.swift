import CLibXML2
import LheoModel
import LheoParser

/// Reads the sheets of France compétences (XML v4.1) one at a time, in the memory of one sheet.
final class FicheParser: MarkupReceiver {
  /// The export has another layout than that of version 4.
  struct OtherFormat: Error { let reason: Text }

  private static let longestText = 1 << 20
  private static let longestTag = 1 << 18
  /// More than any sheet has.
  private static let mostParts = 1 << 17

  private lazy var parser = MarkupParser(self)
  private var failure: (any Error)?
  /// How many sheets there were so far.
  private(set) var count = 0
  private let receive: (Fiche, Int) throws -> Void
  private var fiche = Fiche()
  /// How many parts the sheet has so far.
  private var partCount = 0
  /// Whether libxml2 has reported something of the bytes that came last, and how many came before of which it did not.
  private var hasSeen = false
  private var silentBytes = 0
  /// The open elements, innermost last.
  private var open: [(way: FicheWay, slot: FicheSlot?)] = []
  private var tags: [UnsafePointer<xmlChar>: FicheTag] = [:]
  private var text: [UInt8] = []
  private var collects = false
  /// What no sheet has had so far that an export always has: where it lacks to the end, it is called otherwise.
  private var missing: [(slot: FicheSlot, tag: FicheTag)] = [
    (.title, .INTITULE), (.isActive, .ACTIF), (.registration, .TYPE_ENREGISTREMENT),
    (.endDate, .DATE_FIN_ENREGISTREMENT),
  ]

  /// A parser that hands over each sheet, with its number from 1.
  init(_ receive: @escaping (Fiche, Int) throws -> Void) { self.receive = receive }

  /// Takes the next bytes, or, without any, the end.
  ///
  /// - Throws: `MarkupMistake`, or what `receive` has thrown.
  func take(_ bytes: UnsafeRawBufferPointer, isLast: Bool = false) throws {
    try parser.take(bytes, isLast: isLast)
    if let failure { throw failure }
    // libxml2 looks at each attribute of a tag for each other one: tags without end are refused.
    silentBytes = hasSeen ? 0 : silentBytes + bytes.count
    hasSeen = false
    if silentBytes > Self.longestTag { parser.refuse(Text("une balise est trop longue", "a tag is too long")) }
    if let mistake = parser.mistake { throw mistake }
    if isLast, count > 0, !missing.isEmpty {
      let names = missing.map { "<\($0.tag)>" }.joined(separator: ", ")
      throw OtherFormat(reason: Text("aucune fiche n'a \(names)", "no sheet has \(names)"))
    }
  }

  func start(
    _ name: UnsafePointer<xmlChar>, in namespace: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>
  ) {
    hasSeen = true
    let tag: FicheTag
    if let known = tags[name] {
      tag = known
    } else {
      tag = name.withMemoryRebound(to: CChar.self, capacity: 1) { FicheTag.named[String(cString: $0)] } ?? .other
      tags[name] = tag
    }
    if open.isEmpty, tag != .FICHES { parser.refuse(Text("la racine n'est pas FICHES", "the root is not FICHES")) }
    let way = open.last.map { $0.way.to(tag) } ?? FicheWay(tag)
    let slot = tag == .other ? nil : way.slot
    open.append((way, slot))
    collects = slot?.isText ?? false
    if collects { text.removeAll(keepingCapacity: true) }
  }

  func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    hasSeen = true
    guard collects, text.count < Self.longestText else { return }
    text.append(contentsOf: bytes)
  }

  func end() {
    guard let (_, slot) = open.popLast(), let slot else { return }
    if slot == .version {
      requireVersion()
      collects = false
    } else if slot.isText {
      if !missing.isEmpty { missing.removeAll { $0.slot == slot } }
      fiche.take(text, slot)
      collects = false
    } else if slot == .fiche {
      handOver()
    } else {
      fiche.end(slot)
      partCount += 1
      if partCount > Self.mostParts {
        parser.refuse(Text("la fiche \(count + 1) est trop longue", "sheet \(count + 1) is too long"))
      }
    }
  }

  private func requireVersion() {
    let version = String(decoding: text, as: UTF8.self).trimmed
    if version == "4" || version.hasPrefix("4.") { return }
    let shown = version.prefix(20)
    failure = OtherFormat(reason: Text("<VERSION_FLUX> est « \(shown) »", "<VERSION_FLUX> is “\(shown)”"))
    parser.stop()
  }

  private func handOver() {
    count += 1
    do {
      try receive(fiche, count)
    } catch {
      failure = error
      parser.stop()
    }
    fiche = Fiche()
    partCount = 0
  }
}
