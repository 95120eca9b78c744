import LheoModel
import TestSupport
import Testing

@testable import LheoValidator

/// What rules on recruitments leave to the schema, to each other and to the state of the session.
@Suite struct RecrutementTests {
  private func rules(_ change: (inout Formation) -> Void) -> [String] {
    var formation = Formation.example
    change(&formation)
    return RuleTests.findings(formation).map(\.rule)
  }

  // MARK: One mistake, one finding

  @Test func anUnknownDateOfASlotIsReportedOnce() {
    let found = rules { $0.reunion.periode = Periode(debut: "00000000", fin: "00000000") }
    #expect(found == ["recrutement/ico-date-incomplete"])
  }

  @Test func whatTheSchemaRefusesIsItsOwn() {
    #expect(rules { $0.rendezVous.periode?.fin = "12/01/2027" } == ["schema/format"])
    #expect(rules { $0.rendezVous.heureDebut = "09h30-12h" } == ["schema/longueur"])
    #expect(rules { $0.rendezVous.heureDebut = " 14h00 " } == ["schema/longueur"])
    #expect(rules { $0.candidature.nbPlaces = "dix" } == ["schema/format"])
    let isRemote = rules { formation in
      formation.reunion.aDistance = "oui"
      formation.reunion.adresse = nil
    }
    #expect(isRemote == ["schema/valeur"])
    let perimetre = rules { formation in
      formation.candidature.codePerimetreRecrutement = .init(.autres)
      formation.candidature.infosPerimetreRecrutement = TextLeaf(String(repeating: " ", count: 51))
    }
    #expect(perimetre == ["schema/longueur"])
    #expect(rules { $0.reunion.commentaire = TextLeaf(String(repeating: "a", count: 501)) } == ["schema/longueur"])
  }

  @Test func anUnreadableModalityIsNotAMissingOne() {
    func only(_ modalite: CodeLeaf<ModaliteRecrutement>) -> [String] {
      rules { formation in
        formation.session.recrutements = [formation.reunion]
        formation.reunionAlone.modaliteRecrutement = modalite
      }
    }
    #expect(only("10") == ["schema/valeur"])
    #expect(only("07") == ["schema/valeur"])
    #expect(only(.absent) == ["schema/element-manquant"])
  }

  @Test func eachSessionIsJudgedByWhatItIsFor() {
    let besideApprentices = rules { formation in
      var another = formation.session
      formation.session.recrutements = []
      another.numero = "04_9002S"
      another.recrutements = []
      another.cycles = Rule.named("apprentissage/type-cycle")!.passing[0].formation.session.cycles
      formation.action.sessions.append(another)
    }
    #expect(besideApprentices.filter { $0 == "recrutement/modalite-absente" }.count == 1)
  }

  // MARK: Slots that are not taken

  /// Mistakes in all slots.
  private func breakSlots(_ formation: inout Formation) {
    for index in formation.session.recrutements.indices {
      formation.session.recrutements[index].numero = nil
      formation.session.recrutements[index].nbPlaces = 0
      formation.session.recrutements[index].periode = Periode(debut: "20261020", fin: "20261010")
      formation.session.recrutements[index].heureFin = "03h00"
    }
  }

  @Test func slotsOfAClosedRecruitmentAreNotJudged() {
    let found = rules { formation in
      breakSlots(&formation)
      formation.session.etatRecrutement = .init(.ferme)
    }
    #expect(found == [])
  }

  @Test func slotsOfASuspendedRecruitmentAreJudged() {
    let found = rules { formation in
      formation.session.etatRecrutement = .init(.suspendu)
      formation.reunion.nbPlaces = 300
    }
    #expect(found.sorted() == ["recrutement/ico-places", "session/etat-suspendu"])
  }

  @Test func slotsThatKairosDoesNotTakeAreNotJudged() {
    let found = rules { formation in
      breakSlots(&formation)
      formation.session.extras = []
      formation.action.extras = [
        Extras(info: "dispositif", items: [.extra(Extra(info: "contrat-professionnalisation", text: "1"))])
      ]
    }
    #expect(!found.contains { $0.hasPrefix("recrutement/") }, "\(found)")
  }

  @Test func closedPeriodsSpeakOnlyWhereNothingIsToCome() {
    let past = Periode(debut: "20261001", fin: "20261031")
    #expect(rules { $0.candidature.periode = past } == [])
    let alone = rules { formation in
      formation.session.recrutements = [formation.candidature]
      formation.candidature.periode = past
    }
    #expect(alone == ["recrutement/ouvert-sans-creneau-a-venir"])
    let withMeeting = rules { formation in
      formation.session.recrutements.remove(at: 1)
      formation.candidature.periode = past
      formation.session.recrutements[1].periode = Periode(debut: "20261010", fin: "20261010")
    }
    #expect(withMeeting == ["recrutement/ico-date-passee"])
  }

  /// Periods that are over harm nobody where another one is open.
  @Test func applicationsThatAreOverAreNotJudged() {
    var formation = Formation.example
    var past = formation.candidature
    past.periode = Periode(debut: "20260901", fin: "20261123")
    past.nbPlaces = 0
    for numero in ["P1", "P2"] {
      past.numero = numero
      formation.session.recrutements.append(past)
    }
    #expect(RuleTests.findings(formation).map(\.rule) == [])
    past.periode = Periode(debut: "20260901", fin: "20261124")
    past.numero = "P3"
    formation.session.recrutements.append(past)
    #expect(
      Set(RuleTests.findings(formation).map(\.rule)) == ["recrutement/isc-places", "recrutement/isc-chevauchement"])
  }

  // MARK: Numbers

  @Test(arguments: [
    // Whether the session of the first and that of the second are over, and whether that is reported.
    (false, false, true), (true, false, true), (false, true, true), (true, true, false),
  ])
  func numbersOfSessionsThatAreOver(first: Bool, second: Bool, isReported: Bool) {
    func offer(_ number: Int, isOver: Bool, hasOwnNumero: Bool) -> Formation {
      var formation = Formation.example
      formation.session.recrutements = [formation.candidature]
      if isOver { formation.session.periode = Periode(debut: "20260301", fin: "20261123") }
      if hasOwnNumero { formation.session.numero = "04_\(number)S" }
      return formation
    }
    // Where the session is there twice, its recruitments are not reported as well.
    for (hasOwnNumero, rule) in [(false, "session/numero-double"), (true, "recrutement/numero-double")] {
      var findings: [Finding] = []
      let validator = FeedCheck(options: RuleTests.options())
      validator.check(offer(1, isOver: first, hasOwnNumero: hasOwnNumero)) { findings.append($0) }
      validator.check(offer(2, isOver: second, hasOwnNumero: hasOwnNumero)) { findings.append($0) }
      let doubles = findings.filter { $0.rule.hasSuffix("/numero-double") && !$0.rule.hasPrefix("formation/") }
      #expect(doubles.map(\.rule) == (isReported ? [rule] : []))
    }
  }

  /// A number of a session that is over harms a live one before it, whatever came before that.
  @Test(arguments: [
    ([false, true, false], [false, true, true]), ([false, false, true], [false, false, true]),
    ([true, false, false], [false, true, true]), ([false, false, false], [false, false, false]),
  ]) func numbersSeenThreeTimes(live: [Bool], reported: [Bool]) {
    let memory = FeedMemory()
    for (index, (isLive, isReported)) in zip(live, reported).enumerated() {
      let seen = memory.note("1", of: .session, line: UInt32(index + 1), isLive: isLive)
      #expect((seen != nil) == isReported, "\(live), \(index)")
    }
    #expect(FeedMemory.Place(line: .max, isLive: true).line == .max >> 1)
    #expect(FeedMemory.Place(line: 7, isLive: false).line == 7 && MemoryLayout<FeedMemory.Place>.size == 4)
  }

  @Test func theFirstPlaceOfANumberIsPartOfWhatIsFound() {
    func offer(_ numero: String, _ fin: String) -> String {
      """
      <formation><action><session numero="\(numero)"><periode><debut>20260901</debut><fin>\(fin)</fin></periode>
      <recrutement numero="R1"><modalite-recrutement>7</modalite-recrutement></recrutement></session></action></formation>
      """
    }
    let feed = """
      <lheo xmlns="\(LheoSchema.namespace)"><offres>
      \(offer("A", "20270930"))
      \(offer("B", "20270930"))
      </offres></lheo>
      """
    var findings: [Finding] = []
    _ = try! FeedValidator(options: RuleTests.options()).validate(.text(feed)) { findings.append($0) }
    let double = findings.first { $0.rule == "recrutement/numero-double" }
    #expect(double?.value == "R1")
    #expect(double?.expected == "un numéro unique")
    #expect(double?.message.contains("R1, déjà vu ligne 3") == true, "\(double?.message ?? "")")
  }

  // MARK: What can be positioned

  @Test func slotsWithWrongPlacesCannotBePositioned() {
    var formation = Formation.example
    formation.session.recrutements = [formation.candidature]
    formation.candidature.nbPlaces = -1
    let validator = FeedCheck(options: RuleTests.options { $0.profiles = [.franceTravail] })
    var rules: [String] = []
    validator.check(formation) { rules.append($0.rule) }
    #expect(rules == ["recrutement/isc-places"])
    #expect(
      validator.verdicts.total.positioning[.slotsHaveErrors] == 1 && validator.verdicts.total.positioning.toCome == 1)
  }
}

extension Formation {
  /// The only recruitment.
  fileprivate var reunionAlone: Recrutement {
    get { session.recrutements[0] }
    set { session.recrutements[0] = newValue }
  }
}
