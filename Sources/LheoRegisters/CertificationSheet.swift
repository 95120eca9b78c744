import LheoModel

/// A certification with its partners, made ready for questions about it: what rules compare are numbers, and all else is
/// read when it is asked for.
public final class CertificationSheet: Sendable {
  private let layout: SheetLayout
  private let days: (end: Int32, effect: Int32, delivery: Int32)

  /// A sheet.
  ///
  /// - Parameters:
  ///   - certification: the certification.
  ///   - partenaires: its partners.
  public convenience init(_ certification: RegisteredCertification, partenaires: [Partenaire] = []) {
    self.init(
      certification,
      rights: partenaires.map { partenaire in
        (
          partenaire.siret.flatMap { Siret($0) },
          PartnerList.Rights(
            trains: partenaire.trains, assesses: partenaire.assesses, isWithdrawn: partenaire.isWithdrawn)
        )
      })
  }

  /// A sheet.
  ///
  /// - Parameters:
  ///   - certification: the certification.
  ///   - rights: what its partners may do.
  package convenience init(
    _ certification: RegisteredCertification, rights: [(siret: Siret?, rights: PartnerList.Rights)]
  ) {
    self.init(bytes: SheetLayout.bytes(of: certification, rights: rights))!
  }

  /// A sheet from the bytes of another one; `nil` where they are not those of a sheet.
  package init?(bytes: [UInt8]) {
    guard let layout = SheetLayout(bytes) else { return nil }
    self.layout = layout
    func day(_ date: PartialDate?) -> Int32 { date?.dayNumber.map(Int32.init) ?? .min }
    days = (day(layout.endDate), day(layout.effectDate), day(layout.deliveryDate))
  }

  /// All of it, as databases keep it.
  package var bytes: [UInt8] { layout.bytes }
  /// Its number.
  public var code: CertificationCode { layout.code }
  /// Whether it is active; a certification is until the end of its registration.
  public var isActive: Bool? { layout.flags.isActive }
  /// Whether it is registered by right, not on request.
  public var isByRight: Bool? { layout.flags.isByRight }
  /// The level from 3 to 8; `nil` where it has none, as all of the RS.
  public var level: Int? { layout.level }
  /// The last day of its registration; old ones by right have none.
  public var endDate: PartialDate? { layout.endDate }
  /// The last day of its registration, counted from 1 January 1970.
  package var endDay: Int? { Self.known(days.end) }
  /// The first day of one by right.
  package var effectDay: Int? { Self.known(days.effect) }
  /// The last day on which it may be issued.
  package var deliveryDay: Int? { Self.known(days.delivery) }
  private static func known(_ day: Int32) -> Int? { day == .min ? nil : Int(day) }
  /// The codes of its blocs, in capitals.
  public var blocs: [String] { layout.blocs }
  /// Whether a ministry of education issues it, which keeps no list of who may train.
  public var isOfEducation: Bool { layout.flags.contains(.isOfEducation) }
  /// Whether it may be trained for by authorised bodies only.
  public var needsHabilitation: Bool { layout.flags.contains(.needsHabilitation) }
  /// Whether the register names partners at all.
  public var hasPartners: Bool { layout.flags.contains(.hasRights) }
  /// Who may train for it.
  public var partners: PartnerList { layout.partners }
  /// What it is called.
  public var title: String { layout.title }
  /// The certification, made anew each time that it is asked for.
  public var certification: RegisteredCertification { layout.certification }

  /// Where a bloc is in `blocs`, by its code; capitals, small letters and white space around it do not matter.
  package func blocIndex(_ code: String) -> Int? {
    code.withBytes { bytes in
      let bytes = bytes.trimmed
      if bytes.contains(where: { $0 >= 0x80 }) { return blocs.firstIndex(of: code.trimmed.uppercased()) }
      return layout.blocs.firstIndex { $0.utf8.elementsEqual(bytes) { $0 == $1.capital } }
    }
  }

  /// The title of a bloc, by its place in `blocs`.
  package func blocTitle(_ index: Int) -> String? { layout.blocTitle(index) }

  /// Whether a text is the title of a bloc, letter by letter.
  package func isBlocTitle(_ text: String, _ index: Int) -> Bool { layout.isBlocTitle(text, index) }

  /// Whether there are ways to it, and this one is not among them. Where there are none, nobody knows.
  package func isClosed(to voie: RegisteredCertification.Voie) -> Bool { layout.isClosed(to: voie) }

  /// Whether a text has a word that means something and is in its titles; `nil` where one of the two has no such words.
  package func sharesWord(with text: String) -> Bool? {
    let own = layout.words
    if own.count == 0 { return nil }
    var shares: Bool?
    MeaningfulWords.forEach(in: text) { word in
      let isShared = own.contains(word)
      shares = isShared
      return !isShared
    }
    return shares
  }
}

extension UInt8 {
  /// The capital of a small letter.
  fileprivate var capital: UInt8 { self >= 0x61 && self <= 0x7A ? self & 0xDF : self }
}

extension CertificationSheet {
  /// What a certification is about.
  package enum CodeKind: CaseIterable {
    case formacode, nsf, rome

    /// How many characters of a code count: behind those of NSF a letter may say what the function is.
    private var length: Int { self == .nsf ? 3 : 5 }

    /// The codes of a certification, as far as they are compared.
    func packedCodes(of certification: RegisteredCertification) -> [PackedCode] {
      let labelled =
        switch self {
        case .formacode: certification.formacodes
        case .nsf: certification.nsf
        case .rome: certification.rome
        }
      return labelled.compactMap { PackedCode(String($0.code.prefix(length))) }
    }
  }

  private func numbers(_ kind: CodeKind) -> SheetNumbers {
    switch kind {
    case .formacode: layout.formacodes
    case .nsf: layout.nsf
    case .rome: layout.rome
    }
  }

  /// Whether it has codes of a kind.
  package func hasCodes(_ kind: CodeKind) -> Bool { numbers(kind).count > 0 }

  /// Whether a code is one of those that it has.
  package func hasCode(_ code: PackedCode, _ kind: CodeKind) -> Bool { numbers(kind).contains(code.value) }

  /// The codes that it has, without what does not count.
  package func codes(_ kind: CodeKind) -> [PackedCode] { kind.packedCodes(of: certification) }
}
