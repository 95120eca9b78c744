import LheoModel

// What all rules of EDOF have in common.

extension RuleSource {
  /// The schema and the sample of the portal's kit of June 2026.
  static let edofKit = other(
    Text(
      "Kit XML d'EDOF, juin 2026 : schéma et exemple de catalogue.",
      "EDOF's XML kit, June 2026: schema and sample catalogue."))

  /// A control of the portal whose words the Caisse des dépôts has given.
  static func edofControl(_ number: Int) -> RuleSource {
    other(
      Text(
        "Contrôle EDOF \(number), texte de la Caisse des dépôts cité en 2022.",
        "EDOF control \(number), words of the Caisse des dépôts as quoted in 2022."))
  }

  /// A control of the portal that is known from a third party only.
  static func edofControlByOthers(_ number: Int) -> RuleSource {
    other(
      Text(
        "Contrôle EDOF \(number), d'après l'éditeur d'un logiciel ; aucun texte officiel n'a été lu.",
        "EDOF control \(number), according to the maker of a program; no official text has been read."))
  }

  /// What a third party says that the portal wants.
  static let edofOthers = other(
    Text(
      "D'après l'éditeur d'un logiciel pour EDOF ; aucun texte officiel n'a été lu.",
      "According to the maker of a program for EDOF; no official text has been read."))
}

extension RuleSource {
  /// What holds of addresses in France, whoever asks.
  static let adresseFrancaise = other(
    Text(
      "Une adresse en France a un code postal de cinq chiffres et une ville.",
      "An address in France has a postcode of five digits and a town."))
}

extension RuleContext {
  /// Reports what an offer lacks for EDOF.
  func report(_ gap: EdofGapNote) {
    receive(
      PendingFinding(
        ruleIndex: ruleIndex, position: gap.position, missing: gap.missing,
        found: gap.missing == nil ? gap.found ?? gap.element : nil,
        shown: gap.missing == nil && gap.rule != nil ? gap.found.map { Text(verbatim: $0) } : nil,
        expected: Text(verbatim: gap.missing.map { "<\($0.name)>" } ?? gap.element), gap: gap))
  }

  /// Calls `body` with the elements of an offer of EDOF whose text has more than ASCII.
  func forEachEdofText(_ body: (ElementView, String) -> Void) {
    guard let edofRoot else { return }
    for view in edofRoot.elements {
      let text = view.text
      if !text.utf8.allSatisfy({ $0 < 0x80 }) { body(view, text) }
    }
  }

  /// Reports the text of an extension, by its name.
  func report(_ extra: Extra, expected: Text, severity: Severity? = nil) {
    let (info, text) = (extra.info ?? "", extra.trimmedText)
    report(
      at: extra, found: extra.text,
      shown: text.isEmpty ? Text("\(info), vide", "\(info), empty") : Text(verbatim: "\(info) = \(text)"),
      expected: expected, severity: severity)
  }
}

extension FormRepair {
  /// Where the data of EDOF is typed.
  static let edof = elsewhere(
    "Corrigez la donnée dans le logiciel qui fait le fichier, ou saisissez-la sur le portail EDOF.",
    "Correct it in the program that makes the file, or type it on the EDOF portal.")
}

extension Rule {
  /// A rule of EDOF's profile.
  static func edof(
    _ name: String, _ severity: Severity, blocks: Set<Partner>? = nil, message: Text, why: Text, repair: Text,
    source: RuleSource,
    triggering: Example, _ more: Example..., repaired: @escaping @Sendable (inout Formation) -> Void,
    passing: Example = .edofUnchanged, check: @escaping @Sendable (RuleContext) -> Void
  ) -> Rule {
    let id = "edof/\(name)"
    return Rule(
      id, .edof, severity, blocks: blocks ?? (severity == .error ? [.monCompteFormation] : []),
      message: message,
      why: why, repair: repair, form: .edof,
      source: source,
      triggering: triggering, more: more, repaired: repaired, passing: passing,
      check: .formation { context in
        // Of an offer of LHEO its translation has said what it lacks.
        let gaps = (context.gaps ?? []).filter { $0.severity == .blocking && $0.rule == id }
        if gaps.isEmpty { check(context) } else { gaps.forEach(context.report) }
      })
  }
}

extension Example {
  /// The offer of EDOF as it is.
  static let edofUnchanged = Example(edof: "une offre EDOF complète", "a complete offer of EDOF") { _ in }
}
