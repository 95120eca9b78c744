import LheoModel

// Rules about what registers say of an offer run only where they may find something.

extension RuleEngine {
  /// Checks the certifications of the offer, and whether they may be trained for.
  func checkCertifications() {
    if !levels.unknownCertification.isEmpty || !levels.endingCertification.isEmpty {
      for certification in context.certifications {
        if certification.sheet == nil {
          context.certification = certification
          run(levels.unknownCertification)
        } else if context.hasSessionsToCome, certification.isEnding(asOf: context.asOf) {
          context.certification = certification
          run(levels.endingCertification)
        }
      }
    }
    if levels.missingHabilitation.isEmpty, levels.givenHabilitation.isEmpty { return }
    for verdict in context.habilitations {
      context.habilitation = verdict
      run(verdict.isGiven ? levels.givenHabilitation : levels.missingHabilitation)
    }
  }

  /// Checks the blocs of a session.
  func checkBlocs(of session: UnsafePointer<Session>) {
    if levels.blocs.isEmpty { return }
    context.forEachBlocs(of: session) {
      context.blocs = $0
      run(levels.blocs)
    }
  }
}
