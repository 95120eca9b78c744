import LheoModel

/// The two modalities by which a jobseeker is met at a given hour. They have the same rules.
enum Creneau: String, Sendable {
  /// Individual appointment, modality 8.
  case rdvi
  /// Group information meeting, modality 9.
  case ico

  var modalite: ModaliteRecrutement { self == .rdvi ? .rendezVousIndividuel : .informationCollective }

  /// « Rendez-vous individuel : », before a message.
  func message(_ french: Language.French, _ english: Language.English) -> Text {
    self == .rdvi
      ? Text("Rendez-vous individuel : \(french)", "Individual appointment: \(english)")
      : Text("Information collective : \(french)", "Group information meeting: \(english)")
  }

  /// An offer whose slot is changed.
  func example(
    _ label: String, _ english: String? = nil, _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> Example {
    Example(label, english) { formation in
      if self == .rdvi { change(&formation.rendezVous) } else { change(&formation.reunion) }
    }
  }

  static let source = "Guide de saisie OFeli, « Modalités de recrutement », entretiens et informations collectives"
}
