import Glibc
import LheoModel

/// What rules look at that ask registers for an element.
protocol RegisterKey: Hashable {
  associatedtype Element

  /// How many are compared with before all others: those of one offer, and of the next ones.
  static var recentLimit: Int { get }

  init(_ element: UnsafePointer<Element>)

  /// Whether an element has what is in a key. Both are compared where they are, without copies.
  static func isSame(_ key: UnsafePointer<Self>, _ element: UnsafePointer<Element>) -> Bool
}

/// Elements in which rules that ask registers have found nothing, by what these rules look at: a feed names the same few
/// places and bodies again and again.
struct CleanElements<Key: RegisterKey> {
  private let limit: Int
  private var known: Set<Key> = []
  /// The last ones that were among them, the very last first: those of an offer are mostly the same.
  private var recent: [Key] = []

  /// At most `limit` are remembered.
  init(limit: Int = 8192) { self.limit = limit }

  /// Whether an element is one of them.
  mutating func contains(_ element: UnsafePointer<Key.Element>) -> Bool {
    let place = recent.withUnsafeBufferPointer { keys in
      keys.indices.first { Key.isSame(keys.baseAddress! + $0, element) }
    }
    if let place {
      recent.swapAt(0, place)
      return true
    }
    let key = Key(element)
    guard known.contains(key) else { return false }
    if recent.count == Key.recentLimit { recent.removeLast() }
    recent.append(key)
    recent.swapAt(0, recent.count - 1)
    return true
  }

  /// Adds an element.
  mutating func insert(_ element: UnsafePointer<Key.Element>) {
    if known.count >= limit { known.removeAll(keepingCapacity: true) }
    known.insert(Key(element))
  }
}

/// What rules look at in an address. Where there are lines of a CEDEX they say less, so that these need not be compared.
struct AdresseKey: RegisterKey {
  static let recentLimit = 32

  private let codepostal: String
  private let ville: String
  private let departement: String?
  private let codeINSEE: String?
  private let region: String?
  private let pays: String?
  private let latitude: String?
  private let longitude: String?

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

  static func isSame(_ key: UnsafePointer<AdresseKey>, _ adresse: UnsafePointer<Adresse>) -> Bool {
    guard key.field(\.codepostal).isSame(adresse.field(\.codepostal.text)),
      key.field(\.ville).isSame(adresse.field(\.ville.text)),
      key.field(\.codeINSEE).isSame(adresse.field(\.codeINSEECommune), \.text),
      key.field(\.departement).isSame(adresse.field(\.departement), \.text),
      key.field(\.region).isSame(adresse.field(\.region), \.text),
      key.field(\.pays).isSame(adresse.field(\.pays), \.text)
    else { return false }
    let geolocalisation = adresse.field(\.geolocalisation)
    return key.field(\.latitude).isSame(geolocalisation, \.latitude.text)
      && key.field(\.longitude).isSame(geolocalisation, \.longitude.text)
  }
}

/// What rules look at in a body.
struct OrganismeKey: RegisterKey {
  static let recentLimit = 2

  private let siret: String
  private let numeroActivite: String
  private let raisonSociale: String

  init(_ organisme: UnsafePointer<OrganismeFormationResponsable>) {
    siret = organisme.pointee.siretOrganismeFormation.siret.text
    numeroActivite = organisme.pointee.numeroActivite.text
    raisonSociale = organisme.pointee.raisonSociale.text
  }

  static func isSame(
    _ key: UnsafePointer<OrganismeKey>, _ organisme: UnsafePointer<OrganismeFormationResponsable>
  ) -> Bool {
    key.field(\.siret).isSame(organisme.field(\.siretOrganismeFormation.siret.text))
      && key.field(\.numeroActivite).isSame(organisme.field(\.numeroActivite.text))
      && key.field(\.raisonSociale).isSame(organisme.field(\.raisonSociale.text))
  }
}

extension UnsafePointer<String> {
  /// Whether two texts are the same. Most are short, or one and the same: their bits say so, without a copy of either.
  @inline(__always)
  fileprivate func isSame(_ other: UnsafePointer<String>) -> Bool {
    memcmp(self, other, MemoryLayout<String>.size) == 0 || pointee == other.pointee
  }
}

extension UnsafePointer<String?> {
  /// Whether a text is the same as that of an element, or both are missing.
  @inline(__always)
  fileprivate func isSame<Value>(_ element: UnsafePointer<Value?>, _ text: KeyPath<Value, String>) -> Bool {
    if element.pointee == nil { return pointee == nil }
    return pointee != nil && wrapped().isSame(element.wrapped().field(text))
  }
}
