import LheoModel
import LheoPipeline

/// A gesture of OFeli on sessions: duplicate them to other dates, or set the state of their recruitment.
public struct SessionEdit {
  /// What is done.
  public enum Work: Sendable {
    /// A copy is put after the session.
    case duplicate(SessionCopy)
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
  private var numbers: SessionNumbers

  /// An edit of the sessions with these numbers.
  ///
  /// - Parameters:
  ///   - numero: the numbers of the sessions.
  ///   - work: what is done with them.
  ///   - date: the day that changed sessions are dated with.
  ///   - numbers: the numbers that the feed has already; copies get others.
  public init(numero: Pattern, work: Work, date: PartialDate, numbers: SessionNumbers) {
    self.numero = numero
    self.work = work
    self.date = date
    self.numbers = numbers
  }

  /// Edits the sessions of an offer.
  ///
  /// - Throws: `SessionEditError` where the result would not be a good session.
  public mutating func apply(
    to offer: ElementBuffer
  ) throws(SessionEditError) -> (edit: OfferEdit, notes: [Note]) {
    let view = offer.root
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
          try set(state, end, in: &session, &note)
          sessions.append(session)
        case .duplicate(let copy):
          sessions.append(session)
          sessions.append(try copy.made(of: session, date, &numbers, &note))
        }
        if !note.changes.isEmpty { notes.append(note) }
      }
      formation.actions[index].sessions = sessions
    }
    return notes.isEmpty ? (.keep, []) : (.replace(formation), notes)
  }

  private func set(
    _ state: EtatRecrutement, _ end: PartialDate?, in session: inout Session, _ note: inout Note
  ) throws(SessionEditError) {
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
      if let start = session.periode.debut.day, let last = end.dayNumber, last < start {
        throw SessionEditError(
          session: note.session, problem: .endBeforeStart(start: session.periode.debut.text, end: end.lheoText))
      }
      note.changes.append(("fin", session.periode.fin.text, end.lheoText))
      session.periode.fin.date = end
    }
    if !note.changes.isEmpty { session.datemaj = date.lheoText }
  }
}
