import LheoModel

/// What is where in the bytes of a sheet: the numbers that rules compare first, what only messages say last.
///
/// Databases hold these bytes. Whoever changes them, or what `MeaningfulWords` makes of a title, adds one to the version of
/// the database's tables.
///
/// What is looked at for each offer is kept small: thousands of sheets are in turn, and processors forget them.
struct SheetLayout: Sendable {
  let bytes: [UInt8]
  let code: CertificationCode
  let flags: Flags
  /// The codes of the blocs, in capitals.
  let blocs: [String]
  private let voies: UInt8
  /// Where lists start in the bytes.
  private let places: (words: UInt32, formacodes: UInt32, nsf: UInt32, rome: UInt32, partners: UInt32, details: UInt32)

  /// `nil` where the bytes are not those of a sheet.
  init?(_ bytes: [UInt8]) {
    var reader = SheetReader(bytes)
    guard bytes.count < UInt32.max, let number: Int64 = reader.number(), reader.skip(Self.size - 8),
      let words = reader.skipNumbers(), let formacodes = reader.skipNumbers(), let nsf = reader.skipNumbers(),
      let rome = reader.skipNumbers(), let partners = reader.skipNumbers(with: 1)
    else { return nil }
    self.bytes = bytes
    flags = Flags(rawValue: bytes.number(at: Self.flagsPlace))
    voies = bytes.number(at: Self.voiesPlace)
    code = CertificationCode(flags.contains(.isRS) ? .rs : .rncp, Int(number))
    blocs = reader.list { $0.text() }
    places = (words, formacodes, nsf, rome, partners, UInt32(reader.offset))
  }

  // What comes first, always in the same places: number, level, flags, voies and dates.
  private static let (levelPlace, flagsPlace, voiesPlace, datesPlace, size) = (8, 16, 18, 19, 35)

  var level: Int? {
    let level: Int64 = bytes.number(at: Self.levelPlace)
    return level == .min ? nil : Int(level)
  }

  var endDate: PartialDate? { date(0) }
  var effectDate: PartialDate? { date(1) }
  var decisionDate: PartialDate? { date(2) }
  var deliveryDate: PartialDate? { date(3) }

  private func date(_ index: Int) -> PartialDate? {
    PartialDate(packed: bytes.number(at: Self.datesPlace + 4 * index))
  }

  var words: SheetNumbers { SheetNumbers(bytes, at: places.words) }
  var formacodes: SheetNumbers { SheetNumbers(bytes, at: places.formacodes) }
  var nsf: SheetNumbers { SheetNumbers(bytes, at: places.nsf) }
  var rome: SheetNumbers { SheetNumbers(bytes, at: places.rome) }
  var partners: PartnerList { PartnerList(SheetNumbers(bytes, at: places.partners), isOpen: flags.contains(.isOpen)) }
  private var details: SheetReader { SheetReader(bytes, from: Int(places.details)) }

  /// Whether there are ways to the certification, and this one is not among them. Where there are none, nobody knows.
  func isClosed(to voie: RegisteredCertification.Voie) -> Bool { voies != 0 && voies & voie.bit == 0 }

  /// The title of a bloc, by its place.
  func blocTitle(_ index: Int) -> String? {
    var reader = titleReader(index)
    return reader?.text()
  }

  /// Whether a text is the title of a bloc, without making a text of that.
  func isBlocTitle(_ text: String, _ index: Int) -> Bool {
    var reader = titleReader(index)
    guard let title = reader?.textBytes() else { return false }
    return text.withBytes { $0.elementsEqual(title) }
  }

  /// In front of the title of a bloc.
  private func titleReader(_ index: Int) -> SheetReader? {
    var reader = details
    guard let count: UInt32 = reader.number(), index < count else { return nil }
    reader.skipTexts(UInt32(index))
    return reader
  }

  var title: String {
    var reader = details
    reader.skipTexts(reader.number() ?? 0)
    return reader.text() ?? ""
  }

  /// The certification with all that messages say of it.
  var certification: RegisteredCertification {
    var reader = details
    func labelled(_ reader: inout SheetReader) -> RegisteredCertification.Labelled? {
      reader.text().map { RegisteredCertification.Labelled(code: $0, label: reader.text()) }
    }
    let blocTitles = reader.list { Optional($0.text()) }
    let title = reader.text() ?? ""
    let kind = reader.list(labelled).first
    let state = reader.text()
    let voies = reader.list { reader in reader.text().flatMap(RegisteredCertification.Voie.init) }
    let blocs = zip(reader.list { $0.text() }, blocTitles).map {
      RegisteredCertification.Labelled(code: $0, label: $1)
    }
    let certificateurs = reader.list { reader in
      let (siret, name, state) = (reader.text(), reader.text(), reader.text())
      return RegisteredCertification.Certificateur(siret: siret, name: name ?? "", state: state)
    }
    let (rome, nsf, formacodes) = (reader.list(labelled), reader.list(labelled), reader.list(labelled))
    let (predecessors, successors) = (reader.list { $0.text() }, reader.list { $0.text() })
    return RegisteredCertification(
      code: code, title: title, kind: kind, level: level, isActive: flags.isActive, state: state, endDate: endDate,
      effectDate: effectDate, decisionDate: decisionDate, deliveryDate: deliveryDate, isByRight: flags.isByRight,
      hasPartners: flags.hasPartners, voies: voies, blocs: blocs, certificateurs: certificateurs, rome: rome, nsf: nsf,
      formacodes: formacodes, predecessors: predecessors, successors: successors)
  }
}

extension SheetLayout {
  /// What is true of a certification, and what may be unknown.
  struct Flags: OptionSet {
    let rawValue: UInt16

    static let isOfEducation = Flags(rawValue: 1)
    static let needsHabilitation = Flags(rawValue: 2)
    static let isOpen = Flags(rawValue: 4)
    static let hasRights = Flags(rawValue: 8)
    static let isRS = Flags(rawValue: 1 << 10)

    // One bit for that the answer is known, and the next one for the answer.
    private static let (active, byRight, partners) = (4, 6, 8)
    var isActive: Bool? { answer(Self.active) }
    var isByRight: Bool? { answer(Self.byRight) }
    var hasPartners: Bool? { answer(Self.partners) }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ certification: RegisteredCertification) {
      func bits(_ answer: Bool?, _ place: Int) -> UInt16 { answer.map { ($0 ? 3 : 1) << place } ?? 0 }
      self.init(
        rawValue: bits(certification.isActive, Self.active) | bits(certification.isByRight, Self.byRight)
          | bits(certification.hasPartners, Self.partners))
      if certification.code.repertoire == .rs { insert(.isRS) }
      if certification.isOfEducation { insert(.isOfEducation) }
      if certification.needsHabilitation { insert(.needsHabilitation) }
    }

    private func answer(_ place: Int) -> Bool? {
      rawValue >> place & 1 == 0 ? nil : rawValue >> (place + 1) & 1 == 1
    }
  }

  /// The bytes of a certification and of what its partners may do.
  static func bytes(
    of certification: RegisteredCertification, rights: [(siret: Siret?, rights: PartnerList.Rights)]
  ) -> [UInt8] {
    let (partners, isOpen) = PartnerList.entries(rights, certificateurs: certification.certificateurs)
    var flags = Flags(certification)
    if isOpen { flags.insert(.isOpen) }
    if !rights.isEmpty { flags.insert(.hasRights) }
    let titles = [certification.title, certification.kind?.label, certification.kind?.code].compactMap { $0 }
    let words = MeaningfulWords(titles)

    var writer = SheetWriter()
    writer.write(Int64(certification.code.number))
    writer.write(certification.level.map(Int64.init) ?? .min)
    writer.write(flags.rawValue)
    writer.write(certification.voies.reduce(0) { $0 | $1.bit })
    writer.write(certification.endDate)
    writer.write(certification.effectDate)
    writer.write(certification.decisionDate)
    writer.write(certification.deliveryDate)
    writer.write(words.hashes.sorted()) { $0.write($1) }
    for kind in CertificationSheet.CodeKind.allCases {
      writer.write(kind.packedCodes(of: certification)) { $0.write($1.value) }
    }
    writer.write(partners) { $0.write($1.siret) }
    for partner in partners { writer.write(partner.rights.rawValue) }
    writer.write(certification.blocs) { $0.write($1.code.uppercased()) }
    writer.write(details: certification)
    return writer.bytes
  }
}

extension SheetWriter {
  fileprivate mutating func write(details certification: RegisteredCertification) {
    func labelled(_ writer: inout SheetWriter, _ labelled: RegisteredCertification.Labelled) {
      writer.write(labelled.code)
      writer.write(labelled.label)
    }
    write(certification.blocs) { $0.write($1.label) }
    write(certification.title)
    write(certification.kind.map { [$0] } ?? [], labelled)
    write(certification.state)
    write(certification.voies) { $0.write($1.rawValue) }
    write(certification.blocs) { $0.write($1.code) }
    write(certification.certificateurs) { writer, body in
      writer.write(body.siret)
      writer.write(body.name)
      writer.write(body.state)
    }
    write(certification.rome, labelled)
    write(certification.nsf, labelled)
    write(certification.formacodes, labelled)
    write(certification.predecessors) { $0.write($1) }
    write(certification.successors) { $0.write($1) }
  }
}

extension RegisteredCertification.Voie {
  fileprivate var bit: UInt8 { 1 << UInt8(Self.allCases.firstIndex(of: self)!) }
}

extension RegisteredCertification {
  /// Whether a ministry of education issues it, which keeps no list of who may train.
  fileprivate var isOfEducation: Bool {
    isByRight == true
      && certificateurs.contains { body in
        if let siret = body.siret { return siret == "11004301500012" || siret == "11004401300040" }
        let name = body.name.folded
        return name.contains("education nationale") || name.contains("enseignement superieur")
      }
  }

  /// Whether it may be trained for by authorised bodies only.
  fileprivate var needsHabilitation: Bool {
    !isOfEducation && (["TP", "TITRE"].contains(kind?.code.uppercased() ?? "") || isByRight == false)
  }
}
