import LheoModel

/// Addresses in which rules that ask registers have found nothing, by what they look at: a feed names the same few places
/// again and again.
struct KnownAdresses {
  private static let limit = 8192

  /// What these rules look at. Where there are lines of a CEDEX they say less, so that these need not be compared.
  private struct Key: Hashable {
    let codepostal: String
    let ville: String
    let departement: String?
    let codeINSEE: String?
    let region: String?
    let pays: String?
    let latitude: String?
    let longitude: String?

    init(_ adresse: UnsafePointer<Adresse>) {
      codepostal = adresse.pointee.codepostal.text
      ville = adresse.pointee.ville.text
      departement = adresse.pointee.departement?.text
      codeINSEE = adresse.pointee.codeINSEECommune?.text
      region = adresse.pointee.region?.text
      pays = adresse.pointee.pays?.text
      latitude = adresse.pointee.geolocalisation?.latitude.text
      longitude = adresse.pointee.geolocalisation?.longitude.text
    }
  }

  private var known: Set<Key> = []
  /// The last one that was among them: those of an offer are mostly the same.
  private var last: Key?

  /// Whether an address is one of them.
  mutating func contains(_ adresse: UnsafePointer<Adresse>) -> Bool {
    let key = Key(adresse)
    if key == last { return true }
    guard known.contains(key) else { return false }
    last = key
    return true
  }

  /// Adds an address.
  mutating func insert(_ adresse: UnsafePointer<Adresse>) {
    if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
    known.insert(Key(adresse))
  }
}
