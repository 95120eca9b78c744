import LheoModel

extension ModaliteRecrutement {
  /// The code as a number, if it is one of the table's.
  var digit: Int? {
    switch self {
    case .inconnue: 0
    case .simulation: 1
    case .concours: 2
    case .dossier: 3
    case .testsPratiques: 4
    case .epreuvesEcrites: 5
    case .epreuvesOrales: 6
    case .candidature: 7
    case .rendezVousIndividuel: 8
    case .informationCollective: 9
    case .other: nil
    }
  }
}
