import LheoModel

/// How copies of sessions are made: with other dates and a number of their own.
public struct SessionCopy: Sendable {
  /// Where the dates of a copy come from.
  public enum Dates: Sendable {
    /// All dates move by so many days.
    case shifted(days: Int)
    /// The first and the last day; all other dates move with the first.
    case given(start: PartialDate, end: PartialDate)
  }

  /// Where the number of a copy comes from.
  public enum Numero: Sendable {
    /// The number of the session and the first of `-2`, `-3`… that gives one which no session has.
    case next
    /// Made of the number of the session; it must not be taken.
    case made(@Sendable (String) -> String)
  }

  /// The dates of the copies.
  public var dates: Dates
  /// The numbers of the copies.
  public var numero: Numero
  /// Whether recruitments move with the session; without it they are left out.
  public var keepsRecruitments: Bool

  /// Copies with these dates and numbers.
  public init(dates: Dates, numero: Numero = .next, keepsRecruitments: Bool = true) {
    self.dates = dates
    self.numero = numero
    self.keepsRecruitments = keepsRecruitments
  }

  /// A copy of a session.
  func made(
    of session: Session, _ date: PartialDate, _ numbers: inout SessionNumbers, _ note: inout SessionEdit.Note
  ) throws(SessionEditError) -> Session {
    var copy = try moved(session, note.session)
    copy.numero = try newNumber(of: note.session, &numbers)
    if case .given(let start, let end) = dates {
      copy.periode.debut.date = start
      copy.periode.fin.date = end
    }
    for index in copy.recrutements.indices where copy.recrutements[index].numero != nil {
      copy.recrutements[index].numero = numbers.takeRecrutement(of: copy.numero ?? "")
    }
    copy.datecrea = date.lheoText
    copy.datemaj = date.lheoText
    note.changes = [
      ("numero", note.session, copy.numero ?? ""), ("debut", session.periode.debut.text, copy.periode.debut.text),
      ("fin", session.periode.fin.text, copy.periode.fin.text),
    ]
    if copy.recrutements.count != session.recrutements.count {
      note.changes.append(("recrutement", String(session.recrutements.count), "0"))
    }
    return copy
  }

  private func newNumber(
    of session: String, _ numbers: inout SessionNumbers
  ) throws(SessionEditError) -> String {
    switch numero {
    case .next: return numbers.takeSession(after: session)
    case .made(let make):
      let number = make(session)
      guard numbers.takeSession(number) else {
        throw SessionEditError(session: session, problem: .numberTaken(number))
      }
      return number
    }
  }

  /// The session with all complete dates in it moved, and without identifiers (`id`), which are unique in a feed.
  private func moved(_ session: Session, _ numero: String) throws(SessionEditError) -> Session {
    let days: Int
    switch dates {
    case .shifted(let shift): days = shift
    case .given(let start, _): days = session.periode.debut.day.flatMap { old in start.dayNumber.map { $0 - old } } ?? 0
    }
    let source = ElementBuffer()
    session.encode(into: source)
    let copy = ElementBuffer()
    var outside: String?
    copy.append(
      source.root,
      text: { leaf in
        guard case .date = leaf.element?.definition.content, let day = PartialDate(leaf.text)?.dayNumber else {
          return nil
        }
        let (moved, isTooLarge) = day.addingReportingOverflow(days)
        guard !isTooLarge, let date = PartialDate(dayNumber: moved) else {
          outside = outside ?? leaf.text
          return nil
        }
        return date.lheoText
      },
      isRemoved: { $0.element == .recrutement && !keepsRecruitments },
      attribute: { $1.name == .known(.id) && $0.hasIdentifiers ? nil : $1 })
    if let outside { throw SessionEditError(session: numero, problem: .dateOutOfRange(outside)) }
    return Session(decoding: copy.root)
  }
}
