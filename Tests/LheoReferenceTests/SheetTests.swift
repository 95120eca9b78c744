import LheoModel
import LheoRegisters
import TestSupport
import Testing

@testable import LheoReference

/// Sheets are bytes that a database holds: what was put into them comes out of them.
@Suite struct SheetTests {
  @Test(arguments: 0..<40) func sheetsSayWhatTheyWereMadeOf(seed: UInt64) throws {
    var made = MadeUp(seed: seed)
    let certification = made.certification()
    let partners = made.partners(of: certification.code)
    let sheet = CertificationSheet(certification, partenaires: partners)
    for sheet in [sheet, try #require(CertificationSheet(bytes: sheet.bytes))] {
      #expect(sheet.certification == certification)
      #expect(sheet.code == certification.code && sheet.title == certification.title)
      #expect(sheet.isActive == certification.isActive && sheet.isByRight == certification.isByRight)
      #expect(sheet.level == certification.level && sheet.endDate == certification.endDate)
      #expect(sheet.endDay == certification.endDate?.dayNumber)
      #expect(sheet.effectDay == certification.effectDate?.dayNumber)
      #expect(sheet.deliveryDay == certification.deliveryDate?.dayNumber)
      #expect(sheet.hasPartners == !partners.isEmpty)
      for voie in RegisteredCertification.Voie.allCases {
        #expect(sheet.isClosed(to: voie) == (!certification.voies.isEmpty && !certification.voies.contains(voie)))
      }
      for bloc in certification.blocs {
        let index = try #require(sheet.blocIndex(" \(bloc.code.lowercased())\n"))
        #expect(certification.blocs[index].code.uppercased() == bloc.code.uppercased())
        #expect(sheet.blocTitle(index) == certification.blocs[index].label)
        if let label = certification.blocs[index].label {
          #expect(sheet.isBlocTitle(label, index) && !sheet.isBlocTitle(label + "s", index))
        }
        #expect(!sheet.isBlocTitle("Boulangerie", index))
      }
      #expect(sheet.blocIndex("RNCP0BC99") == nil && sheet.blocTitle(certification.blocs.count) == nil)
      #expect(!sheet.isBlocTitle("", certification.blocs.count))
      for code in certification.nsf {
        #expect(sheet.hasCode(try #require(PackedCode(String(code.code.prefix(3)))), .nsf))
      }
      for code in certification.rome { #expect(sheet.hasCode(try #require(PackedCode(code.code)), .rome)) }
      for code in certification.formacodes { #expect(sheet.hasCode(try #require(PackedCode(code.code)), .formacode)) }
      for kind in CertificationSheet.CodeKind.allCases { #expect(!sheet.hasCode(PackedCode("Z9999")!, kind)) }
      #expect(
        sheet.hasCodes(.rome) == !certification.rome.isEmpty && sheet.hasCodes(.nsf) == !certification.nsf.isEmpty)
      #expect(sheet.codes(.formacode).map(\.description) == certification.formacodes.map(\.code))
      for word in certification.title.split(separator: " ") where word.count > 4 {
        #expect(
          (sheet.sharesWord(with: "Boulangerie \(word.uppercased()) !") ?? false) == !MeaningfulWords([String(word)])
            .hashes.isEmpty)
      }
      let hasWords = !MeaningfulWords([
        certification.title, certification.kind?.label ?? "", certification.kind?.code ?? "",
      ]).hashes.isEmpty
      #expect(sheet.sharesWord(with: "Boulangerie") == (hasWords ? false : nil))
      #expect(sheet.sharesWord(with: "titre de BTS") == nil && sheet.sharesWord(with: "") == nil)
      let ministries = ["11004301500012", "11004401300040"]
      let isOfEducation =
        certification.isByRight == true
        && certification.certificateurs.contains { body in
          body.siret.map(ministries.contains) ?? (body.name == "Ministère de l'Éducation nationale")
        }
      #expect(sheet.isOfEducation == isOfEducation)
      #expect(
        sheet.needsHabilitation
          == (!isOfEducation && (certification.kind?.code == "TP" || certification.isByRight == false)))
      checkPartners(of: sheet, partners, certification)
    }
  }

  private func checkPartners(
    of sheet: CertificationSheet, _ partners: [Partenaire], _ certification: RegisteredCertification
  ) {
    let issuers = Set(certification.certificateurs.compactMap(\.siret))
    for (siret, partners) in Dictionary(grouping: partners.filter { $0.siret != nil }, by: { $0.siret! }) {
      let rights = sheet.partners[Siret(siret)!]
      let valid = partners.filter { !$0.isWithdrawn }
      #expect(rights?.mayTrain == (valid.contains(where: \.trains) || issuers.contains(siret)))
      #expect(rights?.contains(.assesses) == valid.contains(where: \.assesses))
      #expect(rights?.contains(.withdrawn) == partners.contains(where: \.isWithdrawn))
    }
    for siret in issuers { #expect(sheet.partners[Siret(siret)!]?.contains(.issues) == true) }
    let isOpen =
      partners.contains { $0.siret == nil && $0.trains && !$0.isWithdrawn }
      || partners.isEmpty && certification.certificateurs.contains { $0.siret == nil }
    #expect(sheet.partners.isOpen == isOpen)
    let ofCompany = Set(partners.compactMap(\.siret)).union(issuers).filter { $0.hasPrefix("900000001") }
    let trainer = sheet.partners.trainer(ofCompanyOf: Siret("90000000109999")!)
    #expect((trainer != nil) == ofCompany.contains { sheet.partners[Siret($0)!]!.mayTrain })
    #expect(trainer.map { sheet.partners[$0]!.mayTrain } ?? true)
    #expect(sheet.partners[Siret("99999999999999")!] == nil)
    #expect(sheet.partners.count == Set(partners.compactMap(\.siret)).union(issuers).count)
  }

  /// A database is a file, and files get damaged: less is known then, and nothing stops.
  @Test(arguments: 0..<20) func damagedSheetsStopNothing(seed: UInt64) {
    var made = MadeUp(seed: seed)
    let certification = made.certification()
    let whole = CertificationSheet(certification, partenaires: made.partners(of: certification.code)).bytes
    var damaged = (0..<whole.count).map { Array(whole[..<$0]) }
    // Numbers, places and lengths: each byte at the front, and any at all.
    for place in 0..<min(whole.count, 120) {
      for byte: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var bytes = whole
        bytes[place] = byte
        damaged.append(bytes)
      }
    }
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0...made.number(0...3) { bytes[made.number(0...bytes.count - 1)] = UInt8(made.number(0...255)) }
      damaged.append(bytes)
    }
    damaged.append([])
    #expect(damaged.contains { CertificationSheet(bytes: $0) == nil })
    for bytes in damaged {
      guard let sheet = CertificationSheet(bytes: bytes) else { continue }
      _ = (
        sheet.certification, sheet.title, sheet.level, sheet.endDay, sheet.effectDay, sheet.deliveryDay
      )
      for index in [0, 1000] + sheet.blocs.indices { _ = (sheet.blocTitle(index), sheet.isBlocTitle("É", index)) }
      for bloc in sheet.blocs { _ = sheet.blocIndex(bloc) }
      _ = (sheet.isClosed(to: .experience), sheet.sharesWord(with: "Plaquiste"))
      for kind in CertificationSheet.CodeKind.allCases {
        _ = (sheet.hasCode(PackedCode("F1604")!, kind), sheet.codes(kind))
      }
      let siret = Siret("90000000100009")!
      _ = (sheet.partners[siret], sheet.partners.trainer(ofCompanyOf: siret))
    }
  }

  /// Words are read letter by letter, without making a folded text, and are those of the folded text.
  @Test(arguments: 0..<8) func wordsAreThoseOfTheFoldedText(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let pieces = [
      "Plâtrier", "PLAQUISTES", "œuvre", "Æ", "’", "'", " ", "\u{A0}", "e\u{301}", "ÉTÉ", "Σ", "ΟΔΥΣΣΕΥΣ", "ß", "ẞ",
      "ﬁn", "İ",
      "Ł", "日本", "٣", "Ⅷ", "🏝️", "1er", "x", "-", "\u{0}", "ǅ", "\u{345}", "Å",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...8, using: &numbers)).map { _ in pieces.randomElement(using: &numbers)! }
        .joined()
      #expect(MeaningfulWords([text]).hashes == MeaningfulWords([text.folded]).hashes, "\(text)")
      #expect(TownName(text) == TownName(text.folded), "\(text)")
    }
  }

  @Test(arguments: 0..<20) func bodiesComeOutOfTheirBytes(seed: UInt64) throws {
    var made = MadeUp(seed: seed)
    for _ in 0..<20 {
      let bodies = made.organismes()
      let bytes = OrganismeSheet.bytes(of: bodies)
      #expect(OrganismeSheet.organismes(of: bytes) == bodies)
      for place in bytes.indices { #expect(OrganismeSheet.organismes(of: Array(bytes[..<place])) == nil) }
      #expect(OrganismeSheet.organismes(of: bytes + [0]) == nil)
      for _ in 0..<100 {
        var damaged = bytes
        damaged[made.number(0...bytes.count - 1)] = UInt8(made.number(0...255))
        _ = OrganismeSheet.organismes(of: damaged)
      }
    }
  }

  /// Databases hold these bytes: whoever changes them, or the words that mean something, changes the version too.
  @Test func bytesBelongToAVersion() {
    func day(_ text: String) -> PartialDate? { PartialDate(iso: text) }
    let first = RegisteredCertification(
      code: CertificationCode(.rncp, 37277), title: "Plaquiste-plâtrier des maisons",
      kind: .init(code: "TP", label: "Titre professionnel"), level: 3, isActive: true, state: "Publiée",
      endDate: day("2029-12-31"), effectDate: day("2025-01"), decisionDate: day("2024-02-29"),
      deliveryDate: day("2031"),
      isByRight: false, hasPartners: true, voies: [.apprentissage, .experience],
      blocs: [.init(code: "rncp37277bc01", label: "Cloisons"), .init(code: "RNCP37277BC02")],
      certificateurs: [.init(siret: "90000000100009", name: "Alpha", state: "Actif"), .init(name: "Bêta")],
      rome: [.init(code: "F1604", label: "Plaquiste")], nsf: [.init(code: "233s")], formacodes: [.init(code: "22403")],
      predecessors: ["RNCP1"], successors: ["RNCP2"])
    let second = RegisteredCertification(
      code: CertificationCode(.rs, 5080), title: "", isActive: false, isByRight: true)
    let body = Organisme(
      nda: "28140000114", formerNDAs: ["25140000014"], siren: "900000001", siret: "90000000100009", name: "Alpha",
      postcode: "14000", town: "Caen", region: "28",
      qualiopi: .init(formation: true, bilan: false, apprentissage: true), lastDeclaration: day("2026-05-20"))
    var hash = FNV()
    for byte in OrganismeSheet.bytes(of: [body, body]) { hash.combine(byte) }
    for sheet in [
      CertificationSheet(first, rights: [(Siret("90000000200007"), .trains), (nil, .assesses)]),
      CertificationSheet(second, rights: []),
    ] {
      for byte in sheet.bytes { hash.combine(byte) }
    }
    #expect(ReferenceSchema.version == 5 && hash.value == 5_295_952_089_274_218_266, "\(hash.value)")
  }
}

/// Certifications as no register has them.
private struct MadeUp {
  private var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &numbers) }

  private mutating func some<Value>(_ value: Value) -> Value? { number(0...2) == 0 ? nil : value }

  private mutating func list<Value>(_ most: Int, _ make: (inout Self) -> Value) -> [Value] {
    let count = number(0...most)
    return (0..<count).map { _ in make(&self) }
  }

  private mutating func text() -> String {
    ["", "Plaquiste", "Conducteur de transports en commun", "Œuvres d'été à l'île 🏝️", "a\u{0}b", "É"]
      .randomElement(using: &numbers)! + " \(number(0...9999))"
  }

  private mutating func date() -> PartialDate? {
    let (year, month, day) = (number(1...9998), number(1...12), number(1...28))
    switch number(0...3) {
    case 0: return nil
    case 1: return PartialDate(year: year)
    case 2: return PartialDate(year: year, month: month)
    default: return PartialDate(year: year, month: month, day: day)
    }
  }

  private mutating func labelled(_ code: String) -> RegisteredCertification.Labelled {
    RegisteredCertification.Labelled(code: code, label: some(text()))
  }

  private mutating func issuer() -> String { number(0...3) == 0 ? "11004301500012" : siret() }

  private mutating func issuerName() -> String { number(0...2) == 0 ? "Ministère de l'Éducation nationale" : text() }

  private mutating func siret() -> String { "9000000010\(number(1000...1060))" }

  mutating func certification() -> RegisteredCertification {
    let code = CertificationCode(
      number(0...1) == 0 ? .rncp : .rs, [1, 38_381, 999_999_999].randomElement(using: &numbers)!)
    return RegisteredCertification(
      code: code, title: text(), kind: some(labelled(["TP", "CAP", ""].randomElement(using: &numbers)!)),
      level: some([0, 3, 8, -1, .max].randomElement(using: &numbers)!), isActive: some(number(0...1) == 0),
      state: some(text()), endDate: date(), effectDate: date(), decisionDate: date(), deliveryDate: date(),
      isByRight: some(number(0...1) == 0), hasPartners: some(number(0...1) == 0),
      voies: list(6) { RegisteredCertification.Voie.allCases[$0.number(0...5)] },
      blocs: list(30) { $0.labelled("\(code)\($0.number(0...1) == 0 ? "bc" : "BÉC")\($0.number(10...99))") },
      certificateurs: list(3) { .init(siret: $0.some($0.issuer()), name: $0.issuerName(), state: $0.some($0.text())) },
      rome: list(4) { $0.labelled("F\($0.number(1000...9999))") },
      nsf: list(4) { $0.labelled("\($0.number(100...999))s") },
      formacodes: list(4) { $0.labelled("\($0.number(10000...99999))") },
      predecessors: list(3) { "RNCP\($0.number(1...99))" }, successors: list(3) { "RNCP\($0.number(1...99))" })
  }

  mutating func organismes() -> [Organisme] {
    list(7) { made in
      Organisme(
        nda: made.text(), formerNDAs: made.list(3) { $0.text() }, siren: made.some(made.text()),
        siret: made.some(made.siret()), name: made.text(), street: made.some(made.text()),
        postcode: made.some(made.text()), town: made.some(made.text()), region: made.some(made.text()),
        qualiopi: Organisme.Qualiopi(
          formation: made.some(made.number(0...1) == 0), bilan: made.some(made.number(0...1) == 0),
          vae: made.some(made.number(0...1) == 0), apprentissage: made.some(made.number(0...1) == 0)),
        lastDeclaration: made.date())
    }
  }

  mutating func partners(of code: CertificationCode) -> [Partenaire] {
    list(200) {
      Partenaire(
        certification: code, siret: $0.some($0.siret()), name: $0.text(), trains: $0.number(0...1) == 0,
        assesses: $0.number(0...1) == 0, state: $0.some($0.number(0...1) == 0 ? "Actif" : "Supprimé"))
    }
  }
}
