import LheoModel

/// What the rules on applications (modality 7) have in common.
enum Candidature {
  static let source = "Guide de saisie OFeli, « Modalités de recrutement », inscriptions sur candidature"

  /// « Inscription sur candidature : », before a message.
  static func message(_ french: Language.French, _ english: Language.English) -> Text {
    Text("Inscription sur candidature : \(french)", "Application: \(english)")
  }

  /// An offer whose application is changed.
  static func example(
    _ label: String, _ english: String? = nil, _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> Example {
    Example(label, english) { change(&$0.candidature) }
  }
}
