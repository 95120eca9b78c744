import ArgumentParser
import LheoParser

/// Whether a command goes on after an offer that cannot be read.
struct RecoveryOptions: ParsableArguments {
  @Flag(help: "Go on after an offer that cannot be read: say which, and why. The exit code is 2 all the same.")
  var keepGoing = false
}

/// The offers of a run that could not be read.
final class BrokenOffers: Sendable {
  private let count = Locked(0)
  private let isQuiet: Bool

  init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  /// Says that an offer could not be read, and why.
  func note(_ offer: BrokenOffer) {
    let number = count.withLock { count in
      count += 1
      return count
    }
    if isQuiet || number > 200 { return }
    let title = [offer.numero, offer.intitule].compactMap { $0 }.joined(separator: " ")
    Terminal.say("lheo-tool: \(offer.error) (\(title.isEmpty ? "offer" : title))")
  }

  /// Receives offers that cannot be read.
  var receiver: @Sendable (BrokenOffer) -> Void { { [self] in note($0) } }

  var isEmpty: Bool { count.withLock { $0 == 0 } }
}
