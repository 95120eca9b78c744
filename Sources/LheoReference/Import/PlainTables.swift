import GRDB
import LheoModel
import LheoRegisters

/// Registers whose own files are not open, as plain lists that somebody makes of them.
extension TableLayout {
  static let plain = [formacodes, certifinfos, certifinfoRemplacements]

  /// `version;code;libelle;remplace_par`.
  private static let formacodes = file(
    Text("les descripteurs du Formacode", "the descriptors of Formacode"), .formacode, ["version", "code", "libelle"],
    ["remplace_par"]
  ) { row, target in
    let code = row.text(1)
    // `V14`, `14`.
    guard code.isDigits(5), let version = Int(row.text(0).filter(\.isNumber)), (1...999).contains(version) else {
      return .code
    }
    let successor = row.value(3).flatMap { $0.isDigits(5) ? $0 : nil }
    return try target.insert(.formacode, code, version, row.text(2).singleSpaced, successor) ? nil : .duplicate
  }

  /// `code_certifinfo;code_rncp`, as the catalogue of Mon compte formation has them too: -1 is none.
  private static let certifinfos = file(
    Text("les codes de Certif Info", "the codes of Certif Info"), .certifinfo, ["code_certifinfo", "code_rncp"],
    ["code_inventaire", "code_rs", "archive"]
  ) { row, target in
    let code = row.text(0)
    guard code.isCertifinfo else { return .code }
    let certifications = [
      CertificationCode(row.text(1), in: .rncp), CertificationCode(row.text(2), in: .rs),
      CertificationCode(row.text(3), in: .rs),
    ].compactMap { $0 }
    let isNew = try target.insert(.certifinfo, code, row.flag(4) ?? false)
    var isAdded = false
    for certification in certifications where try target.insert(.certifinfo_certification, code, "\(certification)") {
      isAdded = true
    }
    return isNew || isAdded ? nil : .duplicate
  }

  /// The exchange file of replaced codes; a new code of state 2 is wrong.
  private static let certifinfoRemplacements: TableLayout = {
    var layout = file(
      Text("les codes remplacés de Certif Info", "the replaced codes of Certif Info"), .certifinfoRemplacements,
      ["cer3_code", "cer3_codenew"], ["cer3_etat"]
    ) { row, target in
      let (old, new) = (row.text(0), row.text(1))
      guard old.isCertifinfo, new.isCertifinfo, old != new else { return .code }
      // Two columns have the name: the state of the old code, and, last, that of the new one.
      let state = String(registerText: row.reader.field(row.reader.count - 1))
      if row.text(2) == "2" || state == "2" { return .wrong }
      return try target.insert(.certifinfo_link, old, new) ? nil : .duplicate
    }
    layout.quotes = .none
    return layout
  }()
}

/// Where the addresses of communes are.
extension TableLayout {
  /// The addresses of a département in the Base adresse nationale: of each commune and postcode only how many and where.
  static let adresses: TableLayout = {
    var layout = file(
      Text("les adresses de la BAN", "the addresses of the BAN"), .adresses, ["code_insee", "lon", "lat"],
      ["code_postal", "code_insee_ancienne_commune", "nom_commune", "id_fantoir"]
    ) { row, target in
      let commune = row.text(0)
      guard commune.isCommuneCode, let longitude = Double(row.text(1)), let latitude = Double(row.text(2)),
        abs(longitude) <= 180, abs(latitude) <= 90
      else { return .code }
      let place = AddressPlace(commune: commune, postcode: row.text(3), former: row.text(4))
      target.addresses[place, default: AddressBox()].add(latitude, longitude, in: row.text(5))
      return nil
    }
    layout.part = .piece
    layout.finish = { target in
      for (place, box) in target.addresses.sorted(by: { $0.key < $1.key }) {
        try target.insert(
          .adresse, place.commune, place.postcode, place.former, box.name.isEmpty ? nil : box.name, box.count,
          box.latitudes.sum / Double(box.count),
          box.longitudes.sum / Double(box.count), box.latitudes.low, box.latitudes.high, box.longitudes.low,
          box.longitudes.high)
      }
      target.addresses = [:]
    }
    return layout
  }()
}

/// Where addresses that belong together are said to be.
struct AddressPlace: Hashable, Comparable {
  let commune: String
  let postcode: String
  let former: String

  static func < (left: AddressPlace, right: AddressPlace) -> Bool {
    (left.commune, left.postcode, left.former) < (right.commune, right.postcode, right.former)
  }
}

/// How many addresses there are, and between which degrees.
struct AddressBox {
  private(set) var count = 0
  /// The name of the commune.
  private(set) var name = ""
  private(set) var latitudes = (low: Double.infinity, high: -Double.infinity, sum: 0.0)
  private(set) var longitudes = (low: Double.infinity, high: -Double.infinity, sum: 0.0)

  mutating func add(_ latitude: Double, _ longitude: Double, in commune: String) {
    count += 1
    if name.isEmpty { name = commune }
    latitudes = (min(latitudes.low, latitude), max(latitudes.high, latitude), latitudes.sum + latitude)
    longitudes = (min(longitudes.low, longitude), max(longitudes.high, longitude), longitudes.sum + longitude)
  }
}

extension String {
  /// Whether it may be a code of Certif Info: a number.
  var isCertifinfo: Bool { (1...9).contains(utf8.count) && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
