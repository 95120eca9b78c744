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
  }
}
