import LheoRegisters

/// The tables of the reference database.
///
/// All codes are text and all days are in ISO 8601.
enum ReferenceTable: String, CaseIterable {
  case certification, certification_link, bloc, voie, certificateur, partenaire, certification_code
  case organisme, organisme_former
  case commune, commune_move, commune_period, departement, region
  case postcode, geo, geo_postcode
  case establishment, rome
  case uai, diplome, diplome_link, diplome_certification
  case formacode, certifinfo, certifinfo_link, certifinfo_certification, adresse

  /// The columns, with keys.
  var columns: String {
    switch self {
    case .certification:
      """
      code TEXT PRIMARY KEY, title TEXT NOT NULL, short_code TEXT, short_title TEXT, level INTEGER, active INTEGER, state TEXT,
      end_date TEXT, effect_date TEXT, decision_date TEXT, delivery_date TEXT, by_right INTEGER, has_partners INTEGER
      """
    case .certification_link: "old TEXT, new TEXT, said_by TEXT, PRIMARY KEY (old, new, said_by)"
    case .bloc: "certification TEXT, code TEXT, title TEXT NOT NULL, PRIMARY KEY (certification, code)"
    case .voie: "certification TEXT, voie TEXT, PRIMARY KEY (certification, voie)"
    case .certificateur:
      "certification TEXT, siret TEXT, name TEXT, state TEXT, PRIMARY KEY (certification, siret, name)"
    case .partenaire:
      """
      certification TEXT, siret TEXT, trains INTEGER, assesses INTEGER, state TEXT, name TEXT,
      PRIMARY KEY (certification, siret, trains, assesses, state, name)
      """
    case .certification_code:
      "certification TEXT, kind TEXT, code TEXT, label TEXT, PRIMARY KEY (certification, kind, code)"
    case .organisme:
      """
      nda TEXT PRIMARY KEY, former TEXT NOT NULL, siren TEXT, siret TEXT, name TEXT NOT NULL, street TEXT, postcode TEXT, town TEXT, region TEXT,
      q_training INTEGER, q_bilan INTEGER, q_vae INTEGER, q_apprenticeship INTEGER, last_declaration TEXT
      """
    case .organisme_former: "former TEXT, nda TEXT, PRIMARY KEY (former, nda)"
    case .commune:
      """
      type TEXT, code TEXT, name TEXT NOT NULL, ncc TEXT, parent TEXT, departement TEXT, region TEXT,
      PRIMARY KEY (code, type)
      """
    case .commune_move:
      """
      old TEXT, day TEXT, kind TEXT, new TEXT, old_type TEXT, new_type TEXT, old_name TEXT, new_name TEXT,
      PRIMARY KEY (old, day, kind, new, old_type, new_type)
      """
    case .commune_period: "code TEXT, from_day TEXT, name TEXT NOT NULL, to_day TEXT, PRIMARY KEY (code, from_day)"
    case .departement: "code TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT, chef_lieu TEXT"
    case .region: "code TEXT PRIMARY KEY, name TEXT NOT NULL, chef_lieu TEXT"
    case .postcode:
      "commune TEXT, postcode TEXT, name TEXT, label TEXT, line5 TEXT, PRIMARY KEY (commune, postcode, line5)"
    case .geo:
      """
      code TEXT PRIMARY KEY, name TEXT NOT NULL, departement TEXT, region TEXT, lat REAL, lon REAL,
      lat_min REAL, lat_max REAL, lon_min REAL, lon_max REAL
      """
    case .geo_postcode: "commune TEXT, postcode TEXT, PRIMARY KEY (commune, postcode)"
    case .establishment:
      """
      siret TEXT PRIMARY KEY, state TEXT, since TEXT, name TEXT, postcode TEXT, commune TEXT, is_seat INTEGER,
      diffusion TEXT
      """
    case .rome: "code TEXT PRIMARY KEY, title TEXT NOT NULL, parent TEXT"
    case .uai:
      """
      code TEXT PRIMARY KEY, name TEXT NOT NULL, open INTEGER NOT NULL, siret TEXT, commune TEXT, postcode TEXT, closed TEXT
      """
    case .diplome:
      """
      code TEXT PRIMARY KEY, title TEXT NOT NULL, level INTEGER, opened TEXT, closed TEXT, first_session INTEGER,
      last_session INTEGER
      """
    case .diplome_link: "old TEXT, new TEXT, PRIMARY KEY (old, new)"
    case .diplome_certification: "diplome TEXT, certification TEXT, PRIMARY KEY (diplome, certification)"
    case .formacode: "code TEXT, version INTEGER, title TEXT NOT NULL, successor TEXT, PRIMARY KEY (code, version)"
    case .certifinfo: "code TEXT PRIMARY KEY, archived INTEGER NOT NULL"
    case .certifinfo_link: "old TEXT, new TEXT, PRIMARY KEY (old, new)"
    case .certifinfo_certification: "code TEXT, certification TEXT, PRIMARY KEY (code, certification)"
    case .adresse:
      """
      commune TEXT, postcode TEXT, former TEXT, name TEXT, count INTEGER NOT NULL, lat REAL, lon REAL,
      lat_min REAL, lat_max REAL, lon_min REAL, lon_max REAL, PRIMARY KEY (commune, postcode, former)
      """
    }
  }

  /// The columns that are searched beside the first ones of the key.
  var indexes: [String] {
    switch self {
    case .certification_link: ["new"]
    case .bloc: ["code"]
    case .certificateur, .partenaire: ["siret"]
    case .organisme: ["siret", "siren"]
    case .commune: ["parent", "ncc"]
    case .commune_move: ["new"]
    case .postcode, .geo_postcode: ["postcode"]
    case .diplome_certification: ["certification"]
    default: []
    }
  }

  /// The département of a commune's code, in SQL.
  private static let territory = "substr(commune, 1, CASE WHEN commune GLOB '9[78]*' THEN 3 ELSE 2 END)"

  /// Which of its rows belong to a register: a condition; `nil` for none.
  func rows(of register: Register) -> String? {
    switch (self, register) {
    case (.certification, .rncp): "code GLOB 'RNCP*'"
    case (.certification, .rs): "code GLOB 'RS*'"
    case (.certification_link, .rncp): "said_by GLOB 'RNCP*'"
    case (.certification_link, .rs): "said_by GLOB 'RS*'"
    case (.bloc, .rncp), (.voie, .rncp), (.certificateur, .rncp), (.partenaire, .rncp), (.certification_code, .rncp):
      "certification GLOB 'RNCP*'"
    case (.bloc, .rs), (.voie, .rs), (.certificateur, .rs), (.partenaire, .rs), (.certification_code, .rs):
      "certification GLOB 'RS*'"
    case (.commune, .communes): "type <> 'COMER'"
    case (.commune, .outreMer): "type = 'COMER'"
    case (.organisme, .organismes), (.organisme_former, .organismes), (.commune_move, .mouvements),
      (.commune_period, .historique), (.departement, .departements), (.region, .regions),
      (.postcode, .codesPostaux), (.geo, .geo), (.geo_postcode, .geo), (.establishment, .sirene), (.rome, .rome),
      (.uai, .uai), (.diplome, .diplomes), (.diplome_link, .diplomes),
      (.diplome_certification, .diplomesCertifications), (.formacode, .formacode), (.certifinfo, .certifinfo),
      (.certifinfo_link, .certifinfoRemplacements), (.certifinfo_certification, .certifinfo):
      "1"
    // One file has one département: those of others stay.
    case (.adresse, .adresses):
      "\(Self.territory) IN (SELECT DISTINCT \(Self.territory) FROM main.adresse)"
    default: nil
    }
  }
}

/// The layout of the database as a whole.
enum ReferenceSchema {
  /// Goes up with each change of the tables.
  static let version = 5
  /// Marks the file as one of ours: `LHEO`.
  static let application = 0x4C48_454F

  /// Where the rows come from.
  static let provenance = """
    CREATE TABLE source (
      id INTEGER PRIMARY KEY, register TEXT NOT NULL, file TEXT NOT NULL, member TEXT NOT NULL, sha256 TEXT NOT NULL,
      day TEXT NOT NULL, day_from TEXT NOT NULL, has_states INTEGER NOT NULL, imported TEXT NOT NULL,
      publisher TEXT NOT NULL, dataset TEXT NOT NULL, licence TEXT NOT NULL,
      rows_read INTEGER NOT NULL, rows_kept INTEGER NOT NULL, rows_refused INTEGER NOT NULL);
    CREATE TABLE refusal (
      source INTEGER NOT NULL REFERENCES source (id), reason TEXT NOT NULL, count INTEGER NOT NULL,
      first_row INTEGER NOT NULL, PRIMARY KEY (source, reason)) WITHOUT ROWID;
    """
}
