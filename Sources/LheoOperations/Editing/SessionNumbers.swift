import LheoModel
import LheoPipeline

/// The numbers that the sessions and recruitments of a feed have, so that copies get others.
public struct SessionNumbers: Sendable {
  private var sessions: Set<String> = []
  private var recrutements: Set<String> = []

  /// No numbers.
  public init() {}

  /// The numbers of the offers that a source has, read on so many cores.
  public init(
    of source: any OfferSource, jobs: Int = 1, progress: (PipelineProgress) -> Void = { _ in }
  ) throws {
    var numbers = SessionNumbers()
    try Pipeline(source, Self.stage, jobs: jobs).forEachNote(progress: progress) { _, found in numbers.note(found) }
    self = numbers
  }

  /// Notes the numbers of an offer.
  public mutating func note(_ offer: ElementBuffer) {
    for element in offer.root.elements {
      guard element.element == .session || element.element == .recrutement, let numero = element.text(of: .numero)
      else { continue }
      if element.element == .session { sessions.insert(numero.trimmed) } else { recrutements.insert(numero.trimmed) }
    }
  }

  /// Notes the numbers of other offers.
  public mutating func note(_ other: SessionNumbers) {
    sessions.formUnion(other.sessions)
    recrutements.formUnion(other.recrutements)
  }

  /// A stage that notes the numbers of each offer.
  public static let stage = OfferStage.noting {
    { buffer in
      var numbers = SessionNumbers()
      numbers.note(buffer)
      return numbers
    }
  }

  /// Takes a number for a session; whether nobody had it.
  mutating func takeSession(_ numero: String) -> Bool { sessions.insert(numero.trimmed).inserted }

  /// Takes the first of some numbers that no session has.
  mutating func takeSession(after numero: String) -> String {
    Self.take(in: &sessions) { "\(numero)-\($0 + 1)" }
  }

  /// Takes the first number of a recruitment that nobody has, made of the number of its session.
  mutating func takeRecrutement(of session: String) -> String { Self.take(in: &recrutements) { "\(session)R\($0)" } }

  private static func take(in taken: inout Set<String>, _ candidate: (Int) -> String) -> String {
    var number = 1
    while !taken.insert(candidate(number)).inserted { number += 1 }
    return candidate(number)
  }
}
