import LheoModel

/// A gesture of OFeli on sessions: duplicate them to other dates, or set the state of their recruitment.
public struct SessionEdit: Sendable {
  /// Where the dates of a duplicate come from.
  public enum Dates: Sendable {
    /// All dates move by so many days.
    case shifted(days: Int)
    /// The first and the last day; all other dates move with the first.
    case given(start: PartialDate, end: PartialDate)
  }

  /// What is done.
  public enum Work: Sendable {
    /// A copy stands after the session, with a number of its own. Recruitments move with the dates or are left out.
    case duplicate(Dates, numero: @Sendable (String) -> String, keepsRecruitments: Bool)
    /// The state of recruitment; with a day, the session also ends then.
    case state(EtatRecrutement, end: PartialDate?)
  }

  /// What was done to a session.
  public struct Note: Sendable {
    /// The offer.
    public var formation: String?
    /// The session.
    public var session: String
    /// What changed: the element, what was there, what is there now.
    public var changes: [(element: String, before: String, after: String)]
  }

  private let numero: Pattern
  private let work: Work
  private let date: PartialDate

  /// An edit of the sessions with these numbers, dated with a day.
  public init(numero: Pattern, work: Work, date: PartialDate) {
    self.numero = numero
    self.work = work
    self.date = date
  }

  /// Edits the sessions of an offer.
  public func apply(to view: ElementView) -> (edit: OfferEdit, notes: [Note]) {
    let sessions = view.children.lazy.filter { $0.element == .action }.flatMap { $0.children }.filter {
      $0.element == .session
    }
    guard sessions.contains(where: { numero.matches($0.text(of: .numero)) }) else { return (.keep, []) }
    var formation = Formation(decoding: view)
    var notes: [Note] = []
    for index in formation.actions.indices {
      var sessions: [Session] = []
      for var session in formation.actions[index].sessions {
        guard numero.matches(session.numero) else {
          sessions.append(session)
          continue
        }
        var note = Note(formation: formation.numero, session: session.numero ?? "", changes: [])
        switch work {
        case .state(let state, let end):
          set(state, end, in: &session, &note)
          sessions.append(session)
        case .duplicate(let dates, let newNumero, let keepsRecruitments):
          sessions.append(session)
          sessions.append(duplicate(session, dates, newNumero, keepsRecruitments, &note))
        }
        if !note.changes.isEmpty { notes.append(note) }
      }
      formation.actions[index].sessions = sessions
    }
    return notes.isEmpty ? (.keep, []) : (.replace(formation), notes)
  }

  // MARK: State

  private func set(_ state: EtatRecrutement, _ end: PartialDate?, in session: inout Session, _ note: inout Note) {
    let before = session.etatRecrutement?.text ?? ""
    if session.etatRecrutement?.code != state {
      if session.etatRecrutement == nil {
        session.etatRecrutement = .init(state)
      } else {
        session.etatRecrutement?.code = state
      }
      note.changes.append(("etat-recrutement", before, state.rawValue))
    }
    if let end, session.periode.fin.date != end {
      note.changes.append(("fin", session.periode.fin.text, end.lheoText))
      session.periode.fin.date = end
    }
    if !note.changes.isEmpty { session.datemaj = date.lheoText }
  }

  // MARK: Duplication

  private func duplicate(
    _ session: Session, _ dates: Dates, _ newNumero: (String) -> String, _ keepsRecruitments: Bool, _ note: inout Note
  ) -> Session {
    var copy = session
    let days: Int
    switch dates {
    case .shifted(let shift): days = shift
    case .given(let start, _):
      days = session.periode.debut.date?.dayNumber.flatMap { old in start.dayNumber.map { $0 - old } } ?? 0
    }
    copy.numero = newNumero(session.numero ?? "")
    copy.periode = shifted(session.periode, days)
    if case .given(let start, let end) = dates {
      copy.periode.debut.date = start
      copy.periode.fin.date = end
    }
    if let periode = session.periodeInscription { copy.periodeInscription?.periode = shifted(periode.periode, days) }
    copy.recrutements = keepsRecruitments ? session.recrutements.enumerated().map { shifted($1, days, $0, copy) } : []
    copy.datecrea = date.lheoText
    copy.datemaj = date.lheoText
    // An identifier of the feed is one element's only.
    copy.details[.id] = nil
    note.changes = [
      ("numero", "", copy.numero ?? ""), ("debut", session.periode.debut.text, copy.periode.debut.text),
      ("fin", session.periode.fin.text, copy.periode.fin.text),
      ("recrutement", String(session.recrutements.count), String(copy.recrutements.count)),
    ]
    return copy
  }

  private func shifted(_ recrutement: Recrutement, _ days: Int, _ index: Int, _ session: Session) -> Recrutement {
    var copy = recrutement
    if copy.numero != nil { copy.numero = "\(session.numero ?? "")R\(index + 1)" }
    if let periode = recrutement.periode { copy.periode = shifted(periode, days) }
    copy.details[.id] = nil
    return copy
  }

  private func shifted(_ periode: Periode, _ days: Int) -> Periode {
    var copy = periode
    copy.debut = shifted(periode.debut, days)
    copy.fin = shifted(periode.fin, days)
    return copy
  }

  /// Another day; incomplete dates stay what they are.
  private func shifted(_ leaf: DateLeaf, _ days: Int) -> DateLeaf {
    guard let day = leaf.date?.dayNumber else { return leaf }
    var copy = leaf
    copy.date = PartialDate(dayNumber: day + days)
    return copy
  }
}
