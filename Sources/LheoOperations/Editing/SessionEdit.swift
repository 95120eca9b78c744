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
  ///   - numbers: the numbers that the feed has already; copies get others. `run` finds them itself.
  public init(numero: Pattern, work: Work, date: PartialDate, numbers: SessionNumbers = SessionNumbers()) {
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
          let table = offer.dialect.schema.definition(of: .etatRecrutement)?.codeTable
          if table?.label(of: state.rawValue) == nil {
            throw SessionEditError(session: note.session, problem: .noSuchState(state, offer.dialect))
          }
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

  /// Whether `run` reads its source twice: copies get numbers that no session has, and all must be known first.
  public var readsTwice: Bool { if case .duplicate = work { true } else { false } }

  /// Edits the sessions of a source.
  ///
  /// ```swift
  /// var edit = SessionEdit(numero: Pattern("04_*"), work: .duplicate(copy), date: today)
  /// try edit.run(FeedSource(.file("feed.xml")), into: FeedSink(OutputFile("new.xml"))) { print($0.session) }
  /// ```
  ///
  /// - Parameters:
  ///   - source: the feed.
  ///   - sink: where it goes. Where no session has been changed nothing is written, as without a sink.
  ///   - jobs: on how many cores offers are read.
  ///   - report: receives what was done to each session.
  /// - Returns: how many sessions have been changed or copied.
  /// - Throws: `SessionEditError` where the result would not be a good session, and as `Pipeline.run` does.
  @discardableResult
  public mutating func run(
    _ source: any OfferSource, into sink: FeedSink?, jobs: Int = 1, report: (Note) -> Void = { _ in }
  ) throws -> Int {
    do {
      if readsTwice { numbers = try SessionNumbers(of: source, jobs: jobs) }
      guard let sink else { return try feed(source, to: DiscardingSink(), jobs, report) }
      let count = try feed(source, to: sink, jobs, report)
      // A feed without offers is refused for that.
      if count == 0, !sink.isEmpty { sink.abandon() } else { _ = try sink.finish() }
      return count
    } catch {
      sink?.abandon()
      throw error
    }
  }

  private mutating func feed(
    _ source: any OfferSource, to sink: some OfferSink, _ jobs: Int, _ report: (Note) -> Void
  ) throws -> Int {
    var count = 0
    func settle(_ buffer: ElementBuffer?, _: Void) throws -> OfferEdit {
      guard let buffer else { return .drop }
      let (edit, notes) = try apply(to: buffer)
      count += notes.count
      for note in notes { report(note) }
      return edit
    }
    try Pipeline(source, jobs: jobs).feed(sink, settle: settle)
    return count
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
