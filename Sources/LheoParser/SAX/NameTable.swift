import CLibXML2
import Glibc
import LheoModel

/// LHEO's names by the address at which libxml2 interns them: after its first occurrence in a feed, no name is compared
/// letter by letter.
struct NameTable {
  private struct Entry {
    var key: UnsafeRawPointer?
    var element: UInt16
    var length: UInt16
  }

  private static let size = 1024
  private let entries: UnsafeMutablePointer<Entry>
  private var count = 0
  private var namespace: UnsafeRawPointer?
  private var attributes: [UnsafeRawPointer] = []

  init() {
    entries = .allocate(capacity: Self.size)
    entries.initialize(repeating: Entry(key: nil, element: 0, length: 0), count: Self.size)
  }

  func free() { entries.deallocate() }

  /// Prepares for a parser with that dictionary.
  mutating func fill(from dictionary: xmlDictPtr) {
    namespace = Self.intern(LheoSchema.namespace, in: dictionary)
    attributes = KnownAttribute.allCases.map { Self.intern($0.name, in: dictionary) }
  }

  /// Takes another namespace for LHEO's: that of an earlier version.
  mutating func adopt(_ uri: UnsafePointer<xmlChar>) { namespace = UnsafeRawPointer(uri) }

  private static func intern(_ name: String, in dictionary: xmlDictPtr) -> UnsafeRawPointer {
    UnsafeRawPointer(xmlDictLookup(dictionary, name, Int32(name.utf8.count)))
  }

  @inline(__always)
  private static func slot(_ key: UnsafeRawPointer) -> Int {
    let bits = UInt(bitPattern: key)
    return Int(truncatingIfNeeded: (bits ^ (bits &>> 10)) & UInt(size &- 1))
  }

  @inline(__always)
  func isLheo(_ uri: UnsafePointer<xmlChar>?) -> Bool { uri.map { UnsafeRawPointer($0) } == namespace }

  /// The element's number, 0 for a name that LHEO does not have, and the length of the name in bytes.
  @inline(__always)
  mutating func element(_ name: UnsafePointer<xmlChar>) -> (element: UInt16, length: Int) {
    let key = UnsafeRawPointer(name)
    var slot = Self.slot(key)
    while let found = entries[slot].key {
      if found == key { return (entries[slot].element, Int(entries[slot].length)) }
      slot = (slot &+ 1) & (Self.size &- 1)
    }
    return learn(name, slot)
  }

  /// Looks a name up by its letters, and remembers its address while there is room.
  @inline(never)
  private mutating func learn(_ name: UnsafePointer<xmlChar>, _ slot: Int) -> (element: UInt16, length: Int) {
    let length = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
    let element = Element(name: String(xml: name))?.rawValue ?? ElementStorage.foreign
    if count < Self.size / 2, length < UInt16.max {
      entries[slot] = Entry(key: UnsafeRawPointer(name), element: element, length: UInt16(length))
      count += 1
    }
    return (element, length)
  }

  /// The attribute's number, if LHEO has it.
  @inline(__always)
  func attribute(_ name: UnsafePointer<xmlChar>) -> Int? { attributes.firstIndex(of: UnsafeRawPointer(name)) }
}
