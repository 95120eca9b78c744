import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoWriter
import Testing

@Suite struct SessionEditTests {
  private let day = PartialDate(year: 2026, month: 11, day: 24)!

  private func apply(
    _ work: SessionEdit.Work, _ numero: String = "04_9001S", _ offer: Formation = .example
  ) throws -> Formation? {
    let source = buffer(offer)
    var numbers = SessionNumbers()
    numbers.note(source)
    var edit = SessionEdit(numero: Pattern(numero), work: work, date: day, numbers: numbers)
    guard case .rewrite(let buffer) = try edit.apply(to: source).edit else { return nil }
    return Formation(decoding: buffer)
  }

  private func copy(_ days: Int, numero: SessionCopy.Numero = .next) -> SessionEdit.Work {
    .duplicate(SessionCopy(dates: .shifted(days: days), numero: numero))
  }

  @Test func aDuplicateMovesWithItsRecruitments() throws {
    let formation = try #require(try apply(copy(364)))
    let sessions = formation.actions[0].sessions
    #expect(sessions.count == 2 && sessions[1].numero == "04_9001S-2")
    let days = sessions.map { $0.periode.debut.date!.dayNumber! }
    #expect(days[1] - days[0] == 364)
    #expect(sessions[1].datecrea == "20261124")
    let first = sessions[0].recrutements, second = sessions[1].recrutements
    #expect(first.count == second.count)
    #expect(Set(first.compactMap(\.numero)).isDisjoint(with: second.compactMap(\.numero)))
    #expect(second[0].periode!.debut.date!.dayNumber! - first[0].periode!.debut.date!.dayNumber! == 364)
  }

  @Test func givenDatesAreTaken() throws {
    let start = PartialDate(year: 2028, month: 1, day: 3)!, end = PartialDate(year: 2028, month: 6, day: 30)!
    let formation = try #require(
      try apply(
        .duplicate(
          SessionCopy(dates: .given(start: start, end: end), numero: .made { _ in "X" }, keepsRecruitments: false))))
    let copy = formation.actions[0].sessions[1]
    #expect(copy.periode.debut.date == start && copy.periode.fin.date == end && copy.recrutements.isEmpty)
  }

  @Test func anIdentifierIsNotCopied() throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].details[.id] = "s1"
    let formation = try #require(
      try apply(copy(1), "04_9001S", offer))
    #expect(formation.actions[0].sessions.map { $0.details[.id] } == ["s1", nil])
  }

  @Test func noIdentifierBelowASessionIsCopied() throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].adresseInscription.adresse.codepostal.details[.id] = "z"
    offer.actions[0].sessions[0].recrutements[0].details[.id] = "r"
    let formation = try #require(try apply(copy(1), "04_9001S", offer))
    let result = buffer(formation)
    let ids = withExtendedLifetime(result) { result.root.elements.compactMap { $0.text(of: .id) } }
    #expect(ids.sorted() == ["r", "z"])
  }

  @Test func numbersOfCopiesAreNobodyElses() throws {
    var offer = Formation.example
    for _ in 1...4 {
      offer = try #require(try apply(copy(7), "04_9001S", offer))
      let sessions = offer.actions.flatMap(\.sessions)
      #expect(Set(sessions.map(\.numero)).count == sessions.count)
      let recrutements = sessions.flatMap(\.recrutements).compactMap(\.numero)
      #expect(Set(recrutements).count == recrutements.count)
    }
    #expect(throws: SessionEditError(session: "04_9001S", problem: .numberTaken("04_9001S-2"))) {
      try apply(copy(7, numero: .made { "\($0)-2" }), "04_9001S", offer)
    }
    #expect(throws: SessionEditError.self) { try apply(copy(7, numero: .made { _ in "Z" }), "04_9001S*", offer) }
  }

  @Test(arguments: [1, -1, 364, 3_000_000, -3_000_000, Int.max, Int.min])
  func allDatesOfACopyMoveOrNoneIsWritten(days: Int) throws {
    var offer = Formation.example
    offer.actions[0].sessions[0].periodeInscription = PeriodeInscription(
      periode: Periode(debut: "20270101", fin: "20270301"))
    offer.actions[0].sessions[0].periode.fin = "99980101"
    func dates(_ session: Session) -> [Int] {
      let encoded = ElementBuffer()
      session.encode(into: encoded)
      return withExtendedLifetime(encoded) {
        encoded.root.elements.compactMap { leaf in
          if case .date = leaf.element?.definition.content { PartialDate(leaf.text)?.dayNumber } else { nil }
        }
      }
    }
    do {
      let sessions = try #require(try apply(copy(days), "04_9001S", offer)).actions[0].sessions
      #expect(dates(sessions[1]) == dates(sessions[0]).map { $0 + days })
    } catch let error as SessionEditError {
      guard case .dateOutOfRange = error.problem else { throw error }
      #expect(days > 300 || days < -300)
    }
  }

  @Test func aSessionDoesNotEndBeforeItStarts() {
    let early = PartialDate(year: 2020, month: 1, day: 1)!
    #expect(throws: SessionEditError.self) { try apply(.state(.ferme, end: early)) }
  }

  @Test func closingSetsTheStateOnce() throws {
    let closed = try #require(try apply(.state(.ferme, end: nil)))
    #expect(closed.actions[0].sessions[0].etatRecrutement?.code == .ferme)
    #expect(try apply(.state(.ferme, end: nil), "04_9001S", closed) == nil)
    #expect(try apply(.state(.ferme, end: nil), "other") == nil)
  }

  // MARK: Whole feeds

  /// A feed of offers with one session each.
  private func source(_ numeros: [String]) throws -> FeedSource {
    let bytes = CollectedBytes()
    let writer = FeedWriter(bytes.sink)
    writer.begin(FeedHeader())
    for numero in numeros {
      var formation = Formation.example
      formation.actions[0].sessions[0].numero = numero
      writer.write(formation)
    }
    writer.endOffres()
    writer.end()
    return FeedSource(.bytes(bytes.take(), name: "feed"))
  }

  /// A copy has a number that no session of the feed has, wherever in the feed that session is.
  @Test(arguments: [1, 2]) func aFeedIsEditedInOneCall(jobs: Int) throws {
    let source = try source(["S", "T", "S-2", "S-3"])
    let output = CollectedBytes()
    var edit = SessionEdit(numero: Pattern("S"), work: copy(364), date: day)
    #expect(edit.readsTwice)
    var notes: [String] = []
    #expect(try edit.run(source, into: FeedSink(output), jobs: jobs) { notes.append($0.session) } == 1)
    #expect(notes == ["S"])
    var numeros: [String] = []
    try FeedReader(.bytes(output.take())).forEachFormation { formation in
      numeros += formation.actions[0].sessions.compactMap(\.numero)
    }
    #expect(numeros == ["S", "S-4", "T", "S-2", "S-3"])
  }

  @Test func whatChangesNothingWritesNothing() throws {
    for work in [copy(364), SessionEdit.Work.state(.ferme, end: nil)] {
      let output = CollectedBytes()
      var edit = SessionEdit(numero: Pattern("nobody"), work: work, date: day)
      #expect(try edit.run(source(["S"]), into: FeedSink(output)) == 0)
      #expect(output.take().isEmpty)
      var shown = SessionEdit(numero: Pattern("S"), work: work, date: day)
      #expect(try shown.run(source(["S"]), into: nil) == 1)
      #expect(throws: NoOfferError.self) { try edit.run(source([]), into: FeedSink(CollectedBytes())) }
    }
  }
}
