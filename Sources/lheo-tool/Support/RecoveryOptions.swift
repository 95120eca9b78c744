import ArgumentParser
import LheoModel
import LheoParser

/// Whether a command goes on after an offer that cannot be read.
struct RecoveryOptions: ParsableArguments {
  @Flag(
    help: .said(
      "Continuer après une offre illisible : dire laquelle, et pourquoi. Le code de retour reste 2.",
      "Go on after an offer that cannot be read: say which, and why. The exit code is 2 all the same."))
  var keepGoing = false
}

/// Whether a command takes the feeds that can be read where others cannot.
struct SkipOption: ParsableArguments {
  @Flag(
    help: .said(
      "Écarter les flux illisibles, et dire lesquels. Le code de retour reste 2.",
      "Leave out feeds that cannot be read, and say which. The exit code is 2 all the same."))
  var skipUnreadable = false
}

/// The offers of a run that could not be read.
final class BrokenOffers: Sendable {
  private let state = Locked((count: 0, first: FeedError?.none))
  private let language: Language
  private let isQuiet: Bool
  /// So many are named.
  private static let maximumCount = 200

  init(_ language: Language, isQuiet: Bool = false) {
    self.language = language
    self.isQuiet = isQuiet
  }

  /// Why the first of them cannot be read.
  var first: FeedError? { state.withLock { $0.first } }

  /// Says that an offer could not be read, and why.
  func note(_ offer: BrokenOffer) {
    let number = state.withLock { state in
      state.count += 1
      state.first = state.first ?? offer.error
      return state.count
    }
    if isQuiet || number > Self.maximumCount { return }
    let title = [offer.numero, offer.intitule].compactMap { $0 }.joined(separator: " ")
    Terminal.say(
      "lheo-tool: \(offer.error.description(in: language)) (\(title.isEmpty ? language("offre", "offer") : title))")
  }

  /// Receives offers that cannot be read.
  var receiver: @Sendable (BrokenOffer) -> Void { { [self] in note($0) } }

  /// Says how many have not been named.
  ///
  /// - Returns: whether there are any at all.
  func finish() -> Bool {
    let number = state.withLock { $0.count }
    if !isQuiet, number > Self.maximumCount {
      let others = number - Self.maximumCount
      Terminal.say(
        "lheo-tool: "
          + language(
            "\(others, "autre(s) offre(s)") illisible\(others > 1 ? "s" : "").",
            "\(others, "other offer(s)") cannot be read."))
    }
    return number > 0
  }
}
