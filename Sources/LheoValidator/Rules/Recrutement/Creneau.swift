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
    _ label: Language.French, _ english: Language.English? = nil,
    _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> Example {
    Example(label, english, self.change(change))
  }

  /// The same with the recruitment closed, so that France Travail does not take the slot.
  func closed(
    _ label: Language.French, _ english: Language.English, _ change: @escaping @Sendable (inout Recrutement) -> Void
  ) -> Example {
    let change = self.change(change)
    return Example("recrutement fermé, \(label)", "recruitment closed, \(english)") { formation in
      formation.session.etatRecrutement = .init(.ferme)
      change(&formation)
    }
  }

  /// A change of the slot.
  func change(_ change: @escaping @Sendable (inout Recrutement) -> Void) -> @Sendable (inout Formation) -> Void {
    { formation in
      if self == .rdvi { change(&formation.rendezVous) } else { change(&formation.reunion) }
    }
  }

  /// A line of the guide's rules on appointments and meetings.
  static func source(_ line: Int, _ words: String) -> RuleSource {
    .guide("Entretien individuel (RDVI) et les Informations collectives (ICO)", line, words: words)
  }
}

extension Check {
  /// Looks at each appointment or meeting that France Travail takes.
  static func creneau(_ creneau: Creneau, _ run: @escaping @Sendable (RuleContext) -> Void) -> Check {
    .recrutement(creneau.modalite) { if $0.slotsAreTaken { run($0) } }
  }
}
