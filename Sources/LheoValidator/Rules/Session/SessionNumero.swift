import LheoModel

let sourceNumeroSession = "Guide de saisie OFeli, foire aux questions, « numéro de session Carif » (l. 2202-2235)"

extension Rule {
  static let sessionNumeroAbsent = Rule(
    "session/numero-absent", .franceTravail, .error,
    message: Text("La session n'a pas de référence.", "The session has no reference."),
    why: Text("Kairos demande le numéro Carif de la session.", "Kairos asks for the session's Carif number."),
    repair: Text("Ajoutez l'attribut numero à <session>.", "Add the attribute numero to <session>."),
    source: .other(Text(verbatim: sourceNumeroSession)),
    triggering: Example("pas d'attribut numero", "no attribute numero") { $0.session.numero = nil },
    passing: .unchanged,
    check: .session { context in
      if context.session.numero.isBlank {
        context.report(at: context.session, expected: Text("numero=\"…\"", "numero=\"…\""))
      }
    })

  static let sessionNumeroDouble = Rule(
    "session/numero-double", .franceTravail, .error,
    message: Text("La référence de la session est déjà utilisée.", "The reference of the session is used already."),
    why: Text(
      "Deux sessions de même référence se confondent dans Kairos.",
      "Two sessions with one reference are taken for one in Kairos."),
    repair: Text(
      "Donnez à chaque session du flux sa propre référence.", "Give each session of the feed a reference of its own."),
    source: .other(Text(verbatim: sourceNumeroSession)),
    triggering: Example("deux sessions 04_9001S", "two sessions 04_9001S") { formation in
      var another = formation.session
      another.periode = Periode(debut: "20271001", fin: "20280331")
      another.recrutements = []
      another.etatRecrutement = .init(.ferme)
      formation.action.sessions.append(another)
    },
    passing: .unchanged,
    check: .session(includingPast: true) { context in
      guard let numero = context.session.numero, !numero.isBlank else { return }
      let seen = context.memory.note(
        numero.stripped, of: .session, line: context.session.position.line, isLive: !context.sessionIsOver)
      guard let seen else { return }
      context.report(
        at: context.session, found: numero, shown: seen.shown(numero, Text("déjà vue", "seen already")),
        expected: Text("une référence unique", "a unique reference"))
    })

  static let sessionNumeroPrefixe = Rule(
    "session/numero-prefixe", .franceTravail, .warning,
    message: Text(
      "La référence ne porte pas le préfixe du Carif-Oref.", "The reference lacks the prefix of the Carif-Oref."),
    why: Text(
      "Chez France Travail, les références commencent par le code du Carif-Oref, « 04_ » en Normandie.",
      "At France Travail, references start with the code of the Carif-Oref, “04_” in Normandy."),
    repair: Text(
      "Ajoutez le préfixe de deux chiffres et le souligné.", "Add the prefix of two digits and the underscore."),
    source: .other(Text(verbatim: sourceNumeroSession)),
    triggering: Example("numero = 150755S") { $0.session.numero = "150755S" },
    passing: Example("numero = 04_150755S") { $0.session.numero = "04_150755S" },
    check: .session { context in
      guard let numero = context.session.numero?.stripped, !numero.isEmpty else { return }
      let start = Array(numero.utf8.prefix(3))
      let hasPrefix = start.count == 3 && start[0].isDigit && start[1].isDigit && start[2] == 0x5F
      if let prefix = context.options.region?.prefix {
        if !numero.hasPrefix(prefix) {
          context.report(at: context.session, found: numero, expected: Text("\(prefix)…", "\(prefix)…"))
        }
      } else if !hasPrefix {
        context.report(
          at: context.session, found: numero, expected: Text("deux chiffres et « _ »", "two digits and “_”"))
      }
    })

  static let sessionNumeroFormat = Rule(
    "session/numero-format", .carif, .info,
    message: Text(
      "La référence de la session a une forme inhabituelle.", "The reference of the session has an unusual form."),
    why: Text(
      "OFeli numérote les sessions avec des chiffres suivis de S.", "OFeli numbers sessions with digits followed by S."),
    repair: Text("Vérifiez la référence (exemple : 150755S).", "Check the reference (example: 150755S)."),
    source: .other(Text(verbatim: sourceNumeroSession)),
    triggering: Example("numero = S150755") { $0.session.numero = "S150755" },
    passing: .unchanged,
    check: .session { context in
      guard let numero = context.session.numero?.stripped, !numero.isEmpty else { return }
      var rest = Array(numero.utf8)
      if rest.count > 3, rest[0].isDigit, rest[1].isDigit, rest[2] == 0x5F { rest.removeFirst(3) }
      // Older listings in the guide show numbers without the S.
      if rest.last == UInt8(ascii: "S") { rest.removeLast() }
      let isUsual = !rest.isEmpty && rest.allSatisfy(\.isDigit)
      if !isUsual {
        context.report(
          at: context.session, found: numero, expected: Text("des chiffres suivis de S", "digits followed by S"))
      }
    })
}
