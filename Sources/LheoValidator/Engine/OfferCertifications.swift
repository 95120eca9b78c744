import LheoModel
import LheoRegisters

/// A code of a certification in the offer, and the sheet that it is of.
struct OfferCertification {
  /// In the offer, which the engine keeps while it walks and does not change.
  fileprivate let pointer: UnsafePointer<TextLeaf>
  let code: CertificationCode
  /// `nil` where the répertoire has no such sheet.
  let sheet: CertificationSheet?
  /// The sheet of that number in the other répertoire, if that is the only one.
  let swapped: CertificationSheet?

  /// The element; valid while the engine walks.
  var leaf: TextLeaf { pointer.pointee }

  /// How many days before it ends a certification is one that ends soon.
  static let noticeDays = 90

  /// Whether there is a sheet that is not in force any more, or ends soon.
  func isEnding(asOf: Int) -> Bool {
    guard let sheet else { return false }
    return sheet.isActive == false || sheet.endDay.map { $0 <= asOf + Self.noticeDays } ?? false
  }
}

/// The codes of the RNCP and the RS in an offer, as far as their répertoires are there.
struct OfferCertifications {
  fileprivate(set) var all: [OfferCertification] = []
  /// Whether the offer has certifications that are in neither répertoire, or have a code that is none.
  fileprivate(set) var hasOthers = false
}

/// The sheets of the certifications that a session leads to.
final class SessionSheets {
  let all: [CertificationSheet]
  /// The one that is registered longest, and until when; `nil` where one of them has no end.
  let longest: CertificationSheet?
  let lastDay: Int?
  /// The first day on which one of them is in force; `nil` where one of them is since ever.
  let firstDay: Int?

  init(_ all: [CertificationSheet]) {
    self.all = all
    longest =
      all.contains { $0.endDay == nil }
      ? nil
      : all.reduce(nil) { longest, sheet in
        longest.map { $0.endDay! >= sheet.endDay! } ?? false ? longest : sheet
      }
    lastDay = longest?.endDay
    firstDay = all.contains { $0.effectDay == nil } ? nil : all.compactMap(\.effectDay).min()
  }
}

/// Blocs of a session that are of a certification with a sheet.
struct SessionBlocs {
  fileprivate let pointer: UnsafePointer<BlocsCompetences>
  let sheet: CertificationSheet
  /// For each bloc, where it is among those of the sheet.
  let places: [Int?]

  /// The element; valid while the engine walks.
  var element: BlocsCompetences { _read { yield pointer.pointee } }
}

extension RuleContext {
  /// The codes of the RNCP and the RS in the offer, as far as their répertoires are there. Codes that are none are not
  /// among them.
  var certifications: [OfferCertification] { offerCertifications.all }

  private var offerCertifications: OfferCertifications {
    if let known = registered.certifications { return known }
    var found = OfferCertifications()
    formationPointer.pointee.certifications.forEachPointer { certification in
      let (codeRNCP, codeRS) = (certification.field(\.codeRNCP), certification.field(\.codeRS))
      let isOne = codeRNCP.pointee.map { _ in add(codeRNCP.wrapped(), .rncp, to: &found.all) }
      let isOther = codeRS.pointee.map { _ in add(codeRS.wrapped(), .rs, to: &found.all) }
      if !(isOne ?? isOther ?? false) { found.hasOthers = true }
    }
    registered.certifications = found
    return found
  }

  /// Adds the certification of a code; whether it is one.
  private func add(
    _ leaf: UnsafePointer<TextLeaf>, _ repertoire: CertificationCode.Repertoire, to found: inout [OfferCertification]
  ) -> Bool {
    guard let code = CertificationCode(leaf.pointee.text, in: repertoire) else { return false }
    guard let answers, !refusals.hasValue(at: leaf.pointee.position) else { return true }
    let said = CertificationCode(repertoire, code.number)
    let sheet = edition(of: repertoire.register) == nil ? nil : answers.certification(said)
    let isNamed = code.repertoire != repertoire
    if let sheet, !isNamed {
      found.append(OfferCertification(pointer: leaf, code: said, sheet: sheet, swapped: nil))
    } else if let other = answers.certification(CertificationCode(repertoire.other, code.number)) {
      found.append(
        OfferCertification(pointer: leaf, code: isNamed ? other.code : said, sheet: nil, swapped: other))
    } else if !isNamed, edition(of: repertoire.register) != nil {
      found.append(OfferCertification(pointer: leaf, code: said, sheet: nil, swapped: nil))
    }
    return true
  }

  /// The sheets of the offer's certifications that are known.
  var sheets: [CertificationSheet] {
    if let known = registered.sheets { return known }
    let found = certifications.compactMap(\.sheet)
    registered.sheets = found
    return found
  }

  /// The sheets of the certifications that a session leads to: those that it names, or else all of the offer. `nil` where one
  /// of them is not known.
  func sheets(of session: UnsafePointer<Session>) -> SessionSheets? {
    if let known = registered.sessionSheets, known.session == session { return known.sheets }
    let found = findSheets(of: session)
    registered.sessionSheets = (session, found)
    return found
  }

  private func findSheets(of session: UnsafePointer<Session>) -> SessionSheets? {
    var named: [CertificationCode] = []
    for reference in session.pointee.referencesCertification {
      if let code = reference.certificationCode { named.append(code) }
    }
    if named.isEmpty {
      if let known = registered.offerSheets { return known }
      let all = certifications
      let known = sheets
      let found =
        known.count == all.count && !known.isEmpty && !offerCertifications.hasOthers ? SessionSheets(known) : nil
      registered.offerSheets = .some(found)
      return found
    }
    var sheets: [CertificationSheet] = []
    for code in named {
      guard let sheet = answers?.certification(code) else { return nil }
      sheets.append(sheet)
    }
    return SessionSheets(sheets)
  }

  /// Calls `body` with the blocs of a session whose certification has a sheet: the one that they name, or else the only one
  /// of the offer.
  func forEachBlocs(of session: UnsafePointer<Session>, _ body: (SessionBlocs) -> Void) {
    session.pointee.blocsCompetences.forEachPointer { blocs in
      guard let sheet = sheet(of: blocs.field(\.referenceCertification)) else { return }
      var places: [Int?] = []
      blocs.pointee.blocs.forEachPointer { places.append(sheet.blocIndex($0.pointee.codeBloc.text)) }
      body(SessionBlocs(pointer: blocs, sheet: sheet, places: places))
    }
  }

  private func sheet(of reference: UnsafePointer<ReferenceCertification>) -> CertificationSheet? {
    if let code = reference.pointee.certificationCode { return answers?.certification(code) }
    if reference.pointee.referenceCodeRNCP != nil || reference.pointee.referenceCodeRS != nil { return nil }
    let all = certifications
    return all.count == 1 && formation.certifications.count == 1 ? all[0].sheet : nil
  }
}
