import CLibXML2
import LheoModel

/// LHEO's names by the address at which libxml2 interns them: no name is compared letter by letter.
struct NameTable {
  private static let size = 1024
  private let keys: UnsafeMutablePointer<UnsafeRawPointer?>
  private let values: UnsafeMutablePointer<UInt16>
  private var namespace: UnsafeRawPointer?
  private var attributes: [UnsafeRawPointer] = []

  init() {
    keys = .allocate(capacity: Self.size)
    keys.initialize(repeating: nil, count: Self.size)
    values = .allocate(capacity: Self.size)
    values.initialize(repeating: 0, count: Self.size)
  }

  func free() {
    keys.deallocate()
    values.deallocate()
  }

  /// Interns all names of LHEO in a parser's dictionary.
  mutating func fill(from dictionary: xmlDictPtr) {
    namespace = Self.intern(LheoSchema.namespace, in: dictionary)
    for definition in LheoSchema.definitions {
      let key = Self.intern(definition.name, in: dictionary)
      var slot = Self.slot(key)
      while keys[slot] != nil { slot = (slot + 1) & (Self.size - 1) }
      keys[slot] = key
      values[slot] = definition.element.rawValue
    }
    attributes = KnownAttribute.allCases.map { Self.intern($0.name, in: dictionary) }
  }

  private static func intern(_ name: String, in dictionary: xmlDictPtr) -> UnsafeRawPointer {
    UnsafeRawPointer(xmlDictLookup(dictionary, name, Int32(name.utf8.count)))
  }

  @inline(__always)
  private static func slot(_ key: UnsafeRawPointer) -> Int {
    let bits = UInt(bitPattern: key)
    return Int((bits ^ (bits >> 10)) & UInt(size - 1))
  }

  @inline(__always)
  func isLheo(_ uri: UnsafePointer<xmlChar>?) -> Bool { uri.map { UnsafeRawPointer($0) } == namespace }

  /// The element's number; 0 for a name that LHEO does not have.
  @inline(__always)
  func element(_ name: UnsafePointer<xmlChar>) -> UInt16 {
    let key = UnsafeRawPointer(name)
    var slot = Self.slot(key)
    while let found = keys[slot] {
      if found == key { return values[slot] }
      slot = (slot + 1) & (Self.size - 1)
    }
    return ElementStorage.foreign
  }

  /// The attribute's number, if LHEO has it.
  @inline(__always)
  func attribute(_ name: UnsafePointer<xmlChar>) -> Int? { attributes.firstIndex(of: UnsafeRawPointer(name)) }
}
