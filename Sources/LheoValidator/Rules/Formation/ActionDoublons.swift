import LheoModel

extension Rule {
  static let actionNumeroDouble = Rule(
    "action/numero-double", .qualite, .warning, blocks: [],
    message: Text("Le numéro de l'action est déjà utilisé.", "The number of the action is used already."),
    why: Text(
      "Ceux qui reçoivent le flux confondent deux actions de même numéro.",
      "Those who receive the feed take two actions with the same number for one."),
    repair: Text(
      "Donnez une valeur différente à l'attribut numero de chaque action du flux.",
      "Give the attribute numero of each action of the feed a different value."),
    form: .reportToCarif,
    source: .lheo(.action),
    triggering: Example("deux actions 04_9001A", "two actions 04_9001A") {
      $0.addAction()
      $0.actions[1].numero = "04_9001A"
    },
    .second("une action 04_9001A d'une autre formation", "an action 04_9001A of another course") {
      $0.intituleFormation = "Titre professionnel solier moquettiste"
      $0.action.numero = "04_9001A"
    },
    repaired: { $0.actions[$0.actions.count - 1].numero = "04_9003A" },
    passing: Example("deux numéros", "two numbers") { $0.addAction() },
    check: .action { context in
      let action = context.actionPointer
      guard let seen = context.seen(action.pointee.numero, of: .action, at: action.pointee, isLive: true),
        // Where the whole offer is there twice, that is what is reported.
        !context.hasKnownNumero
      else { return }
      context.report(at: action.pointee, seen)
    })

  static let actionDoublon = Rule(
    "action/doublon", .qualite, .warning, blocks: [],
    message: Text(
      "Deux actions de la formation ne diffèrent que par leurs numéros.",
      "Two actions of the course differ in their numbers only."),
    why: Text(
      "Même lieu, mêmes dates, même durée : le public voit deux fois la même offre.",
      "Same place, same dates, same duration: the public sees the same offer twice."),
    repair: Text(
      "Retirez la copie de l'<action>, ou corrigez ce qui doit la distinguer.",
      "Remove the copy of the <action>, or correct what should tell it apart."),
    form: .field(
      .sessions, "supprimez la session saisie deux fois par erreur, ou corrigez ses dates et son lieu.",
      "remove the session that was entered twice by mistake, or correct its dates and place."),
    source: .guide("Ajouter une nouvelle formation", 650, words: "n'existe pas déjà"),
    triggering: Example("copie inchangée, autres numéros", "an unchanged copy with other numbers") {
      $0.addAction()
      $0.actions[1].sessions[0].periode = $0.session.periode
    },
    repaired: { $0.actions.removeLast() },
    passing: Example("copie à d'autres dates", "a copy at other dates") { $0.addAction() },
    morePassing: [
      Example("copie dans un autre lieu", "a copy in another place") {
        $0.addAction()
        $0.actions[1].sessions[0].periode = $0.session.periode
        $0.actions[1].lieuxDeFormation[0].coordonnees.nom = "Centre Bêta"
        $0.actions[1].lieuxDeFormation[0].coordonnees.adresse?.lignes = ["3 rue des Prés"]
      },
      Example("toutes les sessions terminées", "all sessions are over") {
        $0.addAction()
        for index in 0...1 { $0.actions[index].sessions[0].periode = Periode(debut: "20250101", fin: "20250630") }
      },
    ],
    check: .formation { context in
      guard context.formation.actions.count > 1 else { return }
      var byDates: [Int: [UnsafePointer<Action>]] = [:]
      context.formationPointer.pointee.actions.forEachPointer { action in
        let sessions = context.sessionsToCome(of: action)
        guard let periode = sessions.first?.pointee.periode, let start = periode.debut.day, let end = periode.fin.day
        else { return }
        let dates = start &* 100_000 &+ end
        let first = byDates[dates]?.first { context.isSame(action, as: $0, sessions) }
        if let first {
          context.report(
            at: action.pointee, found: action.pointee.numero ?? "",
            shown: Text(
              "la même que \(first.pointee.numero ?? "la première")",
              "the same as \(first.pointee.numero ?? "the first")"),
            expected: Text("d'autres dates, ou un autre lieu", "other dates, or another place"))
        } else if byDates[dates]?.count ?? 0 < 50 {
          byDates[dates, default: []].append(action)
        }
      }
    })
}

extension RuleContext {
  fileprivate func sessionsToCome(of action: UnsafePointer<Action>) -> [UnsafePointer<Session>] {
    var found: [UnsafePointer<Session>] = []
    action.pointee.sessions.forEachPointer { if !isOver($0) { found.append($0) } }
    return found
  }

  /// Whether an action is like another that has another number.
  fileprivate func isSame(
    _ action: UnsafePointer<Action>, as other: UnsafePointer<Action>, _ sessions: [UnsafePointer<Session>]
  ) -> Bool {
    let (left, right) = (action.pointee, other.pointee)
    // With the same number action/numero-double reports it.
    if left.numero != nil, left.numero?.stripped == right.numero?.stripped { return false }
    guard left.nombreHeuresTotal == right.nombreHeuresTotal, left.rythmeFormation == right.rythmeFormation,
      left.modalitesEnseignement == right.modalitesEnseignement,
      left.modalitesEntreesSorties == right.modalitesEntreesSorties, left.dureeCycle == right.dureeCycle,
      left.lieuxDeFormation == right.lieuxDeFormation, left.organismesFormateurs == right.organismesFormateurs,
      left.organismesFinanceurs == right.organismesFinanceurs, left.codesPublicVise == right.codesPublicVise
    else { return false }
    let others = sessionsToCome(of: other)
    return sessions.count == others.count
      && zip(sessions, others).allSatisfy {
        $0.pointee.periode == $1.pointee.periode && $0.pointee.isSame(as: $1.pointee)
      }
  }
}

extension Formation {
  /// Adds a copy of the action with other numbers and dates.
  fileprivate mutating func addAction() {
    var copy = action
    copy.numero = "04_9002A"
    copy.sessions = [renumbered(session, 2)]
    copy.sessions[0].periode = Periode(debut: "20271001", fin: "20280331")
    actions.append(copy)
  }
}
