import LheoModel
import LheoParser
import LheoValidator

/// What is in a feed, at a glance. Memory: a few bytes for each distinct body, town, month and code.
public struct FeedInspection: Sendable {
  /// How often each of several things occurs.
  public typealias Counts = [String: Int]

  /// When sessions take place, seen from a day.
  public enum Time: String, Sendable, CaseIterable {
    /// They start later.
    case toCome = "a-venir"
    /// They have started and are not over.
    case underWay = "en-cours"
    /// They are over.
    case over = "terminees"
    /// Their dates are unknown.
    case unknown = "sans-date"
  }

  /// How long ago offers were changed.
  public enum Age: String, Sendable, CaseIterable {
    /// In the last 30 days.
    case month = "30-jours"
    /// In the last half-year.
    case halfYear = "6-mois"
    /// In the last year.
    case year = "1-an"
    /// Longer ago.
    case older = "plus"
    /// The offer does not say.
    case unknown = "inconnue"
  }

  private let asOf: Int
  /// The feed, its counts, and how many sessions can be positioned online.
  public internal(set) var summary: ValidationSummary
  /// Bytes read, uncompressed.
  public var bytes = 0
  /// Sessions by time.
  public private(set) var times: [Time: Int] = [:]
  /// Sessions by state of recruitment, with its code; `-` for none.
  public private(set) var states: Counts = [:]
  /// Offers that lead to a certification.
  public private(set) var certifiantes = 0
  /// Offers for apprentices.
  public private(set) var apprentissages = 0
  /// Actions that can be followed at a distance, wholly or in part.
  public private(set) var aDistance = 0
  /// Offers by responsible body, by SIRET.
  public private(set) var responsables: Counts = [:]
  /// Names of responsible bodies, by SIRET.
  public private(set) var names: [String: String] = [:]
  /// Actions by training body, by SIRET.
  public private(set) var formateurs: Counts = [:]
  /// Actions by department of their place.
  public private(set) var departements: Counts = [:]
  /// Sessions by month in which they start, `2026-09`.
  public private(set) var months: Counts = [:]
  /// Offers by age of their last change.
  public private(set) var ages: [Age: Int] = [:]
  /// Web addresses, and how many of them are none.
  public private(set) var links = (all: 0, wrong: 0)
  /// How often each code occurs, by element.
  public private(set) var codes: [Element: Counts] = [:]

  /// An inspection of a feed of which nothing has been read, seen from a day.
  public init(file: String, asOf: PartialDate) {
    self.asOf = asOf.dayNumber ?? 0
    summary = ValidationSummary(file: file)
  }

  /// Looks at an offer.
  public mutating func add(_ buffer: ElementBuffer) {
    summary.count(buffer)
    for element in buffer.root.elements { note(element) }
    let formation = Formation(decoding: buffer)
    // EDOF does not say so: there the certification does.
    let isCertified = formation.certifications.contains { $0.codeRNCP != nil || $0.codeRS != nil }
    if formation.certifiante.code == .oui || formation.certifiante.isAbsent && isCertified { certifiantes += 1 }
    note(formation.organismeFormationResponsable)
    var isApprenticeship = false
    for action in formation.actions {
      if action.modalitesEnseignement.code != .presentiel, !action.modalitesEnseignement.isAbsent { aDistance += 1 }
      for code in Set(action.adresses.compactMap(\.departementCode)) { departements[code, default: 0] += 1 }
      for siret in Set(action.organismesFormateurs.map(\.siretFormateur.siret.trimmedText)) where !siret.isEmpty {
        formateurs[siret, default: 0] += 1
      }
      for session in action.sessions {
        isApprenticeship = isApprenticeship || session.isForApprentices
        note(session)
      }
    }
    if isApprenticeship { apprentissages += 1 }
    ages[age(of: formation), default: 0] += 1
  }

  /// Notes that the feed could not be read to its end, and why.
  public mutating func fail(_ error: FeedError) { summary.error = error }

  /// Adds what is in another part of the feed, seen from the same day.
  mutating func add(_ other: FeedInspection) {
    summary.counts.add(other.summary.counts)
    times.merge(other.times, uniquingKeysWith: +)
    states.merge(other.states, uniquingKeysWith: +)
    certifiantes += other.certifiantes
    apprentissages += other.apprentissages
    aDistance += other.aDistance
    responsables.merge(other.responsables, uniquingKeysWith: +)
    names.merge(other.names) { first, _ in first }
    formateurs.merge(other.formateurs, uniquingKeysWith: +)
    departements.merge(other.departements, uniquingKeysWith: +)
    months.merge(other.months, uniquingKeysWith: +)
    ages.merge(other.ages, uniquingKeysWith: +)
    links.all += other.links.all
    links.wrong += other.links.wrong
    for (element, counts) in other.codes { codes[element, default: [:]].merge(counts, uniquingKeysWith: +) }
  }

  /// The regions of the departments, with how many actions take place there.
  public var regions: Counts {
    var regions: Counts = [:]
    for (code, count) in departements {
      let region = Region.all.first { $0.departements.contains(code) }
      regions[region?.name ?? "?", default: 0] += count
    }
    return regions
  }

  // MARK: Parts

  private mutating func note(_ view: ElementView) {
    guard let element = view.element else { return }
    if element == .urlweb, let text = view.trimmedText {
      links.all += 1
      if !text.isWebAddress { links.wrong += 1 }
    } else if element.definition.codeTable != nil, let text = view.trimmedText {
      codes[element, default: [:]][text, default: 0] += 1
    }
  }

  private mutating func note(_ organisme: OrganismeFormationResponsable) {
    let siret = organisme.siretOrganismeFormation.siret.trimmedText
    let key = siret.isEmpty ? organisme.nomOrganisme.trimmedText : siret
    guard !key.isEmpty else { return }
    responsables[key, default: 0] += 1
    if names[key] == nil { names[key] = organisme.nomOrganisme.trimmedText }
  }

  private mutating func note(_ session: Session) {
    let start = session.periode.debut.date
    let end = session.periode.fin.date?.dayNumber
    let time: Time =
      if let end, end < asOf {
        .over
      } else if let first = start?.dayNumber {
        first > asOf ? .toCome : .underWay
      } else {
        .unknown
      }
    times[time, default: 0] += 1
    states[session.etatRecrutement?.trimmedText ?? "-", default: 0] += 1
    if let start, start.month != nil { months[String(start.isoText.prefix(7)), default: 0] += 1 }
  }

  private func age(of formation: Formation) -> Age {
    let dates = [formation.datemaj, formation.datecrea].compactMap { $0.flatMap { PartialDate(String($0.prefix(8))) } }
    guard let day = dates.first?.dayNumber else { return .unknown }
    switch asOf - day {
    case ...30: return .month
    case ...183: return .halfYear
    case ...366: return .year
    default: return .older
    }
  }
}
