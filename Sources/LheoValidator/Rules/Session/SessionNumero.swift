import LheoModel

extension Rule {
  static let sessionNumeroAbsent = Rule(
    "session/numero-absent", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("La session n'a pas de référence.", "The session has no reference."),
    why: Text("Kairos demande le numéro Carif de la session.", "Kairos asks for the session's Carif number."),
    repair: Text("Ajoutez l'attribut numero à <session>.", "Add the attribute numero to <session>."),
    form: .reportToCarif,
    source: .guide("Où trouver mon numéro de session Carif Oref", 2201, words: "demandé dans Kairos"),
    triggering: Example("pas d'attribut numero", "no attribute numero") { $0.session.numero = nil },
    Example("numero vide", "numero empty") { $0.session.numero = " " },
    repaired: { $0.session.numero = "04_9001S" },
    passing: .unchanged,
    check: .session { context in
      guard context.session.numero.isBlank else { return }
      context.report(
        at: context.session, found: context.session.numero ?? "", shown: Text("aucune référence", "no reference"),
        expected: Text("numero=\"…\"", "numero=\"…\""))
    })

  static let sessionNumeroDouble = Rule(
    "session/numero-double", .franceTravail, .error, blocks: [],
    message: Text("La référence de la session est déjà utilisée.", "The reference of the session is used already."),
    why: Text(
      "Kairos confond deux sessions de même référence.",
      "Kairos takes two sessions with the same reference for one."),
    repair: Text(
      "Changez l'attribut numero de l'une des deux sessions : celle qui n'est pas terminée.",
      "Change the attribute numero of one of the two sessions: the one that is not over."),
    form: .reportToCarif,
    source: .guide("Où trouver mon numéro de session Carif Oref", 2201, words: "correspond à la référence de session"),
    triggering: Example("deux sessions 04_9001S", "two sessions 04_9001S") { formation in
      var another = formation.renumbered(formation.session, 2)
      another.numero = "04_9001S"
      another.periode = Periode(debut: "20271001", fin: "20280331")
      formation.action.sessions.append(another)
    },
    Example("une session à venir, puis une terminée", "a session to come, then one that is over") {
      $0.addPastSession()
      $0.action.sessions[1].numero = "04_9001S"
    },
    repaired: { $0.session.numero = "04_9003S" },
    passing: .unchanged,
    morePassing: [
      Example("deux sessions terminées 04_9002S", "two sessions over 04_9002S") {
        $0.addPastSession()
        $0.addPastSession()
      }
    ],
    check: .session(includingPast: true) { context in
      let session = context.sessionPointer
      guard
        let seen = context.seen(
          session.pointee.numero, of: .session, at: session.pointee, isLive: !context.sessionIsOver)
      else { return }
      context.hasKnownSessionNumero = true
      context.report(
        at: session.pointee, seen, Text("déjà vue", "seen already"),
        expected: Text("une référence unique", "a unique reference"))
    })

  static let sessionNumeroPrefixe = Rule(
    "session/numero-prefixe", .franceTravail, .warning, blocks: [],
    message: Text(
      "La référence ne porte pas le préfixe du Carif-Oref.", "The reference lacks the prefix of the Carif-Oref."),
    why: Text(
      "Chez France Travail, les références commencent par le code du Carif-Oref, « 04_ » en Normandie.",
      "At France Travail, references start with the code of the Carif-Oref, “04_” in Normandy."),
    repair: Text(
      "Commencez l'attribut numero de la session par le préfixe : deux chiffres et un tiret bas (_).",
      "Start the attribute numero of the session with the prefix: two digits and an underscore (_)."),
    form: .reportToCarif,
    source: .guide("Où trouver mon numéro de session Carif Oref", 2203, words: "préfixées par"),
    triggering: Example("numero = 150755S") { $0.session.numero = "150755S" },
    repaired: { $0.session.numero = "04_150755S" },
    passing: Example("numero = 04_150755S") { $0.session.numero = "04_150755S" },
    check: .session { context in
      guard let numero = context.session.numero?.stripped, !numero.isEmpty else { return }
      if let prefix = context.options.region?.prefix {
        if !numero.hasPrefix(prefix) {
          context.report(at: context.session, found: numero, expected: Text("\(prefix)…", "\(prefix)…"))
        }
      } else if !numero.hasCarifPrefix {
        context.report(
          at: context.session, found: numero,
          expected: Text("deux chiffres et « _ » au début", "two digits and “_” at the start"))
      }
    })

  static let sessionNumeroFormat = Rule(
    "session/numero-format", .carif, .info, blocks: [],
    message: Text(
      "La référence de la session a une forme inhabituelle.", "The reference of the session has an unusual form."),
    why: Text(
      "OFeli numérote les sessions avec des chiffres suivis de S.",
      "OFeli numbers sessions with digits followed by S."),
    repair: Text(
      "Vérifiez l'attribut numero de la session (exemple : 04_150755S).",
      "Check the attribute numero of the session (example: 04_150755S)."),
    form: .reportToCarif,
    source: .guide("Où trouver mon numéro de session Carif Oref", 2205, words: "04_150755S"),
    triggering: Example("numero = 04_S150755") { $0.session.numero = "04_S150755" },
    repaired: { $0.session.numero = "04_150755S" },
    passing: .unchanged,
    morePassing: [
      // Older listings in the guide show numbers without the S.
      Example("numero = 04_150755") { $0.session.numero = "04_150755" }
    ],
    check: .session { context in
      guard let numero = context.session.numero?.stripped, !numero.isEmpty, !numero.isUsualNumero else { return }
      context.report(
        at: context.session, found: numero, expected: Text("des chiffres suivis de S", "digits followed by S"))
    })
}

extension String {
  /// Whether it starts with two digits and an underscore.
  fileprivate var hasCarifPrefix: Bool {
    withBytes { $0.count >= 3 && $0[0].isDigit && $0[1].isDigit && $0[2] == 0x5F }
  }

  /// Whether it is digits and S after the prefix.
  fileprivate var isUsualNumero: Bool {
    let start = hasCarifPrefix ? 3 : 0
    return withBytes { bytes in
      var digits = bytes[start...]
      if digits.last == UInt8(ascii: "S") { digits.removeLast() }
      return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    }
  }
}
