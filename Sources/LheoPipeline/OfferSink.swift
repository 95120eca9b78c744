import LheoModel

/// Takes the parts of feeds and writes them in some form. Nothing is in its place before `finish`.
public protocol OfferSink: AnyObject {
  /// What can be made of a part without knowing what came before it.
  associatedtype Prepared: Sendable

  /// Makes something that prepares parts, for one thread.
  ///
  /// - Parameter isParallel: whether parts are prepared on other threads than that which calls `take`.
  func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Prepared
  /// The parts of another source follow.
  func begin(_ source: String) throws
  /// Takes the next part, and what has been prepared of it on whatever thread. The part's buffer is valid during the call.
  ///
  /// - Returns: whether it wants more.
  func take(_ event: FeedEvent, _ prepared: Prepared) throws -> SinkState
  /// Puts the output in its place.
  ///
  /// - Returns: what is to be known of it.
  func finish() throws -> [OutputNotice]
  /// Gives the output up: what was in its place stays.
  func abandon()
}

/// Whether a sink wants more.
public enum SinkState: Sendable {
  /// The next part may come.
  case wantsMore
  /// No other part is wanted.
  case isDone
}

/// Something to be known of an output that has been written.
public enum OutputNotice: Sendable, Hashable {
  /// It has no offer.
  case noOffer
  /// It has no row.
  case noRow
  /// References (`idref`) have been left out, as what they lead to is not there.
  case lostReferences
  /// Elements of these names beside the offers have been left out.
  case leftOut(elements: [String])
  /// Texts of a column have been cut, as a cell holds no more characters.
  case cutTexts(sheet: String, column: String, count: Int, maximum: Int)

  /// What is to be known, as a sentence.
  public func message(in language: Language) -> String {
    switch self {
    case .noOffer: language("aucune offre n'a été écrite.", "no offer has been written.")
    case .noRow: language("aucune ligne n'a été écrite.", "no row has been written.")
    case .lostReferences:
      language(
        "les références (idref) vers ce qui n'y est pas ont été retirées.",
        "references (idref) to what is not there have been left out.")
    case .leftOut(let elements):
      language(
        "ce qui se trouve à côté des offres n'y est pas : \(elements.joined(separator: ", ")).",
        "what stands beside offers is not in it: \(elements.joined(separator: ", ")).")
    case .cutTexts(let sheet, let column, let count, let maximum):
      language(
        "dans la feuille « \(sheet) », colonne « \(column) », \(count, "texte(s) coupé(s)") : une cellule contient au plus \(maximum, "caractère(s)").",
        "in sheet '\(sheet)', column '\(column)', \(count) \(count == 1 ? "text is" : "texts are") cut: a cell holds \(maximum) characters."
      )
    }
  }
}

/// A feed needs an offer: without one nothing is written.
public struct NoOfferError: WordedError, Sendable {
  /// The source.
  public let source: String

  /// An error for a source.
  public init(source: String) { self.source = source }

  /// What is wrong.
  public func description(in language: Language) -> String {
    language(
      "\(source) : aucune offre à écrire, rien n'a donc été écrit.",
      "\(source): there is no offer to write, so nothing has been written.")
  }
}
