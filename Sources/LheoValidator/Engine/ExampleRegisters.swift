import LheoModel
import LheoRegisters

extension ListedRegisters {
  /// The registers that the examples of rules are checked with, of 23 November 2026. What is in them is made up but for
  /// communes and numbers.
  public static let example: ListedRegisters = {
    let day = PartialDate(year: 2026, month: 11, day: 23)!
    var registers = ListedRegisters(
      name: "exemple", editions: Register.allCases.map { RegisterEdition($0, day: day, hasStates: true) })
    registers.certifications = Dictionary(uniqueKeysWithValues: exampleCertifications.map { ($0.code, $0) })
    registers.organismes = exampleOrganismes
    registers.establishments = exampleEstablishments
    registers.communes = Dictionary(uniqueKeysWithValues: exampleCommunes.map { (PackedCode($0.key)!, $0.value) })
    registers.postcodes = Dictionary(uniqueKeysWithValues: examplePostcodes.map { (PackedCode($0.key)!, $0.value) })
    registers.occupations = [
      Occupation(code: "F1604", title: "Plaquiste"), Occupation(code: "K2111", title: "Formation"),
    ]
    registers.schools = [
      School(code: "0681761V", name: "Lycée Alpha", isOpen: true),
      School(code: UAI.example(140_009), name: "CFA Gamma", isOpen: false, closed: PartialDate(iso: "2025-08-31")),
    ]
    registers.diplomas = [
      Diploma(
        code: "50023412", title: "Plaquiste", level: 3, certifications: [CertificationCode(.rncp, 37277)]),
      Diploma(
        code: "01023202", title: "Zinguerie", level: 3, closed: PartialDate(iso: "2023-08-31"), lastSession: 2023,
        certifications: [CertificationCode(.rncp, 744)]),
      Diploma(
        code: "32031213", title: "Commerce", level: 5, lastSession: 2028,
        certifications: [CertificationCode(.rncp, 38381)]),
    ]
    registers.formacodes =
      ["22403", "71654", "15061", "15062", "80006", "83056"].map { Formacode(version: 14, code: $0, title: "Exemple") }
      + [Formacode(version: 13, code: "22474", title: "Plâtrerie", successor: "22403")]
    registers.certifinfos = [
      CertifinfoCode(code: "113331", certifications: [CertificationCode(.rncp, 37277)]),
      CertifinfoCode(code: "22160", certifications: [CertificationCode(.rncp, 744)]),
      CertifinfoCode(
        code: "100113", certifications: [CertificationCode(.rncp, 37277)], isArchived: true, successors: ["113331"]),
    ]
    return registers
  }()

  // MARK: Certifications

  private static let exampleCertifications: [CertificationSheet] = {
    let body = "90000000100009"
    func date(_ text: String?) -> PartialDate? { text.flatMap { PartialDate(iso: $0) } }
    func sheet(
      _ number: Int, _ title: String, level: Int? = 3, rs: Bool = false, active: Bool = true, until end: String?,
      from effect: String? = nil, delivery: String? = nil, byRight: Bool = false, ministry: Bool = false,
      voies: [RegisteredCertification.Voie] = [.apprentissage, .formationContinue, .professionnalisation],
      blocs: [String] = [], kind: String? = "TP", predecessors: [String] = [], successors: [String] = [],
      partner: String? = "90000000100009", trains: Bool = true, state: String = "Actif"
    ) -> CertificationSheet {
      let code = CertificationCode(rs ? .rs : .rncp, number)
      let others = ["90000000200007"] + (partner.map { [$0] } ?? [])
      return CertificationSheet(
        RegisteredCertification(
          code: code, title: title, kind: kind.map { .init(code: $0, label: nil) }, level: level, isActive: active,
          endDate: date(end), effectDate: date(effect), deliveryDate: date(delivery), isByRight: byRight,
          hasPartners: !ministry, voies: voies,
          blocs: blocs.enumerated().map { .init(code: "\(code)BC0\($0.offset + 1)", label: $0.element) },
          certificateurs: [
            .init(
              siret: ministry ? "11004301500012" : nil, name: ministry ? "Ministère de l'Éducation nationale" : "Alpha")
          ], rome: [.init(code: "F1604")], nsf: [.init(code: "233s")], formacodes: [.init(code: "22403")],
          predecessors: predecessors, successors: successors),
        partenaires: ministry
          ? []
          : others.map {
            Partenaire(
              certification: code, siret: $0, name: "Alpha", trains: $0 == body ? trains : true, assesses: true,
              state: $0 == body ? state : "Actif")
          })
    }
    return [
      sheet(37277, "Plaquiste-plâtrier", until: "2029-12-31", blocs: ["Cloisons"]),
      sheet(1, "Plaquiste", until: "2029-12-31"),
      sheet(25266, "Plaquiste", until: "2029-12-31"),
      sheet(320, "Plaquiste", active: false, until: nil, byRight: true),
      sheet(
        744, "Zinguerie", active: false, until: "2023-08-31", byRight: true, ministry: true, successors: ["RNCP37920"]),
      sheet(37920, "Zinguerie", until: "2030-08-31", byRight: true, ministry: true, predecessors: ["RNCP744"]),
      sheet(38381, "Commerce", level: 5, until: "2030-08-31", byRight: true, ministry: true, kind: "BTS"),
      sheet(
        35967, "Transport de marchandises", level: 5, until: "2030-06-30", blocs: ["Transport", "Douane", "Clients"],
        predecessors: ["RNCP12798"]),
      sheet(34010, "Plaquiste", until: "2027-02-27"),
      sheet(34011, "Plaquiste", until: "2027-06-30"),
      sheet(34012, "Plaquiste", until: "2027-06-30", delivery: "2028-01-01"),
      sheet(34013, "Plaquiste", until: "2026-12-24"),
      sheet(34014, "Plaquiste", until: "2032-08-31", from: "2027-09-01", byRight: true),
      sheet(34015, "Plaquiste", until: "2030-08-31", voies: [.formationInitiale]),
      sheet(34020, "Plaquiste", until: "2030-08-31", partner: nil),
      sheet(34021, "Plaquiste", until: "2030-08-31", trains: false),
      sheet(34022, "Plaquiste", until: "2030-08-31", partner: "90000000100033"),
      sheet(34023, "Plaquiste", until: "2030-08-31", state: "Supprimé"),
      sheet(5080, "Plaquiste", level: nil, rs: true, until: "2030-08-31", kind: nil),
      sheet(5081, "Plaquiste", level: nil, rs: true, until: "2030-08-31", kind: nil),
    ]
  }()

  // MARK: Bodies

  private static let exampleOrganismes: [Organisme] = {
    func organisme(
      _ nda: String, _ siret: String, _ name: String, former: [String] = [], qualiopi: Bool, isWhole: Bool = false
    ) -> Organisme {
      Organisme(
        nda: nda, formerNDAs: former, siren: String(siret.prefix(9)), siret: siret, name: name,
        qualiopi: Organisme.Qualiopi(
          formation: qualiopi, bilan: isWhole, vae: isWhole ? true : nil, apprentissage: qualiopi))
    }
    return [
      organisme("23760058376", "90000000100009", "CENTRE ALPHA", former: ["25140000114"], qualiopi: true),
      organisme("28140000222", "90000000200007", "ASSOCIATION ALPHA SUD", qualiopi: true),
      organisme("28140099999", "90000000400003", "LYCÉE BÊTA", qualiopi: false),
      organisme("28140000555", "90000000500000", "CENTRE ALPHA NORD", qualiopi: true, isWhole: true),
    ]
  }()

  private static let exampleEstablishments = [
    Establishment(siret: "90000000100009", isOpen: true, commune: "14118", isSeat: true),
    Establishment(
      siret: "90000000100017", isOpen: false, since: PartialDate(iso: "2025-12-31"), commune: "14118", isSeat: false),
    Establishment(siret: "90000000100033", isOpen: true, commune: "76540", isSeat: false),
  ]

  // MARK: Places

  private static func commune(
    _ code: String, _ name: String, _ departement: String, _ region: String, _ postcodes: [String],
    parent: String? = nil, kind: Commune.Kind = .commune, position: Commune.Position? = nil
  ) -> Commune {
    Commune(
      code: code, kind: kind, name: name, parent: parent, departement: departement, region: region,
      postcodes: postcodes, position: position)
  }

  private static let towns = [
    commune(
      "14118", "Caen", "14", "28", ["14000"],
      position: Commune.Position(
        latitude: 49.1847, longitude: -0.3630,
        box: Commune.Box(latitudes: 49.1529...49.2166, longitudes: -0.4137...(-0.3306)))),
    commune("14242", "Épron", "14", "28", ["14610"]), commune("14047", "Bayeux", "14", "28", ["14400"]),
    commune("76540", "Rouen", "76", "28", ["76000", "76100"]),
    commune("50129", "Cherbourg-en-Cotentin", "50", "28", ["50100", "50120"]),
    commune("75115", "Paris 15e Arrondissement", "75", "11", ["75015"], parent: "75056", kind: .arrondissement),
    commune("75056", "Paris", "75", "11", []), commune("69123", "Lyon", "69", "84", []),
    commune("69381", "Lyon 1er Arrondissement", "69", "84", ["69001"], parent: "69123", kind: .arrondissement),
    commune("2A004", "Ajaccio", "2A", "94", ["20000", "20090"]),
    commune("97411", "Saint-Denis", "974", "04", ["97400"]),
    commune("85213", "Rives de l'Yon", "85", "52", ["85310"]),
    commune("01053", "Bourg-en-Bresse", "01", "84", ["01000"]),
  ]

  private static let exampleCommunes: [String: CommuneSheet] = {
    var sheets: [String: CommuneSheet] = [:]
    for town in towns {
      let parent = towns.first { $0.code == town.parent }
      sheets[town.code] = CommuneSheet(commune: town, fate: .current(town), parts: parent.map { [$0] } ?? [])
    }
    let yon = towns.first { $0.code == "85213" }!
    let cherbourg = towns.first { $0.code == "50129" }!
    let since = PartialDate(iso: "2016-01-01")
    sheets["50129"] = CommuneSheet(
      commune: cherbourg, fate: .current(cherbourg), formerNames: ["Équeurdreville-Hainneville"])
    sheets["85043"] = CommuneSheet(
      commune: nil, fate: .replaced(by: yon, since: since), formerNames: ["Chaillé-sous-les-Ormeaux"])
    sheets["50173"] = CommuneSheet(
      commune: commune("50173", "Équeurdreville-Hainneville", "50", "28", ["50120"], parent: "50129", kind: .deleguee),
      fate: .replaced(by: cherbourg, since: since))
    return sheets
  }()

  private static let examplePostcodes: [String: PostcodeSheet] = {
    var places: [String: [PostcodeSheet.Place]] = [:]
    for town in towns {
      for postcode in town.postcodes {
        places[postcode, default: []].append(PostcodeSheet.Place(commune: town.code, names: [town.name]))
      }
    }
    places["50120", default: []].append(PostcodeSheet.Place(commune: "50129", names: ["EQUEURDREVILLE HAINNEVILLE"]))
    return places.mapValues { PostcodeSheet($0) }
  }()
}
