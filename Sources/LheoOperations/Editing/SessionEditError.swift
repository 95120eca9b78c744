import LheoModel

/// An edit of a session that cannot be made.
public struct SessionEditError: WordedError, Sendable, Hashable {
  /// Why it cannot be made.
  public enum Problem: Sendable, Hashable {
    /// Another session of the feed has the number that the copy was to get.
    case numberTaken(String)
    /// A date would move out of the years 1 to 9998.
    case dateOutOfRange(String)
    /// The session would end before it starts.
    case endBeforeStart(start: String, end: String)
    /// The dialect of the feed does not have the state of recruitment.
    case noSuchState(EtatRecrutement, Dialect)
  }

  /// The number of the session.
  public var session: String
  /// Why it cannot be made.
  public var problem: Problem

  /// An error from its parts.
  public init(session: String, problem: Problem) {
    self.session = session
    self.problem = problem
  }

  /// The session and the reason.
  public func description(in language: Language) -> String {
    language("session \(session) : ", "session \(session): ") + reason(in: language)
  }

  private func reason(in language: Language) -> String {
    switch problem {
    case .numberTaken(let numero):
      language(
        "la référence \(numero) est déjà prise dans le flux. Choisissez-en une autre.",
        "another session of the feed has the number \(numero). Choose another one.")
    case .dateOutOfRange(let date):
      language(
        "la date \(date) sortirait des années 1 à 9998. Décalez de moins de jours.",
        "the date \(date) would leave the years 1 to 9998. Move it by fewer days.")
    case .endBeforeStart(let start, let end):
      language(
        "elle finirait le \(end), avant son début, le \(start). Choisissez une fin plus tardive.",
        "it would end on \(end), before its start on \(start). Choose a later end.")
    case .noSuchState(let state, let dialect):
      language(
        "\(dialect.name) n'a pas l'état de recrutement \(state.rawValue) (\(EtatRecrutement.table.label(of: state.rawValue) ?? "")). Ouvrez ou fermez la session.",
        "\(dialect.name) does not have the state of recruitment \(state.rawValue). Open or close the session.")
    }
  }
}
