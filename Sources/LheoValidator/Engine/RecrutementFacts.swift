import LheoModel

/// What rules ask again and again about a recruitment, read once. Dates are days since 1 January 1970.
struct RecrutementFacts {
  let pointer: UnsafePointer<Recrutement>
  let modalite: ModaliteRecrutement
  /// Whether a jobseeker can be positioned by it: modalities 7, 8 and 9.
  let isPositioning: Bool
  let places: Int?
  /// First and last day; `nil` where they are unknown or no dates.
  let start: Int?
  let end: Int?
  let isADistance: Bool
  let hasAdresse: Bool
  /// Whether it is an application whose period overlaps another one's of the session.
  var overlaps = false
  /// Which recruitment of the session it overlaps, that starts before it.
  var overlapped: Int?

  init(_ pointer: UnsafePointer<Recrutement>) {
    self.pointer = pointer
    modalite = pointer.pointee.modaliteRecrutement.code
    isPositioning =
      switch modalite {
      case .candidature, .rendezVousIndividuel, .informationCollective: true
      default: false
      }
    places = pointer.pointee.nbPlaces?.number
    start = pointer.pointee.periode?.debut.day
    end = pointer.pointee.periode?.fin.day
    isADistance = pointer.pointee.aDistance?.code == .oui
    if case .some = pointer.field(\.adresse).pointee { hasAdresse = true } else { hasAdresse = false }
  }
}

extension [RecrutementFacts] {
  /// Notes which applications that are not over have periods that overlap: in order of their start, a period overlaps
  /// an earlier one if it starts before the latest end so far.
  mutating func noteOverlaps(asOf day: Int) {
    guard count > 1 else { return }
    var periods: [(start: Int, end: Int, index: Int)] = []
    for (index, recrutement) in enumerated() where recrutement.modalite == .candidature {
      if let start = recrutement.start, let end = recrutement.end, start <= end, end >= day {
        periods.append((start, end, index))
      }
    }
    guard periods.count > 1 else { return }
    periods.sort { ($0.start, $0.end, $0.index) < ($1.start, $1.end, $1.index) }
    var latest = periods[0]
    for period in periods.dropFirst() {
      if period.start <= latest.end {
        self[latest.index].overlaps = true
        self[period.index].overlaps = true
        self[period.index].overlapped = latest.index
      }
      if period.end > latest.end { latest = period }
    }
  }
}
