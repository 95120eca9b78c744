import LheoModel

/// What the rules on applications (modality 7) have in common.
enum Candidature {
  /// A line of the guide's rules on applications.
  static func source(_ line: Int, _ words: String) -> RuleSource {
    .guide("Inscriptions sur candidature", line, words: words)
  }

  /// « Inscription sur candidature : », before a message.
  static func message(_ french: Language.French, _ english: Language.English) -> Text {
    Text("Inscription sur candidature : \(french)", "Application: \(english)")
  }

  /// An offer whose application is changed.
  static func example(
    _ label: Language.French, _ english: Language.English? = nil,
    _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> Example {
    Example(label, english, self.change(change))
  }

  /// A change of the application.
  static func change(
    _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> @Sendable (inout Formation) -> Void {
    { change(&$0.candidature) }
  }

  /// What examples do to a session whose slots France Travail does not take.
  static func closed(
    _ label: Language.French, _ english: Language.English, _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> Example {
    Example(label, english) { formation in
      formation.session.etatRecrutement = .init(.ferme)
      change(&formation.candidature)
    }
  }
}

extension Check {
  /// Looks at each application that France Travail takes. One whose period is past harms nobody any more.
  static func candidature(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check {
    .recrutement(.candidature) { context in
      if context.slotsAreTaken, !context.recrutementIsPast { run(context) }
    }
  }
}
