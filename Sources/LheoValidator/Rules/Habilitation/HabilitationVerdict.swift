import LheoModel
import LheoRegisters

/// Whether a certification may be trained for by the bodies of an offer.
struct HabilitationVerdict {
  enum Kind {
    /// One of them may.
    case given
    /// A SIRET is none, so that nobody knows.
    case unreadable(TextLeaf)
    /// They may only assess.
    case assessesOnly
    /// Another establishment of the company may.
    case elsewhere(Siret)
    /// They were allowed once.
    case withdrawn
    /// None of them is named.
    case absent
    /// None of them is named, but somebody is whose SIRET the register does not have.
    case unknown
  }

  let sheet: CertificationSheet
  let kind: Kind
  /// Whether it is the first of the offer that is not given.
  private(set) var isFirstMissing = false

  /// Whether one of the bodies may train for it.
  var isGiven: Bool { if case .given = kind { true } else { false } }

  /// The verdicts on the certifications of an offer that need it.
  static func all(in context: RuleContext) -> [HabilitationVerdict] {
    guard context.hasSessionsToCome else { return [] }
    let needing = context.certifications.compactMap { certification in
      certification.sheet.flatMap { sheet in
        // One by right without partners has no list: nobody can be missing from it.
        sheet.isActive != false && sheet.needsHabilitation
          && context.edition(of: certification.code.repertoire.register)?.hasPartners == true
          && (sheet.isByRight != true || sheet.hasPartners)
          ? sheet : nil
      }
    }
    guard !needing.isEmpty else { return [] }
    let leaves = context.trainingSirets
    var verdicts = needing.map { HabilitationVerdict(sheet: $0, kind: kind(of: $0, leaves)) }
    if let first = verdicts.firstIndex(where: { !$0.isGiven }) { verdicts[first].isFirstMissing = true }
    return verdicts
  }

  private init(sheet: CertificationSheet, kind: Kind) { (self.sheet, self.kind) = (sheet, kind) }

  private static func kind(of sheet: CertificationSheet, _ leaves: [UnsafePointer<TextLeaf>]) -> Kind {
    var (assesses, isWithdrawn) = (false, false)
    var elsewhere: Siret?
    var unreadable: TextLeaf?
    for leaf in leaves {
      guard let siret = Siret(leaf.pointee.text), siret.isRight else {
        unreadable = unreadable ?? leaf.pointee
        continue
      }
      let rights = sheet.partners[siret]
      if rights?.mayTrain == true { return .given }
      assesses = assesses || rights?.contains(.assesses) == true
      isWithdrawn = isWithdrawn || rights?.contains(.withdrawn) == true
      elsewhere = elsewhere ?? sheet.partners.trainer(ofCompanyOf: siret)
    }
    if let unreadable { return .unreadable(unreadable) }
    if assesses { return .assessesOnly }
    if isWithdrawn { return .withdrawn }
    if sheet.partners.isOpen { return .unknown }
    return elsewhere.map { .elsewhere($0) } ?? .absent
  }
}

extension RuleContext {
  /// The SIRET of the responsible body and of those that train in sessions to come.
  fileprivate var trainingSirets: [UnsafePointer<TextLeaf>] {
    let responsable = formationPointer.field(\.organismeFormationResponsable.siretOrganismeFormation.siret)
    var leaves = responsable.pointee.isAbsent ? [] : [responsable]
    forEachFormateur { leaf in
      if !leaves.contains(where: { $0.pointee.text == leaf.pointee.text }) { leaves.append(leaf) }
    }
    return leaves
  }

  /// Calls `body` with the SIRET of each body that trains in sessions to come.
  func forEachFormateur(_ body: (UnsafePointer<TextLeaf>) -> Void) {
    formationPointer.pointee.actions.forEachPointer { action in
      guard hasSessionsToCome(action) else { return }
      action.pointee.organismesFormateurs.forEachPointer { formateur in
        let leaf = formateur.field(\.siretFormateur.siret)
        if !leaf.pointee.isAbsent { body(leaf) }
      }
    }
  }
}
