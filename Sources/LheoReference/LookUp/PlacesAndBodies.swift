import LheoModel
import LheoRegisters

struct OrganismeKey: Hashable {
  enum Kind { case nda, formerNDA, siren }
  let kind: Kind
  let value: String
}

extension ReferenceSession {
  // MARK: Bodies

  func organismes(by kind: OrganismeKey.Kind, _ value: String) throws(ReferenceError) -> [Organisme] {
    try organismes.value(OrganismeKey(kind: kind, value: value)) { () throws(ReferenceError) in
      try findOrganismes(by: kind, value)
    }
  }

  /// The same, without keeping them. Real companies have at most seven numbers.
  ///
  /// - Parameter limit: how many are of interest; others are made up.
  func findOrganismes(
    by kind: OrganismeKey.Kind, _ value: String, limit: Int = 64
  ) throws(ReferenceError) -> [Organisme] {
    let condition =
      switch kind {
      case .nda: "nda = ?"
      case .formerNDA: "nda IN (SELECT nda FROM organisme_former WHERE former = ?)"
      case .siren: "siren = ?"
      }
    return try rows(
      "SELECT \(Organisme.columns) FROM organisme WHERE \(condition) ORDER BY nda LIMIT \(limit)", [value],
      Organisme.init)
  }

  func establishment(_ siret: String) throws(ReferenceError) -> Establishment? {
    try rows("SELECT * FROM establishment WHERE siret = ?", [siret]) { row in
      Establishment(
        siret: row["siret"], isOpen: row["state"] as String? != "F", since: row.day("since"), name: row["name"],
        postcode: row["postcode"], commune: row["commune"], isSeat: row["is_seat"])
    }.first
  }

  func occupation(_ code: String) throws(ReferenceError) -> Occupation? {
    try occupations.value(code) { () throws(ReferenceError) in
      try rows("SELECT * FROM rome WHERE code = ?", [code]) { row in
        let parent = row["parent"] as String?
        return Occupation(code: row["code"], title: row["title"], parent: parent == code ? nil : parent)
      }.first
    }
  }

  // MARK: Places

  func commune(_ code: String) throws(ReferenceError) -> Commune? {
    try communes.value(code) { () throws(ReferenceError) in try findCommune(code) }
  }

  private func findCommune(_ code: String) throws(ReferenceError) -> Commune? {
    let official = try rows(
      """
      SELECT name, departement, region, type, parent FROM commune WHERE code = ?
      ORDER BY CASE type WHEN 'COM' THEN 0 WHEN 'ARM' THEN 1 WHEN 'COMER' THEN 2 ELSE 3 END LIMIT 1
      """, [code]
    ) { (place: Place($0), kind: Commune.Kind(rawValue: $0["type"]), parent: $0["parent"] as String?) }.first
    let geo = try rows("SELECT * FROM geo WHERE code = ?", [code]) { (place: Place($0), Commune.Position($0)) }.first
    let postcodes = try rows(
      "SELECT postcode FROM postcode WHERE commune = ? UNION SELECT postcode FROM geo_postcode WHERE commune = ?",
      [code, code]
    ) { $0["postcode"] as String }
    var position = geo?.1
    if position == nil { position = try addressPosition(of: code) }
    // Without the register of communes, what the others say will do.
    var found = official?.place ?? geo?.place
    if found == nil {
      found = try rows(
        """
        SELECT name, NULL AS departement, NULL AS region FROM postcode WHERE commune = ?1
        UNION ALL SELECT name, NULL, NULL FROM adresse WHERE commune = ?1 AND name IS NOT NULL
        """, [code]
      ) { Place($0) }.first
    }
    guard let found, let name = found.name else { return nil }
    return Commune(
      code: code, kind: official?.kind ?? .commune, name: name, parent: official?.parent,
      departement: found.departement, region: found.region, postcodes: postcodes, position: position)
  }

  /// What a register calls a commune, and where that is.
  private struct Place {
    let name: String?
    let departement: String?
    let region: String?

    init(_ row: AnswerRow) { (name, departement, region) = (row["name"], row["departement"], row["region"]) }
  }

  /// Where the addresses of a commune are.
  private func addressPosition(of code: String) throws(ReferenceError) -> Commune.Position? {
    try rows(
      """
      SELECT sum(lat * count) / sum(count) AS lat, sum(lon * count) / sum(count) AS lon, min(lat_min) AS lat_min,
        max(lat_max) AS lat_max, min(lon_min) AS lon_min, max(lon_max) AS lon_max
      FROM adresse WHERE commune = ?
      """, [code]
    ) { Commune.Position($0) }.first ?? nil
  }

  func communes(postcode: String) throws(ReferenceError) -> [Commune] {
    let codes = try postcodes.value(postcode) { () throws(ReferenceError) in
      try rows(
        "SELECT commune FROM postcode WHERE postcode = ? UNION SELECT commune FROM geo_postcode WHERE postcode = ?",
        [postcode, postcode]
      ) { $0["commune"] as String }
    }
    var found: [Commune] = []
    for code in codes { if let commune = try commune(code) { found.append(commune) } }
    return found
  }

  func territory(_ table: ReferenceTable, _ code: String) throws(ReferenceError) -> Territory? {
    let region = table == .departement ? "region" : "NULL AS region"
    return try rows("SELECT code, name, chef_lieu, \(region) FROM \(table.rawValue) WHERE code = ?", [code]) {
      Territory(code: $0["code"], name: $0["name"], region: $0["region"], chefLieu: $0["chef_lieu"])
    }.first
  }

  /// A code that is in use is what it is today, whatever it was: codes are used again.
  func fate(of code: String) throws(ReferenceError) -> CommuneFate {
    try fates.value(code) { () throws(ReferenceError) in
      if let commune = try commune(code) {
        guard commune.kind.isFormer else { return .current(commune) }
        if let code = commune.parent, let parent = try self.commune(code) {
          return .replaced(by: parent, since: try moves(of: commune.code).last?.day)
        }
      }
      return try followMoves(of: code)
    }
  }

  private func moves(of code: String) throws(ReferenceError) -> [(new: String, day: PartialDate?)] {
    try rows(
      """
      SELECT new, day FROM commune_move WHERE old = ? AND new <> old AND old_type = 'COM' AND new_type = 'COM'
      ORDER BY day, new
      """, [code]
    ) { ($0["new"], $0.day("day")) }
  }

  private func followMoves(of code: String) throws(ReferenceError) -> CommuneFate {
    var (place, since) = (code, nil as PartialDate?)
    var visited: Set<String> = [code]
    while visited.count <= 10 {
      let moves = try moves(of: place)
      guard let last = moves.last else { return .unknown }
      let targets = moves.filter { $0.day == last.day }.map(\.new)
      if targets.count > 1 {
        var communes: [Commune] = []
        for target in targets { if let commune = try commune(target) { communes.append(commune) } }
        return .split(communes)
      }
      (place, since) = (last.new, last.day)
      if let commune = try commune(place), !commune.kind.isFormer { return .replaced(by: commune, since: since) }
      guard visited.insert(place).inserted else { return .unknown }
    }
    return .unknown
  }
}

extension Organisme {
  /// The columns that bodies are read from, in this order: names of columns take longer to find than the rest.
  static let columns = """
    nda, former, siren, siret, name, street, postcode, town, region, q_training, q_bilan, q_vae, q_apprenticeship, \
    last_declaration
    """

  init(_ row: AnswerRow) {
    let former = row[1] as String
    self.init(
      nda: row[0], formerNDAs: former.split(separator: ",").map(String.init), siren: row[2],
      siret: row[3], name: row[4], street: row[5], postcode: row[6], town: row[7], region: row[8],
      qualiopi: Qualiopi(formation: row[9], bilan: row[10], vae: row[11], apprentissage: row[12]),
      lastDeclaration: (row[13] as String?).flatMap { PartialDate(iso: $0) })
  }
}

extension Commune.Position {
  fileprivate init?(_ row: AnswerRow) {
    guard let latitude = row["lat"] as Double?, let longitude = row["lon"] as Double? else { return nil }
    var box: Commune.Box?
    if let south = row["lat_min"] as Double?, let north = row["lat_max"] as Double?,
      let west = row["lon_min"] as Double?, let east = row["lon_max"] as Double?, south <= north, west <= east
    {
      box = Commune.Box(latitudes: south...north, longitudes: west...east)
    }
    self.init(latitude: latitude, longitude: longitude, box: box)
  }
}
