import LheoModel

/// Addresses in which rules that ask registers have found nothing, by what they look at: a feed names the same few places
/// again and again.
struct KnownAdresses {
  private static let limit = 8192

  private var known: Set<[UInt8]> = []
  private var key: [UInt8] = []
  /// The last one that was among them: those of an offer are mostly the same.
  private var lastKnown: [UInt8] = []

  /// Whether an address is one of them.
  mutating func contains(_ adresse: UnsafePointer<Adresse>) -> Bool {
    key.removeAll(keepingCapacity: true)
    add(adresse.pointee.codepostal.text)
    add(adresse.pointee.ville.text)
    add(adresse.pointee.departement?.text)
    add(adresse.pointee.codeINSEECommune?.text)
    add(adresse.pointee.region?.text)
    add(adresse.pointee.pays?.text)
    add(adresse.pointee.geolocalisation?.latitude.text)
    add(adresse.pointee.geolocalisation?.longitude.text)
    if key == lastKnown { return true }
    guard known.contains(key) else { return false }
    lastKnown = key
    return true
  }

  /// Adds the address that was asked for last.
  mutating func insertLast() {
    if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
    known.insert(key)
  }

  /// No text of a feed has these bytes.
  private mutating func add(_ text: String?) {
    guard let text else { return key.append(0xFE) }
    text.withBytes { key.append(contentsOf: $0) }
    key.append(0xFF)
  }
}
